#include "message_scanner.h"

#include <QRegularExpression>

namespace attune::test {

namespace {

constexpr QChar kHole(0xFFFC);
constexpr qsizetype kMostVariants = 64;

struct Token {
    enum class Kind { Text, Word, Sign };
    Kind kind = Kind::Sign;
    QString text;
    int line = 0;

    bool is(const char* sign) const { return kind != Kind::Text && text == QLatin1String(sign); }
    bool opens() const { return is("(") || is("[") || is("{"); }
    bool closes() const { return is(")") || is("]") || is("}"); }
};

using Tokens = QList<Token>;

QString unescaped(QString text) {
    static const QRegularExpression escape(QStringLiteral(R"re(\\(x[0-9a-fA-F]+|.))re"));
    QString result;
    qsizetype done = 0;
    for (auto match = escape.globalMatch(text); match.hasNext();) {
        const auto one = match.next();
        const QString what = one.captured(1);
        result += text.mid(done, one.capturedStart() - done);
        result += what == QLatin1String("n") ? QStringLiteral("\n") : what.size() > 1 ? QString(kHole) : what;
        done = one.capturedEnd();
    }
    return result + text.mid(done);
}

Tokens tokensOf(const QString& source) {
    static const QRegularExpression pattern(
        QStringLiteral(R"re((?<skip>//[^\n]*|/\*.*?\*/|R"\(.*?\)")|'(?<char>\\.|[^'\\])'|"(?<text>(?:\\.|[^"\\])*)"|(?<word>[A-Za-z_]\w*)|(?<sign>::|->|[^\s\w]|\d[\w.']*))re"),
        QRegularExpression::DotMatchesEverythingOption);
    Tokens tokens;
    int line = 1;
    qsizetype counted = 0;
    for (auto match = pattern.globalMatch(source); match.hasNext();) {
        const auto one = match.next();
        if (one.hasCaptured(u"skip")) continue;
        line += static_cast<int>(source.mid(counted, one.capturedStart() - counted).count(QLatin1Char('\n')));
        counted = one.capturedStart();
        if (one.hasCaptured(u"char"))
            tokens.append({Token::Kind::Text, unescaped(one.captured(u"char")), line});
        else if (one.hasCaptured(u"text"))
            tokens.append({Token::Kind::Text, unescaped(one.captured(u"text")), line});
        else if (one.hasCaptured(u"word"))
            tokens.append({Token::Kind::Word, one.captured(u"word"), line});
        else
            tokens.append({Token::Kind::Sign, one.captured(u"sign"), line});
    }
    return tokens;
}

QList<Tokens> split(const Tokens& tokens, const char* sign) {
    QList<Tokens> parts(1);
    int depth = 0;
    for (const Token& token : tokens) {
        depth += token.opens() - token.closes();
        if (depth == 0 && token.is(sign))
            parts.append(Tokens());
        else
            parts.last().append(token);
    }
    return parts;
}

QStringList valuesOf(const Tokens& tokens);

/// Both branches of "condition ? a : b" on the outermost level; empty if it is none.
QStringList branches(const Tokens& tokens) {
    int depth = 0, open = 0;
    qsizetype question = -1;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        depth += tokens[i].opens() - tokens[i].closes();
        if (depth != 0) continue;
        if (tokens[i].is("?") && open++ == 0) question = i;
        if (tokens[i].is(":") && open > 0 && --open == 0)
            return valuesOf(tokens.mid(question + 1, i - question - 1)) + valuesOf(tokens.mid(i + 1));
    }
    return {};
}

/// All texts that an expression of literals, sums and choices can have.
QStringList valuesOf(const Tokens& tokens) {
    if (const QStringList both = branches(tokens); !both.isEmpty()) return both;
    const auto terms = split(tokens, "+");
    if (terms.size() > 1) {
        QStringList all{QString()};
        for (const Tokens& term : terms) {
            QStringList longer;
            for (const QString& start : all)
                for (const QString& end : valuesOf(term))
                    if (longer.size() < kMostVariants) longer.append(start.endsWith(kHole) && end == kHole ? start : start + end);
            all = longer;
        }
        return all;
    }
    QString text;
    bool literal = !tokens.isEmpty();
    for (const Token& token : tokens) {
        literal = literal && token.kind == Token::Kind::Text;
        text += token.text;
    }
    if (literal) return {text};
    if (tokens.size() > 2 && tokens.front().is("(") && tokens.back().is(")")) return valuesOf(tokens.mid(1, tokens.size() - 2));
    if (tokens.size() > 4 && tokens[0].is("std") && tokens[2].is("string") && tokens[3].opens())
        return valuesOf(tokens.mid(4, tokens.size() - 5));
    return {QString(kHole)};
}

}  // namespace

QList<Sentence> sentencesOf(const QString& source, const QSet<QString>& functions) {
    QList<Sentence> sentences;
    const Tokens tokens = tokensOf(source);
    for (qsizetype i = 0; i + 1 < tokens.size(); ++i) {
        if (tokens[i].kind != Token::Kind::Word || !tokens[i + 1].is("(")) continue;
        const QString owner = i >= 2 && tokens[i - 1].is(".") ? tokens[i - 2].text + QLatin1Char('.') : QString();
        if (!functions.contains(tokens[i].text) && !functions.contains(owner + tokens[i].text)) continue;
        qsizetype end = i + 1;
        for (int depth = 0; end < tokens.size(); ++end) {
            depth += tokens[end].opens() - tokens[end].closes();
            if (depth == 0) break;
        }
        for (const Tokens& argument : split(tokens.mid(i + 2, end - i - 2), ","))
            for (const QString& text : valuesOf(argument)) sentences.append({text, tokens[i].line});
    }
    return sentences;
}

}  // namespace attune::test
