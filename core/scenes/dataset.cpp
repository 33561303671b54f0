#include "scenes/dataset.h"

#include "scenes/draw.h"

namespace attune {

ScenesExample makeScenesExample(std::uint64_t seed, std::uint64_t index, const ScenesRecipe& recipe) {
    Rng rng = Rng(seed).fork(index);
    ScenesExample example;
    example.scene = randomScene(rng, recipe.minObjects, recipe.maxObjects);
    example.picture = drawScene(example.scene);
    for (int i = 0; i < recipe.captions; ++i)
        example.captions.push_back(writeCaption(example.scene, recipe.writer, rng));
    return example;
}

std::vector<ScenesExample> makeScenes(int count, std::uint64_t seed, const ScenesRecipe& recipe) {
    if (count < 0 || count > 1000000) throw Error("cannot make " + std::to_string(count) + " scenes");
    std::vector<ScenesExample> examples;
    examples.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        examples.push_back(makeScenesExample(seed, static_cast<std::uint64_t>(i), recipe));
    return examples;
}

}  // namespace attune
