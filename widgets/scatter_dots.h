// What the points of a scatter look like, in the order in which they are drawn.
#pragma once

#include <QRgb>
#include <memory>
#include <vector>

#include "widgets/scatter_index.h"

namespace attune {

struct ScatterScene;

/// Colour and selection by place in the scene's index. Looked up by the point's number, of a million points nearly each would
/// have to be fetched from memory, which takes longer than to draw it. Immutable: may be read from any thread.
class ScatterDots {
  public:
    /// @param before  of an earlier scene, or null: the colours are taken from it where they are the same
    ScatterDots(const ScatterScene& scene, const ScatterDots* before);

    /// Whether this is what the scene's points look like.
    bool isOf(const ScatterScene& scene) const;

    QRgb colour(std::size_t place) const { return m_dots[place] | kSelected; }
    bool isSelected(std::size_t place) const { return m_dots[place] >= kSelected; }

  private:
    static constexpr QRgb kSelected = 0xff000000U;

    bool hasColoursOf(const ScatterScene& scene) const;

    std::shared_ptr<const ScatterIndex> m_index;
    std::shared_ptr<const std::vector<QRgb>> m_colours;
    std::shared_ptr<const std::vector<quint8>> m_selected;
    QRgb m_missing;
    std::vector<QRgb> m_dots;
};

}  // namespace attune
