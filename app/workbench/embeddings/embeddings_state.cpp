// What is chosen on the Embeddings page, for the page that takes its place when the window is made anew.
#include <utility>

#include "widgets/scatter_view.h"
#include "workbench/embeddings/embeddings_page.h"
#include "workbench/embeddings/space_desk.h"
#include "workbench/library/image_inspector.h"

namespace attune {

QVariantMap EmbeddingsPage::state() const {
    if (!m_kept.isEmpty()) return m_kept;  // it was not shown since
    const auto* layout = m_desk->layout();
    if (!layout || m_desk->current() < 0) return {};
    const auto& series = m_desk->series()[static_cast<std::size_t>(m_desk->current())];
    const auto step = static_cast<std::size_t>(m_desk->step());
    return {{QStringLiteral("run"), QVariant::fromValue<qlonglong>(series.run)},
            {QStringLiteral("space"), QString::fromStdString(series.space)},
            {QStringLiteral("step"), QVariant::fromValue<qlonglong>(step < series.steps.size() ? series.steps[step].step : 0)},
            {QStringLiteral("points"), static_cast<int>(layout->images.size())},
            {QStringLiteral("selection"), QVariant::fromValue(m_scatter->selection())},
            {QStringLiteral("image"), m_inspector->image()}};
}

void EmbeddingsPage::restore(const QVariantMap& state) {
    if (state.isEmpty()) return;
    m_kept = state;
    m_desk->keep(state.value(QStringLiteral("run")).toLongLong(), state.value(QStringLiteral("space")).toString().toStdString(),
                 state.value(QStringLiteral("step")).toLongLong());
}

void EmbeddingsPage::selectKept() {
    if (m_kept.isEmpty()) return;
    const QVariantMap kept = std::exchange(m_kept, {});
    // Other points: the layout that they were selected in is gone.
    const auto& series = m_desk->series()[static_cast<std::size_t>(m_desk->current())];
    if (kept.value(QStringLiteral("run")).toLongLong() != series.run || kept.value(QStringLiteral("points")).toInt() != m_scatter->count())
        return;
    m_scatter->setSelection(kept.value(QStringLiteral("selection")).value<QVector<int>>());
    if (const auto image = kept.value(QStringLiteral("image")).toLongLong(); image > 0) m_inspector->showImage(image);
    showSelection();
}

}  // namespace attune
