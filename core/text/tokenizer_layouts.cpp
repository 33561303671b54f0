#include "text/tokenizer_layouts.h"

#include "data/file.h"
#include "text/bpe.h"
#include "text/tokenizer_json.h"
#include "text/word_piece.h"
#include "text/word_split.h"

namespace attune {

namespace {

namespace fs = std::filesystem;

/// The parts of GPT-2's tokenizer but the model, in the words of tokenizer.json.
Json gpt2Layout(const Json& config) {
    return {{"pre_tokenizer",
             {{"type", "ByteLevel"}, {"add_prefix_space", optional(config, "add_prefix_space", false)}}},
            {"decoder", {{"type", "ByteLevel"}}}};
}

Json clipLayout(std::int64_t start, std::int64_t end) {
    const Json split = {{"type", "Split"},
                        {"pattern", {{"Regex", std::string(kClipPattern)}}},
                        {"behavior", "Removed"},
                        {"invert", true}};
    const Json spaces = {{"type", "Replace"}, {"pattern", {{"Regex", "\\s+"}}}, {"content", " "}};
    return {
        {"normalizer",
         {{"type", "Sequence"}, {"normalizers", {{{"type", "NFC"}}, spaces, {{"type", "Lowercase"}}}}}},
        {"pre_tokenizer",
         {{"type", "Sequence"},
          {"pretokenizers", {split, {{"type", "ByteLevel"}, {"add_prefix_space", false}}}}}},
        {"post_processor",
         {{"type", "RobertaProcessing"}, {"cls", Json::array({"", start})}, {"sep", Json::array({"", end})}}},
        {"decoder", {{"type", "ByteLevel"}}},
        {"model", {{"end_of_word_suffix", "</w>"}}}};
}

Json bertLayout(const Json& config, std::int64_t start, std::int64_t end) {
    const Json accents = config.contains("strip_accents") ? config["strip_accents"] : Json();
    return {
        {"normalizer",
         {{"type", "BertNormalizer"},
          {"lowercase", optional(config, "do_lower_case", true)},
          {"strip_accents", accents},
          {"handle_chinese_chars", optional(config, "tokenize_chinese_chars", true)}}},
        {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
        {"post_processor",
         {{"type", "BertProcessing"}, {"cls", Json::array({"", start})}, {"sep", Json::array({"", end})}}},
        {"decoder", {{"type", "WordPiece"}}}};
}

/// The id of a token that plays a role, by its default name where the config does not say another.
std::int64_t roleIdIn(const Vocabulary& vocabulary, const Json& config, const char* role,
                      const char* fallback) {
    const Json& named = detail::member(config, role);
    const Json& content = named.is_object() ? detail::member(named, "content") : named;
    const std::string token = content.is_string() ? content.get<std::string>() : fallback;
    const auto id = vocabulary.idOf(token);
    if (!id)
        throw Error("the tokenizer is broken",
                    "its " + std::string(role) + " \"" + token + "\" is not known");
    return *id;
}

TokenizerParts bpeParts(const fs::path& folder, const Json& config, bool isClip) {
    const std::string mergesName = (folder / "merges.txt").string();
    const std::string name = (folder / "vocab.json").string();
    Vocabulary vocabulary = vocabularyFromJson(readJsonFile(name, kMostTokenizerBytes), name);
    const MergeList merges = mergesFromText(readFile(mergesName, kMostTokenizerBytes), mergesName);
    BpeOptions options;
    Json layout = gpt2Layout(config);
    if (isClip) {
        options.endOfWordSuffix = "</w>";
        const auto end = roleIdIn(vocabulary, config, "eos_token", "<|endoftext|>");
        options.unkToken = *vocabulary.tokenOf(end);
        layout = clipLayout(roleIdIn(vocabulary, config, "bos_token", "<|startoftext|>"), end);
    }
    TokenizerParts parts = partsWithoutModel(layout);
    parts.model =
        std::make_unique<BpeModel>(std::move(vocabulary), merges, std::move(options), folder.string());
    return parts;
}

/// vocab.txt: a token a line, the line's number from 0 is its id.
TokenizerParts bertParts(const fs::path& folder, const Json& config) {
    const std::string name = (folder / "vocab.txt").string();
    const std::string text = readFile(name, kMostTokenizerBytes);
    std::vector<std::pair<std::string, std::int64_t>> tokens;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string token = text.substr(begin, end - begin);
        if (token.ends_with('\r')) token.pop_back();
        tokens.emplace_back(std::move(token), static_cast<std::int64_t>(tokens.size()));
        begin = end + 1;
    }
    Vocabulary vocabulary(tokens, name);
    WordPieceOptions options;
    options.unkToken = *vocabulary.tokenOf(roleIdIn(vocabulary, config, "unk_token", "[UNK]"));
    TokenizerParts parts =
        partsWithoutModel(bertLayout(config, roleIdIn(vocabulary, config, "cls_token", "[CLS]"),
                                     roleIdIn(vocabulary, config, "sep_token", "[SEP]")));
    parts.model =
        std::make_unique<WordPieceModel>(std::move(vocabulary), std::move(options), folder.string());
    return parts;
}

}  // namespace

TokenizerParts partsFromVocabularyFiles(const fs::path& folder, const Json& config) {
    std::string kind = optional<std::string>(config, "tokenizer_class", "");
    if (kind.ends_with("Fast")) kind.resize(kind.size() - 4);
    const bool bpe = fs::exists(folder / "vocab.json") && fs::exists(folder / "merges.txt");
    if (bpe && (kind.empty() || kind == "GPT2Tokenizer" || kind == "CLIPTokenizer"))
        return bpeParts(folder, config, kind == "CLIPTokenizer");
    const bool wordPiece = fs::exists(folder / "vocab.txt");
    if (wordPiece && (kind.empty() || kind == "BertTokenizer")) return bertParts(folder, config);
    if (bpe || wordPiece)
        throw Error("cannot use the tokenizer in " + folder.string(),
                    "there is no tokenizer.json, and vocabulary files alone of the class " + kind +
                        " are not supported",
                    "save the tokenizer again with a newer transformers, which writes tokenizer.json");
    if (fs::exists(folder / "spiece.model"))
        throw Error("cannot use the tokenizer in " + folder.string(),
                    "there is no tokenizer.json, and spiece.model alone is not supported",
                    "save the tokenizer again with a newer transformers, which writes tokenizer.json");
    throw Error("there is no tokenizer in " + folder.string(),
                "it holds neither tokenizer.json nor vocab.json with merges.txt nor vocab.txt",
                "copy the tokenizer files of the checkpoint into the folder");
}

}  // namespace attune
