#include "widgets/duration_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace attune {

namespace {

struct DurationText {
    Q_DECLARE_TR_FUNCTIONS(DurationText)

  public:
    static QString words(qlonglong seconds) {
        const qlonglong minutes = seconds / 60, hours = minutes / 60, days = hours / 24;
        const QLocale locale;
        if (days > 0) {
            if (hours % 24 == 0) return tr("%1 d").arg(locale.toString(days));
            return tr("%1 d %2 h").arg(locale.toString(days), locale.toString(hours % 24));
        }
        if (hours > 0) {
            if (minutes % 60 == 0) return tr("%1 h").arg(hours);
            return tr("%1 h %2 min").arg(hours).arg(minutes % 60);
        }
        if (minutes > 0) {
            if (seconds % 60 == 0) return tr("%1 min").arg(minutes);
            return tr("%1 min %2 s").arg(minutes).arg(seconds % 60);
        }
        return tr("%1 s").arg(seconds);
    }

    static QString fraction(double seconds) { return tr("%1 s").arg(QLocale().toString(seconds, 'f', 1)); }
    static QString soon() { return tr("a few seconds left"); }
    static QString left(const QString& words) { return tr("about %1 left").arg(words); }
    static QString of(const QString& done, const QString& total) { return tr("%1 of %2").arg(done, total); }
    static QString perSecond(const QString& n) { return tr("%1 per second").arg(n); }
    static QString perMinute(const QString& n) { return tr("%1 per minute").arg(n); }
    static QString perHour(const QString& n) { return tr("%1 per hour").arg(n); }
    //: a percentage; some languages write no space before the sign
    static QString percent(const QString& n) { return tr("%1 %").arg(n); }
};

constexpr double kLongest = 1e12;  // seconds; more is no duration but a fault

bool valid(double seconds) {
    return std::isfinite(seconds) && seconds >= 0 && seconds < kLongest;
}

QString rateNumber(double value) {
    return QLocale().toString(value, 'f', value < 9.95 ? 1 : 0);
}

}  // namespace

QString durationText(double seconds) {
    if (!valid(seconds)) return {};
    if (seconds < 9.95 && seconds != std::floor(seconds)) return DurationText::fraction(seconds);
    // Beyond an hour the seconds are noise, beyond a day the minutes.
    const double step = seconds >= 86400 ? 3600 : seconds >= 3600 ? 60 : 1;
    return DurationText::words(static_cast<qlonglong>(std::round(seconds / step) * step));
}

QString timeLeftText(double seconds) {
    if (!valid(seconds)) return {};
    if (seconds < 10) return DurationText::soon();
    const double step = seconds < 55 ? 10 : seconds < 3300 ? 60 : seconds < 82800 ? 600 : 3600;
    return DurationText::left(DurationText::words(static_cast<qlonglong>(std::round(seconds / step) * step)));
}

QString countText(qlonglong count) {
    return QLocale().toString(count);
}

QString countOfText(qlonglong done, qlonglong total) {
    return DurationText::of(countText(done), countText(total));
}

QString rateText(double perSecond) {
    if (!std::isfinite(perSecond) || perSecond <= 0) return {};
    if (perSecond >= 1) return DurationText::perSecond(rateNumber(perSecond));
    if (perSecond * 60 >= 1) return DurationText::perMinute(rateNumber(perSecond * 60));
    return DurationText::perHour(rateNumber(perSecond * 3600));
}

QString percentText(double share, int decimals) {
    return std::isfinite(share) ? DurationText::percent(QLocale().toString(share * 100, 'f', decimals))
                                : QString();
}

}  // namespace attune
