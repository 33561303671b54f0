#include "workbench/sentences.h"

#include <QCoreApplication>

namespace attune {

QString joinSentences(const QStringList& sentences) {
    QString row;
    for (const QString& sentence : sentences) {
        if (row.isEmpty() || sentence.isEmpty())
            row += sentence;
        else
            //: two sentences in a row
            row = QCoreApplication::translate("attune::Sentences", "%1 %2").arg(row, sentence);
    }
    return row;
}

}  // namespace attune
