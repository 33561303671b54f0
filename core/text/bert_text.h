// How BERT cleans text and cuts it into words (Devlin et al. 2018).
#pragma once

#include <optional>

#include "text/pipeline.h"

namespace attune {

/// Names as in "BertNormalizer" of tokenizer.json.
struct BertNormalizerOptions {
    bool cleanText = true;             ///< drops control characters, makes every white space a space
    bool handleChineseChars = true;    ///< spaces around each ideograph
    std::optional<bool> stripAccents;  ///< where it is not said: as `lowercase`
    bool lowercase = true;
};

class BertNormalizer : public Normalizer {
  public:
    explicit BertNormalizer(BertNormalizerOptions options) : m_options(options) {}
    std::string normalize(std::string text) const override;

  private:
    BertNormalizerOptions m_options;
};

/// "BertPreTokenizer": words between white space, each punctuation mark by itself.
class BertPreTokenizer : public PreTokenizer {
  public:
    std::vector<std::string> split(std::vector<std::string> pieces, bool atStart) const override;
};

}  // namespace attune
