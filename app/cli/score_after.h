// What follows a reward training, so that "uncertain first" has something to go by.
#pragma once

#include "console.h"
#include "session/session.h"

namespace attune::cli {

/// Has the current reward model score what it has not scored yet; see draftScoreAfter.
/// @return how many captions it scored now @throws Error, Cancelled
std::int64_t scoreAfterTraining(Session& session, Console& console);

}  // namespace attune::cli
