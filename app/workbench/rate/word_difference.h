// What sets one caption apart from those beside it.
#pragma once

#include <QStringList>
#include <QVector>

namespace attune {

/// Indices of the words of `texts[which]` that none of the other texts has in their place (case and punctuation aside): a word
/// that stands elsewhere in them, as articles do, is no less of its own. Empty where hardly a word is shared: then
/// everything differs, and nothing stands out.
QVector<int> wordsOfItsOwn(const QStringList& texts, int which);

}  // namespace attune
