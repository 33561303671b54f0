// How far the rater is, and whether there is enough to learn from.
#include "session/current_model.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/training/training_facts.h"

namespace attune {

namespace {

constexpr std::int64_t kEnoughToLearn = 50;  ///< decisions from which a reward model is worth training

}  // namespace

void RateDesk::refreshProgress() {
    m_workbench.project.read(
        this,
        [queue = m_queue, rater = rater()](Project& project) {
            RateProgress progress;
            progress.done = queue->done();
            progress.total = queue->total();
            progress.heldOut = queue->heldOut();
            progress.hasReward = queue->options().rewardModel > 0;
            progress.scores = queue->scores();
            progress.consistency = consistencyOf(project, rater);
            progress.decisions = judgementCounts(project).decisions();
            progress.canLearn = progress.decisions >= kEnoughToLearn && !currentModel(project, "reward");
            progress.captions = project.captions().count({.source = CaptionSource::Model});
            progress.canWrite = project.images().count() > 0 && currentModel(project, "captioner");
            return progress;
        },
        [this, round = m_round](RateProgress progress) {
            if (round != m_round) return;
            progress.perMinute = m_pace.perMinute();
            m_progress = progress;
            if (!m_fetching) m_loading = false;
            Q_EMIT progressChanged();
        });
}

}  // namespace attune
