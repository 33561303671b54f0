#include "scenes/caption_parser.h"

#include <algorithm>
#include <map>

namespace attune {

namespace {

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    std::string current;
    const auto flush = [&] {
        if (!current.empty()) words.push_back(std::move(current));
        current.clear();
    };
    for (const char c : text.substr(0, 4096)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 'A' && byte <= 'Z') {
            current += static_cast<char>(byte - 'A' + 'a');
        } else if (c == ',') {
            flush();
            words.emplace_back("and");
        } else if (byte <= ' ' || c == '.' || c == ';' || c == '!' || c == '?') {
            flush();
        } else {
            current += c;
        }
    }
    flush();
    return words;
}

template <class Enum>
std::map<std::string, Enum, std::less<>> vocabulary(int count,
                                                    std::map<std::string, Enum, std::less<>> synonyms) {
    for (int i = 0; i < count; ++i) synonyms.emplace(word(static_cast<Enum>(i)), static_cast<Enum>(i));
    return synonyms;
}

template <class Enum>
std::optional<Enum> find(const std::map<std::string, Enum, std::less<>>& words, const std::string& text) {
    const auto at = words.find(text);
    return at == words.end() ? std::nullopt : std::optional(at->second);
}

const auto& shapes() {
    static const auto words = vocabulary<Shape>(
        kShapes,
        {{"disc", Shape::Circle}, {"disk", Shape::Circle}, {"box", Shape::Square}, {"plus", Shape::Cross}});
    return words;
}

const auto& colours() {
    static const auto words = vocabulary<Colour>(kColours, {{"violet", Colour::Purple}});
    return words;
}

const auto& sizes() {
    static const auto words =
        vocabulary<Size>(kSizes, {{"big", Size::Large}, {"little", Size::Small}, {"tiny", Size::Small}});
    return words;
}

class Parser {
  public:
    Parser(std::vector<std::string> words, std::size_t maxMentions)
        : m_words(std::move(words)), m_maxMentions(maxMentions) {}

    ParsedCaption run() {
        while (m_at < m_words.size())
            if (!readJoint() && !readMention()) slip(1);
        if (m_jointOpen) ++m_result.slips;
        return std::move(m_result);
    }

  private:
    bool is(std::size_t ahead, std::string_view text) const {
        return m_at + ahead < m_words.size() && m_words[m_at + ahead] == text;
    }

    void slip(std::size_t words) {
        m_result.slips += static_cast<int>(words);
        m_at += words;
    }

    bool readJoint() {
        std::size_t taken = 0;
        std::optional<Relation> relation;
        const std::size_t lead = is(0, "to") && is(1, "the") ? 2 : 0;
        if ((is(lead, "left") || is(lead, "right")) && is(lead + 1, "of")) {
            relation = is(lead, "left") ? Relation::LeftOf : Relation::RightOf;
            taken = lead + 2;
        } else if (is(0, "above") || is(0, "over")) {
            relation = Relation::Above;
            taken = 1;
        } else if (is(0, "below") || is(0, "under")) {
            relation = Relation::Below;
            taken = 1;
        } else if (is(0, "and")) {
            taken = 1;
        } else {
            return false;
        }
        // ", and" is one joint; any other two in a row are a slip, and so is one before the first mention.
        const bool harmless = m_jointOpen && !m_joint && !relation;
        if ((m_jointOpen && !harmless) || m_result.plan.mentions.empty()) ++m_result.slips;
        if (!m_result.plan.mentions.empty()) {
            m_joint = relation;
            m_jointOpen = true;
        }
        m_at += taken;
        return true;
    }

    bool readMention() {
        const bool article = is(0, "a") || is(0, "an") || is(0, "the") || is(0, "one");
        std::size_t taken = article ? 1 : 0;
        Mention mention;
        for (; m_at + taken < m_words.size(); ++taken) {
            const auto& text = m_words[m_at + taken];
            if (const auto size = find(sizes(), text); size && !mention.size)
                mention.size = size;
            else if (const auto colour = find(colours(), text); colour && !mention.colour)
                mention.colour = colour;
            else
                break;
        }
        if (taken == 0 && !find(shapes(), m_words[m_at])) return false;
        const auto shape =
            m_at + taken < m_words.size() ? find(shapes(), m_words[m_at + taken]) : std::nullopt;
        if (!shape || m_result.plan.mentions.size() >= m_maxMentions) {
            slip(taken + (shape ? 1 : 0));  // properties of nothing, or more than anyone would count
            return true;
        }
        mention.shape = *shape;
        if (!article) ++m_result.slips;
        if (!m_result.plan.mentions.empty()) {
            if (!m_jointOpen) ++m_result.slips;
            m_result.plan.joints.push_back(m_joint);
        }
        m_result.plan.mentions.push_back(mention);
        m_joint.reset();
        m_jointOpen = false;
        m_at += taken + 1;
        return true;
    }

    std::vector<std::string> m_words;
    std::size_t m_maxMentions;
    std::size_t m_at = 0;
    std::optional<Relation> m_joint;
    bool m_jointOpen = false;
    ParsedCaption m_result;
};

}  // namespace

ParsedCaption parseCaption(std::string_view text, std::size_t maxMentions) {
    return Parser(split(text), maxMentions).run();
}

}  // namespace attune
