// Commands by which a page's picture is looked at closely, the same on every page that shows one large.
#pragma once

#include <QStringList>

namespace attune {

class ActionRegistry;
class ImageView;

enum class Panning { ByOwnArrows, ByShiftArrows };

/// Zoom in, zoom out, fit and 100 %, under the page's menu.
/// @param page  key of the page, as in "rate"
/// @param panning  ByShiftArrows: where the arrows are commands of the page, panning has commands, too
/// @return the ids
QStringList addPictureCommands(ActionRegistry& actions, const QString& page, ImageView* view, Panning panning);

}  // namespace attune
