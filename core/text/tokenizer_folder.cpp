// Finds the tokenizer files of a checkpoint folder and puts a tokenizer together from them.
#include <algorithm>
#include <array>

#include "data/file.h"
#include "text/bpe.h"
#include "text/byte_level.h"
#include "text/pipeline_tokenizer.h"
#include "text/tokenizer_json.h"

namespace attune {

namespace {

namespace fs = std::filesystem;
using detail::member;

/// The largest public tokenizer files have about 35 MB.
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U;

constexpr std::array kRoles{"bos_token", "eos_token", "unk_token", "sep_token",
                            "pad_token", "cls_token", "mask_token"};

Json readIfThere(const fs::path& path) {
    return fs::exists(path) ? readJsonFile(path, kMostBytes) : Json::object();
}

/// Adds a token, or marks the one that is there already as special.
void addToken(std::vector<AddedToken>& tokens, AddedToken token) {
    const auto same = std::find_if(tokens.begin(), tokens.end(),
                                   [&](const AddedToken& t) { return t.content == token.content; });
    if (same == tokens.end())
        tokens.push_back(std::move(token));
    else
        same->special = same->special || token.special;
}

/// tokenizer_config.json lists tokens by id. Those that are listed already count as they are.
void addListedTokens(const Json& config, std::vector<AddedToken>& tokens, const std::string& name) {
    const Json& listed = member(config, "added_tokens_decoder");
    if (!listed.is_object()) return;
    for (const auto& [id, object] : listed.items()) {
        AddedToken token = addedTokenFromJson(object);
        const bool number =
            !id.empty() && id.size() <= 10 && id.find_first_not_of("0123456789") == std::string::npos;
        if (!number)
            throw Error(name + " lists the token \"" + token.content + "\" under \"" + id + "\", not an id");
        token.id = std::stoll(id);
        addToken(tokens, std::move(token));
    }
}

/// A role is a text or an object with "content". Role tokens are special; one that no vocabulary has gets the
/// next id.
void addRoleTokens(const Json& file, const SubwordModel& model, TokenizerTraits& traits) {
    for (const char* role : kRoles) {
        const Json& value = member(file, role);
        if (value.is_null()) continue;
        AddedToken token;
        if (value.is_string())
            token.content = value.get<std::string>();
        else
            token = addedTokenFromJson(value);
        if (token.content.empty()) continue;
        token.special = true;
        std::int64_t next = model.endId();
        for (const AddedToken& other : traits.addedTokens) next = std::max(next, other.id + 1);
        token.id = model.idOf(token.content).value_or(next);
        traits.roles[role] = token.content;
        addToken(traits.addedTokens, std::move(token));
    }
}

/// vocab.json and merges.txt: GPT-2's layout, which says nothing of the other parts.
TokenizerParts gpt2Parts(const fs::path& folder, const Json& config) {
    TokenizerParts parts;
    parts.preTokenizer = std::make_unique<ByteLevelPreTokenizer>(optional(config, "add_prefix_space", false));
    parts.decoder = std::make_unique<ByteLevelDecoder>();
    const std::string merges = (folder / "merges.txt").string();
    const std::string vocabulary = (folder / "vocab.json").string();
    parts.model = std::make_unique<BpeModel>(
        vocabularyFromJson(readJsonFile(vocabulary, kMostBytes), vocabulary),
        mergesFromText(readFile(merges, kMostBytes), merges), BpeOptions{}, folder.string());
    return parts;
}

/// tokenizer_config.json has the last word on a lone byte-level pre-tokenizer's prefix space.
void overridePrefixSpace(const Json& tokenizer, const Json& config, TokenizerParts& parts) {
    const Json& pre = member(tokenizer, "pre_tokenizer");
    const Json& wanted = member(config, "add_prefix_space");
    if (member(pre, "type") == "ByteLevel" && wanted.is_boolean())
        parts.preTokenizer =
            std::make_unique<ByteLevelPreTokenizer>(wanted.get<bool>(), optional(pre, "use_regex", true));
}

TokenizerParts readParts(const fs::path& folder, const Json& config, TokenizerTraits& traits) {
    const fs::path single = folder / "tokenizer.json";
    if (fs::exists(single)) {
        const Json tokenizer = readJsonFile(single, kMostBytes);
        TokenizerParts parts = partsFromJson(tokenizer, single.string());
        overridePrefixSpace(tokenizer, config, parts);
        traits.addedTokens = addedTokensFromJson(member(tokenizer, "added_tokens"), single.string());
        return parts;
    }
    if (fs::exists(folder / "vocab.json") && fs::exists(folder / "merges.txt"))
        return gpt2Parts(folder, config);
    throw Error("there is no tokenizer in " + folder.string(),
                "it holds neither tokenizer.json nor vocab.json with merges.txt",
                "copy the tokenizer files of the checkpoint into the folder");
}

}  // namespace

std::unique_ptr<Tokenizer> loadTokenizer(const fs::path& folder) {
    if (!fs::is_directory(folder)) throw Error("there is no folder " + folder.string());
    const fs::path configPath = folder / "tokenizer_config.json";
    const Json config = readIfThere(configPath);
    TokenizerTraits traits;
    TokenizerParts parts = readParts(folder, config, traits);
    try {
        addListedTokens(config, traits.addedTokens, configPath.string());
        addRoleTokens(readIfThere(folder / "special_tokens_map.json"), *parts.model, traits);
        addRoleTokens(config, *parts.model, traits);
        traits.cleanUpTokenizationSpaces = optional(config, "clean_up_tokenization_spaces", false);
        return std::make_unique<PipelineTokenizer>(std::move(parts), std::move(traits));
    } catch (const Error& e) {
        throw Error("cannot use the tokenizer in " + folder.string(), e.what());
    }
}

}  // namespace attune
