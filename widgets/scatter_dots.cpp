#include "widgets/scatter_dots.h"

#include "widgets/scatter_render.h"
#include "widgets/scatter_threads.h"

namespace attune {

namespace {

struct Stretch {
    std::size_t first = 0, end = 0;
};

std::vector<Stretch> stretchesOf(std::size_t count) {
    const auto parts = static_cast<std::size_t>(threadsFor(count));
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i < parts; ++i) stretches.push_back({count * i / parts, count * (i + 1) / parts});
    return stretches;
}

}  // namespace

ScatterDots::ScatterDots(const ScatterScene& scene, const ScatterDots* before)
    : m_index(scene.index),
      m_colours(scene.colours),
      m_selected(scene.selected),
      m_missing(scene.style.missing),
      m_dots(scene.index ? scene.index->size() : 0) {
    const bool known = before && before->hasColoursOf(scene);
    auto stretches = stretchesOf(m_dots.size());
    eachOnItsThread(stretches, [&](const Stretch& stretch) {
        for (std::size_t place = stretch.first; place < stretch.end; ++place) {
            const quint32 id = m_index->id(place);
            QRgb colour = m_missing;
            if (known)
                colour = before->m_dots[place];
            else if (m_colours && id < m_colours->size())
                colour = (*m_colours)[id];
            const bool selected = m_selected && id < m_selected->size() && (*m_selected)[id];
            m_dots[place] = selected ? colour | kSelected : colour & ~kSelected;
        }
    });
}

bool ScatterDots::hasColoursOf(const ScatterScene& scene) const {
    return m_index == scene.index && m_colours == scene.colours && m_missing == scene.style.missing;
}

bool ScatterDots::isOf(const ScatterScene& scene) const {
    return hasColoursOf(scene) && m_selected == scene.selected;
}

}  // namespace attune
