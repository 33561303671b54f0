// Small decoders, under the names that tokenizer.json uses.
#pragma once

#include "text/pipeline.h"

namespace attune {

/// "Sequence": one after the other.
class SequenceDecoder : public TokenDecoder {
  public:
    explicit SequenceDecoder(std::vector<std::unique_ptr<TokenDecoder>> steps) : m_steps(std::move(steps)) {}
    std::vector<std::string> decode(std::vector<std::string> tokens) const override;

  private:
    std::vector<std::unique_ptr<TokenDecoder>> m_steps;
};

/// "ByteFallback": runs of <0x00>..<0xFF> become text, or one U+FFFD for each byte where they are no UTF-8.
class ByteFallbackDecoder : public TokenDecoder {
  public:
    std::vector<std::string> decode(std::vector<std::string> tokens) const override;
};

/// "Fuse": one piece of all.
class FuseDecoder : public TokenDecoder {
  public:
    std::vector<std::string> decode(std::vector<std::string> tokens) const override;
};

/// "Strip": up to `start` and `stop` copies of a text off the ends of each piece.
class StripDecoder : public TokenDecoder {
  public:
    StripDecoder(std::string content, std::size_t start, std::size_t stop)
        : m_content(std::move(content)), m_start(start), m_stop(stop) {}
    std::vector<std::string> decode(std::vector<std::string> tokens) const override;

  private:
    std::string m_content;
    std::size_t m_start;
    std::size_t m_stop;
};

/// The marks of word ends become spaces, and the white space at both ends goes, as `transformers` does for
/// CLIP.
class WordEndDecoder : public TokenDecoder {
  public:
    explicit WordEndDecoder(std::string suffix) : m_suffix(std::move(suffix)) {}
    std::vector<std::string> decode(std::vector<std::string> tokens) const override;

  private:
    std::string m_suffix;
};

}  // namespace attune
