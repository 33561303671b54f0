// Real numbers as they are shown, in the user's locale.
#pragma once

#include <QString>

namespace attune {

/// "0.53", "−1.50": a negative number has a minus sign (U+2212) and no hyphen, and none where all its decimals are noughts.
QString numberText(double value, int decimals);

}  // namespace attune
