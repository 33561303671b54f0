#include "workbench/picture_commands.h"

#include <QAction>
#include <QCoreApplication>

#include "widgets/action_registry.h"
#include "widgets/image_view.h"

namespace attune {

QStringList addPictureCommands(ActionRegistry& actions, const QString& page, ImageView* view,
                               Panning panning) {
    QStringList ids;
    const auto add = [&](const char* name, const char* words, QList<QKeySequence> keys, auto run) {
        ids.append(page + QLatin1Char('.') + QLatin1String(name));
        const auto text = [words] { return QCoreApplication::translate("attune::PictureCommands", words); };
        ActionSpec spec{ids.back(), page, text, {}, {}, std::move(keys), {page}};
        spec.repeats = true;
        QObject::connect(actions.add(spec), &QAction::triggered, view, std::move(run));
    };
    // Where Shift is not needed for the plus, it is for the equals sign on the same key.
    add("zoom_in", QT_TRANSLATE_NOOP("attune::PictureCommands", "Zoom into the image"),
        {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)}, [view] { view->zoomIn(); });
    add("zoom_out", QT_TRANSLATE_NOOP("attune::PictureCommands", "Zoom out of the image"),
        {QKeySequence(Qt::Key_Minus)}, [view] { view->zoomOut(); });
    add("zoom_fit", QT_TRANSLATE_NOOP("attune::PictureCommands", "Fit the image"),
        {QKeySequence(Qt::CTRL | Qt::Key_0)}, [view] { view->zoomToFit(); });
    // Ctrl+1 and on are the pages.
    add("zoom_actual", QT_TRANSLATE_NOOP("attune::PictureCommands", "The image at 100 %"),
        {QKeySequence(Qt::Key_Z)}, [view] { view->zoomToActual(); });
    if (panning == Panning::ByOwnArrows) return ids;
    add("pan_left", QT_TRANSLATE_NOOP("attune::PictureCommands", "Move left in the zoomed image"),
        {QKeySequence(Qt::SHIFT | Qt::Key_Left)}, [view] { view->panSteps(-1, 0); });
    add("pan_right", QT_TRANSLATE_NOOP("attune::PictureCommands", "Move right in the zoomed image"),
        {QKeySequence(Qt::SHIFT | Qt::Key_Right)}, [view] { view->panSteps(1, 0); });
    add("pan_up", QT_TRANSLATE_NOOP("attune::PictureCommands", "Move up in the zoomed image"),
        {QKeySequence(Qt::SHIFT | Qt::Key_Up)}, [view] { view->panSteps(0, -1); });
    add("pan_down", QT_TRANSLATE_NOOP("attune::PictureCommands", "Move down in the zoomed image"),
        {QKeySequence(Qt::SHIFT | Qt::Key_Down)}, [view] { view->panSteps(0, 1); });
    return ids;
}

}  // namespace attune
