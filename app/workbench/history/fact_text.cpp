#include "workbench/history/fact_text.h"

#include <QFontMetrics>
#include <QRegularExpression>

namespace attune {

namespace {

constexpr QChar kWordJoiner(0x2060);

/// Of the scripts that are written without spaces: a line may end before or behind each of them.
bool isWide(QChar c) { return c.unicode() >= 0x2E80; }

QString closed(const QString& fact) {
    QString text;
    for (qsizetype i = 0; i < fact.size(); ++i) {
        const bool last = i + 1 == fact.size();
        text += fact[i] == QLatin1Char(' ') && !last ? QChar(QChar::Nbsp) : fact[i];
        if (!last && !fact[i].isHighSurrogate() && (isWide(fact[i]) || isWide(fact[i + 1]))) text += kWordJoiner;
    }
    return text;
}

}  // namespace

QString factText(const QString& text, const QFontMetrics& metrics, int width) {
    static const QRegularExpression behind(QStringLiteral("(?<=[，、；])|(?<=[,→] )"));
    QString all;
    for (const QString& fact : text.split(behind)) all += metrics.horizontalAdvance(fact) <= width ? closed(fact) : fact;
    return all;
}

}  // namespace attune
