#include "engine/reward_scores_file.h"

#include "data/file.h"
#include "data/json.h"

namespace attune {

void writeRewardScores(const std::filesystem::path& path, const std::vector<std::int64_t>& captions,
                       const RewardScores& scores, const torch::Tensor& gains) {
    const auto mean = scores.mean.to(torch::kFloat32).contiguous();
    const auto deviation = scores.deviation.defined() ? scores.deviation.to(torch::kFloat32).contiguous()
                                                      : torch::zeros_like(mean);
    std::string text;
    for (std::size_t i = 0; i < captions.size(); ++i) {
        Json row{{"caption", captions[i]}, {"mean", mean.data_ptr<float>()[i]}, {"deviation", deviation.data_ptr<float>()[i]}};
        if (gains.defined()) row["gain"] = gains.data_ptr<float>()[i];
        text += dumpJson(row) + "\n";
    }
    writeFileAtomically(path, text);
}

}  // namespace attune
