// Checkpoints whose keys are called as older, newer or wrapping programs call them say the same as the golden ones.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "data/key_names.h"
#include "failure.h"
#include "golden_chat.h"
#include "model/image_text_encoder.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::test;
namespace fs = std::filesystem;

namespace {

using Rename = std::function<std::string(const std::string&)>;

/// Another set of names for the keys of a golden checkpoint.
struct Names {
    std::string what;
    Rename of;
};

Rename behind(const std::string& wrapper) {
    return [wrapper](const std::string& key) { return wrapper + key; };
}

Rename without(const std::string& prefix) {
    return [prefix](const std::string& key) { return withoutPrefix(key, prefix); };
}

/// Without `part` behind `prefix`.
Rename shortened(const std::string& prefix, const std::string& part) {
    return [prefix, part](const std::string& key) {
        return key.starts_with(prefix + part) ? prefix + key.substr(prefix.size() + part.size()) : key;
    };
}

/// As first saved by the converters of the BERT family.
std::string withGammaAndBeta(std::string key) {
    for (const auto& [now, old] : {std::pair<std::string, std::string>{"LayerNorm.weight", "LayerNorm.gamma"},
                                   {"LayerNorm.bias", "LayerNorm.beta"}})
        if (key.ends_with(now)) key.replace(key.size() - now.size(), now.size(), old);
    return key;
}

/// LLaVA in memory since transformers 4.52.
std::string newerLlava(const std::string& key) {
    if (key.starts_with("language_model.lm_head.")) return withoutPrefix(key, "language_model.");
    if (key.starts_with("language_model.model.")) return "model.language_model." + withoutPrefix(key, "language_model.model.");
    return "model." + key;
}

/// With every family: names that wrappers put in front, one inside of the other too.
std::vector<Names> wrapped(std::vector<Names> more) {
    for (const char* wrapper : {"module.", "_orig_mod.", "model.", "module._orig_mod."})
        more.push_back({std::string("behind ") + wrapper, behind(wrapper)});
    return more;
}

std::vector<Names> namesOf(const std::string& family) {
    if (family == "git")
        return wrapped({{"the bare network", without("git.")},
                        {"a tower without its wrapper", shortened("git.image_encoder.", "vision_model.")},
                        {"gamma and beta", withGammaAndBeta}});
    if (family == "blip" || family == "blip-untied") return wrapped({{"gamma and beta", withGammaAndBeta}});
    if (family == "llava")
        return wrapped({{"since 4.52", newerLlava},
                        {"a language model without its inner name", shortened("language_model.", "model.")},
                        {"a tower without its wrapper", shortened("vision_tower.", "vision_model.")},
                        {"both, since 4.52",
                         [](const std::string& key) { return shortened("model.vision_tower.", "vision_model.")(newerLlava(key)); }},
                        {"since 4.52, behind model.", [](const std::string& key) { return "model." + newerLlava(key); }}});
    if (family == "idefics3" || family == "smolvlm") return wrapped({{"the bare network", without("model.")}});
    if (family == "clip" || family == "siglip") return wrapped({{"behind the family's name", behind(family + ".")}});
    return wrapped({});
}

NamedTensors renamed(const NamedTensors& weights, const Rename& names) {
    NamedTensors others;
    for (const auto& [key, tensor] : weights) others[names(key)] = tensor;
    REQUIRE(others.size() == weights.size());
    return others;
}

/// A folder with the configuration of `source` and other weights.
void writeFolder(const fs::path& folder, const fs::path& source, const NamedTensors& weights) {
    fs::create_directories(folder);
    for (const char* name : {"config.json", "generation_config.json"})
        if (fs::exists(source / name)) fs::copy_file(source / name, folder / name, fs::copy_options::overwrite_existing);
    writeSafetensors(folder / "model.safetensors", weights);
}

/// What a golden checkpoint's network says, whatever its family.
struct Spoken {
    std::function<torch::Tensor(const fs::path& folder)> in;
    fs::path folder;
};

/// Logits of a captioner, embeddings of an encoder; nothing where the golden set does not hold the family.
std::optional<Spoken> speakerOf(const std::string& family) {
    auto set = openGolden(family);
    if (!set) return std::nullopt;
    const fs::path folder = set->folder;
    if (family == "clip" || family == "siglip")
        return Spoken{[pixels = (*set)["pixel_values"]](const fs::path& from) {
                          const auto encoder = loadImageTextEncoder(from);
                          const auto texts = encoder->textEmbeds(encoder->textBatch({{3, 4, 5}, {6}}));
                          return torch::cat({encoder->imageEmbeds(pixels), texts});
                      },
                      folder};
    if (std::find(chatFamilies.begin(), chatFamilies.end(), family) != chatFamilies.end()) {
        auto chat = openChat(family);
        if (!chat) return std::nullopt;
        return Spoken{[chat = *std::move(chat)](const fs::path& from) mutable {
                          chat.model = std::dynamic_pointer_cast<ChatCaptioner>(loadCaptioner(from));
                          const auto features = generationFeatures(chat);
                          const auto start = torch::full({features.size(0), 1}, chat.model->specialTokens().start, torch::kInt64);
                          return chat.model->decode(start, features).logits;
                      },
                      folder};
    }
    return Spoken{[pixels = (*set)["pixel_values"]](const fs::path& from) {
                      const auto captioner = loadCaptioner(from);
                      const auto ids = torch::arange(pixels.size(0) * 4, torch::kInt64).view({-1, 4}) + 12;
                      return captioner->decode(ids, captioner->encodeImages(pixels)).logits;
                  },
                  folder};
}

const std::vector<std::string> kFamilies{"vision-encoder-decoder", "blip", "blip-untied", "git", "idefics3",
                                         "smolvlm", "llava", "clip", "siglip"};

}  // namespace

