// "Replace" of tokenizer.json, which serves as a normaliser and as a decoder.
#pragma once

#include <string>
#include <string_view>

#include "text/character_pattern.h"
#include "text/pipeline.h"

namespace attune {

/// All places of `from` (not empty), left to right. @throws Error if the text grows out of proportion
std::string replaceAll(std::string_view text, std::string_view from, std::string_view to);

class ReplaceNormalizer : public Normalizer {
  public:
    ReplaceNormalizer(std::string from, std::string to) : m_from(std::move(from)), m_to(std::move(to)) {}
    std::string normalize(std::string text) const override { return replaceAll(text, m_from, m_to); }

  private:
    std::string m_from;
    std::string m_to;
};

/// Replace of a regular expression.
class ReplacePatternNormalizer : public Normalizer {
  public:
    ReplacePatternNormalizer(CharacterPattern from, std::string to) : m_from(std::move(from)), m_to(std::move(to)) {}
    std::string normalize(std::string text) const override { return m_from.replaceAll(text, m_to); }

  private:
    CharacterPattern m_from;
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
