// What each "type" of normaliser and decoder in tokenizer.json is here.
#include "text/bert_text.h"
#include "text/byte_level.h"
#include "text/decoders.h"
#include "text/growth.h"
#include "text/metaspace.h"
#include "text/normalizers.h"
#include "text/precompiled_charsmap.h"
#include "text/replace.h"
#include "text/tokenizer_json.h"
#include "text/word_piece.h"

namespace attune {

namespace {

using detail::member;
using detail::partType;
using detail::patternText;
using detail::refusePart;
using detail::stepsFromJson;

/// A text that is to stand for another one, or before it.
std::string replacementIn(const Json& part, const char* key) {
    auto text = required<std::string>(part, key);
    checkReplacement(text, key);
    return text;
}

std::unique_ptr<Normalizer> replaceFromJson(const Json& part) {
    const std::string plain = patternText(part, "String");
    const std::string regex = patternText(part, "Regex");
    auto content = replacementIn(part, "content");
    if (!plain.empty()) return std::make_unique<ReplaceNormalizer>(plain, std::move(content));
    if (auto pattern = CharacterPattern::parse(regex))
        return std::make_unique<ReplacePatternNormalizer>(std::move(*pattern), std::move(content));
    refusePart("normalizer", "Replace of " + regex);
}

std::unique_ptr<Normalizer> bertNormalizerFromJson(const Json& part) {
    BertNormalizerOptions options;
    options.cleanText = optional(part, "clean_text", true);
    options.handleChineseChars = optional(part, "handle_chinese_chars", true);
    options.lowercase = optional(part, "lowercase", true);
    if (!member(part, "strip_accents").is_null())
        options.stripAccents = required<bool>(part, "strip_accents");
    return std::make_unique<BertNormalizer>(options);
}

std::unique_ptr<TokenDecoder> stripFromJson(const Json& part) {
    const auto content = required<std::string>(part, "content");
    const auto start = optional<std::int64_t>(part, "start", 0);
    const auto stop = optional<std::int64_t>(part, "stop", 0);
    if (content.empty() || start < 0 || stop < 0) throw Error("the tokenizer's decoder strips nothing");
    return std::make_unique<StripDecoder>(content, static_cast<std::size_t>(start),
                                          static_cast<std::size_t>(stop));
}

}  // namespace

std::unique_ptr<Normalizer> normalizerFromJson(const Json& part) {
    if (part.is_null()) return nullptr;
    const std::string type = partType(part, "normalizer");
    if (type == "Sequence")
        return std::make_unique<SequenceNormalizer>(
            stepsFromJson(part, "normalizers", "normalizer", normalizerFromJson));
    if (type == "NFC") return std::make_unique<FormNormalizer>(NormalForm::C);
    if (type == "NFD") return std::make_unique<FormNormalizer>(NormalForm::D);
    if (type == "NFKC") return std::make_unique<FormNormalizer>(NormalForm::KC);
    if (type == "NFKD") return std::make_unique<FormNormalizer>(NormalForm::KD);
    if (type == "Lowercase") return std::make_unique<LowercaseNormalizer>();
    if (type == "Prepend") return std::make_unique<PrependNormalizer>(replacementIn(part, "prepend"));
    if (type == "Replace") return replaceFromJson(part);
    if (type == "Strip")
        return std::make_unique<StripNormalizer>(optional(part, "strip_left", true), optional(part, "strip_right", true));
    if (type == "Precompiled")
        return PrecompiledNormalizer::fromBase64(required<std::string>(part, "precompiled_charsmap"));
    if (type == "BertNormalizer") return bertNormalizerFromJson(part);
    refusePart("normalizer", type);
}

std::unique_ptr<TokenDecoder> decoderFromJson(const Json& part) {
    if (part.is_null()) return nullptr;
    const std::string type = partType(part, "decoder");
    if (type == "Sequence")
        return std::make_unique<SequenceDecoder>(
            stepsFromJson(part, "decoders", "decoder", decoderFromJson));
    if (type == "ByteLevel") return std::make_unique<ByteLevelDecoder>();
    if (type == "ByteFallback") return std::make_unique<ByteFallbackDecoder>();
    if (type == "Fuse") return std::make_unique<FuseDecoder>();
    if (type == "Strip") return stripFromJson(part);
    if (type == "Metaspace") return std::make_unique<MetaspaceDecoder>(metaspaceFromJson(part));
    if (type == "WordPiece")
        return std::make_unique<WordPieceDecoder>(optional<std::string>(part, "prefix", "##"),
                                                  optional(part, "cleanup", true));
    if (type == "Replace") {
        const std::string plain = patternText(part, "String");
        if (plain.empty()) refusePart("decoder", "Replace of " + patternText(part, "Regex"));
        return std::make_unique<ReplaceDecoder>(plain, replacementIn(part, "content"));
    }
    refusePart("decoder", type);
}

}  // namespace attune
