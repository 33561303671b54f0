#include "text/post_processors.h"

namespace attune {

std::vector<std::int64_t> FramePostProcessor::process(std::vector<std::int64_t> ids) const {
    ids.insert(ids.begin(), m_before.begin(), m_before.end());
    ids.insert(ids.end(), m_behind.begin(), m_behind.end());
    return ids;
}

std::vector<std::int64_t> SequencePostProcessor::process(std::vector<std::int64_t> ids) const {
    for (const auto& step : m_steps) ids = step->process(std::move(ids));
    return ids;
}

}  // namespace attune
