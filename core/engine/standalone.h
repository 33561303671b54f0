// Captioning and scoring single pictures without a project, as plain values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/generation_options.h"
#include "data/observer.h"

namespace attune {

struct WrittenCaption {
    std::filesystem::path image;
    std::string text;
    std::vector<std::int64_t> ids;  ///< without start token and padding, with the end token where one came
    double logprob = 0;             ///< sum over the ids, in nats
};

/// Which captioner works, on what, and what it is asked.
struct CaptionerChoice {
    std::filesystem::path model;
    std::string device = "auto";
    std::string prompt = {};         ///< empty for the family's default
    std::string dtype = "float32";   ///< see weights_dtype.h
};

/// One caption of each picture, in batches. The same picture gets the same greedy or beam caption whatever stands beside
/// it. @throws Error, Cancelled
std::vector<WrittenCaption> captionImages(const CaptionerChoice& choice, const std::vector<std::filesystem::path>& images,
                                          const GenerationOptions& options, std::uint64_t seed, Observer& observer);

struct ScoredText {
    std::vector<std::int64_t> ids;  ///< of the text, with the end token behind them
    std::vector<double> logprobs;   ///< of each id, in nats
};

/// How likely the captioner is to write this text of this picture. @throws Error
ScoredText scoreText(const CaptionerChoice& choice, const std::filesystem::path& image, const std::string& text,
                     Observer& observer);

/// Answers each line of `in` (a JSON string) with a line on `out`: {"ids", "decoded"}. @throws Error naming the bad line
void tokenizeLines(const std::filesystem::path& model, std::istream& in, std::ostream& out);

}  // namespace attune
