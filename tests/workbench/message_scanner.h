// Finds the sentences that core can say in its sources: what is handed to Error and to the other functions that speak.
#pragma once

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

namespace attune::test {

struct Sentence {
    QString text;  ///< what is put in at run time stands as U+FFFC
    int line = 0;
};

/// @param source     C++
/// @param functions  whose arguments are sentences; "warnings.push_back" names a member of a container
QList<Sentence> sentencesOf(const QString& source, const QSet<QString>& functions);

}  // namespace attune::test
