#include "workbench/picture_commands.h"

#include <QAction>
#include <QCoreApplication>

#include "widgets/action_registry.h"
#include "widgets/image_view.h"

namespace attune {

namespace {

struct PictureCommands {
    Q_DECLARE_TR_FUNCTIONS(attune::PictureCommands)
};

}  // namespace

QStringList addPictureCommands(ActionRegistry& actions, const QString& page, ImageView* view, Panning panning) {
    using Commands = PictureCommands;
    QStringList ids;
    const auto add = [&](const char* name, Words words, QList<QKeySequence> keys, auto run) {
        ids.append(page + QLatin1Char('.') + QLatin1String(name));
        const ActionSpec spec{ids.back(), page, std::move(words), {}, {}, std::move(keys), {page}};
        QObject::connect(actions.add(spec), &QAction::triggered, view, std::move(run));
    };
    // Where Shift is not needed for the plus, it is for the equals sign on the same key.
    add("zoom_in", [] { return Commands::tr("Zoom into the picture"); }, {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)},
        [view] { view->zoomIn(); });
    add("zoom_out", [] { return Commands::tr("Zoom out of the picture"); }, {QKeySequence(Qt::Key_Minus)},
        [view] { view->zoomOut(); });
    add("zoom_fit", [] { return Commands::tr("Fit the picture"); }, {QKeySequence(Qt::CTRL | Qt::Key_0)}, [view] { view->zoomToFit(); });
    // Ctrl+1 and on are the pages.
    add("zoom_actual", [] { return Commands::tr("The picture at 100 %"); }, {QKeySequence(Qt::Key_Z)}, [view] { view->zoomToActual(); });
    if (panning == Panning::ByOwnArrows) return ids;
    add("pan_left", [] { return Commands::tr("Move left in the zoomed picture"); }, {QKeySequence(Qt::SHIFT | Qt::Key_Left)},
        [view] { view->panSteps(-1, 0); });
    add("pan_right", [] { return Commands::tr("Move right in the zoomed picture"); }, {QKeySequence(Qt::SHIFT | Qt::Key_Right)},
        [view] { view->panSteps(1, 0); });
    add("pan_up", [] { return Commands::tr("Move up in the zoomed picture"); }, {QKeySequence(Qt::SHIFT | Qt::Key_Up)},
        [view] { view->panSteps(0, -1); });
    add("pan_down", [] { return Commands::tr("Move down in the zoomed picture"); }, {QKeySequence(Qt::SHIFT | Qt::Key_Down)},
        [view] { view->panSteps(0, 1); });
    return ids;
}

}  // namespace attune
