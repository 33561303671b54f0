#include "score_after.h"

#include "run_in_process.h"

namespace attune::cli {

std::int64_t scoreAfterTraining(Session& session, Console& console) {
    const auto reward = session.currentModel("reward");
    if (!reward) return 0;
    const auto draft = draftScoreAfter(session.project(), reward->runId);
    if (!draft) return 0;
    return runDraft(session, *draft, console).value("captions", std::int64_t{0});
}

}  // namespace attune::cli
