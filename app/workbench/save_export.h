// Keeps what a plot or table exports: asks where, writes it off the window's thread.
#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace attune {

class Workbench;

/// @param context  the widget whose window the file dialog belongs to
void saveExport(QWidget* context, Workbench& workbench, const QString& suggestedName, const QByteArray& bytes);

}  // namespace attune
