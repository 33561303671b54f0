#include "states.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <stdexcept>

#include "data/error.h"
#include "protocol/run_folder.h"
#include "session/job_builder.h"
#include "widgets/action_registry.h"
#include "widgets/command_palette.h"
#include "widgets/message_bar.h"
#include "widgets/option_form.h"
#include "workbench/judge/judge_desk.h"
#include "workbench/judge/judge_page.h"
#include "workbench/judge/judge_setup.h"
#include "workbench/library/library_page.h"
#include "workbench/main_window.h"
#include "workbench/page.h"
#include "workbench/pages.h"

namespace attune {

namespace {

constexpr int kDialogMs = 500;
constexpr int kPageMs = 600;
constexpr int kOpenMs = 60000;
constexpr int kRunMs = 120000;

void trigger(const Camera& camera, const char* action) { camera.attune().window().actions().action(QLatin1String(action))->trigger(); }

void closeDialogs(const Camera& camera) {
    for (QWidget* top : QApplication::topLevelWidgets())
        if (auto* dialog = qobject_cast<QDialog*>(top); dialog && dialog->isVisible()) dialog->reject();
    camera.attune().window().findChild<CommandPalette*>()->hide();
    Camera::spin(50);
}

void shootDialogs(const Camera& camera) {
    const struct {
        const char* name;
        const char* action;
        PageId page;
    } dialogs[] = {
        {"palette", "view.palette", PageId::Rate},          {"preferences", "edit.preferences", PageId::Library},
        {"shortcuts", "help.shortcuts", PageId::Library},   {"export", "file.export", PageId::Library},
        {"generate", "library.generate", PageId::Library},  {"embed", "embeddings.compute", PageId::Embeddings},
    };
    MainWindow& window = camera.attune().window();
    for (const auto& dialog : dialogs) {
        if (!camera.wants(QLatin1String(dialog.name))) continue;
        window.showPage(dialog.page);
        Camera::spin(kPageMs);
        trigger(camera, dialog.action);
        Camera::spin(kDialogMs);
        camera.shoot(QLatin1String(dialog.name));
        closeDialogs(camera);
    }
    if (camera.wants(QStringLiteral("import"))) {
        window.showPage(PageId::Library);
        qobject_cast<LibraryPage*>(window.pageWidget(PageId::Library))->importPaths({QDir::homePath()});
        Camera::spin(kDialogMs);
        camera.shoot(QStringLiteral("import"));
        closeDialogs(camera);
    }
}

/// The form of a page with all of its settings.
void shootSettings(const Camera& camera, PageId page, const QString& name) {
    if (!camera.wants(name)) return;
    camera.attune().window().showPage(page);
    auto* form = camera.attune().window().pageWidget(page)->findChild<OptionForm*>();
    form->setExpanded(true);
    Camera::spin(kPageMs);
    camera.shoot(name);
    form->setExpanded(false);
}

/// What lies behind the first look of a page: the report of a reward model, all settings.
void shootBehind(const Camera& camera) {
    MainWindow& window = camera.attune().window();
    if (camera.wants(QStringLiteral("reward-report"))) {
        window.showPage(PageId::Reward);
        auto* tabs = window.pageWidget(PageId::Reward)->findChild<QTabWidget*>();
        tabs->setCurrentIndex(1);
        Camera::spin(kPageMs);
        camera.shoot(QStringLiteral("reward-report"));
        tabs->setCurrentIndex(0);
    }
    shootSettings(camera, PageId::Reward, QStringLiteral("reward-settings"));
    shootSettings(camera, PageId::Optimise, QStringLiteral("optimise-settings"));
}

/// A reward model of too few decisions: the page says so.
void shootDoubted(const Camera& camera) {
    if (!camera.wants(QStringLiteral("reward-doubted"))) return;
    auto& workbench = camera.workbench();
    bool told = false;
    workbench.project.write(
        &workbench, Change::Runs,
        [](Session& session) {
            const auto run = session.newRun(draftTrainReward(session.project(), {}));
            {
                EventLog log(RunFolder::open(run.folder), {});
                log.emit("started", Json::object());
                for (int epoch = 0; epoch <= 40; epoch += 10)
                    log.emit("metric", {{"step", epoch}, {"values", {{"loss/train", 1.0 / (epoch + 10)}, {"loss/validation", 0.7 + 0.01 * epoch}}}});
                log.emit("finished", {{"ratings", 1}, {"comparisons", 10}, {"held_out", 1}, {"spearman", 0.0}, {"pair_accuracy", 0.6}, {"pairs", 10},
                                      {"mean_absolute_error", 1.2}, {"image_swap_fall", 0.1}, {"reads_image", false}});
            }
            session.ingest(run.id);
        },
        [&told] { told = true; });
    if (!Camera::waitFor([&told] { return told; }, kOpenMs)) throw std::runtime_error("a report was not told");
    camera.attune().window().showPage(PageId::Reward);
    Camera::spin(kPageMs);
    camera.shoot(QStringLiteral("reward-doubted"));
}

/// A pair that is to be decided, and what came of some.
void shootJudging(const Camera& camera) {
    constexpr int kPairs = 12;
    if (!camera.wants(QStringLiteral("judging")) && !camera.wants(QStringLiteral("judged"))) return;
    camera.attune().window().showPage(PageId::Judge);
    auto* page = qobject_cast<JudgePage*>(camera.attune().window().pageWidget(PageId::Judge));
    auto* start = page->setup()->startButton();
    if (!Camera::waitFor([start] { return start->isEnabled(); }, kOpenMs)) throw std::runtime_error("there is nothing to judge");
    page->setup()->imagesBox()->setValue(kPairs);
    start->click();
    JudgeDesk& desk = page->desk();
    if (!Camera::waitFor([&desk] { return desk.state() == JudgeDesk::State::Judging; }, kRunMs)) throw std::runtime_error("no pair came");
    Camera::spin(kPageMs);
    if (camera.wants(QStringLiteral("judging"))) camera.shoot(QStringLiteral("judging"));
    for (int i = 0; desk.state() == JudgeDesk::State::Judging; ++i) {
        const int before = desk.decided();
        desk.decide(i % 3 == 0 ? Preference::Tie : i % 3 == 1 ? Preference::Left : Preference::Right);
        if (!Camera::waitFor([&] { return desk.decided() > before; }, kOpenMs)) throw std::runtime_error("a decision was not stored");
    }
    if (!Camera::waitFor([&camera] { return camera.workbench().runs.isIdle(); }, kRunMs)) throw std::runtime_error("a run did not end");
    Camera::spin(kPageMs);
    if (camera.wants(QStringLiteral("judged"))) camera.shoot(QStringLiteral("judged"));
}

void shootMessage(const Camera& camera) {
    if (!camera.wants(QStringLiteral("message"))) return;
    camera.attune().window().showPage(PageId::Rate);
    const Error full("cannot write the project database " + camera.workbench().project.folder().toStdString(), "the disk is full",
                     "free some space and try again; nothing is lost");
    camera.workbench().report(problemOf(full));
    Camera::spin(kPageMs);
    camera.shoot(QStringLiteral("message"));
    camera.attune().window().findChild<MessageBar*>()->clear();
}

/// While it works: the curves grow, the strip below counts, Pause and Stop can be pressed.
void shootRunning(const Camera& camera) {
    if (!camera.wants(QStringLiteral("running"))) return;
    auto& workbench = camera.workbench();
    camera.attune().window().showPage(PageId::Optimise);
    int rounds = 0;
    QObject context;
    QObject::connect(&workbench.runs, &RunQueue::metrics, &context, [&rounds] { ++rounds; });
    workbench.runs.launch([](Project& project) {
        JobSettings settings;
        settings.options = Json{{"rounds", 50}, {"images", 32}};
        return draftOptimize(project, settings);
    });
    if (!Camera::waitFor([&rounds] { return rounds >= 3; }, kRunMs)) throw std::runtime_error("the run did not get on");
    Camera::spin(kPageMs);
    camera.shoot(QStringLiteral("running"));
    workbench.runs.stopAll();
    if (!Camera::waitFor([&workbench] { return workbench.runs.isIdle(); }, kRunMs)) throw std::runtime_error("the run did not stop");
    camera.attune().window().findChild<MessageBar*>()->clear();
}

void shootFailed(const Camera& camera) {
    if (!camera.wants(QStringLiteral("failed"))) return;
    auto& workbench = camera.workbench();
    camera.attune().window().showPage(PageId::History);
    bool ended = false;
    QObject context;
    QObject::connect(&workbench.runs, &RunQueue::runEnded, &context, [&ended] { ended = true; });
    workbench.runs.launch([](Project& project) {
        JobSettings settings;
        settings.device = "cuda:63";
        return draftGenerate(project, settings, {}, 1);
    });
    if (!Camera::waitFor([&ended] { return ended; }, kRunMs)) throw std::runtime_error("the run did not fail");
    Camera::spin(kPageMs);
    camera.shoot(QStringLiteral("failed"));
    camera.attune().window().findChild<MessageBar*>()->clear();
}

void shootEmpty(const Camera& camera, const QString& folder) {
    QList<PageId> wanted;
    for (int i = 1; i < kPageCount; ++i)
        if (camera.wants(QStringLiteral("empty-") + pageKey(static_cast<PageId>(i)))) wanted.append(static_cast<PageId>(i));
    if (wanted.isEmpty()) return;
    auto& project = camera.workbench().project;
    QDir().exists(folder) ? project.open(folder) : project.create(folder);
    if (!Camera::waitFor([&] { return project.isOpen() && project.folder() == folder; }, kOpenMs))
        throw std::runtime_error("cannot make " + folder.toStdString());
    for (const PageId page : wanted) {
        camera.attune().window().showPage(page);
        Camera::spin(kPageMs);
        camera.shoot(QStringLiteral("empty-") + pageKey(page));
    }
}

void shootFirstStart(const Camera& camera) {
    if (!camera.wants(QStringLiteral("first-start"))) return;
    auto& workbench = camera.workbench();
    workbench.project.close();
    Camera::waitFor([&workbench] { return !workbench.project.isOpen(); }, kOpenMs);
    for (const QString& recent : workbench.settings.recentProjects()) workbench.settings.removeRecentProject(recent);
    camera.attune().window().showPage(PageId::Start);
    Camera::spin(kPageMs);
    camera.shoot(QStringLiteral("first-start"));
}

}  // namespace

void openProject(const Camera& camera, const QString& folder) {
    auto& project = camera.workbench().project;
    if (project.isOpen() && project.folder() == folder) return;
    project.open(folder);
    if (!Camera::waitFor([&] { return project.isOpen() && project.folder() == folder; }, kOpenMs))
        throw std::runtime_error("cannot open " + folder.toStdString());
}

void shootStates(const Camera& camera, const QString& project, const QString& empty) {
    openProject(camera, project);
    shootDialogs(camera);
    shootBehind(camera);
    shootJudging(camera);
    shootMessage(camera);
    shootDoubted(camera);
    shootRunning(camera);
    shootFailed(camera);
    shootEmpty(camera, empty);
    shootFirstStart(camera);
}

}  // namespace attune
