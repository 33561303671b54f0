// Keeps what a plot exports: asks where, then makes it and writes it off the window's thread.
#pragma once

#include <QString>

#include "widgets/picture_export.h"

class QWidget;

namespace attune {

class Workbench;

/// @param context  the widget whose window the file dialog belongs to
/// @param bytes  called once a file was chosen, on another thread
void saveExport(QWidget* context, Workbench& workbench, const QString& suggestedName, const ExportBytes& bytes);
/// @param paint  called once a file was chosen, in the window's thread
void savePainted(QWidget* context, Workbench& workbench, const QString& suggestedName, const ExportPaint& paint);

}  // namespace attune
