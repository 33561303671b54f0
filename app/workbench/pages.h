// The pages of a window.
#pragma once

#include <QList>

#include "workbench/workbench.h"

class QWidget;

namespace attune {

class ActionRegistry;
class Page;

/// One of each, in the order of the rail.
QList<Page*> makePages(Workbench& workbench, ActionRegistry& actions, QWidget* parent);

/// "Library": the word on the rail, in the user's language.
QString pageTitle(PageId page);
/// "library": the key of its commands, of stored settings and of screenshots.
QString pageKey(PageId page);
/// Its icon's name in the theme.
QString pageIcon(PageId page);

}  // namespace attune
