#include "workbench/core_messages.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QVector>
#include <algorithm>

namespace attune {

extern const char* const kCoreMessageTexts[];

namespace {

constexpr int kDeepest = 6;  ///< messages within messages

const QRegularExpression& placeholder() {
    static const QRegularExpression pattern(QStringLiteral("%[1-9]"));
    return pattern;
}

struct Pattern {
    const char* text = nullptr;
    QString head, tail;  ///< the words before the first and behind the last placeholder
    qsizetype words = 0;  ///< how much of it is words
    QRegularExpression whole;
};

/// @param text  "cannot open %1"; each placeholder once, in their order
Pattern patternOf(const char* text) {
    Pattern pattern;
    pattern.text = text;
    const QStringList pieces = QString::fromUtf8(text).split(placeholder());
    pattern.head = pieces.front();
    pattern.tail = pieces.back();
    QStringList escaped;
    for (const QString& piece : pieces) {
        pattern.words += piece.size();
        escaped.append(QRegularExpression::escape(piece));
    }
    pattern.whole = QRegularExpression(QRegularExpression::anchoredPattern(escaped.join(QStringLiteral("(.+?)"))),
                                       QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

/// Those with the most words first: "it is a database" before "it is a %1".
const QVector<Pattern>& catalogue() {
    static const QVector<Pattern> patterns = [] {
        QVector<Pattern> all;
        for (const char* const* text = kCoreMessageTexts; *text; ++text) all.append(patternOf(*text));
        std::stable_sort(all.begin(), all.end(), [](const Pattern& a, const Pattern& b) { return a.words > b.words; });
        return all;
    }();
    return patterns;
}

/// The pattern that a text was made from, with what stands at its placeholders; null if there is none.
const Pattern* find(const QString& english, QStringList& parts) {
    for (const Pattern& pattern : catalogue()) {
        if (english.size() < pattern.words || !english.startsWith(pattern.head) || !english.endsWith(pattern.tail)) continue;
        const auto match = pattern.whole.match(english);
        if (!match.hasMatch()) continue;
        parts = match.capturedTexts().mid(1);
        return &pattern;
    }
    return nullptr;
}

QString translated(const QString& english, int depth);

/// "problem: reason (remedy)", as an error of core stands on one line.
QString translatedJoint(const QString& english, int depth) {
    for (qsizetype colon = english.indexOf(QLatin1String(": ")); colon > 0; colon = english.indexOf(QLatin1String(": "), colon + 1)) {
        if (!isCoreTextKnown(english.left(colon))) continue;
        const QString problem = translated(english.left(colon), depth), rest = english.mid(colon + 2);
        //: a problem and its reason
        return QCoreApplication::translate("CoreMessages", "%1: %2").arg(problem, translated(rest, depth));
    }
    if (!english.endsWith(QLatin1Char(')'))) return english;
    for (qsizetype at = english.indexOf(QLatin1String(" (")); at > 0; at = english.indexOf(QLatin1String(" ("), at + 1)) {
        const QString remedy = english.mid(at + 2, english.size() - at - 3);
        if (!isCoreTextKnown(remedy)) continue;
        //: a problem or reason and what to do about it
        return QCoreApplication::translate("CoreMessages", "%1 (%2)").arg(translated(english.left(at), depth), translated(remedy, depth));
    }
    return english;
}

QString translated(const QString& english, int depth) {
    if (english.isEmpty() || depth > kDeepest) return english;
    QStringList parts;
    const Pattern* pattern = find(english, parts);
    if (!pattern) return translatedJoint(english, depth + 1);
    QString text = QCoreApplication::translate("CoreMessages", pattern->text);
    // All at once: a file may be called "%2".
    QString result;
    qsizetype done = 0;
    for (auto match = placeholder().globalMatch(text); match.hasNext();) {
        const auto one = match.next();
        const qsizetype which = one.captured().mid(1).toInt() - 1;
        result += text.mid(done, one.capturedStart() - done) + translated(parts.value(which), depth + 1);
        done = one.capturedEnd();
    }
    return result + text.mid(done);
}

}  // namespace

QString coreText(const QString& english) {
    // Nothing to look for where the window speaks English.
    static constexpr const char* probe = "it is empty";
    if (QCoreApplication::translate("CoreMessages", probe) == QLatin1String(probe)) return english;
    return translated(english, 0);
}

QString coreText(const std::string& english) { return coreText(QString::fromStdString(english)); }

bool isCoreTextKnown(const QString& english) {
    QStringList parts;
    return find(english, parts) != nullptr;
}

}  // namespace attune
