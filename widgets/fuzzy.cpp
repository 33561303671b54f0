#include "widgets/fuzzy.h"

#include <algorithm>

namespace attune {

namespace {

bool startsWord(const QString& text, qsizetype at) {
    return at == 0 || !text[at - 1].isLetterOrNumber() || (text[at].isUpper() && text[at - 1].isLower());
}

/// The letters of `word` in order, at starts of words if preferred, else each as early as possible; gaps
/// cost.
FuzzyMatch subsequence(const QString& word, const QString& text, bool preferStarts) {
    FuzzyMatch match;
    qsizetype from = 0;
    double score = 20;
    for (const QChar c : word) {
        qsizetype at = text.indexOf(c, from, Qt::CaseInsensitive);
        if (at < 0) return {};
        // A later place at the start of a word reads better: "sp" is "Select Previous" rather than "Sleep".
        if (preferStarts && at != from)
            for (qsizetype later = at; later >= 0; later = text.indexOf(c, later + 1, Qt::CaseInsensitive))
                if (startsWord(text, later)) {
                    at = later;
                    break;
                }
        score += startsWord(text, at) ? 2 : 0;
        if (!match.positions.isEmpty()) score -= 0.5 * static_cast<double>(std::min<qsizetype>(at - from, 8));
        match.positions.append(at);
        from = at + 1;
    }
    match.score = std::max(score, 1.0);
    return match;
}

FuzzyMatch matchWord(const QString& word, const QString& text) {
    FuzzyMatch best;
    for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        const double score = at == 0 ? 100 : startsWord(text, at) ? 80 : 50;
        if (score <= best.score) continue;
        best = {score, {}};
        for (qsizetype i = 0; i < word.size(); ++i) best.positions.append(at + i);
    }
    if (best.score > 0) return best;
    // A leap to the start of a later word may miss the letters between; the earliest places then still do.
    best = subsequence(word, text, true);
    return best.score > 0 ? best : subsequence(word, text, false);
}

}  // namespace

FuzzyMatch fuzzyMatch(const QString& query, const QString& text) {
    FuzzyMatch all;
    const QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const FuzzyMatch one = matchWord(word, text);
        if (one.score <= 0) return {};
        all.score += one.score;
        all.positions += one.positions;
    }
    if (words.isEmpty()) return {1, {}};
    const double length = static_cast<double>(std::min<qsizetype>(text.size(), 100));
    all.score = std::max(all.score / static_cast<double>(words.size()) - 0.05 * length, 0.5);
    std::sort(all.positions.begin(), all.positions.end());
    all.positions.erase(std::unique(all.positions.begin(), all.positions.end()), all.positions.end());
    return all;
}

}  // namespace attune
