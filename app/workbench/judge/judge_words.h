// The result of a judgement in words.
#pragma once

#include <QString>

#include "workbench/judge/judge_match.h"

namespace attune {

/// "B wins 27 of 40 (68 %, between 52 % and 80 %)"; names a winner only where one half lies outside the interval.
QString resultText(const JudgeTally& tally);
/// What that means: whether one half lies within the interval.
QString meaningText(const JudgeTally& tally);
/// "25 won, 11 lost, 4 equal (2 of them the same words)"
QString countsText(const JudgeTally& tally);

}  // namespace attune
