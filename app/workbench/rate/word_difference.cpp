#include "workbench/rate/word_difference.h"

#include <QSet>

namespace attune {

namespace {

QString bare(const QString& word) {
    QString letters;
    for (const QChar c : word)
        if (c.isLetterOrNumber()) letters.append(c.toCaseFolded());
    return letters.isEmpty() ? word : letters;
}

QStringList words(const QString& text) { return text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts); }

}  // namespace

QVector<int> wordsOfItsOwn(const QStringList& texts, int which) {
    QSet<QString> others;
    for (int i = 0; i < texts.size(); ++i)
        if (i != which)
            for (const QString& word : words(texts[i])) others.insert(bare(word));
    const QStringList own = words(texts[which]);
    QVector<int> different;
    for (int i = 0; i < own.size(); ++i)
        if (!others.contains(bare(own[i]))) different.append(i);
    return different.size() * 3 > own.size() * 2 ? QVector<int>() : different;
}

}  // namespace attune