TEST_CASE("other sets of names give the same bytes") {
    const torch::NoGradGuard noGrad;
    for (const auto& family : kFamilies) {
        CAPTURE(family);
        const auto speaker = speakerOf(family);
        if (!speaker) continue;
        const auto weights = SafetensorsFile(speaker->folder / "model.safetensors").tensors();
        const auto expected = speaker->in(speaker->folder);
        for (const Names& names : namesOf(family)) {
            CAPTURE(names.what);
            const TemporaryFolder folder;
            const auto others = renamed(weights, names.of);
            const auto isOther = [&](const auto& item) { return weights.count(item.first) == 0; };
            REQUIRE(std::any_of(others.begin(), others.end(), isOther));
            writeFolder(folder.path(), speaker->folder, others);
            torch::Tensor said;
            CHECK(failure([&] { said = speaker->in(folder.path()); }) == "");
            if (said.defined()) CHECK(torch::equal(said, expected));
        }
    }
}

TEST_CASE("what old files hold beside the weights is passed over") {
    const torch::NoGradGuard noGrad;
    const auto check = [](const std::string& family, const std::function<void(NamedTensors&)>& add) {
        CAPTURE(family);
        const auto speaker = speakerOf(family);
        if (!speaker) return;
        auto weights = SafetensorsFile(speaker->folder / "model.safetensors").tensors();
        add(weights);
        const TemporaryFolder folder;
        writeFolder(folder.path(), speaker->folder, weights);
        CHECK(torch::equal(speaker->in(folder.path()), speaker->in(speaker->folder)));
    };
    check("vision-encoder-decoder", [](NamedTensors& weights) {
        weights["decoder.lm_head.weight"] = weights.at("decoder.transformer.wte.weight").clone();
    });
    check("blip", [](NamedTensors& weights) {
        weights["text_decoder.cls.predictions.decoder.weight"] = weights.at("text_decoder.bert.embeddings.word_embeddings.weight").clone();
        weights["text_decoder.cls.predictions.decoder.bias"] = weights.at("text_decoder.cls.predictions.bias").clone();
        weights.erase("text_decoder.cls.predictions.bias");
        weights["text_decoder.bert.embeddings.position_ids"] = torch::arange(48, torch::kInt64).unsqueeze(0);
    });
    check("git", [](NamedTensors& weights) {
        weights["git.embeddings.position_ids"] = torch::arange(48, torch::kInt64).unsqueeze(0);
        weights["git.image_encoder.vision_model.embeddings.position_ids"] = torch::arange(17, torch::kInt64).unsqueeze(0);
    });
    check("llava", [](NamedTensors& weights) {
        weights["language_model.model.layers.0.self_attn.rotary_emb.inv_freq"] = torch::ones({4});
        weights["vision_tower.vision_model.embeddings.position_ids"] = torch::arange(17, torch::kInt64).unsqueeze(0);
    });
}

