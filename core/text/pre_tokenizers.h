// Small pre-tokenizers, under the names that tokenizer.json uses.
#pragma once

#include <functional>

#include "text/pipeline.h"
#include "text/word_split.h"

namespace attune {

/// "Sequence": one after the other.
class SequencePreTokenizer : public PreTokenizer {
  public:
    explicit SequencePreTokenizer(std::vector<std::unique_ptr<PreTokenizer>> steps)
        : m_steps(std::move(steps)) {}
    std::vector<std::string> split(std::vector<std::string> pieces) const override;

  private:
    std::vector<std::unique_ptr<PreTokenizer>> m_steps;
};

/// "Digits": numbers (category N) apart from the rest, each digit by itself if asked for.
class DigitsPreTokenizer : public PreTokenizer {
  public:
    explicit DigitsPreTokenizer(bool individual) : m_individual(individual) {}
    std::vector<std::string> split(std::vector<std::string> pieces) const override;

  private:
    bool m_individual;
};

/// "Split" that keeps the matches of a known pattern: a hand-written splitter in place of a regular
/// expression.
class PatternPreTokenizer : public PreTokenizer {
  public:
    using Splitter = std::function<void(std::string_view, const WordVisitor&)>;
    explicit PatternPreTokenizer(Splitter splitter) : m_splitter(std::move(splitter)) {}
    std::vector<std::string> split(std::vector<std::string> pieces) const override;

  private:
    Splitter m_splitter;
};

}  // namespace attune
