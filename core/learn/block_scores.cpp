#include "learn/block_scores.h"

namespace attune {

void BlockScores::add(const RewardInputs& block) {
    if (block.states.defined()) m_scores.push_back(m_model.scoreFeatures(block));
    m_columns.push_back(block.columns);
}

torch::Tensor BlockScores::columns(const torch::Tensor& order) const {
    const auto all = m_columns.size() == 1 ? m_columns.front() : torch::cat(m_columns);  // (N, F)
    return order.defined() ? all.index_select(0, order) : all;
}

RewardScores BlockScores::scores(const torch::Tensor& order) const {
    if (m_scores.empty()) {
        RewardInputs all;
        all.columns = columns(order);
        all.imageOfRow = torch::zeros({all.rows()}, torch::kInt64);  // there are no states that it could name
        return m_model.scoreFeatures(all);
    }
    std::vector<torch::Tensor> means, deviations, heads;
    for (const RewardScores& block : m_scores) {
        means.push_back(block.mean);
        deviations.push_back(block.deviation);
        heads.push_back(block.heads);
    }
    const RewardScores all{torch::cat(means), torch::cat(deviations), torch::cat(heads, 1)};
    if (!order.defined()) return all;
    return {all.mean.index_select(0, order), all.deviation.index_select(0, order), all.heads.index_select(1, order)};
}

}  // namespace attune
