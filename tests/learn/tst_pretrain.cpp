#include "doctest_torch.h"

#include <ATen/CPUGeneratorImpl.h>

#include <limits>
#include <stdexcept>

#include "data/error.h"
#include "data/file.h"
#include "data/json.h"
#include "impatient.h"
#include "learn/pretrain.h"
#include "learn/pretrain_init.h"
#include "learn/pretrain_state.h"
#include "model/layers.h"
#include "temporary_folder.h"
#include "tiny_captioner.h"

using namespace attune;
using attune::test::TemporaryFolder;
using attune::test::tinyCaptioner;

namespace {

/// The captioner of most tests with its heads, freshly made from fixed seeds.
struct Setup {
    std::shared_ptr<VisionEncoderDecoder> captioner = tinyCaptioner();
    MultitaskHeads heads{nullptr};

    Setup() {
        auto generator = at::detail::createCPUGenerator(5);
        heads = MultitaskHeads(MultitaskHeadsOptions{32, 32, 8, {3, 2}}, generator);
    }

    std::vector<torch::Tensor> weights() const {
        std::vector<torch::Tensor> all;
        for (const auto& p : captioner->parameters()) all.push_back(p.detach().clone());
        for (const auto& p : heads->parameters()) all.push_back(p.detach().clone());
        return all;
    }
};

/// Four pictures of one of two kinds, with two captions each that say which.
MultitaskBatch batchOf(std::int64_t step) {
    auto generator = at::detail::createCPUGenerator(static_cast<std::uint64_t>(step) + 1);
    MultitaskBatch batch;
    const auto kind = torch::tensor({0, 1, 0, 1}, torch::kLong);
    batch.pixels = torch::randn({4, 3, 16, 16}, generator) * 0.1;
    batch.pixels += (kind * 2 - 1).view({4, 1, 1, 1});
    batch.attributes = {kind.view({4, 1}).expand({4, 4}).contiguous(),
                        torch::full({4, 4}, -100, torch::kLong)};
    batch.attributes[1].index_put_({torch::indexing::Slice(), 0}, 0);
    const auto words = (2 + kind).repeat_interleave(2).view({8, 1});  // (N, 1)
    batch.tokens = torch::cat({torch::zeros({8, 1}, torch::kLong), words, words}, 1);
    batch.labels = torch::cat({words, words, torch::full({8, 1}, test::kTinyEnd, torch::kLong)}, 1);
    return batch;
}

PretrainOptions tinyOptions(bool bfloat16 = false) {
    PretrainOptions options;
    options.bfloat16 = bfloat16;
    options.warmupSteps = 5;
    return options;
}

PretrainStage tinyStage(std::int64_t steps) {
    return {"all", steps, 3e-3, 1, {1, 0.1, 0.3, 0.25}};
}

bool same(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!torch::equal(a[i], b[i])) return false;
    return true;
}

struct LossLog : Observer {
    std::vector<std::map<std::string, double>> all;
    std::int64_t done = 0;
    void metrics(std::int64_t, const std::map<std::string, double>& values) override {
        all.push_back(values);
    }
    void progress(std::int64_t now, std::int64_t) override { done = now; }
};

/// Stops the work after a number of steps, and knows of which it was told.
struct StepLog : test::Impatient {
    using Impatient::Impatient;
    std::vector<std::int64_t> told;
    void metrics(std::int64_t step, const std::map<std::string, double>&) override { told.push_back(step); }
};

/// What a kill does between a metric and the state behind it.
struct KilledAt100 : StepLog {
    using StepLog::StepLog;
    void metrics(std::int64_t step, const std::map<std::string, double>& values) override {
        StepLog::metrics(step, values);
        if (step == 100) throw std::runtime_error("killed");
    }
};

constexpr int kEndless = 1000;  // more steps than there are

Json identityOf(int seed) {
    return {{"recipe", "two stages"}, {"seed", seed}};
}

/// Two stages, the second of the decoder alone: 120 steps and 60.
void trainTwoStages(Setup& s, Observer& observer, const PretrainState& state = {}) {
    pretrainStage(*s.captioner, s.heads, tinyStage(120), tinyOptions(), batchOf, observer, 0, 180, state);
    PretrainStage decoder = tinyStage(60);
    decoder.encoderFactor = 0;
    decoder.weights = {1, 0, 0, 0};
    pretrainStage(*s.captioner, s.heads, decoder, tinyOptions(), batchOf, observer, 120, 180, state);
}

}  // namespace

