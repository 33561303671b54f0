#include "workbench/problem.h"

#include <QRegularExpression>

#include "data/describe_exception.h"
#include "data/error.h"
#include "workbench/core_messages.h"

namespace attune {

namespace {

/// An English clause may name a Chinese file, and a Chinese one begin with a device or end with what the system says. What is
/// quoted or a path tells nothing; behind Chinese punctuation English words are no part of the clause.
bool isChinese(const QString& clause) {
    static const QRegularExpression quoted(QStringLiteral("\"[^\"]*\"")),
        path(QStringLiteral("(^|[\\s：，；（(“])[^\\s：，；（(“\\p{Han}]*/[^\\s：，；（”）]*")), behind(QStringLiteral("[，。：；（(“].*")),
        han(QStringLiteral("\\p{Han}")),
        english(QStringLiteral("(^| )(is|are|was|were|be|been|has|have|had|does|did|do|not|no|nor|the|an|of|in|on|to|at|by|for|from|"
                               "with|and|or|but|it|its|this|that|these|there|cannot|can|could|must|may|than|as|when|while|because|"
                               "if)(?=[ ,;:]|$)"));
    QString words = clause;
    words.remove(quoted).replace(path, QStringLiteral("\\1"));
    return han.match(words).hasMatch() && !english.match(words.remove(behind)).hasMatch();
}

}  // namespace

Problem problemOf(const std::exception& failure) {
    if (const auto* error = dynamic_cast<const Error*>(&failure))
        return {coreText(error->problem()), coreText(error->reason()), coreText(error->remedy())};
    return {coreText(describeException(failure)), {}, {}};
}

QString asSentence(const QString& clause) {
    static const QRegularExpression word(QStringLiteral("^[a-z]+[,;:]?(?= |$)")), open(QStringLiteral("^[A-Za-z/\"\\p{Han}].*[ (\"][^/ ]*[A-Za-z0-9)\"]$")),
        chinese(QStringLiteral("(^|[\\s，：；、（“《])[^\\s，：；、（“《/]*[\\p{L}\\p{N}%]$|[”）》)]$"));
    QString sentence = clause.trimmed();
    // No full stop behind a path: it would be taken for a part of it.
    if (isChinese(sentence)) {
        if (chinese.match(sentence).hasMatch()) sentence += QStringLiteral("。");
        return sentence;
    }
    if (open.match(sentence).hasMatch()) sentence += QLatin1Char('.');
    if (word.match(sentence).hasMatch()) sentence.front() = sentence.front().toUpper();
    return sentence;
}

}  // namespace attune
