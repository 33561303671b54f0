#include "text/metaspace.h"

#include "text/pre_tokenizers.h"
#include "text/replace.h"
#include "text/unicode.h"

namespace attune {

MetaspaceOptions metaspaceFromJson(const Json& part) {
    using Prepend = MetaspaceOptions::Prepend;
    MetaspaceOptions options;
    options.replacement = optional(part, "replacement", options.replacement);
    std::size_t end = 0;
    if (!options.replacement.empty()) nextCodePoint(options.replacement, end);
    if (end == 0 || end != options.replacement.size())
        throw Error("the tokenizer's Metaspace does not replace spaces by one character");
    // Old files say only whether a mark is prepended, newer ones where.
    const bool prepends = optional(part, "add_prefix_space", true);
    const auto scheme = optional<std::string>(part, "prepend_scheme", prepends ? "always" : "never");
    if (scheme != "always" && scheme != "first" && scheme != "never")
        throw Error("the tokenizer's Metaspace has the unknown prepend_scheme \"" + scheme + "\"");
    options.prepend = scheme == "always" ? Prepend::Always : scheme == "first" ? Prepend::First : Prepend::Never;
    options.split = optional(part, "split", true);
    return options;
}

std::vector<std::string> MetaspacePreTokenizer::split(std::vector<std::string> pieces, bool atStart) const {
    using Prepend = MetaspaceOptions::Prepend;
    std::vector<std::string> words;
    for (const std::string& piece : pieces) {
        std::string text = replaceAll(piece, " ", m_options.replacement);
        const bool prepends = m_options.prepend == Prepend::Always || (m_options.prepend == Prepend::First && atStart);
        if (prepends && !text.empty() && !text.starts_with(m_options.replacement)) text.insert(0, m_options.replacement);
        atStart = false;
        if (m_options.split)
            splitAt(text, m_options.replacement, SplitBehavior::MergedWithNext, words);
        else if (!text.empty())
            words.push_back(std::move(text));
    }
    return words;
}

std::vector<std::string> MetaspaceDecoder::decode(std::vector<std::string> tokens) const {
    const bool prepends = m_options.prepend != MetaspaceOptions::Prepend::Never;
    bool first = true;
    for (std::string& token : tokens) {
        token = replaceAll(token, m_options.replacement, first && prepends ? "" : " ");
        first = false;
    }
    return tokens;
}

}  // namespace attune
