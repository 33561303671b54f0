#include "captioner_sizes.h"

#include "data/error.h"

namespace attune::bench {

namespace {

/// What sets one size apart from another; heads are 64 wide where the width allows it.
struct Size {
    std::string name;
    std::int64_t width, visionLayers, textLayers, image, patch, vocabulary, heads;
};

const std::vector<Size>& sizes() {
    static const std::vector<Size> all{{"tiny", 32, 1, 1, 16, 8, 32, 2},
                                       {"scenes", 128, 4, 2, 64, 8, 512, 4},
                                       {"small", 256, 4, 4, 224, 16, 50257, 4},
                                       {"vit-gpt2", 768, 12, 12, 224, 16, 50257, 12}};
    return all;
}

}  // namespace

std::vector<std::string> captionerSizes() {
    std::vector<std::string> names;
    for (const Size& size : sizes()) names.push_back(size.name);
    return names;
}

std::shared_ptr<VisionEncoderDecoder> captionerOfSize(const std::string& name) {
    for (const Size& size : sizes()) {
        if (size.name != name) continue;
        VisionEncoderDecoderOptions o;
        o.encoder.hiddenSize = size.width;
        o.encoder.layers = size.visionLayers;
        o.encoder.heads = size.heads;
        o.encoder.intermediateSize = 4 * size.width;
        o.encoder.imageHeight = o.encoder.imageWidth = size.image;
        o.encoder.patchHeight = o.encoder.patchWidth = size.patch;
        o.encoder.pooler = false;
        o.decoder.vocabularySize = size.vocabulary;
        o.decoder.positions = 64;
        o.decoder.hiddenSize = size.width;
        o.decoder.layers = size.textLayers;
        o.decoder.heads = size.heads;
        o.tokens.start = o.tokens.pad = 0;
        o.tokens.end = {};
        auto captioner = VisionEncoderDecoder::random(o, 1);
        captioner->eval();
        return captioner;
    }
    throw Error("there is no size \"" + name + "\"", "", "choose tiny, scenes, small or vit-gpt2");
}

}  // namespace attune::bench
