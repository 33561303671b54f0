// Above the scatter: whose layout, in which projection, coloured by what, and how the mouse selects.
#pragma once

#include <QWidget>

#include "widgets/scatter_view.h"
#include "workbench/embeddings/projections.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace attune {

class ActionRegistry;
class Settings;

enum class PointColour { Reward, OwnRating, Rating, Origin, Tag, Split };

class SpaceBar : public QWidget {
    Q_OBJECT

  public:
    SpaceBar(Settings& settings, ActionRegistry& actions, QWidget* parent = nullptr);

    void setSeries(const std::vector<LayoutSeries>& series, int current);
    /// Where there is no UMAP the switch is off.
    void setHasUmap(bool umap);
    bool wantsUmap() const { return m_umapWanted; }
    PointColour colour() const;
    QComboBox* seriesBox() const { return m_series; }
    QComboBox* colourBox() const { return m_colour; }
    QComboBox* projectionBox() const { return m_projection; }
    QString recallText() const;

  Q_SIGNALS:
    void seriesWanted(int index);
    void projectionChanged();
    void colourChanged();

  private:
    void makeBoxes();
    void addCommands(QHBoxLayout& row, ActionRegistry& actions);
    /// @param shown  null hides it
    void showRecall(const LayoutSeries* shown);

    Settings& m_settings;
    QComboBox* m_series;
    QComboBox* m_projection;
    QComboBox* m_colour;
    QLabel* m_recall;
    bool m_umapWanted = true;
};

/// "Reward training, run 7: 12 steps"
QString seriesText(const LayoutSeries& series);

}  // namespace attune
