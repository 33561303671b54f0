// How image and caption come together in reward heads, and how much of a reward comes from which.
#include "doctest_torch.h"

#include <cmath>

#include "data/error.h"
#include "data/file.h"
#include "impatient.h"
#include "learn/captioner_features.h"
#include "learn/reward_fit.h"
#include "learn/reward_trainer.h"
#include "model/generation.h"
#include "temporary_folder.h"
#include "tiny_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr std::int64_t kColours = 3, kPatches = 4, kStateSize = kColours + 1;
const char* const kFusions[] = {"concatenate", "gated", "hadamard", "cross_attention"};
Observer silent;

/// Images show a colour in one of their patches; captions name one: their only token.
class ToyFeatures : public RewardFeatures {
  public:
    ToyFeatures() {
        m_blocks = {{"image", kStateSize, Modality::Image}, {"text", kColours, Modality::Text}};
    }
    std::int64_t stateSize() const override { return kStateSize; }
    BackboneKind backboneKind() const override { return BackboneKind::Encoder; }
    std::string backboneHash() const override { return "toy"; }

  protected:
    torch::Tensor columns(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                          const TokenRows& rows) const override {
        auto said = torch::zeros({static_cast<std::int64_t>(rows.size()), kColours});
        for (std::size_t r = 0; r < rows.size(); ++r) said[static_cast<std::int64_t>(r)][rows[r][0]] = 1;
        return torch::cat({features.mean(1).index_select(0, torch::tensor(imageOfRow)), said}, 1);
    }
};

/// Of every image its own colour is said, rated 5, and another one, rated 1, every colour as often rightly as wrongly: neither
/// image nor caption alone tells anything about a rating.
RewardData matchingColours(std::int64_t images) {
    torch::manual_seed(8);
    RewardData data;
    data.features = 0.1 * torch::randn({images, kPatches, kStateSize});
    for (std::int64_t image = 0; image < images; ++image) {
        const auto colour = image % kColours;
        data.features[image][image / kColours % kPatches][colour] += 1;
        for (const auto said : {colour, (colour + 1 + image / kColours % 2) % kColours}) {
            data.ratings.push_back({static_cast<std::int64_t>(data.rows.size()), said == colour ? 5.0 : 1.0});
            data.imageOfRow.push_back(image);
            data.rows.push_back({said});
        }
    }
    return data;
}

/// Its columns are sound, the states that heads attend to are not.
class BrokenStates : public ToyFeatures {
  public:
    ImageStates states(const torch::Tensor& features) const override { return {features / 0.0, {}}; }
};

double sumOf(const std::vector<std::pair<std::string, double>>& parts) {
    double sum = 0;
    for (const auto& [name, value] : parts) sum += value;
    return sum;
}

RewardData captionsOf(Captioner& captioner, int images) {
    RewardData data;
    data.features = tinyFeatures(captioner, images);
    for (auto& caption : generate(captioner, data.features, 4, {.maxNewTokens = 8}, 11)) {
        data.imageOfRow.push_back(static_cast<std::int64_t>(data.rows.size()) / 4);
        data.ratings.push_back({static_cast<std::int64_t>(data.rows.size()), static_cast<double>(caption.ids.size())});
        data.rows.push_back(std::move(caption.ids));
    }
    return data;
}

RewardHeadsShape smallShape(const std::string& fusion) {
    return {.heads = 2,
            .hidden = 3,
            .fusion = fusionFromText(fusion),
            .fusionSize = 2,
            .blocks = {{"image", 3, Modality::Image}, {"text", 2, Modality::Text}, {"product", 2, Modality::Both}},
            .stateSize = 3};
}

}  // namespace

