// Two captioners on the same pictures: how their metrics differ, and how sure that is.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/json.h"
#include "data/observer.h"
#include "data/statistics.h"

namespace attune {

/// A caption and what is known of it beyond its words.
struct MeasuredCaption {
    std::int64_t image = 0;  ///< id
    std::string text;
    std::map<std::string, double> values = {};  ///< "gold", "reward", "kl": metrics that are means over captions
};

/// References of each picture, by its id; pictures without any may be left out.
using CaptionReferences = std::map<std::int64_t, std::vector<std::string>>;

struct MetricDifference {
    double a = 0, b = 0;  ///< over all pictures that both captioned
    Interval interval;    ///< 95 %, of b - a
};

struct ComparisonOptions {
    int resamples = 2000;
    std::uint64_t seed = 0;
};

/// By name: "length", "distinct_1", "distinct_2"; "bleu4", "rouge_l", "cider" where there are references; and the values
/// that captions of both hold. The intervals are those of the paired bootstrap (Efron and Tibshirani 1993; for corpus
/// metrics Koehn 2004): pictures are drawn with replacement, the same for both, and each metric is computed anew from
/// what they contribute, CIDEr with the document frequencies of all references.
/// @param observer  breathes between two draws; may be null
/// @return empty unless both captioned at least two of the same pictures
std::map<std::string, MetricDifference> compareCaptions(const std::vector<MeasuredCaption>& a,
                                                        const std::vector<MeasuredCaption>& b,
                                                        const CaptionReferences& references,
                                                        const ComparisonOptions& options = {}, Observer* observer = nullptr);

/// {"gold": {"a", "b", "low", "high"}, ..}
Json toJson(const std::map<std::string, MetricDifference>& differences);

}  // namespace attune
