#include "workbench/problem.h"

#include <QRegularExpression>

#include "data/describe_exception.h"
#include "data/error.h"
#include "workbench/core_messages.h"

namespace attune {

Problem problemOf(const std::exception& failure) {
    if (const auto* error = dynamic_cast<const Error*>(&failure))
        return {coreText(error->problem()), coreText(error->reason()), coreText(error->remedy())};
    return {coreText(describeException(failure)), {}, {}};
}

QString asSentence(const QString& clause) {
    static const QRegularExpression word(QStringLiteral("^[a-z]+[,;:]?(?= |$)")), open(QStringLiteral("^[A-Za-z/].*[ (\"][^/ ]*[A-Za-z0-9)\"]$"));
    QString sentence = clause.trimmed();
    // No full stop behind a path: it would be taken for a part of it.
    if (open.match(sentence).hasMatch()) sentence += QLatin1Char('.');
    if (word.match(sentence).hasMatch()) sentence.front() = sentence.front().toUpper();
    return sentence;
}

}  // namespace attune
