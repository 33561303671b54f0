// Commands by which the points of the Embeddings page are looked at, selected and taken along as a file.
#include <QAction>

#include "widgets/action_registry.h"
#include "widgets/scatter_view.h"
#include "workbench/embeddings/embeddings_page.h"

namespace attune {

void EmbeddingsPage::addViewActions() {
    const QString page = QStringLiteral("embeddings");
    const auto add = [&](const QString& name, Words words, const char* icon, QList<QKeySequence> keys, std::function<void()> run) {
        m_viewCommands.append(page + QLatin1Char('.') + name);
        ActionSpec spec{m_viewCommands.back(), page, std::move(words), {}, QLatin1String(icon), std::move(keys), {page}};
        spec.repeats = true;
        connect(m_actions.add(spec), &QAction::triggered, this, std::move(run));
    };
    add(QStringLiteral("select_all"), [] { return tr("Select all points"); }, "edit-select-all",
        {QKeySequence(Qt::Key_A), QKeySequence(Qt::CTRL | Qt::Key_A)}, [this] { m_scatter->selectAll(); });
    add(QStringLiteral("select_none"), [] { return tr("Select none"); }, "edit-select-none",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)}, [this] { m_scatter->selectNone(); });
    add(QStringLiteral("fit"), [] { return tr("Show &all points"); }, "zoom-fit-best", {QKeySequence(Qt::Key_0)},
        [this] { m_scatter->fit(); });
    // As in pictures: where Shift is not needed for the plus, it is for the equals sign on the same key.
    add(QStringLiteral("zoom_in"), [] { return tr("Zoom in"); }, "zoom-in",
        {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)}, [this] { m_scatter->zoomIn(); });
    add(QStringLiteral("zoom_out"), [] { return tr("Zoom out"); }, "zoom-out", {QKeySequence(Qt::Key_Minus)},
        [this] { m_scatter->zoomOut(); });
    for (const auto format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf, ExportFormat::Csv}) {
        const QString suffix = fileSuffix(format);
        //: %1 is a file format such as PNG
        add(QStringLiteral("export_") + suffix, [suffix] { return tr("Export the plot as %1...").arg(suffix.toUpper()); },
            "document-export", {}, [this, format] { m_scatter->requestExport(format); });
    }
}

void EmbeddingsPage::addModeActions() {
    using Mode = ScatterView::Mode;
    struct Entry {
        const char* id;
        Words words;
        const char* icon;
        Qt::Key key;
        Mode mode;
    };
    const QString page = QStringLiteral("embeddings");
    for (const auto& entry : std::initializer_list<Entry>{
             {"embeddings.rectangle", [] { return tr("Select by r&ectangle"); }, "select-rectangular", Qt::Key_R, Mode::Rectangle},
             {"embeddings.lasso", [] { return tr("Select by la&sso"); }, "edit-select-lasso", Qt::Key_L, Mode::Lasso},
             //: drag the view with the mouse
             {"embeddings.pan", [] { return tr("&Move the view"); }, "transform-move", Qt::Key_V, Mode::Pan}}) {
        QAction* action = m_actions.add(
            {QLatin1String(entry.id), page, entry.words, {}, QLatin1String(entry.icon), {QKeySequence(entry.key)}, {page}});
        action->setCheckable(true);
        action->setChecked(entry.mode == Mode::Rectangle);
        connect(action, &QAction::triggered, this, [this, mode = entry.mode, action] {
            m_scatter->setMode(mode);
            for (const char* id : {"embeddings.rectangle", "embeddings.lasso", "embeddings.pan"})
                m_actions.action(QLatin1String(id))->setChecked(m_actions.action(QLatin1String(id)) == action);
        });
    }
}

void EmbeddingsPage::updateViewActions() {
    const bool points = m_scatter && m_scatter->count() > 0;
    for (const QString& id : m_viewCommands) m_actions.setAvailable(id, points, tr("No points are shown."));
    const bool any = m_scatter && m_scatter->selectedCount() > 0;
    m_actions.setAvailable(QStringLiteral("embeddings.select_none"), any, tr("No point is selected."));
}

}  // namespace attune
