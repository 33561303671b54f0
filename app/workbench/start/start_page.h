// Where one begins: new, open, recent projects, the demo.
#pragma once

#include "workbench/page.h"

class QAction;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QProgressBar;
class QPushButton;

namespace attune {

class StartPage : public Page {
    Q_OBJECT

  public:
    StartPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);
    void activated() override;

  private:
    QWidget* makeBegin(ActionRegistry& actions);
    QWidget* makeRecent();
    void fillRecent();
    void newProject();
    void openProject();
    void showBusy(const QString& what, qint64 done, qint64 total);
    void openItem(const QListWidgetItem* item);

    QListWidget* m_recent;
    QLabel* m_noRecent;
    QLabel* m_busy;
    QProgressBar* m_progress;
    QList<QPushButton*> m_buttons;
};

}  // namespace attune
