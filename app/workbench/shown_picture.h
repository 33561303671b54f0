// A picture of the project on screen, and where a captioner looked at it: the same on every page.
#pragma once

#include <QString>
#include <functional>

namespace attune {

class ImageView;
class Workbench;
struct CaptionRecord;

/// Asked when an answer has come: whether the page still wants it.
using StillWanted = std::function<bool()>;

/// Shows the picture of this file, or why there is none; until it has come, that it is being read. The view is asked nothing
/// once it is gone.
void showPicture(Workbench& workbench, ImageView* view, const QString& path, StillWanted wanted);

/// Lays over the picture what the captioner looked at when it wrote this word of the caption.
/// @param word  negative: takes what lies over the picture away
void showAttention(Workbench& workbench, ImageView* view, const CaptionRecord& caption, int word, StillWanted wanted);

}  // namespace attune
