#include "learn/retrieval.h"

#include <algorithm>

#include "data/error.h"

namespace attune {

namespace {

/// Queries of one pass: their products with everything else stay at some megabytes.
constexpr std::int64_t kQueriesPerPass = 256;

/// Probability that one of `own` things is among the first `rank`, where `better` others stand in front of it and it is
/// shuffled with `equal` others: 1 - C(equal, s) / C(equal + own, s) of the s places that are left.
double hitChance(std::int64_t rank, std::int64_t better, std::int64_t equal, std::int64_t own) {
    const auto places = rank - better;
    if (places <= 0) return 0;
    if (places > equal) return 1;
    double missed = 1;
    for (std::int64_t i = 0; i < places; ++i)
        missed *= static_cast<double>(equal - i) / static_cast<double>(equal + own - i);
    return 1 - missed;
}

/// What is searched for one query. @param scores  of all @param belongs  1 at what is its own
void addQuery(const torch::Tensor& scores, const torch::Tensor& belongs, std::array<double, kRecallRanks.size()>& hits) {
    const auto best = scores.masked_select(belongs).max();
    const auto others = scores.masked_select(belongs.logical_not());
    const auto better = others.gt(best).sum().item<std::int64_t>(), equal = others.eq(best).sum().item<std::int64_t>();
    const auto own = scores.masked_select(belongs).eq(best).sum().item<std::int64_t>();
    for (std::size_t i = 0; i < kRecallRanks.size(); ++i) hits[i] += hitChance(kRecallRanks[i], better, equal, own);
}

/// @param queries (Q, E) @param found (F, E) @param ownerOfFound (F) the query that each belongs to; of several found
/// for a query, one is enough @param ownerOfQuery (Q) its name among those
std::array<double, kRecallRanks.size()> recall(const torch::Tensor& queries, const torch::Tensor& found,
                                               const torch::Tensor& ownerOfQuery, const torch::Tensor& ownerOfFound,
                                               Observer& observer) {
    std::array<double, kRecallRanks.size()> hits{};
    for (std::int64_t begin = 0; begin < queries.size(0); begin += kQueriesPerPass) {
        observer.breathe();
        const auto count = std::min(kQueriesPerPass, queries.size(0) - begin);
        const auto scores = torch::mm(queries.narrow(0, begin, count), found.t());  // (q, F)
        for (std::int64_t q = 0; q < count; ++q)
            addQuery(scores[q], ownerOfFound.eq(ownerOfQuery[begin + q]), hits);
    }
    for (double& share : hits) share /= static_cast<double>(queries.size(0));
    return hits;
}

}  // namespace

RetrievalRecall retrievalRecall(const torch::Tensor& images, const torch::Tensor& texts,
                                const std::vector<std::int64_t>& imageOfText, Observer& observer) {
    const torch::NoGradGuard noGrad;
    if (static_cast<std::int64_t>(imageOfText.size()) != texts.size(0)) throw Error("each caption needs its image");
    RetrievalRecall result;
    result.texts = texts.size(0);
    if (result.texts == 0) return result;
    for (const auto image : imageOfText)
        if (image < 0 || image >= images.size(0)) throw Error("a caption names an image that is not there");
    auto asking = imageOfText;
    std::sort(asking.begin(), asking.end());
    asking.erase(std::unique(asking.begin(), asking.end()), asking.end());
    result.images = static_cast<std::int64_t>(asking.size());
    const auto a = images.to(torch::kCPU, torch::kFloat32), b = texts.to(torch::kCPU, torch::kFloat32);
    const auto owner = torch::tensor(imageOfText, torch::kInt64), index = torch::tensor(asking, torch::kInt64);
    result.textToImage = recall(b, a, owner, torch::arange(images.size(0)), observer);
    result.imageToText = recall(a.index_select(0, index), b, index, owner, observer);
    return result;
}

}  // namespace attune
