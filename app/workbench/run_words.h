// Words for the codes that the engine uses: kinds, phases and states of runs.
#pragma once

#include <QString>

#include "workbench/run_queue.h"

namespace attune {

/// "Captioning", "Reward training", ..
QString runKindText(const QString& kind);
/// "Run 12: Reward training"
QString runTitle(qint64 id, const QString& kind);
/// "encode images" and its like, in the user's language; unknown ones come back as they are.
QString phaseText(const QString& phase);
/// "finished", "interrupted", .. in the user's language.
QString statusText(const QString& status);
QString liveStateText(LiveRun::State state);
/// How far it is, what is counted named where it is known: "3 of 50 rounds", "7 of 24".
QString progressText(const LiveRun& run);
/// "waiting" while the queue holds the run and has not begun it; otherwise as its record has it: a run that is "queued" there
/// and in no queue was left by an earlier window, or taken out.
QString runStatusText(const RunQueue& queue, qint64 run, const QString& status);

}  // namespace attune
