// The text that all rows of a captioner continue.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace attune {

struct SpecialTokens;

/// The ids of a prompt before its last. A family that continues texts puts them in front of each row's own tokens, which
/// begin with the last: nobody outside sees them.
class Prompt {
  public:
    /// @param ids  the start token first, or none for no prompt @param start  the family's own start token
    /// @throws Error if it does not begin with the start token, holds an id that is not in the vocabulary, or leaves no
    /// position for a row
    void set(const std::vector<std::int64_t>& ids, std::int64_t start, std::int64_t vocabulary,
             std::int64_t positions);

    /// Ids in front of each row.
    std::int64_t size() const { return static_cast<std::int64_t>(m_front.size()); }
    /// What each row begins with.
    std::int64_t last(std::int64_t start) const { return m_front.empty() ? start : m_last; }
    /// The whole prompt, or the start token.
    std::vector<std::int64_t> ids(std::int64_t start) const;

    /// @return (rows, size) int64 on the device of `like`
    torch::Tensor rows(std::int64_t rows, const torch::Tensor& like) const;
    /// @param tokens (N, T) @return (N, size + T)
    torch::Tensor before(const torch::Tensor& tokens) const;
    /// The prompt is not padding. @param mask (N, T) or undefined @return (N, size + T) or undefined
    torch::Tensor beforeMask(const torch::Tensor& mask) const;
    /// What belongs to the rows' own tokens. @param x (N, size + T, ..) or undefined @return (N, T, ..)
    torch::Tensor behind(const torch::Tensor& x) const;

  private:
    std::vector<std::int64_t> m_front;
    std::int64_t m_last = -1;
};

}  // namespace attune