TEST_CASE("every fusion learns what takes image and caption together") {
    const auto data = matchingColours(120);
    const auto features = std::make_shared<const ToyFeatures>();
    for (const std::string fusion : kFusions) {
        CAPTURE(fusion);
        RewardOptions options;
        options.fusion = fusion;
        options.weightDecay = 0.01;
        options.epochs = 600;
        options.learningRate = 1e-2;
        const auto report = trainReward(features, data, options, 1, silent).report;
        CHECK(report.pairs.value > 0.95);
        CHECK(report.pairInterval.low > 0.9);
        CHECK(report.pairInterval.high <= 1);
        CHECK(report.readsImage);
        CHECK(report.fusion == fusion);
        // Either of them alone would be worth nothing here.
        REQUIRE(report.contributions.size() == 2);
        CHECK(report.contributionsOf == "spearman");
        CHECK(sumOf(report.contributions) == doctest::Approx(report.spearman));
        for (const auto& [name, value] : report.contributions) {
            CAPTURE(name);
            CHECK(value > 0.15 * report.spearman);
        }
        CHECK(report.gates.size() == (fusion == "gated" ? 2U : 0U));
        if (fusion == "gated") CHECK(sumOf(report.gates) == doctest::Approx(2));
    }
    RewardOptions linear;
    linear.hiddenSize = 0;
    CHECK(std::abs(trainReward(features, data, linear, 1, silent).report.spearman) < 0.3);
}

TEST_CASE("float64: the losses of heads with each fusion") {
    torch::manual_seed(5);
    const auto option = torch::kFloat64;
    RewardInputs x{torch::randn({5, 7}, option), torch::randn({3, 4, 3}, option), torch::ones({3, 4}, option),
                   torch::tensor({0, 1, 2, 2, 0})};
    x.shown[1][0] = 0;
    RewardTargets targets;
    targets.ratingRow = torch::tensor({0, 2, 4});
    targets.ratingTarget = torch::randn({3}, option);
    targets.left = torch::tensor({0, 3});
    targets.right = torch::tensor({1, 2});
    targets.preference = torch::tensor({1.0, 0.5}, option);
    targets.mistaken = torch::tensor({0.1, 0.0}, option);
    targets.ratingWeight = torch::tensor({1.0, 0.0, 2.0, 1.0, 1.0, 0.0}, option).view({2, 3});
    targets.comparisonWeight = torch::tensor({1.0, 2.0, 0.0, 1.0}, option).view({2, 2});
    for (const std::string fusion : kFusions) {
        CAPTURE(fusion);
        Rng rng(3);
        const RewardHeads heads(smallShape(fusion), rng);
        auto parameters = heads.parameters();
        for (auto& [name, parameter] : parameters) {
            parameter.set_data(torch::randn(parameter.sizes(), option));
            parameter.requires_grad_(true);
        }
        auto logScale = torch::full({2}, 0.3, option).requires_grad_(true);
        parameters.emplace_back("log_scale", logScale);
        const auto loss = [&] {
            return rewardLosses(heads.forward(x), logScale, targets, targets.ratingWeight, targets.comparisonWeight, {}).sum();
        };
        loss().backward();
        const torch::NoGradGuard noGrad;
        for (auto& [name, parameter] : parameters) {
            CAPTURE(name);
            auto flat = parameter.view({-1});
            const auto gradient = parameter.grad().reshape({-1});
            CHECK(gradient.abs().max().item<double>() > 1e-6);
            for (std::int64_t i = 0; i < flat.numel(); ++i) {
                constexpr double h = 1e-6;
                const double at = flat[i].item<double>();
                flat[i] = at + h;
                const double above = loss().item<double>();
                flat[i] = at - h;
                const double below = loss().item<double>();
                flat[i] = at;
                CHECK(std::abs((above - below) / (2 * h) - gradient[i].item<double>()) < 1e-7);
            }
        }
    }
}

