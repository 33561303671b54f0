// Where one begins: go on, the demo, new, open, recent projects, and what the loop is.
#pragma once

#include <QPointer>

#include "workbench/page.h"

class QAction;
class QFileDialog;
class QLabel;
class QProgressBar;
class QPushButton;

namespace attune {

class RecentList;

class StartPage : public Page {
    Q_OBJECT

  public:
    StartPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);

    void activated() override;
    RecentList* recent() const { return m_recent; }

  private:
    void addActions(ActionRegistry& actions);
    void connectProject();
    QWidget* makeBegin(ActionRegistry& actions);
    QWidget* makeRecent();
    QWidget* makeLoop();
    void fillRecent();
    void newProject();
    void chooseNew(const QString& parent);
    void openProject();
    void goOn();
    void showBusy(const QString& what, qint64 done, qint64 total);
    void setPrimary(QPushButton* button);

    RecentList* m_recent;
    QLabel* m_noRecent;
    QLabel* m_busy;
    QProgressBar* m_progress;
    QPushButton* m_goOn;
    QPushButton* m_goOnDemo;  ///< where another project was the last one
    QPushButton* m_demo = nullptr;
    QString m_tryDemo;  ///< what the button of the demo says while there is none
    QList<QPushButton*> m_buttons;
    QPointer<QFileDialog> m_choosing;  ///< where a new project is to lie
};

}  // namespace attune
