// What each algorithm of policy optimisation reads of PolicyOptions, and with which values it does well: the one place
// that command line, forms, drafts and engine ask.
#pragma once

#include <string>
#include <vector>

#include "data/policy_options.h"

namespace attune {

/// In the order in which they are offered.
const std::vector<std::string>& policyAlgorithms();

/// The algorithm's own defaults, as measured on the demo world. @throws Error naming the algorithms there are
PolicyOptions policyDefaults(const std::string& algorithm);

/// Whether the algorithm reads this option at all.
bool policyOptionMatters(const std::string& algorithm, const std::string& option);

/// Whether the algorithm learns from captions that the policy samples and a reward scores.
bool policyNeedsReward(const std::string& algorithm);

/// The algorithm's defaults, overridden by what `object` holds. @throws Error on an unknown name, a wrong value, or one
/// that the algorithm would not read: every option is used or rejected
PolicyOptions policyOptionsFromJson(const Json& object);

}  // namespace attune