TEST_CASE("same seed same bytes, begun again after a stop as well; scores survive the disk") {
    const auto captioner = tinyCaptioner();
    const auto data = captionsOf(*captioner, 12);
    for (const std::string fusion : kFusions) {
        CAPTURE(fusion);
        RewardOptions options;
        options.fusion = fusion;
        options.attentionMap = fusion == "gated";
        const TemporaryFolder a, b;
        const auto first = trainReward(captioner, data, options, 7, silent);
        first.model.save(a.path());
        Impatient impatient(20);
        CHECK_THROWS_AS(trainReward(captioner, data, options, 7, impatient), Cancelled);
        trainReward(captioner, data, options, 7, silent).model.save(b.path());
        CHECK(readFile(a.path() / "model.safetensors") == readFile(b.path() / "model.safetensors"));
        CHECK(readFile(a.path() / "config.json") == readFile(b.path() / "config.json"));
        const auto loaded = RewardModel::load(a.path(), captioner);
        const auto before = first.model.score(data.features, data.imageOfRow, data.rows, silent);
        const auto after = loaded.score(data.features, data.imageOfRow, data.rows, silent);
        CHECK(torch::equal(before.mean, after.mean));
        CHECK(torch::equal(before.deviation, after.deviation));
        // The same a row at a time, but for rounding.
        const auto third = loaded.score(data.features, {data.imageOfRow[2]}, TokenRows{data.rows[2]}, silent);
        CHECK(third.mean[0].item<float>() == doctest::Approx(before.mean[2].item<float>()).epsilon(1e-3));
    }
}

TEST_CASE("contributions of three kinds add up to the whole") {
    const auto captioner = tinyCaptioner();
    auto data = captionsOf(*captioner, 20);
    const auto report = trainReward(captioner, data, {}, 1, silent).report;
    REQUIRE(report.contributions.size() == 3);
    CHECK(report.contributions[2].first == "attention");
    CHECK(sumOf(report.contributions) == doctest::Approx(report.spearman));
    // Length is in the words.
    CHECK(report.contributions[1].second > 0.7 * report.spearman);

    for (std::int64_t row = 0; row + 1 < static_cast<std::int64_t>(data.rows.size()); row += 2)
        data.comparisons.push_back({row, row + 1, data.rows[static_cast<std::size_t>(row)].size() >
                                                          data.rows[static_cast<std::size_t>(row) + 1].size()
                                                      ? 1.0
                                                      : 0.0});
    data.ratings.clear();
    const auto pairs = trainReward(captioner, data, {}, 1, silent).report;
    CHECK(pairs.contributionsOf == "pair_order");
    CHECK(sumOf(pairs.contributions) == doctest::Approx(2 * pairs.pairs.value - 1));
}

TEST_CASE("the attention map is a distribution over the patches, and part of the features if asked for") {
    const auto captioner = tinyCaptioner();
    const auto data = captionsOf(*captioner, 6);
    const auto mean = captioner->meanImage(data.features);
    const CaptionerFeatures without(captioner, "states", false, mean), with(captioner, "states", true, mean);
    const auto states = data.features.size(1);
    CHECK(with.size() == without.size() + states + 2);
    const auto inputs = with.compute(data.features, data.imageOfRow, data.rows, false, silent);
    CHECK_FALSE(inputs.states.defined());
    const auto map = inputs.columns.narrow(1, without.size(), states);
    CHECK(torch::allclose(map.sum(1), torch::ones({inputs.rows()})));
    CHECK(map.min().item<float>() >= 0);
    const auto entropy = inputs.columns.narrow(1, without.size() + states, 2);  // mean and least, in nats
    CHECK((entropy.select(1, 1) <= entropy.select(1, 0) + 1e-5).all().item<bool>());
    CHECK(entropy.min().item<float>() >= 0);
    CHECK(entropy.max().item<float>() <= std::log(static_cast<float>(states)) + 1e-5);
}

