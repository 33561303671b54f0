// Durations, counts and rates in words, in the user's locale.
#pragma once

#include <QString>

namespace attune {

/// "0.4 s", "45 s", "2 min 5 s", "1 h 3 min", "2 d 4 h". @return empty if negative or not finite
QString durationText(double seconds);
/// "about 3 min left", rounded as estimates deserve. @return empty if negative or not finite
QString timeLeftText(double seconds);
/// "1,234".
QString countText(qlonglong count);
/// "1,234 of 10,000".
QString countOfText(qlonglong done, qlonglong total);
/// "52.3 per second", "7.1 per minute", "3 per hour". @return empty if not positive or not finite
QString rateText(double perSecond);
/// "45 %", "4.5 %" (@p decimals), of a share in [0, 1].
QString percentText(double share, int decimals = 0);

}  // namespace attune
