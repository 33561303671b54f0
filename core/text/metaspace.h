// "Metaspace" of tokenizer.json, SentencePiece's way with spaces: a visible character stands for each, and before the first word.
#pragma once

#include <string>
#include <vector>

#include "data/json.h"
#include "text/pipeline.h"

namespace attune {

struct MetaspaceOptions {
    enum class Prepend { Always, First, Never };

    std::string replacement = "\u2581";  ///< of a space, one character
    Prepend prepend = Prepend::Always;   ///< before each piece that starts with none; before the first of a text; nowhere
    bool split = true;                   ///< into words, each with the mark before it
};

/// @throws Error on a replacement that is not one character, and on an unknown scheme
MetaspaceOptions metaspaceFromJson(const Json& part);

class MetaspacePreTokenizer : public PreTokenizer {
  public:
    explicit MetaspacePreTokenizer(MetaspaceOptions options) : m_options(std::move(options)) {}
    std::vector<std::string> split(std::vector<std::string> pieces, bool atStart) const override;

  private:
    MetaspaceOptions m_options;
};

/// Marks become spaces; those of the first token, where marks are prepended, nothing.
class MetaspaceDecoder : public TokenDecoder {
  public:
    explicit MetaspaceDecoder(MetaspaceOptions options) : m_options(std::move(options)) {}
    std::vector<std::string> decode(std::vector<std::string> tokens) const override;

  private:
    MetaspaceOptions m_options;
};

}  // namespace attune
