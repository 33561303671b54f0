// The export formats in words: what each is, and who reads it.
#pragma once

#include <QString>

namespace attune {

struct ExportWords {
    QString name;      ///< as shown
    QString sentence;  ///< what it holds and what reads it
    QString fileName;  ///< suggested
    bool isFolder = false;
    bool ofModel = false;  ///< it is about one model
};

/// @param format  one of exportFormats(); one without words is shown under its own name
ExportWords exportFormat(const QString& format);

/// "1,234 rows, 200 of them simulated".
QString exportedText(qint64 rows, qint64 simulated);

}  // namespace attune
