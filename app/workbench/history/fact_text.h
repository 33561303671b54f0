// Lists of facts ("Sampled at 1.0, 256 pictures") that break into lines between the facts.
#pragma once

#include <QString>

class QFontMetrics;

namespace attune {

/// The text with its spaces and the places between its Chinese characters closed to line breaks, but for those behind a
/// comma or an arrow. @param width  pixels; a fact that is wider breaks where it may
QString factText(const QString& text, const QFontMetrics& metrics, int width);

}  // namespace attune
