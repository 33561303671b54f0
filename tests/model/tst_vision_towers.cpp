// The vision towers that several families share, where no golden family asks for it: cut tiles and wrong sizes.
#include <ATen/CPUGeneratorImpl.h>
#include <doctest/doctest.h>

#include "data/error.h"
#include "golden_model.h"
#include "model/checkpoint.h"
#include "model/clip_vision.h"
#include "model/layers.h"
#include "model/siglip_vision.h"

using namespace attune;

namespace {

/// `vision_model.*` of a golden family in a tower, the rest ignored.
template <class Tower>
void loadTower(Tower& tower, const std::filesystem::path& folder) {
    torch::nn::Module root;
    root.register_module("vision_model", tower);
    loadParameters(root, Checkpoint(folder), [](const std::string& key) { return key.rfind("vision_model.", 0) != 0; });
}

}  // namespace

TEST_CASE("the towers of clip and siglip agree with the reference") {
    const torch::NoGradGuard noGrad;
    if (const auto set = test::openGolden("clip")) {
        const Json config = test::goldenJson("clip/config.json");
        ClipVision tower(clipVisionOptionsFromJson(config["vision_config"]));
        loadTower(tower, set->folder);
        test::checkClose(tower((*set)["pixel_values"]), *set, "vision_last_hidden_state", 5e-5);
    }
    if (const auto set = test::openGolden("siglip")) {
        const Json config = test::goldenJson("siglip/config.json");
        SiglipVision tower(siglipVisionOptionsFromJson(config["vision_config"]));
        loadTower(tower, set->folder);
        const auto states = tower((*set)["pixel_values"]);
        test::checkClose(states, *set, "vision_last_hidden_state", 5e-5);
        test::checkClose(tower->pool(states), *set, "vision_pooler_output", 5e-5);
        CHECK(test::maxDifference(tower->forwardPatches((*set)["pixel_values"]), states) < 1e-6);
    }
}

TEST_CASE("patches of a cut picture are spread over the grid") {
    auto patches = torch::zeros({3, 4, 4}, torch::kBool);
    patches[0].fill_(true);
    patches[1].narrow(0, 0, 2).fill_(true);                  // 2 x 4
    patches[2].narrow(0, 0, 3).narrow(1, 0, 1).fill_(true);  // 3 x 1
    const auto places = spreadPositions(patches, 4).view({3, 4, 4});
    CHECK(torch::equal(places[0].flatten(), torch::arange(16)));
    CHECK(torch::equal(places[1][0], torch::tensor({0, 1, 2, 3}, torch::kInt64)));
    CHECK(torch::equal(places[1][1], torch::tensor({8, 9, 10, 11}, torch::kInt64)));
    CHECK(torch::equal(places[2].select(1, 0), torch::tensor({0, 4, 8, 0}, torch::kInt64)));
}

TEST_CASE("padding of a tile changes nothing at its picture") {
    const torch::NoGradGuard noGrad;
    torch::manual_seed(3);
    SiglipVision tower(SiglipVisionOptions{.encoder = {.hiddenSize = 16, .intermediateSize = 24, .layers = 2, .heads = 2},
                                           .imageSize = 16, .patchSize = 4, .head = false});
    auto generator = at::detail::createCPUGenerator(3);
    initializeNormal(*tower, 0.3, generator);
    auto pixels = torch::randn({1, 3, 16, 16});
    auto patches = torch::zeros({1, 4, 4}, torch::kBool);
    patches[0].narrow(0, 0, 2).fill_(true);
    const auto states = tower->forwardPatches(pixels, patches).narrow(1, 0, 8);
    pixels.narrow(2, 8, 8).fill_(7);
    CHECK(test::maxDifference(tower->forwardPatches(pixels, patches).narrow(1, 0, 8), states) < 1e-5);
    CHECK(test::maxDifference(tower->forwardPatches(pixels.narrow(2, 0, 8)), states) < 1e-5);
    CHECK_THROWS_AS(tower(pixels.narrow(2, 0, 8)), Error);
    CHECK_THROWS_AS(tower->forwardPatches(torch::zeros({1, 3, 20, 16})), Error);
}
