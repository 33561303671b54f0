#include "workbench/start/start_page.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/action_registry.h"
#include "widgets/theme.h"
#include "workbench/leave_project.h"
#include "workbench/run_words.h"
#include "workbench/start/recent_list.h"
#include "workbench/start/recent_reader.h"

namespace attune {

namespace {

constexpr int kColumn = theme::kGrid * 44;
constexpr int kGap = theme::kGrid * 8;
constexpr int kRecentColumn = theme::kGrid * 66;

}  // namespace

StartPage::StartPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent)
    : Page(PageId::Start, workbench, parent) {
    addActions(actions);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(kGap);
    columns->addStretch();
    columns->addWidget(makeBegin(actions), 0, Qt::AlignTop);
    columns->addWidget(makeRecent(), 0, Qt::AlignTop);
    columns->addStretch();
    m_busy = new QLabel(this);
    m_progress = new QProgressBar(this);
    m_progress->setFixedWidth(kColumn);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of opening the project"));
    auto* rows = new QVBoxLayout(this);
    rows->addStretch(2);
    rows->addLayout(columns);
    rows->addSpacing(theme::kGrid * 2);
    rows->addWidget(m_busy, 0, Qt::AlignHCenter);
    rows->addWidget(m_progress, 0, Qt::AlignHCenter);
    rows->addSpacing(theme::kGrid * 2);
    auto* loop = new QHBoxLayout;  // not an alignment: that would not ask how high the words are at this width
    loop->addStretch();
    loop->addWidget(makeLoop());
    loop->addStretch();
    rows->addLayout(loop);
    rows->addStretch(3);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_busy, m_progress}) {
        QSizePolicy policy = widget->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        widget->setSizePolicy(policy);
        widget->hide();
    }
    connect(&RecentReader::of(workbench), &RecentReader::found, m_recent, &RecentList::setProject);
    connectProject();
    fillRecent();
}

void StartPage::addActions(ActionRegistry& actions) {
    const auto add = [&](const char* id, Words words, Words help, const char* icon, QKeySequence key, auto slot) {
        ActionSpec spec{QLatin1String(id), QStringLiteral("file"), std::move(words), std::move(help), QLatin1String(icon), {}, {}};
        if (!key.isEmpty()) spec.keys = {key};
        connect(actions.add(spec), &QAction::triggered, this, slot);
    };
    add("file.new", [] { return tr("&New project..."); }, [] { return tr("An empty project in a folder of your choice."); },
        "document-new", QKeySequence::New, &StartPage::newProject);
    add("file.open", [] { return tr("&Open project..."); }, [] { return tr("A folder that ends in .attune."); }, "document-open",
        QKeySequence::Open, &StartPage::openProject);
    add("file.demo", [] { return tr("Try the &demo"); },
        [] { return tr("Small drawn images, a captioner that can be improved, and captions ready to rate."); },
        "media-playback-start", {}, [this] {
            if (mayOpenAnother(workbench(), window())) workbench().tryDemo();
        });
    const auto demo = [&actions](bool making) {
        actions.setAvailable(QStringLiteral("file.demo"), !making, tr("The demo is being made."));
    };
    connect(&workbench(), &Workbench::makingDemo, this, demo);
    demo(workbench().isMakingDemo());
}

void StartPage::connectProject() {
    connect(&project(), &ProjectService::opening, this,
            [this](const QString& folder) { showBusy(tr("Opening %1").arg(QDir(folder).dirName()), 0, 0); });
    connect(&project(), &ProjectService::progress, this,
            [this](const QString& phase, qint64 done, qint64 total) { showBusy(phaseText(phase), done, total); });
    const auto idle = [this] {
        m_busy->hide();
        m_progress->hide();
        for (auto* button : m_buttons) button->setEnabled(true);
        m_recent->setEnabled(true);
        if (isVisible()) fillRecent();
    };
    connect(&project(), &ProjectService::opened, this, idle);
    connect(&project(), &ProjectService::openAlready, this, idle);
    connect(&project(), &ProjectService::openFailed, this, idle);
}

