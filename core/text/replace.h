// "Replace" of tokenizer.json, which serves as a normaliser and as a decoder.
#pragma once

#include <string>
#include <string_view>

#include "text/pipeline.h"

namespace attune {

/// All places of `from` (not empty), left to right.
std::string replaceAll(std::string_view text, std::string_view from, std::string_view to);

class ReplaceNormalizer : public Normalizer {
  public:
    ReplaceNormalizer(std::string from, std::string to) : m_from(std::move(from)), m_to(std::move(to)) {}
    std::string normalize(std::string text) const override { return replaceAll(text, m_from, m_to); }

  private:
    std::string m_from;
    std::string m_to;
};

/// Every run of white space (the pattern `\s+`).
class WhitespaceNormalizer : public Normalizer {
  public:
    explicit WhitespaceNormalizer(std::string to) : m_to(std::move(to)) {}
    std::string normalize(std::string text) const override;

  private:
    std::string m_to;
};

class ReplaceDecoder : public TokenDecoder {
  public:
    ReplaceDecoder(std::string from, std::string to) : m_from(std::move(from)), m_to(std::move(to)) {}
    std::vector<std::string> decode(std::vector<std::string> tokens) const override;

  private:
    std::string m_from;
    std::string m_to;
};

}  // namespace attune
