// Where a shared space puts pictures: by the states of their places, whatever else a family's features hold.
#include "doctest_torch.h"

#include "data/error.h"
#include "learn/contrastive_heads.h"
#include "learn/shared_space.h"
#include "model/safetensors.h"
#include "temporary_folder.h"
#include "tiny_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr std::int64_t kWidth = 32;  // of the tiny captioner

/// A family whose features are patches alone.
class WithoutClassToken : public VisionEncoderDecoder {
  public:
    WithoutClassToken() : VisionEncoderDecoder(tinyOptions()) {}
    std::int64_t classTokens() const override { return 0; }
};

/// A family that pads its features in front, and has numbers beside each state.
class WithPadding : public WithoutClassToken {
  public:
    static constexpr std::int64_t kPadding = 2, kBeside = 4;
    std::int64_t featureSize() const override { return kWidth + kBeside; }
    std::int64_t stateSize() const override { return kWidth; }
    ImageStates imageStates(const torch::Tensor& features) const override {
        auto mask = torch::ones({features.size(0), features.size(1)});
        mask.narrow(1, 0, kPadding).zero_();
        return {features.narrow(2, 0, kWidth) * mask.unsqueeze(2), mask};
    }
};

/// Both heads leave states as they are.
SharedSpace plainSpace(const Captioner& captioner) {
    const TemporaryFolder folder;
    writeSafetensors(folder / "attune_heads.safetensors",
                     {{"visual_projection", torch::eye(kWidth)}, {"text_projection", torch::eye(kWidth)}});
    return SharedSpace::load(folder.path(), captioner).value();
}

/// Whether pictures lie at the mean of these states of theirs.
bool liesAtMeanOf(const Captioner& captioner, const torch::Tensor& features, std::int64_t first) {
    const auto mean = features.narrow(1, first, features.size(1) - first).narrow(2, 0, kWidth).mean(1);
    return torch::allclose(plainSpace(captioner).images(captioner, features), mean / mean.norm(2, 1, true), 1e-5, 1e-6);
}

}  // namespace

TEST_CASE("the class token is left out, and no place of a family that has none") {
    torch::manual_seed(4);
    const auto captioner = tinyCaptioner();
    const auto features = torch::randn({3, 5, kWidth});
    CHECK(captioner->classTokens() == 1);
    CHECK(tinyFeatures(*captioner, 1).size(1) == tinyOptions().encoder.patches() + captioner->classTokens());
    CHECK(liesAtMeanOf(*captioner, features, 1));
    CHECK_FALSE(liesAtMeanOf(*captioner, features, 0));
    const WithoutClassToken patches;
    CHECK(liesAtMeanOf(patches, features, 0));
    const WithPadding padded;
    CHECK(liesAtMeanOf(padded, torch::randn({3, 7, padded.featureSize()}), WithPadding::kPadding));
}

TEST_CASE("a space that was learnt is the same when it is read back") {
    torch::manual_seed(6);
    const auto captioner = tinyCaptioner();
    const auto features = tinyFeatures(*captioner, 30);
    TokenRows rows;
    for (std::int64_t i = 0; i < 30; ++i) rows.push_back({2 + i % 7, 3 + i % 5, kTinyEnd});
    rows.back().pop_back();  // one that was cut off
    const auto blank = captioner->meanImage(features);
    Observer silent;
    const auto pictures = SharedSpace::imageStates(*captioner, features, HeadStates::Whole);
    const auto texts = SharedSpace::textStates(*captioner, rows, blank, HeadStates::Whole, torch::kCPU, silent);
    std::vector<std::int64_t> own(30);
    for (std::size_t i = 0; i < own.size(); ++i) own[i] = static_cast<std::int64_t>(i);
    const auto learnt = trainContrastiveHeads(pictures, texts, own, {.dimensions = 8, .epochs = 5}, 1, silent);
    const TemporaryFolder folder;
    SharedSpace(learnt.visual, learnt.text, blank, {9, 4}).save(folder / "attune_heads.safetensors");
    const auto space = SharedSpace::load(folder.path(), *captioner);
    REQUIRE(space.has_value());
    CHECK(torch::allclose(space->images(*captioner, features), learnt.images, 1e-5, 1e-6));
    CHECK(torch::allclose(space->texts(*captioner, rows, torch::kCPU, silent), learnt.texts, 1e-5, 1e-6));
    CHECK(space->learntFrom() == std::vector<std::int64_t>{4, 9});
    // Heads that came with a captioner read other states: up to the last word, in front of no picture.
    const auto words = SharedSpace::textStates(*captioner, rows, torch::zeros({1, kWidth}), HeadStates::Words, torch::kCPU, silent);
    CHECK_FALSE(torch::allclose(words, texts, 1e-3, 1e-3));
}

TEST_CASE("a column that was the same everywhere places nothing later") {
    torch::manual_seed(7);
    auto pictures = torch::randn({40, 6}), texts = torch::randn({40, 5});
    pictures.select(1, 2).fill_(3);
    std::vector<std::int64_t> own(40);
    for (std::size_t i = 0; i < own.size(); ++i) own[i] = static_cast<std::int64_t>(i);
    Observer silent;
    const auto learnt = trainContrastiveHeads(pictures, texts, own, {.dimensions = 4, .epochs = 5}, 1, silent);
    auto moved = pictures.clone();
    moved.select(1, 2).add_(2);
    CHECK(torch::allclose(learnt.visual.place(moved), learnt.images, 1e-4, 1e-5));
}

TEST_CASE("heads of another width are refused, and none are none") {
    const TemporaryFolder folder;
    const auto captioner = tinyCaptioner();
    CHECK_FALSE(SharedSpace::load(folder.path(), *captioner).has_value());
    writeSafetensors(folder / "attune_heads.safetensors",
                     {{"visual_projection", torch::eye(kWidth + 4)}, {"text_projection", torch::eye(kWidth)}});
    CHECK_THROWS_AS(SharedSpace::load(folder.path(), *captioner), Error);
    writeSafetensors(folder / "attune_heads.safetensors",
                     {{"visual_projection", torch::eye(kWidth)}, {"text_projection", torch::eye(kWidth)},
                      {"text_mean", torch::zeros({kWidth})}, {"text_deviation", torch::zeros({kWidth})}});
    CHECK_THROWS_AS(SharedSpace::load(folder.path(), *captioner), Error);
}
