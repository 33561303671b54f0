#include "engine/input_blocks.h"

#include <algorithm>

namespace attune {

namespace {

void addImage(const InputImages& images, std::size_t index, InputImages& to) {
    to.indexOf.emplace(images.ids[index], to.size());
    to.ids.push_back(images.ids[index]);
    to.files.push_back(images.files[index]);
    to.references.push_back(images.references[index]);
    to.scenes.push_back(images.scenes[index]);
}

void addCaption(const InputCaptions& captions, std::size_t index, std::int64_t image, InputCaptions& to) {
    to.indexOf.emplace(captions.ids[index], to.size());
    to.ids.push_back(captions.ids[index]);
    to.images.push_back(image);
    to.texts.push_back(captions.texts[index]);
    to.tokens.push_back(captions.tokens[index]);
    to.prompts.push_back(captions.prompts[index]);
}

}  // namespace

InputBlocks inputBlocks(const InputImages& images, const InputCaptions& captions, std::int64_t imagesPerBlock) {
    InputBlocks all;
    for (std::int64_t begin = 0; begin < images.size(); begin += imagesPerBlock) {
        InputBlock& block = all.blocks.emplace_back();
        block.begin = begin;
        for (auto i = begin; i < std::min(images.size(), begin + imagesPerBlock); ++i)
            addImage(images, static_cast<std::size_t>(i), block.images);
    }
    for (std::size_t i = 0; i < captions.images.size(); ++i) {
        const auto image = captions.images[i];
        InputCaptions& own = all.blocks[static_cast<std::size_t>(image / imagesPerBlock)].captions;
        all.places.push_back(own.size());
        addCaption(captions, i, image % imagesPerBlock, own);
    }
    std::vector<std::int64_t> before{0};  // captions of the blocks in front of each
    for (const InputBlock& block : all.blocks) before.push_back(before.back() + block.captions.size());
    for (std::size_t i = 0; i < captions.images.size(); ++i)
        all.places[i] += before[static_cast<std::size_t>(captions.images[i] / imagesPerBlock)];
    return all;
}

}  // namespace attune
