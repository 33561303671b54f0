// Runs to launch in a test of who launches them.
#pragma once

#include "session/job_builder.h"

namespace attune::test {

/// A reward training that takes minutes, to have something to stop.
inline JobDraft longTraining(Project& project) {
    JobSettings settings;
    settings.device = "cpu";
    settings.options = {{"epochs", 100000}, {"patience", 100000}};
    return draftTrainReward(project, settings);
}

/// @param n  captions of each picture
inline JobDraft captionDraft(Project& project, int n) {
    JobSettings settings;
    settings.device = "cpu";
    return draftGenerate(project, settings, {}, n);
}

}  // namespace attune::test
