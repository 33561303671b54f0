// Finds the tokenizer files of a checkpoint folder and puts a tokenizer together from them.
#include <algorithm>
#include <array>

#include "text/byte_level.h"
#include "text/normalizers.h"
#include "text/pipeline_tokenizer.h"
#include "text/tokenizer_json.h"
#include "text/tokenizer_layouts.h"

namespace attune {

namespace {

namespace fs = std::filesystem;
using detail::member;

constexpr std::array kRoles{"bos_token", "eos_token", "unk_token", "sep_token",
                            "pad_token", "cls_token", "mask_token"};

Json readIfThere(const fs::path& path) {
    return fs::exists(path) ? readJsonFile(path, kMostTokenizerBytes) : Json::object();
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
/// next id. One that is given as a mere text anywhere is looked for in the raw text, unless tokenizer.json,
/// which lists the first `settled` tokens, says otherwise: CLIP's end token is an object as eos_token and a
/// text as pad_token.
void addRoleTokens(const Json& file, const SubwordModel& model, std::size_t settled,
                   TokenizerTraits& traits) {
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
        for (std::size_t i = settled; i < traits.addedTokens.size(); ++i)
            if (value.is_string() && traits.addedTokens[i].content == token.content)
                traits.addedTokens[i].normalized = false;
        addToken(traits.addedTokens, std::move(token));
    }
}

/// tokenizer_config.json has the last word on a lone byte-level pre-tokenizer's prefix space.
void overridePrefixSpace(const Json& tokenizer, const Json& config, TokenizerParts& parts) {
    const Json& pre = member(tokenizer, "pre_tokenizer");
    const Json& wanted = member(config, "add_prefix_space");
    if (member(pre, "type") == "ByteLevel" && wanted.is_boolean())
        parts.preTokenizer =
            std::make_unique<ByteLevelPreTokenizer>(wanted.get<bool>(), optional(pre, "use_regex", true));
}

/// SigLIP 2 read lower-case texts through Gemma's tokenizer. Its tokenizer.json does not say so.
void addLowerCase(const Json& config, TokenizerParts& parts) {
    const std::string kind = optional<std::string>(config, "tokenizer_class", "");
    const bool gemma = kind.starts_with("GemmaTokenizer") && optional(config, "do_lower_case", false);
    if (!gemma && !kind.starts_with("Siglip2Tokenizer")) return;
    std::vector<std::unique_ptr<Normalizer>> steps;
    steps.push_back(std::make_unique<LowercaseNormalizer>());
    if (parts.normalizer) steps.push_back(std::move(parts.normalizer));
    parts.normalizer = std::make_unique<SequenceNormalizer>(std::move(steps));
}

TokenizerParts readParts(const fs::path& folder, const Json& config, TokenizerTraits& traits) {
    const fs::path single = folder / "tokenizer.json";
    if (fs::exists(single)) {
        const Json tokenizer = readJsonFile(single, kMostTokenizerBytes);
        TokenizerParts parts = partsFromJson(tokenizer, single.string());
        overridePrefixSpace(tokenizer, config, parts);
        addLowerCase(config, parts);
        traits.addedTokens = addedTokensFromJson(member(tokenizer, "added_tokens"), single.string());
        return parts;
    }
    return partsFromVocabularyFiles(folder, config);
}

}  // namespace

std::unique_ptr<Tokenizer> loadTokenizer(const fs::path& folder) {
    if (!fs::is_directory(folder)) throw Error("there is no folder " + folder.string());
    const fs::path configPath = folder / "tokenizer_config.json";
    const Json config = readIfThere(configPath);
    TokenizerTraits traits;
    TokenizerParts parts = readParts(folder, config, traits);
    const std::size_t settled = traits.addedTokens.size();
    try {
        addListedTokens(config, traits.addedTokens, configPath.string());
        addRoleTokens(readIfThere(folder / "special_tokens_map.json"), *parts.model, settled, traits);
        addRoleTokens(config, *parts.model, settled, traits);
        traits.cleanUpTokenizationSpaces = optional(config, "clean_up_tokenization_spaces", false);
        return std::make_unique<PipelineTokenizer>(std::move(parts), std::move(traits));
    } catch (const Error& e) {
        throw Error("cannot use the tokenizer in " + folder.string(), e.what());
    }
}

}  // namespace attune
