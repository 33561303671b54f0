// Folders with the network of the golden siglip, and tokenizers like that of its family with a test's own words.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/file.h"
#include "data/json.h"
#include "golden.h"

namespace attune::test {

/// The ids below are those of <pad>, </s> and <unk>.
inline constexpr std::int64_t kFirstSiglipWord = 3;

/// A tokenizer.json as checkpoints of the family have it: no case, no punctuation, a piece for each word, </s> at the end.
/// @param words  in lower case; the id of words[i] is kFirstSiglipWord + i
inline Json siglipTokenizerJson(const std::vector<std::string>& words) {
    Json json = Json::parse(R"json({
        "version": "1.0", "truncation": null, "padding": null,
        "added_tokens": [
            {"id": 1, "content": "</s>", "lstrip": true, "rstrip": true, "normalized": false, "special": true},
            {"id": 2, "content": "<unk>", "lstrip": true, "rstrip": true, "normalized": false, "special": true}],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Lowercase"},
            {"type": "Replace", "content": "",
             "pattern": {"Regex": "[!\"\\#\\$%\\&'\\(\\)\\*\\+,\\-\\./:;<=>\\?@\\[\\\\\\]\\^_`\\{\\|\\}\\~]"}},
            {"type": "Replace", "content": " ", "pattern": {"Regex": "\\s+"}},
            {"type": "Strip", "strip_left": true, "strip_right": true}]},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
        "post_processor": {"type": "TemplateProcessing",
            "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
            "pair": [], "special_tokens": {"</s>": {"id": "</s>", "ids": [1], "tokens": ["</s>"]}}},
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
        "model": {"type": "Unigram", "unk_id": 2, "byte_fallback": false,
                  "vocab": [["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0]]}})json");
    for (const auto& word : words) json["model"]["vocab"].push_back(Json::array({"▁" + word, -5.0}));
    return json;
}

/// @param pad  the token that tokenizer_config.json pads with
inline void writeSiglipTokenizer(const std::filesystem::path& folder, const std::vector<std::string>& words,
                                 const std::string& pad = "</s>") {
    writeFileAtomically(folder / "tokenizer.json", dumpJson(siglipTokenizerJson(words)));
    writeFileAtomically(folder / "tokenizer_config.json", dumpJson({{"tokenizer_class", "SiglipTokenizer"},
                                                                    {"eos_token", "</s>"},
                                                                    {"unk_token", "<unk>"},
                                                                    {"pad_token", pad}}));
}

/// The golden siglip's network and processor, without whatever tokenizer lies beside them. The set must hold it.
inline void copySiglip(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    fs::create_directories(folder);
    for (const auto& entry : fs::directory_iterator(golden("siglip"))) {
        const auto file = entry.path().filename().string();
        const bool wanted = file == "config.json" || file == "preprocessor_config.json" || file.starts_with("model");
        if (wanted && entry.is_regular_file())
            fs::copy_file(entry.path(), folder / file, fs::copy_options::overwrite_existing);
    }
}

/// Tokens that the network of such a folder has rows for.
inline std::int64_t siglipVocabulary(const std::filesystem::path& folder) {
    const Json config = readJsonFile(folder / "config.json");
    return config.value("text_config", Json::object()).value("vocab_size", std::int64_t{32000});  // the family's default
}

}  // namespace attune::test