TEST_CASE("llava's names since 4.52 are those that the reference lists") {
    const auto set = openGolden("llava");
    if (!set || !fs::exists(set->folder / "variants" / "key_names.json")) {
        MESSAGE("skipped: the golden set does not hold llava/variants/key_names.json");
        return;
    }
    const auto lists = goldenJson("llava/variants/key_names.json");
    std::set<std::string> expected, made;
    for (const auto& name : lists["in_memory_layout_since_4.52"]) expected.insert(name.get<std::string>());
    for (const auto& name : lists["hub_layout"]) made.insert(newerLlava(name.get<std::string>()));
    CHECK(made == expected);
}

TEST_CASE("under other names, too, what is missing, too much or mis-shaped is named") {
    const torch::NoGradGuard noGrad;
    for (const std::string family : {"git", "llava", "idefics3"}) {
        CAPTURE(family);
        const auto speaker = speakerOf(family);
        if (!speaker) continue;
        const auto weights = renamed(SafetensorsFile(speaker->folder / "model.safetensors").tensors(), namesOf(family)[0].of);
        const auto said = [&](const std::function<void(NamedTensors&)>& change) {
            NamedTensors changed = weights;
            change(changed);
            const TemporaryFolder folder;
            writeFolder(folder.path(), speaker->folder, changed);
            return failure([&] { speaker->in(folder.path()); });
        };
        const std::string head = family == "git" ? "output.weight" : "lm_head.weight";
        const std::string reported = family == "llava" ? "language_model.lm_head.weight" : head;
        CHECK(mentions(said([&](NamedTensors& w) { w["stray.weight"] = torch::zeros({2}); }), "not part of the model: stray.weight"));
        CHECK(mentions(said([&](NamedTensors& w) { w.at(head) = torch::zeros({3, 3}); }), "of another shape: " + reported));
        // LLaVA's configuration does not say whether its output is tied: a file without one then means that it is.
        if (family == "llava") continue;
        CHECK(mentions(said([&](NamedTensors& w) { w.erase(head); }), "missing: " + reported));
    }
}

TEST_CASE("an extra weight is called what the file calls it") {
    const auto speaker = speakerOf("llava");
    if (!speaker) return;
    auto weights = renamed(SafetensorsFile(speaker->folder / "model.safetensors").tensors(), newerLlava);
    weights["model.language_model.extra.weight"] = torch::zeros({2});
    const TemporaryFolder folder;
    writeFolder(folder.path(), speaker->folder, weights);
    CHECK(mentions(failure([&] { speaker->in(folder.path()); }), "not part of the model: model.language_model.extra.weight"));
    // One weight under two names is no checkpoint.
    weights.erase("model.language_model.extra.weight");
    weights["language_model.model.norm.weight"] = weights.at("model.language_model.norm.weight").clone();
    writeFolder(folder.path(), speaker->folder, weights);
    CHECK(mentions(failure([&] { speaker->in(folder.path()); }), "under two names"));
}
