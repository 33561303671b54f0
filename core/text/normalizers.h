// Small normalisers, under the names that tokenizer.json uses.
#pragma once

#include "text/pipeline.h"
#include "text/unicode.h"

namespace attune {

/// "Sequence": one after the other.
class SequenceNormalizer : public Normalizer {
  public:
    explicit SequenceNormalizer(std::vector<std::unique_ptr<Normalizer>> steps) : m_steps(std::move(steps)) {}
    std::string normalize(std::string text) const override;

  private:
    std::vector<std::unique_ptr<Normalizer>> m_steps;
};

/// "NFC", "NFD", "NFKC", "NFKD".
class FormNormalizer : public Normalizer {
  public:
    explicit FormNormalizer(NormalForm form) : m_form(form) {}
    std::string normalize(std::string text) const override { return toNormalForm(text, m_form); }

  private:
    NormalForm m_form;
};

/// "Lowercase".
class LowercaseNormalizer : public Normalizer {
  public:
    std::string normalize(std::string text) const override { return toLowerCase(text); }
};

/// "Prepend": a text in front of every text that is not empty.
class PrependNormalizer : public Normalizer {
  public:
    explicit PrependNormalizer(std::string prefix) : m_prefix(std::move(prefix)) {}
    std::string normalize(std::string text) const override { return text.empty() ? text : m_prefix + text; }

  private:
    std::string m_prefix;
};

/// "Strip": without white space at the ends.
class StripNormalizer : public Normalizer {
  public:
    StripNormalizer(bool left, bool right) : m_left(left), m_right(right) {}
    std::string normalize(std::string text) const override;

  private:
    bool m_left;
    bool m_right;
};

}  // namespace attune
