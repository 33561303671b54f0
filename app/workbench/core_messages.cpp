#include "workbench/core_messages.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QVector>
#include <algorithm>

#include "workbench/device_choice.h"

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
    bool namesDevices = false;  ///< what stands at its placeholders is "cpu", "cuda:1", ..
    QRegularExpression whole;
};

/// @param text  "cannot open %1"; each placeholder once, in their order
Pattern patternOf(const char* text) {
    Pattern pattern;
    pattern.text = text;
    const QStringList pieces = QString::fromUtf8(text).split(placeholder());
    pattern.head = pieces.front();
    pattern.tail = pieces.back();
    pattern.namesDevices = pieces.front().endsWith(QLatin1String(" device "));
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

/// Where the remedy of "reason (remedy)" begins, at its " ("; -1 if it has none that is known.
qsizetype remedyAt(const QString& english) {
    if (!english.endsWith(QLatin1Char(')'))) return -1;
    for (qsizetype at = english.indexOf(QLatin1String(" (")); at > 0; at = english.indexOf(QLatin1String(" ("), at + 1))
        if (isCoreTextKnown(english.mid(at + 2, english.size() - at - 3))) return at;
    return -1;
}

/// Whether it is an error on one line whose problem and reason are both known.
bool isJoint(const QString& english) {
    for (qsizetype colon = english.indexOf(QLatin1String(": ")); colon > 0; colon = english.indexOf(QLatin1String(": "), colon + 1)) {
        const QString rest = english.mid(colon + 2);
        const qsizetype remedy = remedyAt(rest);
        if (isCoreTextKnown(english.left(colon)) && isCoreTextKnown(remedy > 0 ? rest.left(remedy) : rest)) return true;
    }
    return false;
}

/// "problem: reason (remedy)", as an error of core stands on one line.
QString translatedJoint(const QString& english, int depth) {
    for (qsizetype colon = english.indexOf(QLatin1String(": ")); colon > 0; colon = english.indexOf(QLatin1String(": "), colon + 1)) {
        if (!isCoreTextKnown(english.left(colon))) continue;
        const QString problem = translated(english.left(colon), depth), rest = english.mid(colon + 2);
        //: a problem and its reason
        return QCoreApplication::translate("CoreMessages", "%1: %2").arg(problem, translated(rest, depth));
    }
    const qsizetype at = remedyAt(english);
    if (at < 0) return english;
    const QString remedy = english.mid(at + 2, english.size() - at - 3);
    //: a problem or reason and what to do about it
    return QCoreApplication::translate("CoreMessages", "%1 (%2)").arg(translated(english.left(at), depth), translated(remedy, depth));
}

/// @param part  what stands at a placeholder of the pattern
QString translatedPart(const Pattern& pattern, const QString& part, int depth) {
    const QString device = pattern.namesDevices ? deviceText(part) : part;
    return device == part ? translated(part, depth) : device;
}

QString translated(const QString& english, int depth) {
    if (english.isEmpty() || depth > kDeepest) return english;
    QStringList parts;
    const Pattern* pattern = find(english, parts);
    // A placeholder at the end would swallow the reason behind it.
    if (!pattern || (pattern->tail.isEmpty() && isJoint(english))) return translatedJoint(english, depth + 1);
    QString text = QCoreApplication::translate("CoreMessages", pattern->text);
    // All at once: a file may be called "%2".
    QString result;
    qsizetype done = 0;
    for (auto match = placeholder().globalMatch(text); match.hasNext();) {
        const auto one = match.next();
        const qsizetype which = one.captured().mid(1).toInt() - 1;
        result += text.mid(done, one.capturedStart() - done) + translatedPart(*pattern, parts.value(which), depth + 1);
        done = one.capturedEnd();
    }
    return result + text.mid(done);
}

}  // namespace

QString coreText(const QString& english) {
    // Where the window speaks English, only devices have other names in it than in core.
    static constexpr const char* probe = "it is empty";
    if (QCoreApplication::translate("CoreMessages", probe) == QLatin1String(probe) && !english.contains(QLatin1String(" device ")))
        return english;
    return translated(english, 0);
}

QString coreText(const std::string& english) { return coreText(QString::fromStdString(english)); }

bool isCoreTextKnown(const QString& english) {
    QStringList parts;
    return find(english, parts) != nullptr;
}

}  // namespace attune
