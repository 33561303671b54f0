// Sentences that stand in a row.
#pragma once

#include <QStringList>

namespace attune {

/// One behind the other, as the language of the window sets them: Chinese ones without a space. Empty ones are left out.
QString joinSentences(const QStringList& sentences);

}  // namespace attune
