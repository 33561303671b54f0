#include "workbench/start/start_page.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/action_registry.h"
#include "widgets/theme.h"
#include "workbench/run_words.h"

namespace attune {

namespace {

constexpr int kColumn = theme::kGrid * 52;

}  // namespace

StartPage::StartPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent)
    : Page(PageId::Start, workbench, parent) {
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
        [] { return tr("Small drawn pictures, a captioner that can be improved, and captions ready to rate."); },
        "media-playback-start", {}, [this] { this->workbench().tryDemo(); });

    auto* columns = new QHBoxLayout;
    columns->setSpacing(theme::kGrid * 8);
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
    rows->addSpacing(theme::kGrid * 3);
    rows->addWidget(m_busy, 0, Qt::AlignHCenter);
    rows->addWidget(m_progress, 0, Qt::AlignHCenter);
    rows->addStretch(3);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_busy, m_progress}) {
        QSizePolicy policy = widget->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        widget->setSizePolicy(policy);
        widget->hide();
    }

    connect(&project(), &ProjectService::opening, this,
            [this](const QString& folder) { showBusy(tr("Opening %1").arg(QDir(folder).dirName()), 0, 0); });
    connect(&project(), &ProjectService::progress, this,
            [this](const QString& phase, qint64 done, qint64 total) { showBusy(phaseText(phase), done, total); });
    const auto idle = [this] {
        m_busy->hide();
        m_progress->hide();
        for (auto* button : m_buttons) button->setEnabled(true);
        fillRecent();
    };
    connect(&project(), &ProjectService::opened, this, idle);
    connect(&project(), &ProjectService::openFailed, this, [this, idle](const QString& folder) {
        if (!QDir(folder).exists()) this->workbench().settings.removeRecentProject(folder);
        idle();
    });
    fillRecent();
}

QWidget* StartPage::makeBegin(ActionRegistry& actions) {
    auto* box = new QWidget(this);
    box->setFixedWidth(kColumn);
    auto* title = new QLabel(tr("Attune"), box);
    theme::makeTitle(title);
    auto* what = new QLabel(tr("Align an image captioner with your own judgement: look, rate, train the reward, "
                               "optimise, judge, and go round again."), box);
    what->setWordWrap(true);
    theme::makeQuiet(what, theme::Text::Body);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(title);
    rows->addWidget(what);
    rows->addSpacing(theme::kGrid * 2);
    const struct {
        const char* id;
        bool first;
    } entries[] = {{"file.demo", true}, {"file.new", false}, {"file.open", false}};
    for (const auto& entry : entries) {
        QAction* action = actions.action(QLatin1String(entry.id));
        auto* button = new QPushButton(theme::icon(actions.action(QLatin1String(entry.id))->icon().name()),
                                       withoutMnemonic(action->text()), box);
        button->setDefault(entry.first);
        button->setAutoDefault(true);
        button->setMinimumHeight(theme::kGrid * 5);
        button->setToolTip(action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        auto* hint = new QLabel(action->whatsThis().isEmpty() ? action->toolTip() : action->whatsThis(), box);
        hint->hide();
        rows->addWidget(button);
        m_buttons.append(button);
    }
    auto* hint = new QLabel(tr("The demo needs nothing: small drawn pictures, and a captioner that is good but can be "
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
    box->setFixedWidth(kColumn);
    auto* title = new QLabel(tr("Recent projects"), box);
    theme::makeTitle(title, theme::Text::Body);
    m_recent = new QListWidget(box);
    m_recent->setFrameShape(QFrame::NoFrame);
    m_recent->setMinimumHeight(theme::kGrid * 36);
    m_recent->setAccessibleName(title->text());
    m_recent->setSpacing(2);
    m_recent->setTextElideMode(Qt::ElideMiddle);
    QPalette palette = m_recent->palette();
    palette.setColor(QPalette::Base, Qt::transparent);
    m_recent->setPalette(palette);
    m_noRecent = new QLabel(tr("Projects that you open will be listed here."), box);
    theme::makeQuiet(m_noRecent, theme::Text::Body);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(title);
    rows->addWidget(m_noRecent);
    rows->addWidget(m_recent);
    rows->addStretch();
    connect(m_recent, &QListWidget::itemActivated, this, &StartPage::openItem);
    connect(m_recent, &QListWidget::itemClicked, this, &StartPage::openItem);
    return box;
}

void StartPage::activated() {
    fillRecent();
    m_buttons.front()->setFocus();
}

void StartPage::fillRecent() {
    m_recent->clear();
    for (const QString& folder : workbench().settings.recentProjects()) {
        const QDir dir(folder);
        QString where = QDir::toNativeSeparators(QFileInfo(folder).path());
        const QString home = QDir::homePath();
        if (where.startsWith(home)) where.replace(0, home.size(), QStringLiteral("~"));
        auto* item = new QListWidgetItem(QStringLiteral("%1\n%2").arg(QFileInfo(folder).completeBaseName(), where), m_recent);
        item->setData(Qt::UserRole, folder);
        item->setToolTip(folder);
    }
    m_recent->setVisible(m_recent->count() > 0);
    m_noRecent->setVisible(m_recent->count() == 0);
}

void StartPage::openItem(const QListWidgetItem* item) { project().open(item->data(Qt::UserRole).toString()); }

void StartPage::newProject() {
    const QString parent = workbench().settings.projectsFolder();
    QDir().mkpath(parent);
    QString folder = QFileDialog::getSaveFileName(window(), tr("New project"), QDir(parent).filePath(tr("Untitled.attune")),
                                                  tr("Attune projects (*.attune)"));
    if (folder.isEmpty()) return;
    if (!folder.endsWith(QLatin1String(".attune"))) folder += QLatin1String(".attune");
    project().create(folder);
}

void StartPage::openProject() {
    const QString folder = QFileDialog::getExistingDirectory(window(), tr("Open project"), workbench().settings.projectsFolder());
    if (!folder.isEmpty()) project().open(folder);
}

void StartPage::showBusy(const QString& what, qint64 done, qint64 total) {
    m_busy->setText(what);
    m_busy->show();
    m_progress->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0) m_progress->setValue(static_cast<int>(1000 * done / total));
    m_progress->show();
    for (auto* button : m_buttons) button->setEnabled(false);
}

}  // namespace attune
