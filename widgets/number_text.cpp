#include "widgets/number_text.h"

#include <QLocale>
#include <cmath>

namespace attune {

QString numberText(double value, int decimals) {
    const QLocale locale;
    const QString size = locale.toString(std::abs(value), 'f', decimals);
    return value < 0 && size != locale.toString(0.0, 'f', decimals) ? QChar(0x2212) + size : size;
}

}  // namespace attune