TEST_CASE("a rater who errs is believed as far as they deserve") {
    // The loss of a decided pair is least where the model doubts it as often as the rater errs.
    RewardTargets targets;
    targets.ratingRow = torch::empty({0}, torch::kInt64);
    targets.left = torch::tensor({0}), targets.right = torch::tensor({1});
    targets.preference = torch::ones({1}, torch::kFloat64);
    targets.mistaken = torch::full({1}, 0.2, torch::kFloat64);
    const auto weight = torch::ones({1, 1}, torch::kFloat64);
    const auto at = std::log(0.8 / 0.2);
    const auto gradient = [&](double value) {
        const auto scores = torch::tensor({{value, 0.0}}, torch::kFloat64).requires_grad_(true);
        rewardLosses(scores, torch::zeros({1}, torch::kFloat64), targets, {}, weight, {}).sum().backward();
        return scores.grad()[0][0].item<double>();
    };
    CHECK(gradient(at) == doctest::Approx(0).epsilon(1e-9));
    CHECK(gradient(at - 0.1) < -1e-3);
    CHECK(gradient(at + 0.1) > 1e-3);

    const auto captioner = tinyCaptioner();
    auto data = captionsOf(*captioner, 8);
    data.comparisons = {{0, 1, 1, 0.3}, {2, 3, 0, -1}};
    CHECK(trainReward(captioner, data, {}, 1, silent).report.labelSmoothing == doctest::Approx((0.3 + 0.02) / 2));
    data.comparisons[0].mistaken = 0.5;
    CHECK_THROWS_AS(trainReward(captioner, data, {}, 1, silent), Error);
}

TEST_CASE("states that show nothing change nothing") {
    torch::manual_seed(2);
    Rng rng(1);
    const RewardHeads heads(smallShape("cross_attention"), rng);
    for (auto [name, parameter] : heads.parameters()) parameter.copy_(torch::randn(parameter.sizes()));
    const RewardInputs plain{torch::randn({6, 7}), torch::randn({2, 4, 3}), {}, torch::tensor({0, 0, 0, 1, 1, 1})};
    auto padded = plain;
    padded.states = torch::cat({100 * torch::randn({2, 3, 3}), plain.states}, 1);
    padded.shown = torch::cat({torch::zeros({2, 3}), torch::ones({2, 4})}, 1);
    CHECK(torch::allclose(heads.forward(plain), heads.forward(padded), 1e-5, 1e-5));
    padded.shown.fill_(1);
    CHECK_FALSE(torch::allclose(heads.forward(plain), heads.forward(padded), 1e-2, 1e-2));
}

TEST_CASE("a state that was the same everywhere says nothing where it differs later") {
    auto data = matchingColours(30);
    data.features.select(2, kColours).fill_(0.5);
    RewardOptions options;
    options.fusion = "cross_attention";
    options.epochs = 20;
    const auto model = trainReward(std::make_shared<const ToyFeatures>(), data, options, 1, silent).model;
    const auto before = model.score(data.features, data.imageOfRow, data.rows, silent).mean;
    auto features = data.features.clone();
    features.select(2, kColours).fill_(0.8);
    CHECK(torch::allclose(model.score(features, data.imageOfRow, data.rows, silent).mean, before, 1e-4, 1e-4));
    features.select(2, 0).add_(0.3);  // of a state that told something
    CHECK_FALSE(torch::allclose(model.score(features, data.imageOfRow, data.rows, silent).mean, before, 1e-2, 1e-2));
}

TEST_CASE("states that are not finite are refused where heads attend to them") {
    const auto features = std::make_shared<const BrokenStates>();
    RewardOptions options;
    options.epochs = 1;
    CHECK_NOTHROW(trainReward(features, matchingColours(12), options, 1, silent));
    options.fusion = "cross_attention";
    CHECK_THROWS_AS(trainReward(features, matchingColours(12), options, 1, silent), Error);
}

TEST_CASE("fusions refuse what they cannot fuse") {
    CHECK_THROWS_AS(fusionFromText("sum"), Error);
    const auto captioner = tinyCaptioner();
    const auto data = captionsOf(*captioner, 6);
    RewardOptions options;
    options.features = "statistics";
    options.fusion = "hadamard";
    CHECK_THROWS_AS(trainReward(captioner, data, options, 1, silent), Error);
}
