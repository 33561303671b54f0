#include "text/tokenizer_json.h"

#include "text/bpe.h"
#include "text/decoders.h"
#include "text/growth.h"
#include "text/unigram.h"
#include "text/word_piece.h"

namespace attune {

namespace detail {

const Json& member(const Json& object, const char* key) {
    static const Json none;
    if (!object.is_object()) return none;
    const auto at = object.find(key);
    return at == object.end() ? none : *at;
}

std::string partType(const Json& part, const char* kind) {
    const Json& type = member(part, "type");
    if (!type.is_string()) throw Error(std::string("the tokenizer's ") + kind + " has no type");
    return type.get<std::string>();
}

void refusePart(const char* kind, const std::string& type) {
    throw Error(std::string("the tokenizer's ") + kind + " \"" + type + "\" is not supported");
}

std::string patternText(const Json& part, const char* form) {
    const Json& text = member(member(part, "pattern"), form);
    return text.is_string() ? text.get<std::string>() : std::string();
}

}  // namespace detail

namespace {

using detail::member;

/// Old files leave the type out; the fields tell.
std::string modelType(const Json& model) {
    if (!member(model, "type").is_null()) return detail::partType(model, "model");
    if (member(model, "merges").is_array()) return "BPE";
    if (member(model, "max_input_chars_per_word").is_number()) return "WordPiece";
    if (member(model, "vocab").is_array()) return "Unigram";
    throw Error("the tokenizer's model has no type");
}

std::unique_ptr<SubwordModel> bpeFromJson(const Json& model, const std::string& name) {
    // Dropout would make the output random.
    const Json& dropout = member(model, "dropout");
    if (!dropout.is_null() && !(dropout.is_number() && dropout.get<double>() == 0))
        throw Error("the tokenizer's model asks for dropout", "its output would be random");
    BpeOptions options;
    if (!member(model, "unk_token").is_null()) options.unkToken = required<std::string>(model, "unk_token");
    options.continuingSubwordPrefix = optional<std::string>(model, "continuing_subword_prefix", "");
    options.endOfWordSuffix = optional<std::string>(model, "end_of_word_suffix", "");
    // They come to each character, and byte by byte where no token has it.
    checkReplacement(options.continuingSubwordPrefix, "continuing_subword_prefix");
    checkReplacement(options.endOfWordSuffix, "end_of_word_suffix");
    options.fuseUnk = optional(model, "fuse_unk", false);
    options.byteFallback = optional(model, "byte_fallback", false);
    options.ignoreMerges = optional(model, "ignore_merges", false);
    return std::make_unique<BpeModel>(vocabularyFromJson(member(model, "vocab"), name),
                                      mergesFromJson(member(model, "merges"), name), std::move(options),
                                      name);
}

std::unique_ptr<SubwordModel> wordPieceFromJson(const Json& model, const std::string& name) {
    WordPieceOptions options;
    options.unkToken = optional(model, "unk_token", options.unkToken);
    options.continuingSubwordPrefix =
        optional(model, "continuing_subword_prefix", options.continuingSubwordPrefix);
    checkReplacement(options.continuingSubwordPrefix, "continuing_subword_prefix");
    const auto longest = optional<std::int64_t>(model, "max_input_chars_per_word", 100);
    if (longest < 0) throw Error("the tokenizer's longest word has a negative length");
    options.maxInputCharsPerWord = static_cast<std::size_t>(longest);
    return std::make_unique<WordPieceModel>(vocabularyFromJson(member(model, "vocab"), name),
                                            std::move(options), name);
}

std::unique_ptr<SubwordModel> unigramFromJson(const Json& model, const std::string& name) {
    UnigramOptions options;
    const Json& unk = member(model, "unk_id");
    if (!unk.is_null()) {
        if (!unk.is_number_integer()) throw Error("the id of the tokenizer's unknown token is not a whole number");
        options.unkId = unk.get<std::int64_t>();
    }
    options.byteFallback = optional(model, "byte_fallback", false);
    return std::make_unique<UnigramModel>(scoredPiecesFromJson(member(model, "vocab"), name), options, name);
}

/// A byte-level vocabulary that marks the ends of words, as CLIP's does, has no spaces to decode: the mark
/// becomes one.
void decodeWordEnds(const Json& tokenizer, TokenizerParts& parts) {
    const Json& suffix = member(member(tokenizer, "model"), "end_of_word_suffix");
    if (!suffix.is_string() || suffix == "" || member(member(tokenizer, "decoder"), "type") != "ByteLevel")
        return;
    std::vector<std::unique_ptr<TokenDecoder>> steps;
    steps.push_back(std::move(parts.decoder));
    steps.push_back(std::make_unique<WordEndDecoder>(suffix.get<std::string>()));
    parts.decoder = std::make_unique<SequenceDecoder>(std::move(steps));
}

std::unique_ptr<SubwordModel> modelFromJson(const Json& model, const std::string& name) {
    if (!model.is_object()) throw Error("the tokenizer has no model");
    const std::string type = modelType(model);
    if (type == "BPE") return bpeFromJson(model, name);
    if (type == "WordPiece") return wordPieceFromJson(model, name);
    if (type == "Unigram") return unigramFromJson(model, name);
    detail::refusePart("model", type);
}

}  // namespace

AddedToken addedTokenFromJson(const Json& object) {
    AddedToken token;
    token.content = required<std::string>(object, "content");
    token.singleWord = optional(object, "single_word", false);
    token.lstrip = optional(object, "lstrip", false);
    token.rstrip = optional(object, "rstrip", false);
    token.special = optional(object, "special", false);
    token.normalized = optional(object, "normalized", !token.special);
    return token;
}

std::vector<AddedToken> addedTokensFromJson(const Json& array, const std::string& name) {
    if (array.is_null()) return {};
    if (!array.is_array()) throw Error("the added tokens in " + name + " are not a JSON array");
    std::vector<AddedToken> tokens;
    tokens.reserve(array.size());
    for (const Json& object : array) {
        tokens.push_back(addedTokenFromJson(object));
        tokens.back().id = required<std::int64_t>(object, "id");
    }
    return tokens;
}

TokenizerParts partsWithoutModel(const Json& tokenizer) {
    TokenizerParts parts;
    parts.normalizer = normalizerFromJson(member(tokenizer, "normalizer"));
    parts.preTokenizer = preTokenizerFromJson(member(tokenizer, "pre_tokenizer"));
    parts.postProcessor = postProcessorFromJson(member(tokenizer, "post_processor"));
    parts.decoder = decoderFromJson(member(tokenizer, "decoder"));
    decodeWordEnds(tokenizer, parts);
    return parts;
}

TokenizerParts partsFromJson(const Json& tokenizer, const std::string& name) {
    if (!tokenizer.is_object()) throw Error(name + " is not a tokenizer", "it is not a JSON object");
    try {
        TokenizerParts parts = partsWithoutModel(tokenizer);
        parts.model = modelFromJson(member(tokenizer, "model"), name);
        return parts;
    } catch (const Error& e) {
        throw Error("cannot use the tokenizer " + name, e.what());
    }
}

}  // namespace attune
