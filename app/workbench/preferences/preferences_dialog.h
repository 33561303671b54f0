// What a user chooses once: look, language, name, device, folder, keys.
#pragma once

#include <QDialog>

#include "workbench/workbench.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QTabWidget;

namespace attune {

class ActionRegistry;
class ShortcutEditor;

/// Every choice takes effect at once and is kept; there is nothing to confirm. A new theme or language makes the window
/// anew, and this dialog with it.
class PreferencesDialog : public QDialog {
    Q_OBJECT

  public:
    enum Tab { General, Shortcuts };

    PreferencesDialog(Workbench& workbench, ActionRegistry& actions, QWidget* parent, Tab tab = General);
    ShortcutEditor* shortcuts() const { return m_shortcuts; }

    /// Opens it again over a new window that was made from within it. Does nothing otherwise.
    static void reopen(Workbench& workbench, ActionRegistry& actions, QWidget* window);

  private:
    QWidget* makeGeneral();
    QWidget* makeAppearance();
    QWidget* makeWork();
    void fillDevices();
    void changeAppearance(const char* control);

    Workbench& m_workbench;
    QTabWidget* m_tabs;
    QComboBox* m_theme;
    QComboBox* m_language;
    QLineEdit* m_rater;
    QComboBox* m_device;
    QLineEdit* m_folder;
    QCheckBox* m_score;
    ShortcutEditor* m_shortcuts;
};

}  // namespace attune
