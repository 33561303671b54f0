// What each "type" of pre-tokenizer and post-processor in tokenizer.json is here.
#include <optional>

#include "text/bert_text.h"
#include "text/byte_level.h"
#include "text/metaspace.h"
#include "text/post_processors.h"
#include "text/pre_tokenizers.h"
#include "text/tokenizer_json.h"

namespace attune {

namespace {

using detail::kMostSteps;
using detail::member;
using detail::partType;
using detail::refusePart;
using detail::stepsFromJson;

std::optional<SplitBehavior> behaviorOf(const std::string& name) {
    if (name == "Removed") return SplitBehavior::Removed;
    if (name == "Isolated") return SplitBehavior::Isolated;
    if (name == "MergedWithPrevious") return SplitBehavior::MergedWithPrevious;
    if (name == "MergedWithNext") return SplitBehavior::MergedWithNext;
    return std::nullopt;
}

/// A regular expression is known by its text. Other ones are refused.
std::unique_ptr<PreTokenizer> splitFromJson(const Json& part) {
    const std::string plain = detail::patternText(part, "String");
    const std::string text = detail::patternText(part, "Regex");
    const std::string behavior = optional<std::string>(part, "behavior", "");
    const bool invert = optional(part, "invert", false);
    if (text == kClipPattern && behavior == "Removed" && invert)
        return std::make_unique<PatternPreTokenizer>(forEachClipWord);
    // The matches of these leave no gaps, so that it makes no difference whether gaps are kept.
    const bool keepsMatches = behavior == "Isolated" || (behavior == "Removed" && invert);
    if (text == kGpt2Pattern && keepsMatches) return std::make_unique<PatternPreTokenizer>(forEachGpt2Word);
    if (text == kLlama3Pattern && keepsMatches) return std::make_unique<PatternPreTokenizer>(forEachLlama3Word);
    if (const auto known = behaviorOf(behavior); known && !plain.empty() && !invert)
        return std::make_unique<DelimiterPreTokenizer>(plain, *known);
    refusePart("pre-tokenizer", "Split by " + (plain.empty() ? text : plain));
}

/// ["token", id] of RobertaProcessing and BertProcessing.
std::int64_t tokenIdFromJson(const Json& part, const char* key) {
    const Json& pair = member(part, key);
    if (!pair.is_array() || pair.size() != 2 || !pair[1].is_number_integer())
        throw Error(std::string("the tokenizer's post-processor has no proper \"") + key + "\"");
    return pair[1].get<std::int64_t>();
}

/// Ids of one "SpecialToken" of a template.
void addTemplateIds(const Json& special, const Json& table, std::vector<std::int64_t>& ids) {
    const std::string name = required<std::string>(special, "id");
    const Json& listed = member(member(table, name.c_str()), "ids");
    if (!listed.is_array() || listed.size() > kMostSteps)
        throw Error("the tokenizer's template names \"" + name + "\" without its ids");
    for (const Json& id : listed) {
        if (!id.is_number_integer())
            throw Error("the tokenizer's template has an id that is not a whole number");
        ids.push_back(id.get<std::int64_t>());
    }
}

std::unique_ptr<PostProcessor> templateFromJson(const Json& part) {
    const Json& single = member(part, "single");
    if (!single.is_array() || single.size() > kMostSteps)
        throw Error("the tokenizer's template for one text is not a proper list");
    std::vector<std::int64_t> before;
    std::vector<std::int64_t> behind;
    int texts = 0;
    for (const Json& piece : single) {
        if (!member(piece, "Sequence").is_null())
            ++texts;
        else
            addTemplateIds(member(piece, "SpecialToken"), member(part, "special_tokens"),
                           texts ? behind : before);
    }
    if (texts != 1) throw Error("the tokenizer's template for one text does not have its text once");
    return std::make_unique<FramePostProcessor>(std::move(before), std::move(behind));
}

}  // namespace

std::unique_ptr<PreTokenizer> preTokenizerFromJson(const Json& part) {
    if (part.is_null()) return nullptr;
    const std::string type = partType(part, "pre-tokenizer");
    if (type == "Sequence")
        return std::make_unique<SequencePreTokenizer>(
            stepsFromJson(part, "pretokenizers", "pre-tokenizer", preTokenizerFromJson));
    if (type == "ByteLevel")
        return std::make_unique<ByteLevelPreTokenizer>(optional(part, "add_prefix_space", true),
                                                       optional(part, "use_regex", true));
    if (type == "Digits")
        return std::make_unique<DigitsPreTokenizer>(optional(part, "individual_digits", false));
    if (type == "Metaspace") return std::make_unique<MetaspacePreTokenizer>(metaspaceFromJson(part));
    if (type == "WhitespaceSplit") return std::make_unique<WhitespacePreTokenizer>();
    if (type == "BertPreTokenizer") return std::make_unique<BertPreTokenizer>();
    if (type == "Split") return splitFromJson(part);
    refusePart("pre-tokenizer", type);
}

std::unique_ptr<PostProcessor> postProcessorFromJson(const Json& part) {
    if (part.is_null()) return nullptr;
    const std::string type = partType(part, "post-processor");
    if (type == "ByteLevel") return nullptr;  // it moves offsets only
    if (type == "TemplateProcessing") return templateFromJson(part);
    if (type == "RobertaProcessing" || type == "BertProcessing")
        return std::make_unique<FramePostProcessor>(std::vector{tokenIdFromJson(part, "cls")},
                                                    std::vector{tokenIdFromJson(part, "sep")});
    if (type == "Sequence")
        return std::make_unique<SequencePostProcessor>(
            stepsFromJson(part, "processors", "post-processor", postProcessorFromJson));
    refusePart("post-processor", type);
}

}  // namespace attune
