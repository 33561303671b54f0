// Where a shared space puts pictures: by the states of their places, whatever else a family's features hold. How its heads go on
// learning where they were stopped.
#include "doctest_torch.h"

#include <chrono>
#include <limits>
#include <stdexcept>
#include <utility>

#include "data/error.h"
#include "data/file.h"
#include "data/json.h"
#include "learn/contrastive_heads.h"
#include "learn/saved_state.h"
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

enum class End { Stop, Kill };

/// Counts the steps, and ends the work before one of them.
class Steps : public Observer {
  public:
    explicit Steps(int most = std::numeric_limits<int>::max(), End end = End::Stop) : m_most(most), m_end(end) {}
    void breathe() override {
        if (count == m_most && m_end == End::Kill) throw std::runtime_error("killed");
        if (count == m_most) throw Cancelled();
        ++count;
    }
    int count = 0;

  private:
    int m_most;
    End m_end;
};

Json identityOf(int seed) { return {{"of", "pairs"}, {"seed", seed}}; }

/// Forty pictures with two captions each, 32 of which are learnt from: four steps an epoch, the last of two pictures.
struct Pairs {
    static constexpr int kStepsPerEpoch = 4;

    torch::Tensor pictures, texts;
    std::vector<std::int64_t> own;
    ContrastiveOptions options{.dimensions = 4, .epochs = 6, .batchImages = 10};

    Pairs() {
        torch::manual_seed(8);
        pictures = torch::randn({40, 6});
        texts = torch::mm(pictures, torch::randn({6, 5})).repeat_interleave(2, 0) + torch::randn({80, 5});
        for (std::int64_t i = 0; i < 40; ++i) own.insert(own.end(), 2, i);
    }
    ContrastiveSpace train(Observer& observer, ContrastiveState state = {}) const {
        return trainContrastiveHeads(pictures, texts, own, options, 1, observer, std::move(state));
    }
};

bool same(const ContrastiveSpace& a, const ContrastiveSpace& b) {
    return torch::equal(a.visual.projection, b.visual.projection) && torch::equal(a.text.projection, b.text.projection) &&
           torch::equal(a.images, b.images) && torch::equal(a.texts, b.texts) && a.heldOutImages == b.heldOutImages &&
           a.epochs == b.epochs && a.heldOutLoss == b.heldOutLoss;
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

TEST_CASE("heads whose learning is stopped or killed go on before the same step, to the same bytes") {
    const Pairs pairs;
    Steps whole;
    const auto uncut = pairs.train(whole);
    REQUIRE(uncut.epochs == 6);
    REQUIRE(whole.count == uncut.epochs * Pairs::kStepsPerEpoch);

    // Before the first step, within an epoch, between two, before the last step.
    for (const int at : {0, 3, 4, 10, whole.count - 1}) {
        CAPTURE(at);
        for (const End end : {End::Stop, End::Kill}) {
            const TemporaryFolder folder;
            // A stop keeps its state, however short the time was; a kill finds what is kept before each step.
            const ContrastiveState state(folder.path(), identityOf(5), std::chrono::hours(end == End::Stop ? 1 : 0));
            Steps first(at, end), rest, nothing;
            CHECK_THROWS_AS(pairs.train(first, state), std::runtime_error);
            REQUIRE(hasSavedState(folder.path()));
            CHECK(same(pairs.train(rest, state), uncut));
            CHECK(rest.count == whole.count - at);

            // One that was stopped behind its last step has nothing left to do.
            CHECK(same(pairs.train(nothing, state), uncut));
            CHECK(nothing.count == 0);
        }
    }
    const TemporaryFolder folder;
    Steps killed(10, End::Kill);
    CHECK_THROWS_AS(pairs.train(killed, {folder.path(), identityOf(5)}), std::runtime_error);
    CHECK_FALSE(hasSavedState(folder.path()));  // so soon there is none
}

TEST_CASE("heads that are no longer getting better stop at the same epoch, resumed or not") {
    Pairs pairs;
    pairs.options.epochs = 50;
    pairs.options.patience = 5;
    pairs.options.learningRate = 0;
    Observer silent;
    const auto uncut = pairs.train(silent);
    REQUIRE(uncut.epochs == 6);
    const TemporaryFolder folder;
    const ContrastiveState state(folder.path(), identityOf(5));
    Steps first(4 * Pairs::kStepsPerEpoch + 1);
    CHECK_THROWS_AS(pairs.train(first, state), Cancelled);
    CHECK(same(pairs.train(silent, state), uncut));
}

TEST_CASE("what is kept of other heads, or is damaged, is refused") {
    const Pairs pairs;
    const TemporaryFolder folder;
    Steps first(10);
    Observer silent;
    CHECK_THROWS_AS(pairs.train(first, {folder.path(), identityOf(5)}), Cancelled);
    CHECK_THROWS_AS(pairs.train(silent, {folder.path(), identityOf(6)}), Error);
    auto wider = pairs;
    wider.options.dimensions = 5;
    CHECK_THROWS_AS(wider.train(silent, {folder.path(), identityOf(5)}), Error);

    const auto file = folder / "state.json";
    const Json whole = readJsonFile(file);
    const auto isRefused = [&](const char* key, const Json& value) {
        Json damaged = whole;
        damaged[key] = value;
        writeFileAtomically(file, dumpJson(damaged));
        CHECK_THROWS_AS(pairs.train(silent, {folder.path(), identityOf(5)}), Error);
    };
    isRefused("rng", Json::array({1, 2}));
    isRefused("done", 32);
    isRefused("order", Json::array({0, 1}));
    isRefused("order", std::vector<std::int64_t>(32, 40));
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