TEST_CASE("the learning rate rises, stays and falls") {
    CHECK(scheduleFactor(0, 100, 10, 0.5) == doctest::Approx(0.1));
    CHECK(scheduleFactor(9, 100, 10, 0.5) == 1);
    CHECK(scheduleFactor(49, 100, 10, 0.5) == 1);
    CHECK(scheduleFactor(75, 100, 10, 0.5) == doctest::Approx(0.5));
    CHECK(scheduleFactor(99, 100, 10, 0.5) < 0.01);
    CHECK(scheduleFactor(99, 100, 0, 1) == 1);
}

TEST_CASE("heads of the first layers look at neighbours") {
    constexpr std::int64_t width = 128, heads = 8, side = 8;
    VitOptions options;
    options.hiddenSize = width;
    options.layers = 2;
    options.heads = heads;
    options.intermediateSize = 64;
    options.imageHeight = options.imageWidth = 64;
    options.patchHeight = options.patchWidth = 8;
    Vit vit(options);
    torch::Generator generator = at::detail::createCPUGenerator(1);
    initializeNormal(*vit, 0, generator);
    seeNeighbours(*vit, side, side, heads);
    const auto parameters = vit->named_parameters();
    const auto positions =
        parameters["embeddings.position_embeddings"][0].narrow(0, 1, side * side);  // (P, D)
    for (const char* layer : {"0", "1"}) {
        const auto prefix = std::string("encoder.layer.") + layer + ".attention.attention.";
        const auto query =
            positions.mm(parameters[prefix + "query.weight"].t()).view({side * side, heads, -1});
        const auto key = positions.mm(parameters[prefix + "key.weight"].t()).view({side * side, heads, -1});
        const std::int64_t patch = 3 * side + 4;
        const std::int64_t expected[] = {-9, -8, -7, -1, 1, 7, 8, 9};
        for (std::int64_t h = 0; h < heads; ++h) {
            const auto scores = key.select(1, h).mv(query[patch][h]);  // (P)
            CHECK(scores.argmax().item<std::int64_t>() == patch + expected[h]);
        }
    }
}

TEST_CASE("networks too narrow for neighbours are left alone") {
    VitOptions options;
    options.hiddenSize = 16;
    options.layers = 1;
    options.heads = 4;
    options.imageHeight = options.imageWidth = 16;
    options.patchHeight = options.patchWidth = 8;
    Vit vit(options);
    torch::Generator generator = at::detail::createCPUGenerator(1);
    initializeNormal(*vit, 0, generator);
    seeNeighbours(*vit, 2, 2, 4);
    for (const auto& item : vit->named_parameters())
        if (item.key().find("norm") == std::string::npos) CHECK(item.value().abs().sum().item<double>() == 0);
}

TEST_CASE("the multi-task loss is the weighted sum of its parts") {
    Setup s;
    const auto loss = multitaskLoss(*s.captioner, s.heads, batchOf(0), {2, 0.5, 0.25, 0.25});
    const double sum = 2 * loss.caption.item<double>() + 0.5 * loss.contrast.item<double>() +
                       0.25 * loss.attributes.item<double>();
    CHECK(loss.total.item<double>() == doctest::Approx(sum));
    CHECK_FALSE(multitaskLoss(*s.captioner, s.heads, batchOf(0), {1, 0, 0, 1}).contrast.defined());
    CHECK_FALSE(multitaskLoss(*s.captioner, s.heads, batchOf(0), {0, 0, 1, 1}).caption.defined());
}

TEST_CASE("training learns all three tasks") {
    for (const bool bfloat16 : {false, true}) {
        Setup s;
        LossLog log;
        pretrainStage(*s.captioner, s.heads, tinyStage(120), tinyOptions(bfloat16), batchOf, log);
        REQUIRE(log.all.size() >= 2);
        CHECK(log.done == 120);
        CHECK(log.all.front().at("loss/caption") > 1.5);
        CHECK(log.all.back().at("loss/caption") < 0.1);
        CHECK(log.all.back().at("loss/attributes") < 0.1);
        // Two pictures of each kind have equal texts, so the best that can be had is log 2.
        CHECK(log.all.back().at("loss/contrast") < 0.75);
        const auto features = s.captioner->encodeImages(batchOf(999).pixels);
        CHECK(attributeAccuracy(s.heads, 0, features, batchOf(999).attributes[0]) == 1);
    }
}

TEST_CASE("the same seed gives the same weights") {
    Setup a, b;
    Observer quiet;
    pretrainStage(*a.captioner, a.heads, tinyStage(10), tinyOptions(), batchOf, quiet);
    pretrainStage(*b.captioner, b.heads, tinyStage(10), tinyOptions(), batchOf, quiet);
    CHECK(same(a.weights(), b.weights()));
    CHECK_FALSE(same(a.weights(), Setup().weights()));
}

