// Pictures of widgets as bytes, for reports and papers. Nothing here opens a file: the window does, off its
// own thread.
#pragma once

#include <QByteArray>
#include <QColor>
#include <QSize>
#include <QString>
#include <functional>

class QPaintDevice;

namespace attune {

enum class ExportFormat { Png, Svg, Pdf, Csv };

/// Makes the bytes of a file from copies of what was shown: on any thread, and even after the plot is gone.
using ExportBytes = std::function<QByteArray()>;

/// As that, from what a plot shows when it is called: in the window's thread alone, where plots are painted. Empty once the plot
/// is gone.
using ExportPaint = std::function<QByteArray()>;

/// "png", "svg", "pdf", "csv".
QString fileSuffix(ExportFormat format);
/// A name for the file that any file system takes: "KL to the reference" + Png -> "kl-to-the-reference.png".
QString suggestedFileName(const QString& title, ExportFormat format);

/// Calls `draw` with a device of `size` (logical pixels) and returns what it drew.
/// @param format  not Csv: that gives no bytes
/// @param scale   of a PNG's pixels to logical ones
/// @param ground  of a PNG
QByteArray drawPicture(ExportFormat format, const QString& title, QSize size, double scale,
                       const QColor& ground, const std::function<void(QPaintDevice&)>& draw);

/// A field of a CSV row (RFC 4180): quoted where it must be.
QByteArray csvField(const QString& text);
/// The shortest number that reads back the same; "nan" and "inf" as Python writes them.
QByteArray csvNumber(double value);

}  // namespace attune
