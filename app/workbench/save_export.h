// Keeps what a plot or table exports: asks where, then makes and writes it off the window's thread.
#pragma once

#include <QByteArray>
#include <QString>

#include "widgets/picture_export.h"

class QWidget;

namespace attune {

class Workbench;

/// @param context  the widget whose window the file dialog belongs to
void saveExport(QWidget* context, Workbench& workbench, const QString& suggestedName, const QByteArray& bytes);
/// @param bytes  called once a file was chosen, on another thread
void saveExport(QWidget* context, Workbench& workbench, const QString& suggestedName, const ExportBytes& bytes);

}  // namespace attune
