// Captions that people judged and that the reward did not learn from: whether the policy comes to favour the better ones. The
// reward may be wrong about its own captions; of these it is known what people say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "data/observer.h"
#include "data/policy_options.h"
#include "learn/rollout.h"

namespace attune {

struct HeldOutSet {
    std::vector<std::int64_t> images;  ///< index into the run's images, for each caption
    TokenRows rows;
    std::vector<double> ratings;  ///< of each caption; NaN for one that was only compared
    /// Of captions of one image, by index, the better one first.
    std::vector<std::pair<std::size_t, std::size_t>> preferred;

    /// All captions of some images, up to `most` of them, those of images that have pairs first.
    HeldOutSet upTo(std::size_t most) const;
};

/// What a set says of the order of its captions.
struct HeldOutPairs {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;  ///< the better one first
    /// What an interval may count: captions that stand in a pair. With pairs across images these images, since how likely captions
    /// are, and how they are rated, goes with the image as well.
    std::int64_t judgements = 0;

    /// Share of the pairs whose better caption has the higher value; ties count half. @param values  of each caption
    double agreement(const std::vector<double>& values) const;
};

/// Within images; where too few captions stand in such pairs to say anything, also of rated captions of different images.
HeldOutPairs pairsOf(const HeldOutSet& set);

class HeldOutWatch {
  public:
    /// Keeps up to 200 captions.
    HeldOutWatch(const HeldOutSet& set, const PolicyOptions& options);

    /// The first call is of the policy that others are measured against, and tells nothing.
    /// @return guard/held_out_agreement: the share of pairs (guard/held_out_pairs) of which the policy raised the likelihood of the
    /// better caption more, in nats; and guard/held_out_judgements. Empty where too few captions are held out @throws Cancelled
    std::map<std::string, double> measure(Captioner& policy, const ImageSet& images, Observer& observer);

  private:
    std::vector<double> logprobs(Captioner& policy, const ImageSet& images, Observer& observer) const;

    HeldOutSet m_set;
    HeldOutPairs m_pairs;
    PolicyOptions m_options;
    std::vector<double> m_first;
};

}  // namespace attune
