#include "workbench/main_window.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>
#include <utility>

#include "widgets/action_registry.h"
#include "widgets/command_palette.h"
#include "widgets/nav_rail.h"
#include "workbench/export/export_commands.h"
#include "workbench/history/history_page.h"
#include "workbench/leave_project.h"
#include "workbench/message_commands.h"
#include "workbench/page.h"
#include "workbench/pages.h"
#include "workbench/preferences/help_commands.h"
#include "workbench/preferences/preferences_dialog.h"
#include "workbench/run_commands.h"
#include "workbench/status_strip.h"

namespace attune {

namespace {

constexpr QLatin1String kTurned("turned");  ///< the message that a decision was taken back

/// "C:/x/My project.attune", if that is what was dropped.
QString droppedProject(const QMimeData* data) {
    const auto urls = data->urls();
    if (urls.size() != 1 || !urls.front().isLocalFile()) return {};
    const QString path = QDir::cleanPath(urls.front().toLocalFile());
    return path.endsWith(QLatin1String(".attune")) ? path : QString();
}

}  // namespace

MainWindow::MainWindow(Workbench& workbench) : m_workbench(workbench), m_actions(new ActionRegistry(this)) {
    setAcceptDrops(true);
    m_rail = new NavRail(this);
    m_stack = new QStackedWidget(this);
    m_messages = new MessageBar(this);
    auto* centre = new QWidget(this);
    auto* columns = new QHBoxLayout(centre);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_rail);
    auto* rows = new QVBoxLayout;
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_messages);
    rows->addWidget(m_stack, 1);
    columns->addLayout(rows, 1);
    setCentralWidget(centre);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(new StatusStrip(workbench, this), 1);

    addFileActions();
    addEditActions();
    addHelpCommands(workbench, *m_actions, this);
    for (Page* page : makePages(workbench, *m_actions, m_stack)) {
        m_pages.insert(page->id(), page);
        m_stack->addWidget(page);
        if (auto* history = qobject_cast<HistoryPage*>(page))
            connect(history, &HistoryPage::exportWanted, m_export, &ExportCommands::openDialog);
    }
    addPageActions();
    addViewActions();
    addRunCommands(workbench, *m_actions, this);
    m_palette = new CommandPalette(*m_actions, this);
    m_palette->setOwnCommand(QStringLiteral("view.palette"));
    connect(m_actions, &ActionRegistry::pageWanted, this, [this](const QString& key) {
        for (const PageId id : m_pages.keys())
            if (pageKey(id) == key) showPage(id);
    });
    addMenus();
    m_actions->attachTo(this);
    m_actions->setShortcuts(workbench.settings.shortcuts());
    connect(m_actions, &ActionRegistry::shortcutsChanged, this,
            [this] { m_workbench.settings.setShortcuts(m_actions->shortcuts()); });
    connectServices();
    restoreLayout();
    projectChanged();
    showPage(PageId::Start);
    PreferencesDialog::reopen(m_workbench, *m_actions, this);
}

MainWindow::~MainWindow() { saveLayout(); }

Page* MainWindow::pageWidget(PageId page) const { return m_pages.value(page); }

WindowState MainWindow::state() const {
    WindowState state{m_page, {}, m_messages->messages(), m_interrupted};
    if (m_workbench.project.isOpen())
        for (const Page* page : m_pages) state.pages.insert(page->id(), page->state());
    return state;
}

void MainWindow::restore(const WindowState& state) {
    for (auto at = state.pages.begin(); at != state.pages.end(); ++at) m_pages[at.key()]->restore(at.value());
    showPage(state.page);
    m_interrupted = state.interrupted;
    for (const Message& message : state.messages) m_messages->post(message);
}

void MainWindow::showPage(PageId id) {
    Page* page = m_pages.value(id);
    if (!page || (!m_workbench.project.isOpen() && id != PageId::Start)) return;
    if (Page* before = m_pages.value(m_page); before && before != page) before->deactivated();
    m_page = id;
    if (id != PageId::Start) m_workbench.settings.setLastPage(m_workbench.project.folder(), pageKey(id));
    m_messages->withdraw(kTurned);  // of the page before
    m_stack->setCurrentWidget(page);
    m_actions->setPage(pageKey(id));
    m_actions->action(QStringLiteral("view.") + pageKey(id))->setChecked(true);
    page->activated();
}

