// Scenes by the number: the same seed gives the same pictures and captions, however many are taken.
#pragma once

#include "media/image8.h"
#include "scenes/grammar.h"
#include "scenes/scene.h"

namespace attune {

struct ScenesExample {
    Scene scene;
    Image8 picture;
    std::vector<std::string> captions;
};

struct ScenesRecipe {
    int minObjects = 1;
    int maxObjects = 3;
    int captions = 1;  ///< a picture
    Writer writer = carefulWriter();
};

/// Example number `index` of the endless data set of this seed: it depends on nothing else.
ScenesExample makeScenesExample(std::uint64_t seed, std::uint64_t index, const ScenesRecipe& recipe = {});

/// The first `count` examples. @throws Error if `count` is negative or above a million
std::vector<ScenesExample> makeScenes(int count, std::uint64_t seed, const ScenesRecipe& recipe = {});

}  // namespace attune
