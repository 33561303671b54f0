#include "workbench/rate/word_difference.h"

#include <algorithm>
#include <vector>

namespace attune {

namespace {

constexpr qsizetype kMostPairs = 1'000'000;  ///< of words; longer texts are not compared by eye

QString bare(const QString& word) {
    QString letters;
    for (const QChar c : word)
        if (c.isLetterOrNumber()) letters.append(c.toCaseFolded());
    return letters.isEmpty() ? word : letters;
}

QStringList words(const QString& text) {
    QStringList all = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QString& word : all) word = bare(word);
    return all;
}

/// Marks the words of the longest sequence that both have in this order.
void markShared(const QStringList& own, const QStringList& other, std::vector<bool>& shared) {
    const qsizetype rows = own.size(), columns = other.size();
    if (rows == 0 || columns == 0 || rows * columns > kMostPairs) return;
    // Of what begins at each pair of words, how long it is; one row and column more, of zeros, behind the ends.
    std::vector<int> length(static_cast<std::size_t>((rows + 1) * (columns + 1)));
    const auto at = [&length, columns](qsizetype i, qsizetype j) -> int& {
        return length[static_cast<std::size_t>(i * (columns + 1) + j)];
    };
    for (qsizetype i = rows - 1; i >= 0; --i)
        for (qsizetype j = columns - 1; j >= 0; --j)
            at(i, j) = own[i] == other[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    for (qsizetype i = 0, j = 0; i < rows && j < columns;) {
        if (own[i] == other[j]) {
            shared[static_cast<std::size_t>(i)] = true;
            ++i, ++j;
        } else if (at(i + 1, j) >= at(i, j + 1)) {
            ++i;
        } else {
            ++j;
        }
    }
}

}  // namespace

QVector<int> wordsOfItsOwn(const QStringList& texts, int which) {
    const QStringList own = words(texts[which]);
    std::vector<bool> shared(static_cast<std::size_t>(own.size()));
    for (int i = 0; i < texts.size(); ++i)
        if (i != which) markShared(own, words(texts[i]), shared);
    QVector<int> different;
    for (int i = 0; i < own.size(); ++i)
        if (!shared[static_cast<std::size_t>(i)]) different.append(i);
    return different.size() * 3 > own.size() * 2 ? QVector<int>() : different;
}

}  // namespace attune
