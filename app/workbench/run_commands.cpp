#include "workbench/run_commands.h"

#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <algorithm>
#include <optional>
#include <utility>

#include "widgets/action_registry.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

struct RunCommands {
    Q_DECLARE_TR_FUNCTIONS(attune::RunCommands)

  public:
    /// The one that can still be told to stop: ours at work, else that of an earlier window's engine, else one that waits for the
    /// engine to start.
    static std::optional<LiveRun> toStop(const RunQueue& runs) {
        if (const auto run = runs.current()) return run->state == LiveRun::State::Stopping ? std::nullopt : run;
        const auto& all = runs.runs();
        const auto at = std::find_if(all.begin(), all.end(),
                                     [](const LiveRun& run) { return run.state == LiveRun::State::Elsewhere; });
        if (at != all.end()) return *at;
        return runs.elsewhere() || runs.isIdle() ? std::nullopt : std::optional(all.front());
    }

    static void turn(RunQueue& runs) {
        const auto run = runs.current();
        run && run->state == LiveRun::State::Paused ? runs.unpause() : runs.pause();
    }

    static void update(const RunQueue& runs, ActionRegistry& actions) {
        const auto run = runs.current();
        const bool turns = run && (run->state == LiveRun::State::Working || run->state == LiveRun::State::Paused);
        const QString none = tr("No run is at work.");
        actions.setAvailable(QStringLiteral("run.pause"), turns, none);
        actions.setAvailable(QStringLiteral("run.stop"), toStop(runs).has_value(), none);
        actions.setAvailable(QStringLiteral("run.stop_all"), !runs.isIdle(), tr("No run is at work, and none waits."));
    }

    static void add(Workbench& workbench, ActionRegistry& actions, QMainWindow* window) {
        auto& runs = workbench.runs;
        const auto put = [&](const char* id, Words words, Words help, const char* icon, const QKeySequence& key, auto run) {
            ActionSpec spec{QLatin1String(id),   QStringLiteral("run"), std::move(words), std::move(help),
                            QLatin1String(icon), {},                    {}};
            if (!key.isEmpty()) spec.keys = {key};
            QObject::connect(actions.add(spec), &QAction::triggered, window, run);
        };
        //: a menu: what is done with runs
        actions.setGroupTitle(QStringLiteral("run"), [] { return tr("Runs"); });
        put("run.pause", [] { return tr("&Pause the run, or go on"); },
            [] { return tr("The run waits where it is; once more, and it goes on."); }, "media-playback-pause",
            QKeySequence(Qt::Key_F9), [&runs] { turn(runs); });
        put("run.stop", [] { return tr("&Stop the run"); }, [] { return tr("The run stops, and can be resumed."); },
            "media-playback-stop", QKeySequence(Qt::SHIFT | Qt::Key_F9), [&runs] {
                if (const auto run = toStop(runs)) runs.stop(run->id);
            });
        put("run.stop_all", [] { return tr("Stop &all runs"); },
            [] { return tr("The run at work stops, and those that wait are taken out. All can be resumed."); },
            "media-playback-stop", {}, [&runs] { runs.stopAll(); });
        const auto look = [&runs, &actions] { update(runs, actions); };
        QObject::connect(&runs, &RunQueue::runAdded, window, look);
        QObject::connect(&runs, &RunQueue::runChanged, window, look);
        look();
    }
};

}  // namespace

void addRunCommands(Workbench& workbench, ActionRegistry& actions, QMainWindow* window) {
    RunCommands::add(workbench, actions, window);
}

}  // namespace attune