PageId MainWindow::lastPage() const {
    const QString key = m_workbench.settings.lastPage(m_workbench.project.folder());
    for (const PageId id : m_pages.keys())
        if (id != PageId::Start && pageKey(id) == key) return id;
    return PageId::Library;
}

void MainWindow::addPageActions() {
    QList<QAction*> entries;
    for (const PageId id : m_pages.keys()) {
        ActionSpec spec;
        spec.id = QStringLiteral("view.") + pageKey(id);
        spec.group = QStringLiteral("view");
        spec.text = [id] { return pageTitle(id); };
        spec.icon = pageIcon(id);
        spec.keys = {QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(id)))};
        QAction* action = m_actions->add(spec);
        connect(action, &QAction::triggered, this, [this, id] { showPage(id); });
        entries.append(action);
    }
    m_rail->setActions(entries);
}

void MainWindow::addFileActions() {
    m_actions->setGroupTitle(QStringLiteral("file"), [] { return tr("File"); });
    m_export = new ExportCommands(m_workbench, *m_actions, this);
    connect(m_export, &ExportCommands::imported, this, [this](const QString& words) {
        m_messages->post({Message::Tone::Info, words, {}, {}, QStringLiteral("imported"), {}});
    });
    connect(m_export, &ExportCommands::exported, this, [this](const QString& words, const QString& notes) {
        m_messages->post({Message::Tone::Info, words, notes, {}, {}, {}});
    });
    QAction* close = m_actions->add({QStringLiteral("file.close"), QStringLiteral("file"), [] { return tr("&Close project"); },
                                     {}, QStringLiteral("window-close"), {QKeySequence::Close}, {}});
    connect(close, &QAction::triggered, this, [this] {
        if (!mayLeaveProject(m_workbench, this, tr("Stop it and close"))) return;
        m_workbench.project.close();
        showPage(PageId::Start);
    });
    QAction* quit = m_actions->add({QStringLiteral("file.quit"), QStringLiteral("file"), [] { return tr("&Quit"); }, {},
                                    QStringLiteral("application-exit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, {}});
    connect(quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::addEditActions() {
    m_actions->setGroupTitle(QStringLiteral("edit"), [] { return tr("Edit"); });
    const auto add = [this](const char* id, Words words, Words help, const char* icon, QKeySequence key, bool undo) {
        ActionSpec spec{QLatin1String(id), QStringLiteral("edit"), std::move(words), std::move(help), QLatin1String(icon), {key}, {}};
        spec.repeats = true;
        connect(m_actions->add(spec), &QAction::triggered, this, [this, undo] { m_workbench.turnDecision(undo); });
    };
    add("edit.undo", [] { return tr("&Undo the last decision"); },
        [] { return tr("Takes back the last rating or comparison; it works across restarts."); }, "edit-undo",
        QKeySequence(Qt::CTRL | Qt::Key_Z), true);
    add("edit.redo", [] { return tr("&Redo the decision"); }, {}, "edit-redo", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
        false);
}

void MainWindow::addViewActions() {
    m_actions->setGroupTitle(QStringLiteral("view"), [] { return tr("View"); });
    QAction* palette = m_actions->add({QStringLiteral("view.palette"), QStringLiteral("view"),
                                       [] { return tr("&Command palette..."); }, [] { return tr("Every command, by name."); },
                                       QStringLiteral("search"), {QKeySequence(Qt::CTRL | Qt::Key_K)}, {}});
    connect(palette, &QAction::triggered, this, [this] { m_palette->open(); });
    QAction* full = m_actions->add({QStringLiteral("view.fullscreen"), QStringLiteral("view"), [] { return tr("&Full screen"); },
                                    {}, QStringLiteral("view-fullscreen"), {QKeySequence(Qt::Key_F11)}, {}});
    full->setCheckable(true);
    new MessageCommands(*m_messages, *m_actions);
    // A window that was maximised is so again.
    connect(full, &QAction::triggered, this, [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
}

void MainWindow::addMenus() {
    QStringList groups{QStringLiteral("file"), QStringLiteral("edit"), QStringLiteral("view")};
    for (const PageId id : m_pages.keys()) {
        if (id == PageId::Start) continue;
        groups.append(pageKey(id));
        m_actions->setGroupTitle(pageKey(id), [id] { return pageTitle(id); });
    }
    groups.append({QStringLiteral("run"), QStringLiteral("help")});
    for (const QString& group : groups) {
        const auto actions = m_actions->actions(group);
        if (actions.isEmpty()) continue;
        QMenu* menu = menuBar()->addMenu(m_actions->groupTitle(group));
        for (QAction* action : actions) {
            if (ActionRegistry::id(action) == QLatin1String("file.close")) {
                QMenu* recent = menu->addMenu(tr("&Recent projects"));
                connect(recent, &QMenu::aboutToShow, this, [this, recent] { showRecent(recent); });
                menu->addSeparator();
            }
            menu->addAction(action);
        }
    }
}

void MainWindow::showRecent(QMenu* menu) {
    menu->clear();
    for (const QString& folder : m_workbench.settings.recentProjects()) {
        const QString name = nameInMenu(QDir(folder).dirName());
        menu->addAction(name, this, [this, folder] { openAnother(m_workbench, this, folder); })->setToolTip(folder);
    }
    if (menu->isEmpty()) menu->addAction(tr("No project was opened yet"))->setEnabled(false);
}

void MainWindow::connectServices() {
    auto& w = m_workbench;
    connect(&w.project, &ProjectService::opened, this, [this] {
        projectChanged();
        if (m_page == PageId::Start) showPage(lastPage());
        if (m_workbench.project.isReadOnly()) tellReadOnly();
    });
    connect(&w.project, &ProjectService::openAlready, this, [this] {
        if (m_page == PageId::Start) showPage(lastPage());
    });
    connect(&w.project, &ProjectService::closed, this, [this] {
        // What they offer to resume would be a run of another project.
        for (const QString& key : std::exchange(m_interrupted, {})) m_messages->withdraw(key);
        for (const char* key : {"readonly", "imported"}) m_messages->withdraw(QLatin1String(key));
        m_devices.clear();
        projectChanged();
    });
    connect(&w.project, &ProjectService::openFailed, this, [this](const QString&, const Problem& p) { tellProblem(p); });
    connect(&w, &Workbench::problemArose, this, &MainWindow::tellProblem);
    connect(&w, &Workbench::decisionTurned, this,
            [this](qint64, bool undo, int, const DecisionStep& step) { tellTurned(undo, step); });
    connect(&w, &Workbench::pageWanted, this, &MainWindow::showPage);
    connect(&w, &Workbench::imageWanted, this, [this] { showPage(PageId::Library); });
    connect(&w, &Workbench::imagesWanted, this, [this] { showPage(PageId::Library); });
    connect(&w, &Workbench::ratingWanted, this, [this] { showPage(PageId::Rate); });
    connect(&w, &Workbench::filesDropped, this, [this] {
        if (!m_workbench.project.isReadOnly()) showPage(PageId::Library);
    });
    connect(&w, &Workbench::optimisingWanted, this, [this] { showPage(PageId::Optimise); });
    connect(&w, &Workbench::judgingWanted, this, [this] { showPage(PageId::Judge); });
    connectRuns();
}

void MainWindow::projectChanged() {
    const bool open = m_workbench.project.isOpen();
    const QString reason = tr("Open a project first.");
    m_actions->setPagesAvailable(open, reason);
    for (auto at = m_pages.begin(); at != m_pages.end(); ++at) {
        if (at.key() == PageId::Start) continue;
        const QString key = pageKey(at.key());
        m_actions->setAvailable(QStringLiteral("view.") + key, open, reason);
    }
    const bool mayWrite = open && !m_workbench.project.isReadOnly();
    m_actions->setAvailable(QStringLiteral("file.close"), open, reason);
    for (const char* id : {"edit.undo", "edit.redo"})
        m_actions->setAvailable(QLatin1String(id), mayWrite, open ? tr("The project is open for reading only.") : reason);
    setWindowTitle(open ? m_workbench.project.name() : QString());
    if (!open) showPage(PageId::Start);
}

void MainWindow::tellProblem(const Problem& problem) {
    m_messages->post({Message::Tone::Error, asSentence(problem.what), asSentence(problem.why), asSentence(problem.remedy), {}, {}});
}

void MainWindow::tellTurned(bool undo, const DecisionStep& step) {
    Message message{Message::Tone::Info, turnedText(undo, step), {}, {}, kTurned, {}};
    const PageId page = step.verdicts > 0 ? PageId::Judge : PageId::Rate;
    // The journal is one: what was taken back may be of a page that is not seen.
    if (step.total() > 0 && page != m_page)
        message.actions.append(MessageAction{page == PageId::Judge ? tr("Go to Judge") : tr("Go to Rate"),
                                             [workbench = &m_workbench, page] { Q_EMIT workbench->pageWanted(page); }});
    m_messages->post(message);
}

QString MainWindow::turnedText(bool undo, const DecisionStep& step) {
    const int n = static_cast<int>(step.total());
    if (n == 0) return undo ? tr("There is nothing to take back.") : tr("There is nothing to redo.");
    const QString rater = QString::fromStdString(step.rater);
    const bool isOf = !rater.isEmpty();
    if (isOf && step.ratings == n)
        return (undo ? tr("Taken back: %n rating(s) by %1.", nullptr, n) : tr("Brought back: %n rating(s) by %1.", nullptr, n)).arg(rater);
    if (isOf && step.comparisons == n)
        return (undo ? tr("Taken back: %n comparison(s) by %1.", nullptr, n) : tr("Brought back: %n comparison(s) by %1.", nullptr, n))
            .arg(rater);
    if (isOf && step.verdicts == n)
        return (undo ? tr("Taken back: %n verdict(s) of Judge by %1.", nullptr, n)
                     : tr("Brought back: %n verdict(s) of Judge by %1.", nullptr, n))
            .arg(rater);
    if (isOf && step.edits == n)
        return (undo ? tr("Taken back: %n edit(s) by %1.", nullptr, n) : tr("Brought back: %n edit(s) by %1.", nullptr, n)).arg(rater);
    return undo ? tr("%n decision(s) taken back.", nullptr, n) : tr("%n decision(s) brought back.", nullptr, n);
}

void MainWindow::tellReadOnly() {
    const QString writer = m_workbench.project.writer();
    Message message{Message::Tone::Warning, tr("This project is open for reading only."), {}, {}, QStringLiteral("readonly"), {}};
    message.why = writer.isEmpty() ? tr("Its folder may not be written to.") : tr("It is being written to by %1.").arg(writer);
    message.remedy = writer.isEmpty() ? tr("Change its permissions, or copy it to a place of your own, and open it again to rate.")
                                      : tr("Close it there and open it here again to rate.");
    m_messages->post(message);
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::WindowStateChange)
        m_actions->action(QStringLiteral("view.fullscreen"))->setChecked(isFullScreen());
    QMainWindow::changeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const bool forLibrary = event->mimeData()->hasUrls() && m_workbench.project.isOpen();
    if (forLibrary || !droppedProject(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString folder = droppedProject(event->mimeData());
    // Later: what may be asked does not hold up the one that it was dragged from.
    if (!folder.isEmpty()) return QTimer::singleShot(0, this, [this, folder] { openAnother(m_workbench, this, folder); });
    Q_EMIT m_workbench.filesDropped(event->mimeData()->urls());
}

void MainWindow::restoreLayout() {
    if (restoreGeometry(m_workbench.settings.value(QStringLiteral("window/geometry")).toByteArray())) return;
    // Large enough for two captions side by side, three quarters of a larger screen, and never off it.
    const QSize room = screen()->availableSize();
    resize(QSize(1440, 900).expandedTo(room * 3 / 4).boundedTo(room));
}

void MainWindow::saveLayout() { m_workbench.settings.setValue(QStringLiteral("window/geometry"), saveGeometry()); }

}  // namespace attune
