#include "workbench/problem.h"

#include <QRegularExpression>

#include "data/describe_exception.h"
#include "data/error.h"
#include "workbench/core_messages.h"

namespace attune {

namespace {

/// An English clause may name a Chinese file.
bool isChinese(const QString& clause) {
    static const QRegularExpression han(QStringLiteral("\\p{Han}")), english(QStringLiteral("^[A-Za-z][a-z]+ [a-z]"));
    return han.match(clause).hasMatch() && !english.match(clause).hasMatch();
}

}  // namespace

Problem problemOf(const std::exception& failure) {
    if (const auto* error = dynamic_cast<const Error*>(&failure))
        return {coreText(error->problem()), coreText(error->reason()), coreText(error->remedy())};
    return {coreText(describeException(failure)), {}, {}};
}

QString asSentence(const QString& clause) {
    static const QRegularExpression word(QStringLiteral("^[a-z]+[,;:]?(?= |$)")), open(QStringLiteral("^[A-Za-z/].*[ (\"][^/ ]*[A-Za-z0-9)\"]$")),
        chinese(QStringLiteral("(^|[\\s，：；、（“《])[^\\s，：；、（“《/]*[\\p{L}\\p{N}%]$|[”）》)]$"));
    QString sentence = clause.trimmed();
    // No full stop behind a path: it would be taken for a part of it.
    if (isChinese(sentence)) {
        if (chinese.match(sentence).hasMatch()) sentence += QStringLiteral("。");
    } else if (open.match(sentence).hasMatch()) {
        sentence += QLatin1Char('.');
    }
    if (word.match(sentence).hasMatch()) sentence.front() = sentence.front().toUpper();
    return sentence;
}

}  // namespace attune
