// Special tokens around a text.
#pragma once

#include "text/pipeline.h"

namespace attune {

/// Fixed ids before and behind the text: what "TemplateProcessing", "RobertaProcessing" and "BertProcessing"
/// do to a single text.
class FramePostProcessor : public PostProcessor {
  public:
    FramePostProcessor(std::vector<std::int64_t> before, std::vector<std::int64_t> behind)
        : m_before(std::move(before)), m_behind(std::move(behind)) {}
    std::vector<std::int64_t> process(std::vector<std::int64_t> ids) const override;

  private:
    std::vector<std::int64_t> m_before;
    std::vector<std::int64_t> m_behind;
};

/// "Sequence": one after the other.
class SequencePostProcessor : public PostProcessor {
  public:
    explicit SequencePostProcessor(std::vector<std::unique_ptr<PostProcessor>> steps)
        : m_steps(std::move(steps)) {}
    std::vector<std::int64_t> process(std::vector<std::int64_t> ids) const override;

  private:
    std::vector<std::unique_ptr<PostProcessor>> m_steps;
};

}  // namespace attune