TEST_CASE("a frozen encoder does not move") {
    Setup s;
    const auto before = s.captioner->named_parameters().size();
    std::map<std::string, torch::Tensor> encoder;
    for (const auto& item : s.captioner->named_parameters())
        if (item.key().rfind("encoder.", 0) == 0) encoder[item.key()] = item.value().detach().clone();
    PretrainStage stage = tinyStage(5);
    stage.encoderFactor = 0;
    stage.weights = {1, 0, 0, 0};
    Observer quiet;
    pretrainStage(*s.captioner, s.heads, stage, tinyOptions(), batchOf, quiet);
    CHECK(s.captioner->named_parameters().size() == before);
    for (const auto& [key, value] : encoder) CHECK(torch::equal(s.captioner->named_parameters()[key], value));
}

TEST_CASE("a stage leaves alone what it does not use, whatever an earlier one did") {
    Setup s;
    Observer quiet;
    pretrainStage(*s.captioner, s.heads, tinyStage(3), tinyOptions(), batchOf, quiet);
    std::vector<torch::Tensor> before;
    for (const auto& p : s.heads->parameters()) before.push_back(p.detach().clone());
    PretrainStage captionsOnly = tinyStage(3);
    captionsOnly.weights = {1, 0, 0, 0};
    pretrainStage(*s.captioner, s.heads, captionsOnly, tinyOptions(), batchOf, quiet);
    std::vector<torch::Tensor> after;
    for (const auto& p : s.heads->parameters()) after.push_back(p.detach());
    CHECK(same(before, after));
}

TEST_CASE("a broken batch stops the run with a reason") {
    Setup s;
    Observer quiet;
    const auto broken = [](std::int64_t step) {
        auto batch = batchOf(step);
        batch.pixels[0][0][0][0] = std::numeric_limits<float>::quiet_NaN();
        return batch;
    };
    CHECK_THROWS_AS(pretrainStage(*s.captioner, s.heads, tinyStage(3), tinyOptions(), broken, quiet), Error);
}

TEST_CASE("a training that is stopped goes on behind what it told last, to the same bytes") {
    Setup whole;
    StepLog uncut(kEndless);
    trainTwoStages(whole, uncut);
    REQUIRE(uncut.told == std::vector<std::int64_t>{0, 50, 100, 119, 120, 170, 179});

    // Steps that were done, and those that are kept of them: in a stage, at its end, in the next one.
    const std::vector<std::pair<int, std::int64_t>> cuts{{30, 1}, {75, 51}, {120, 120}, {150, 121}};
    for (const auto& cut : cuts) {
        CAPTURE(cut.first);
        const TemporaryFolder folder;
        Setup stopped, resumed, done;
        StepLog first(cut.first), rest(kEndless), nothing(0);
        CHECK_THROWS_AS(trainTwoStages(stopped, first, {folder.path(), identityOf(5)}), Cancelled);

        // As a kill leaves it that comes before a state is whole.
        writeFileAtomically(folder / "state-178.safetensors", "of later");
        const PretrainState state(folder.path(), identityOf(5));
        CHECK(state.steps() == cut.second);
        CHECK_FALSE(std::filesystem::exists(folder / "state-178.safetensors"));
        trainTwoStages(resumed, rest, state);
        CHECK(same(resumed.weights(), whole.weights()));
        auto told = first.told;
        told.insert(told.end(), rest.told.begin(), rest.told.end());
        CHECK(told == uncut.told);

        // One that was stopped behind its last step has nothing left to do.
        trainTwoStages(done, nothing, {folder.path(), identityOf(5)});
        CHECK(nothing.told.empty());
        CHECK(same(done.weights(), whole.weights()));
        CHECK_THROWS_AS(PretrainState(folder.path(), identityOf(6)), Error);
    }
}

TEST_CASE("a training that is killed before its state is kept does those steps again, to the same bytes") {
    Setup whole, killed, resumed;
    StepLog uncut(kEndless), rest(kEndless);
    trainTwoStages(whole, uncut);
    const TemporaryFolder folder;
    KilledAt100 first(kEndless);
    CHECK_THROWS_AS(trainTwoStages(killed, first, {folder.path(), identityOf(5)}), std::runtime_error);
    trainTwoStages(resumed, rest, {folder.path(), identityOf(5)});
    CHECK(same(resumed.weights(), whole.weights()));
    CHECK(rest.told == std::vector<std::int64_t>{100, 119, 120, 170, 179});

    const auto json = folder / "state.json";
    Json damaged = readJsonFile(json);
    damaged.erase("steps");
    writeFileAtomically(json, dumpJson(damaged));
    CHECK_THROWS_AS(PretrainState(folder.path(), identityOf(5)), Error);
}
