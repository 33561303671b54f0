#include "workbench/run_words.h"

#include <QCoreApplication>
#include <QHash>

#include "widgets/duration_text.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::RunWords)

  public:
    static QString kind(const QString& kind) {
        const QHash<QString, QString> words{
            {QStringLiteral("pretrain"), tr("Pre-training")},
            {QStringLiteral("generate"), tr("Writing captions")},
            {QStringLiteral("score"), tr("Scoring captions")},
            {QStringLiteral("embed"), tr("Embedding")},
            {QStringLiteral("train_reward"), tr("Reward training")},
            {QStringLiteral("optimize"), tr("Policy optimisation")},
            {QStringLiteral("evaluate"), tr("Evaluation")},
            {QStringLiteral("merge"), tr("Merging an adapter")},
        };
        return words.value(kind, kind);
    }

    static QString title(qint64 id, const QString& kind) { return tr("Run %1: %2").arg(id).arg(Words::kind(kind)); }

    static QString phase(const QString& phase) {
        const QHash<QString, QString> words{
            {QStringLiteral("compare"), tr("Comparing both captioners")},
            {QStringLiteral("draw images"), tr("Drawing images")},
            {QStringLiteral("features"), tr("Computing features")},
            {QStringLiteral("import"), tr("Reading images")},
            {QStringLiteral("list"), tr("Looking for images")},
            {QStringLiteral("load the captioner"), tr("Loading the captioner")},
            {QStringLiteral("look at the images"), tr("Looking at the images")},
            {QStringLiteral("look back"), tr("Looking at what the update did")},
            {QStringLiteral("merge the adapter"), tr("Merging the adapter")},
            {QStringLiteral("project"), tr("Projecting to two dimensions")},
            {QStringLiteral("read the captions"), tr("Reading the captions")},
            {QStringLiteral("learn a shared space"), tr("Learning a shared space")},
            {QStringLiteral("reference"), tr("Reference log-probabilities")},
            {QStringLiteral("report"), tr("Writing the report")},
            {QStringLiteral("reward"), tr("Rewards")},
            {QStringLiteral("rollout"), tr("Rollout")},
            {QStringLiteral("sample captions"), tr("Sampling captions")},
            {QStringLiteral("score the captions"), tr("Scoring the captions")},
            {QStringLiteral("find what to rate next"), tr("Finding what to rate next")},
            {QStringLiteral("train the reward model"), tr("Training the reward model")},
            {QStringLiteral("train"), tr("Training")},
            {QStringLiteral("tune the trunk"), tr("Tuning the captioner of the reward")},
            {QStringLiteral("update"), tr("Updating the policy")},
            {QStringLiteral("write captions"), tr("Writing captions")},
            {QStringLiteral("write greedy captions"), tr("Writing greedy captions")},
            {QStringLiteral("cancelling"), tr("Stopping")},
            {QStringLiteral("paused"), tr("Paused")},
            {QStringLiteral("queued"), tr("Waiting")},
            {QStringLiteral("resumed"), tr("Going on")},
        };
        return words.value(phase, phase);
    }

    static QString status(const QString& status) {
        const QHash<QString, QString> words{
            {QStringLiteral("queued"), tr("not begun")},     {QStringLiteral("running"), tr("running")},
            {QStringLiteral("paused"), tr("paused")},        {QStringLiteral("finished"), tr("finished")},
            {QStringLiteral("failed"), tr("failed")},        {QStringLiteral("cancelled"), tr("stopped")},
            {QStringLiteral("interrupted"), tr("interrupted")},
        };
        return words.value(status, status);
    }

    static QString state(LiveRun::State state) {
        switch (state) {
            case LiveRun::State::Waiting: return tr("waiting");
            case LiveRun::State::Launching: return tr("starting");
            case LiveRun::State::Working: return tr("running");
            case LiveRun::State::Paused: return tr("paused");
            case LiveRun::State::Stopping: return tr("stopping");
            case LiveRun::State::StoppingElsewhere: return tr("stopping");
            case LiveRun::State::Elsewhere: return tr("running in an engine of an earlier window");
        }
        return {};
    }

    static QString progress(const LiveRun& run) {
        const int total = static_cast<int>(run.total);
        const QString done = countText(run.done);
        // Before its rounds a run counts pictures.
        if (run.kind == QLatin1String("optimize") && run.phase != QLatin1String("look at the images"))
            return tr("%1 of %Ln round(s)", nullptr, total).arg(done);
        if (run.phase == QLatin1String("train")) return tr("%1 of %Ln epoch(s)", nullptr, total).arg(done);
        if (run.phase == QLatin1String("tune the trunk")) return tr("%1 of %Ln step(s)", nullptr, total).arg(done);
        return countOfText(run.done, run.total);
    }
};

}  // namespace

QString runKindText(const QString& kind) { return Words::kind(kind); }
QString runTitle(qint64 id, const QString& kind) { return Words::title(id, kind); }
QString phaseText(const QString& phase) { return Words::phase(phase); }
QString statusText(const QString& status) { return Words::status(status); }
QString liveStateText(LiveRun::State state) { return Words::state(state); }
QString progressText(const LiveRun& run) { return Words::progress(run); }

QString runStatusText(const RunQueue& queue, qint64 run, const QString& status) {
    const auto live = queue.find(run);
    return live && live->state == LiveRun::State::Waiting ? liveStateText(live->state) : statusText(status);
}

}  // namespace attune
