// How pictures come into the project: copied or left where they are, and into which split.
#pragma once

#include <QDialog>
#include <QStringList>

#include "session/image_import.h"

class QButtonGroup;
class QComboBox;

namespace attune {

class Settings;

class ImportDialog : public QDialog {
    Q_OBJECT

  public:
    ImportDialog(const QStringList& paths, Settings& settings, QWidget* parent = nullptr);

    const QStringList& paths() const { return m_paths; }
    ImportOptions options() const;

    void accept() override;

  private:
    QStringList m_paths;
    Settings& m_settings;
    QButtonGroup* m_place;
    QComboBox* m_split;
};

}  // namespace attune
