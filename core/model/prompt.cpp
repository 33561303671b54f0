#include "model/prompt.h"

#include "data/error.h"

namespace attune {

void Prompt::set(const std::vector<std::int64_t>& ids, std::int64_t start, std::int64_t vocabulary,
                 std::int64_t positions) {
    if (ids.empty()) {
        m_front.clear();
        return;
    }
    if (ids.front() != start)
        throw Error("the prompt does not begin with the captioner's start token",
                    "it begins with " + std::to_string(ids.front()) + " and not with " + std::to_string(start));
    for (const std::int64_t id : ids)
        if (id < 0 || id >= vocabulary)
            throw Error("the token " + std::to_string(id) + " of the prompt is not in the captioner's vocabulary");
    if (std::ssize(ids) > positions)
        throw Error("the prompt is too long for the captioner",
                    "it has " + std::to_string(ids.size()) + " tokens and there are " + std::to_string(positions) +
                        " positions",
                    "shorten it");
    m_front.assign(ids.begin(), ids.end() - 1);
    m_last = ids.back();
}

std::vector<std::int64_t> Prompt::ids(std::int64_t start) const {
    std::vector<std::int64_t> all = m_front;
    all.push_back(last(start));
    return all;
}

torch::Tensor Prompt::rows(std::int64_t rows, const torch::Tensor& like) const {
    return torch::tensor(m_front, torch::kInt64).to(like.device()).expand({rows, size()});
}

torch::Tensor Prompt::before(const torch::Tensor& tokens) const {
    return m_front.empty() ? tokens : torch::cat({rows(tokens.size(0), tokens), tokens}, 1);
}

torch::Tensor Prompt::beforeMask(const torch::Tensor& mask) const {
    if (m_front.empty() || !mask.defined()) return mask;
    return torch::cat({torch::ones({mask.size(0), size()}, mask.options()), mask}, 1);
}

torch::Tensor Prompt::behind(const torch::Tensor& x) const {
    return m_front.empty() || !x.defined() ? x : x.narrow(1, size(), x.size(1) - size()).contiguous();
}

}  // namespace attune
