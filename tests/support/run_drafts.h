// Runs to launch in a test of who launches them.
#pragma once

#include "session/job_builder.h"
#include "session/session.h"

namespace attune::test {

/// A reward training that takes minutes, to have something to stop.
inline JobDraft longTraining(Session& session) {
    JobSettings settings;
    settings.device = "cpu";
    settings.options = {{"epochs", 100000}, {"patience", 100000}};
    return draftTrainReward(session.project(), settings);
}

/// @param n  captions of each picture
inline JobDraft captionDraft(Session& session, int n) {
    JobSettings settings;
    settings.device = "cpu";
    return draftGenerate(session.project(), settings, {}, n);
}

}  // namespace attune::test
