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
    std::vector<std::string> split(std::vector<std::string> pieces, bool atStart) const override;

  private:
    std::vector<std::unique_ptr<PreTokenizer>> m_steps;
};

/// "Digits": numbers (category N) apart from the rest, each digit by itself if asked for.
class DigitsPreTokenizer : public PreTokenizer {
  public:
    explicit DigitsPreTokenizer(bool individual) : m_individual(individual) {}
    std::vector<std::string> split(std::vector<std::string> pieces, bool atStart) const override;

  private:
    bool m_individual;
};

/// "Split" that keeps the matches of a known pattern: a hand-written splitter in place of a regular
/// expression.
class PatternPreTokenizer : public PreTokenizer {
  public:
    using Splitter = std::function<void(std::string_view, const WordVisitor&)>;
    explicit PatternPreTokenizer(Splitter splitter) : m_splitter(std::move(splitter)) {}
    std::vector<std::string> split(std::vector<std::string> pieces, bool atStart) const override;

  private:
    Splitter m_splitter;
};

/// Where a delimiter goes when a text is cut at it.
enum class SplitBehavior { Removed, Isolated, MergedWithPrevious, MergedWithNext };

/// Appends the parts of a text that its delimiters (not empty) cut it into, without empty ones.
void splitAt(std::string_view text, std::string_view delimiter, SplitBehavior behavior, std::vector<std::string>& parts);

/// "Split" by a text, as Gemma's tokenizer asks for.
class DelimiterPreTokenizer : public PreTokenizer {
  public:
    DelimiterPreTokenizer(std::string delimiter, SplitBehavior behavior)
        : m_delimiter(std::move(delimiter)), m_behavior(behavior) {}
    std::vector<std::string> split(std::vector<std::string> pieces, bool atStart) const override;

  private:
    std::string m_delimiter;
    SplitBehavior m_behavior;
};

/// "WhitespaceSplit": words between white space.
class WhitespacePreTokenizer : public PreTokenizer {
  public:
    std::vector<std::string> split(std::vector<std::string> pieces, bool atStart) const override;
};

}  // namespace attune
