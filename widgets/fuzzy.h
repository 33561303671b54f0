// How well words match a name, for a command palette: words in any order, letters in order.
#pragma once

#include <QList>
#include <QString>

namespace attune {

struct FuzzyMatch {
    double score = 0;            ///< 0: no match; larger is better
    QList<qsizetype> positions;  ///< of the matched characters in the text, ascending
};

/// Matches each word of `query` (separated by spaces) with `text`, without regard to case. A word that begins
/// the text or one of its words is best, then a part of it, then its letters in order with gaps. Every word
/// must match.
FuzzyMatch fuzzyMatch(const QString& query, const QString& text);

}  // namespace attune
