// A recent project in words.
#pragma once

#include "workbench/start/recent_project.h"

namespace attune {

/// "~/Documents/Attune", or why it cannot be opened.
QString recentPlace(const RecentProject& project);
/// "640 pictures, 200 decisions"; empty while not known.
QString recentContents(const RecentProject& project);
/// "Today, 14:03"; empty while not known.
QString recentTime(const RecentProject& project);

}  // namespace attune
