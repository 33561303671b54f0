#include "learn/policy_lora.h"

#include <sstream>

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

}  // namespace

std::unique_ptr<Lora> adaptDecoder(Captioner& captioner, std::int64_t rank, double alpha, const std::string& targets,
                                   std::uint64_t seed) {
    for (auto& parameter : captioner.parameters()) parameter.requires_grad_(false);
    const LoraOptions options{.rank = rank, .alpha = alpha, .targets = names(targets)};
    return std::make_unique<Lora>(captioner, options, seed, [&](const std::string& name, const AffineMap& map) {
        return !captioner.isVision(name + ".weight") && map.outputs() != captioner.vocabularySize();
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
