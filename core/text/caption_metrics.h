// How close captions come to references: BLEU, ROUGE-L and CIDEr-D, number for number as the COCO caption
// evaluation code computes them; and how varied captions are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace attune {

/// A caption of an image: texts are lower-case already, with single spaces between the words.
struct CaptionCase {
    std::vector<std::string> references;
    std::string candidate;
    std::int64_t image = -1;  ///< its number, where an image has several captions and the same references; -1: it has this one
};

struct CaptionScores {
    std::array<double, 4> bleu{};  ///< BLEU-1..4, in [0, 1]
    double rougeL = 0;             ///< in [0, 1]
    double cider = 0;              ///< CIDEr-D, in [0, 10]
};

/// What BLEU adds up over a corpus.
struct BleuCounts {
    std::array<std::int64_t, 4> correct{};  ///< n-grams of 1 to 4 words that a reference has as well, clipped
    std::array<std::int64_t, 4> guess{};    ///< all n-grams
    std::int64_t candidateLength = 0;       ///< words
    std::int64_t referenceLength = 0;       ///< words of the references nearest in length

    BleuCounts& operator+=(const BleuCounts& other);
};

/// BLEU-1..4 of such counts, in [0, 1].
std::array<double, 4> bleuOf(const BleuCounts& counts);

struct CaptionReport {
    CaptionScores corpus;  ///< BLEU over all n-grams together, the others as means over the images
    std::vector<CaptionScores> perImage;
    std::vector<BleuCounts> bleuCounts;  ///< of each image; their sum is the corpus'
};

/// Lower-case words separated by single spaces, punctuation left out: what caption metrics compare.
std::string metricWords(const std::string& text);

/// Scores all captions of a corpus. CIDEr's document frequencies come from these references, each image's counted once however
/// many captions it has, so that a single image has CIDEr 0. @throws Error if there is no image, or one without references
CaptionReport scoreCaptions(const std::vector<CaptionCase>& cases);

/// Share of distinct n-grams among all n-grams of the captions (Li et al. 2016), in [0, 1]; 0 where there are
/// none.
double distinctN(const std::vector<std::string>& captions, std::size_t n);

/// Words per caption; 0 where there are no captions.
double meanLength(const std::vector<std::string>& captions);

}  // namespace attune
