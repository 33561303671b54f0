// What speaks against optimising towards a reward model.
#pragma once

#include <QStringList>

#include "data/json.h"
#include "data/statistics.h"

namespace attune {

/// Of the share of held-out pairs that the model orders as the rater does, at 95 %: as the report has it, else (Wilson) of no
/// more pairs than there were judgements. @param report  of a run that trained a reward model (core/learn/reward_report.h)
Interval pairInterval(const Json& report);

/// Whether what was held out shows, at 95 %, that the model orders captions as the rater does: by the rank correlation with
/// the ratings (interval of Bonett and Wright, "Sample size requirements for estimating Pearson, Kendall and Spearman
/// correlations", 2000), or by the pairs that it gets right. @param report  as that of `pairInterval`
bool ordersBetterThanChance(const Json& report);

/// Whole sentences, each with what to do about it; empty: nothing speaks against it, or the report measures nothing.
QStringList rewardDoubts(const Json& report);

}  // namespace attune
