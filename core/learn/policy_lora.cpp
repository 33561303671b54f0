#include "learn/policy_lora.h"

#include <sstream>

#include "data/error.h"

namespace attune {

namespace {

std::vector<std::string> names(std::string text) {
    for (char& c : text)
        if (c == ',') c = ' ';
    std::istringstream words(text);
    std::vector<std::string> all;
    for (std::string word; words >> word;) all.push_back(word);
    return all;
}

bool isOutput(const Captioner& captioner, const AffineMap& map) { return map.outputs() == captioner.vocabularySize(); }

/// A target that only names layers which keep their weights is there, and cannot learn: the reason is said.
void refuseFrozen(Captioner& captioner, const std::vector<std::string>& targets) {
    const auto maps = affineMaps(captioner);
    for (const auto& target : targets) {
        bool learns = false, seesPictures = false, writesWords = false;
        for (const auto& [name, map] : maps) {
            if (!isLoraTarget(name, target)) continue;
            const bool isVision = captioner.isVision(name + ".weight"), isLast = isOutput(captioner, *map);
            seesPictures = seesPictures || isVision;
            writesWords = writesWords || (isLast && !isVision);
            learns = learns || (!isVision && !isLast);
        }
        if (learns) continue;
        if (seesPictures)
            throw Error("the layer \"" + target + "\" cannot be adapted",
                        "it lies before the image features, which are computed once and kept while the captioner learns",
                        "name layers of the decoder, as q_proj or attn.c_attn");
        if (writesWords)
            throw Error("the layer \"" + target + "\" cannot be adapted",
                        "it is the projection onto the vocabulary, which keeps its weights",
                        "name layers of the decoder, as q_proj or attn.c_attn");
    }
}

}  // namespace

std::unique_ptr<Lora> adaptDecoder(Captioner& captioner, std::int64_t rank, double alpha, const std::string& targets,
                                   std::uint64_t seed) {
    for (auto& parameter : captioner.parameters()) parameter.requires_grad_(false);
    const LoraOptions options{.rank = rank, .alpha = alpha, .targets = names(targets)};
    refuseFrozen(captioner, options.targets);
    return std::make_unique<Lora>(captioner, options, seed, [&](const std::string& name, const AffineMap& map) {
        return !captioner.isVision(name + ".weight") && !isOutput(captioner, map);
    });
}

std::shared_ptr<Captioner> sharingCopy(const Captioner& captioner) {
    auto twin = captioner.copy();
    const torch::NoGradGuard noGrad;
    const auto source = captioner.named_parameters();
    for (auto& item : twin->named_parameters()) {
        item.value().set_data(source[item.key()].detach());
        item.value().set_requires_grad(false);
    }
    return twin;
}

}  // namespace attune