QWidget* StartPage::makeBegin(ActionRegistry& actions) {
    auto* box = new QWidget(this);
    box->setFixedWidth(kColumn);
    auto* title = new QLabel(tr("Attune"), box);
    theme::makeTitle(title);
    auto* what = new QLabel(tr("Align an image captioner with your own judgement."), box);
    what->setWordWrap(true);
    theme::makeQuiet(what, theme::Text::Body);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(title);
    rows->addWidget(what);
    rows->addSpacing(theme::kGrid);
    m_goOn = new QPushButton(box);
    connect(m_goOn, &QPushButton::clicked, this, &StartPage::goOn);
    m_goOnDemo = new QPushButton(box);
    connect(m_goOnDemo, &QPushButton::clicked, this, [this] { openAnother(workbench(), window(), m_goOnDemo->toolTip()); });
    m_buttons = {m_goOn, m_goOnDemo};
    for (const char* id : {"file.demo", "file.new", "file.open"}) {
        QAction* action = actions.action(QLatin1String(id));
        auto* button = new QPushButton(withoutMnemonic(action->text()), box);
        button->setToolTip(action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_buttons.append(button);
        if (!m_demo) m_demo = button;
    }
    m_tryDemo = m_demo->text();
    for (auto* button : m_buttons) {
        button->setAutoDefault(true);
        button->setMinimumHeight(theme::kGrid * 5);
        rows->addWidget(button);
    }
    auto* hint = new QLabel(tr("The demo needs nothing: small drawn images, and a captioner that is good but can be "
                               "improved. Your own photographs need a captioner for photographs, as a checkpoint folder "
                               "from the Hugging Face hub."), box);
    hint->setWordWrap(true);
    theme::makeQuiet(hint);
    rows->addSpacing(theme::kGrid);
    rows->addWidget(hint);
    return box;
}

QWidget* StartPage::makeRecent() {
    auto* box = new QWidget(this);
    box->setFixedWidth(kRecentColumn);
    auto* title = new QLabel(tr("Recent projects"), box);
    theme::makeTitle(title, theme::Text::Body);
    m_recent = new RecentList(box);
    m_recent->setMinimumHeight(theme::kGrid * 36);
    m_noRecent = new QLabel(tr("Projects that you open will be listed here. A project is a folder that ends in .attune; it can "
                               "also be dropped onto this window."), box);
    m_noRecent->setWordWrap(true);
    theme::makeQuiet(m_noRecent, theme::Text::Body);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(title);
    rows->addWidget(m_noRecent);
    rows->addWidget(m_recent);
    rows->addStretch();
    connect(m_recent, &RecentList::opened, this,
            [this](const QString& folder) { openAnother(workbench(), window(), folder); });
    connect(m_recent, &RecentList::removed, this, [this](const QString& folder) {
        workbench().settings.removeRecentProject(folder);
        fillRecent();
    });
    return box;
}

QWidget* StartPage::makeLoop() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGrid * 3);
    const struct {
        QString title, words;
    } steps[] = {
        //: the five steps of the loop: a verb each
        {tr("1  Look"), tr("Bring in images; the captioner writes several captions of each.")},
        {tr("2  Rate"), tr("Say which captions are good and which is better.")},
        {tr("3  Learn"), tr("A reward model learns your judgement from the ratings.")},
        {tr("4  Optimise"), tr("The captioner moves toward what the reward model prefers.")},
        {tr("5  Judge"), tr("Compare before and now, blind. Then go round again.")},
    };
    for (const auto& step : steps) {
        auto* column = new QVBoxLayout;
        column->setSpacing(theme::kGrid / 2);
        auto* title = new QLabel(step.title, box);
        theme::makeTitle(title, theme::Text::Body);
        auto* words = new QLabel(step.words, box);
        words->setWordWrap(true);
        words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        theme::makeQuiet(words);
        column->addWidget(title);
        column->addWidget(words, 1);
        row->addLayout(column, 1);
    }
    box->setFixedWidth(kColumn + kGap + kRecentColumn);
    return box;
}

void StartPage::activated() {
    fillRecent();
    (m_goOn->isHidden() ? m_demo : m_goOn)->setFocus();
}

void StartPage::fillRecent() {
    const QStringList folders = workbench().settings.recentProjects();
    m_recent->setFolders(folders);
    m_recent->setVisible(!folders.isEmpty());
    m_noRecent->setVisible(folders.isEmpty());
    const QString last = project().isOpen() ? project().folder() : folders.value(0);
    const QString demo = workbench().lastDemo();
    const auto offer = [](QPushButton* button, const QString& folder) {
        const QString name = nameInMenu(QFileInfo(folder).completeBaseName());
        button->setText(tr("Go on with %1").arg(name));
        button->setToolTip(folder);
        button->setVisible(!folder.isEmpty());
    };
    offer(m_goOn, last);
    offer(m_goOnDemo, demo == last ? QString() : demo);
    // It makes another project each time.
    m_demo->setText(demo.isEmpty() ? m_tryDemo : tr("New demo project"));
    setPrimary(last.isEmpty() ? m_demo : m_goOn);
    RecentReader::of(workbench()).read(folders);
}

/// The one in the accent's colour.
void StartPage::setPrimary(QPushButton* primary) {
    for (auto* button : m_buttons) {
        QPalette palette;
        if (button == primary) {
            palette.setColor(QPalette::Button, theme::accent());
            palette.setColor(QPalette::ButtonText, palette.color(QPalette::HighlightedText));
        }
        button->setPalette(palette);
        QFont font = theme::font(theme::Text::Body, button == primary);
        button->setFont(font);
    }
}

void StartPage::goOn() {
    if (project().isOpen()) return Q_EMIT workbench().pageWanted(PageId::Rate);
    const QString last = workbench().settings.recentProjects().value(0);
    if (!last.isEmpty()) openAnother(workbench(), window(), last);
}

void StartPage::newProject() {
    // The dialog shows the projects folder, which it cannot where there is none yet.
    const QString parent = workbench().settings.projectsFolder();
    project().makeFolder(
        this, parent, [this, parent] { chooseNew(parent); },
        [this](const Problem& problem) {
            workbench().report(problem);
            chooseNew(QDir::homePath());
        });
}

void StartPage::chooseNew(const QString& parent) {
    if (m_choosing) return;
    auto* dialog = new QFileDialog(window(), tr("New project"), parent, tr("Attune projects (*.attune)"));
    m_choosing = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(tr("Untitled.attune"));
    const auto make = [this](QString folder) {
        if (!folder.endsWith(QLatin1String(".attune"))) folder += QLatin1String(".attune");
        if (mayOpenAnother(workbench(), window())) project().create(folder);
    };
    // Queued: what may be asked does not stand before the dialog.
    connect(dialog, &QFileDialog::fileSelected, this, make, Qt::QueuedConnection);
    dialog->open();
}

void StartPage::openProject() {
    const QString folder = QFileDialog::getExistingDirectory(window(), tr("Open project"), workbench().settings.projectsFolder());
    if (!folder.isEmpty()) openAnother(workbench(), window(), folder);
}

void StartPage::showBusy(const QString& what, qint64 done, qint64 total) {
    m_busy->setText(what);
    m_busy->show();
    m_progress->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0) m_progress->setValue(static_cast<int>(1000 * done / total));
    m_progress->show();
    for (auto* button : m_buttons) button->setEnabled(false);
    m_recent->setEnabled(false);
}

}  // namespace attune
