#include <algorithm>

#include "data/file.h"
#include "text/byte_level_bpe.h"

namespace attune {

namespace {

Json byteLevel(bool addPrefixSpace, bool trimOffsets) {
    return {{"type", "ByteLevel"},
            {"add_prefix_space", addPrefixSpace},
            {"trim_offsets", trimOffsets},
            {"use_regex", true}};
}

Json addedToken(const std::string& content, std::size_t id) {
    return {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
            {"rstrip", false}, {"normalized", false}, {"special", true}};
}

Json addedTokens(const ByteLevelBpe& tokenizer) {
    Json tokens = Json::array();
    for (std::size_t id = 0; id < tokenizer.vocabulary.size(); ++id) {
        const std::string& token = tokenizer.vocabulary[id];
        const auto& specials = tokenizer.specials;
        if (std::find(specials.begin(), specials.end(), token) != specials.end())
            tokens.push_back(addedToken(token, id));
    }
    return tokens;
}

Json vocabularyJson(const ByteLevelBpe& tokenizer) {
    Json object = Json::object();
    for (std::size_t id = 0; id < tokenizer.vocabulary.size(); ++id) object[tokenizer.vocabulary[id]] = id;
    return object;
}

Json tokenizerJson(const ByteLevelBpe& tokenizer) {
    // Merges as "a b": every version of the library reads that form, the pairs only the newer ones.
    Json merges = Json::array();
    for (const auto& [left, right] : tokenizer.merges) merges.push_back(left + " " + right);
    const Json model = {{"type", "BPE"},
                        {"dropout", nullptr},
                        {"unk_token", nullptr},
                        {"continuing_subword_prefix", ""},
                        {"end_of_word_suffix", ""},
                        {"fuse_unk", false},
                        {"byte_fallback", false},
                        {"vocab", vocabularyJson(tokenizer)},
                        {"merges", std::move(merges)}};
    return {{"version", "1.0"},
            {"truncation", nullptr},
            {"padding", nullptr},
            {"added_tokens", addedTokens(tokenizer)},
            {"normalizer", nullptr},
            {"pre_tokenizer", byteLevel(false, true)},
            {"post_processor", byteLevel(true, false)},
            {"decoder", byteLevel(true, true)},
            {"model", model}};
}

Json configJson(const ByteLevelBpe& tokenizer) {
    Json listed = Json::object();
    for (Json token : addedTokens(tokenizer)) {
        const auto id = token["id"].get<std::size_t>();
        token.erase("id");
        listed[std::to_string(id)] = std::move(token);
    }
    Json config = {{"add_prefix_space", false},
                   {"added_tokens_decoder", std::move(listed)},
                   {"clean_up_tokenization_spaces", false},
                   {"model_max_length", tokenizer.modelMaxLength},
                   {"tokenizer_class", "GPT2Tokenizer"}};
    for (const auto& [role, token] : tokenizer.roles) config[role] = token;
    return config;
}

}  // namespace

void writeByteLevelBpe(const std::filesystem::path& folder, const ByteLevelBpe& tokenizer) {
    std::string merges = "#version: 0.2\n";
    for (const auto& [left, right] : tokenizer.merges)
        merges.append(left).append(" ").append(right).append("\n");
    const auto write = [&](const char* name, const Json& json) {
        writeFileAtomically(folder / name, dumpJson(json, true) + "\n");
    };
    writeFileAtomically(folder / "merges.txt", merges);
    write("vocab.json", vocabularyJson(tokenizer));
    write("tokenizer.json", tokenizerJson(tokenizer));
    write("tokenizer_config.json", configJson(tokenizer));
    write("special_tokens_map.json", Json(tokenizer.roles));
}

}  // namespace attune
