// Runs the project's programs as a user would, from a test.
#pragma once

#include <QtCore>
#include <nlohmann/json.hpp>
#include <string>

namespace attune::test {

struct Outcome {
    int code = -1;  ///< exit code; -1 if it crashed or did not end
    QByteArray out, err;

    nlohmann::json json() const { return nlohmann::json::parse(out.toStdString()); }
    /// Lines on stderr that are not empty.
    int errorLines() const {
        int lines = 0;
        for (const auto& line : err.split('\n')) lines += !line.trimmed().isEmpty();
        return lines;
    }
};

inline QString programPath(const char* name) {
    return QString::fromUtf8(ATTUNE_BIN) + QLatin1Char('/') + QString::fromUtf8(name);
}

inline Outcome runProgram(const char* name, const QStringList& arguments, const QByteArray& input = {},
                          int seconds = 300) {
    QProcess process;
    process.start(programPath(name), arguments);
    process.write(input);
    process.closeWriteChannel();
    Outcome outcome;
    if (!process.waitForFinished(seconds * 1000)) process.kill();
    process.waitForFinished();
    if (process.exitStatus() == QProcess::NormalExit) outcome.code = process.exitCode();
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

inline Outcome cli(const QStringList& arguments, const QByteArray& input = {}) {
    return runProgram("attune-cli", arguments, input);
}

/// All files below a folder with their contents, to show that nothing changed.
inline QMap<QString, QByteArray> snapshot(const QString& folder) {
    QMap<QString, QByteArray> files;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly)) files[file.fileName()] = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
    }
    return files;
}

}  // namespace attune::test
