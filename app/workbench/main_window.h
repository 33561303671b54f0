// The one window: the rail of pages, the page, messages above it, the status strip below.
#pragma once

#include <QMainWindow>
#include <QMap>
#include <QVariantMap>

#include "widgets/message_bar.h"
#include "workbench/workbench.h"

class QAction;
class QMenu;
class QStackedWidget;

namespace attune {

class ActionRegistry;
class CommandPalette;
class ExportCommands;
class NavRail;
class Page;

/// What a window hands to the one that takes its place.
struct WindowState {
    PageId page = PageId::Start;
    QMap<PageId, QVariantMap> pages;  ///< see Page::state
    QList<Message> messages;          ///< that nobody has dismissed
    QStringList interrupted;          ///< keys of those about runs of the open project
};

class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    explicit MainWindow(Workbench& workbench);
    ~MainWindow() override;

    ActionRegistry& actions() { return *m_actions; }
    PageId page() const { return m_page; }
    void showPage(PageId page);
    Page* pageWidget(PageId page) const;
    WindowState state() const;
    /// Once it is shown.
    void restore(const WindowState& state);

  protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void addPageActions();
    void addFileActions();
    void addEditActions();
    void addViewActions();
    void addMenus();
    void connectServices();
    void connectRuns();
    void projectChanged();
    /// The page on which the project that is open was left; the Library where that is not known.
    PageId lastPage() const;
    void showRecent(QMenu* menu);
    void tellProblem(const Problem& problem);
    void tellTurned(bool undo, const DecisionStep& step);
    static QString turnedText(bool undo, const DecisionStep& step);
    void tellReadOnly();
    void tellInterrupted(const QList<qint64>& runs);
    void tellWaiting(const QList<qint64>& runs);
    void tellEngineDied(qint64 run, const QString& words, const QList<qint64>& dropped);
    void tellEnd(qint64 run, const QString& status, const Problem& problem);
    /// @param device  of the run, where it is known: one that is not there is offered no way to go on
    void postResumable(qint64 run, Message message, const QString& device = {});
    MessageAction resumeAction(qint64 run);
    MessageAction resumeAllAction(const QList<qint64>& runs);
    void restoreLayout();
    void saveLayout();

    Workbench& m_workbench;
    ActionRegistry* m_actions;
    NavRail* m_rail;
    QStackedWidget* m_stack;
    MessageBar* m_messages;
    CommandPalette* m_palette;
    ExportCommands* m_export = nullptr;
    QMap<PageId, Page*> m_pages;
    QStringList m_interrupted;  ///< keys of the messages about runs of the open project
    QMap<qint64, QString> m_devices;  ///< by run of the queue: where it computes
    PageId m_page = PageId::Start;
    bool m_mayClose = false;
    QMetaObject::Connection m_closing;  ///< closes the window once the runs are stopped, unless something comes between
};

}  // namespace attune
