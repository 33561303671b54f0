#include "widgets/number_box.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QStyleOptionSpinBox>
#include <cmath>
#include <limits>

#include "widgets/theme.h"

namespace attune {

namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

qlonglong saturated(double value) {
    if (std::isnan(value)) return 0;
    if (value >= kTwoTo63) return std::numeric_limits<qlonglong>::max();
    if (value < -kTwoTo63) return std::numeric_limits<qlonglong>::min();
    return static_cast<qlonglong>(value);
}

}  // namespace

NumberBox::NumberBox(Kind kind, QWidget* parent)
    : QAbstractSpinBox(parent),
      m_kind(kind),
      m_value(kind == Kind::Whole ? QVariant(qlonglong{0}) : QVariant(0.0)),
      m_min(-std::numeric_limits<double>::infinity()),
      m_max(std::numeric_limits<double>::infinity()) {
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setFocusPolicy(Qt::StrongFocus);
    lineEdit()->setText(textOf(m_value, locale()));
    connect(lineEdit(), &QLineEdit::textChanged, this, &NumberBox::read);
}

void NumberBox::setRange(double min, double max) {
    m_min = min;
    m_max = max;
    setValue(m_value);
    updateGeometry();
}

void NumberBox::setUnit(const QString& unit) {
    delete m_unit;
    m_unit = nullptr;
    if (unit.isEmpty()) return;
    m_unit = new QLabel(unit, lineEdit());
    m_unit->setTextFormat(Qt::PlainText);
    m_unit->setAttribute(Qt::WA_TransparentForMouseEvents);
    theme::makeQuiet(m_unit, theme::Text::Body);
    if (!lineEdit()->layout()) {
        auto* row = new QHBoxLayout(lineEdit());
        row->setContentsMargins(0, 0, 0, 0);
        row->addStretch();
    }
    lineEdit()->layout()->addWidget(m_unit);
    lineEdit()->setTextMargins(0, 0, unitWidth(), 0);
    updateGeometry();
}

int NumberBox::unitWidth() const { return m_unit ? m_unit->sizeHint().width() + theme::kGrid / 2 : 0; }

void NumberBox::resizeEvent(QResizeEvent* event) {
    QAbstractSpinBox::resizeEvent(event);
    lineEdit()->setTextMargins(0, 0, unitWidth(), 0);  // the font may be another one, too
}

QString NumberBox::textOf(const QVariant& value, const QLocale& locale) {
    QLocale plain = locale;
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    if (value.typeId() == QMetaType::LongLong) return plain.toString(value.toLongLong());
    const double number = value.toDouble();
    const double size = std::abs(number);
    // Four noughts after the point are still read at a glance; beyond that the exponent is clearer.
    const char format = number == 0 || (size >= 1e-4 && size < 1e7) ? 'f' : 'e';
    return plain.toString(number, format, QLocale::FloatingPointShortest)
        .replace(QStringLiteral("E"), QStringLiteral("e"));
}

QVariant NumberBox::parsed(const QString& text) const {
    bool ok = false;
    const QString trimmed = text.trimmed();
    for (const QLocale& reading : {locale(), QLocale::c()}) {
        if (m_kind == Kind::Whole) {
            const qlonglong whole = reading.toLongLong(trimmed, &ok);
            if (ok) return whole;
        } else {
            const double real = reading.toDouble(trimmed, &ok);
            if (ok && std::isfinite(real)) return real;
        }
    }
    return {};
}

bool NumberBox::within(const QVariant& value) const {
    if (m_kind == Kind::Real) return value.toDouble() >= m_min && value.toDouble() <= m_max;
    const qlonglong whole = value.toLongLong();
    return whole >= saturated(std::ceil(m_min)) && whole <= saturated(std::floor(m_max));
}

void NumberBox::setValue(const QVariant& value) {
    QVariant next;
    if (m_kind == Kind::Whole) {
        bool ok = false;
        qlonglong whole = value.toLongLong(&ok);
        if (value.typeId() == QMetaType::Double) whole = saturated(std::round(value.toDouble()));
        next = std::clamp(whole, saturated(std::ceil(m_min)),
                          std::max(saturated(std::ceil(m_min)), saturated(std::floor(m_max))));
    } else {
        const double real = std::isfinite(value.toDouble()) ? value.toDouble() : 0.0;
        next = std::clamp(real, m_min, std::max(m_min, m_max));
    }
    const QString text = textOf(next, locale());
    if (next == m_value && lineEdit()->text() == text) return;
    const bool differs = next != m_value;
    m_value = next;
    {
        const QSignalBlocker quiet(lineEdit());
        lineEdit()->setText(text);
    }
    update();
    if (differs) Q_EMIT valueChanged(m_value);
    Q_EMIT edited();
}

void NumberBox::read() {
    const QVariant next = parsed(lineEdit()->text());
    if (next.isValid() && within(next) && next != m_value) {
        m_value = next;
        Q_EMIT valueChanged(m_value);
    }
    update();
    Q_EMIT edited();
}

bool NumberBox::isComplete() const {
    const QVariant now = parsed(lineEdit()->text());
    return now.isValid() && within(now);
}

QString NumberBox::problem() const {
    if (isComplete()) return {};
    const QVariant low = m_kind == Kind::Whole ? QVariant(saturated(std::ceil(m_min))) : QVariant(m_min);
    const QVariant high = m_kind == Kind::Whole ? QVariant(saturated(std::floor(m_max))) : QVariant(m_max);
    const QString from = textOf(low, locale()), to = textOf(high, locale());
    const bool below = std::isfinite(m_max) && m_max < kTwoTo63,
               above = std::isfinite(m_min) && m_min > -kTwoTo63;
    if (m_kind == Kind::Whole) {
        if (above && below) return tr("Enter a whole number from %1 to %2.").arg(from, to);
        if (above) return tr("Enter a whole number of at least %1.").arg(from);
        if (below) return tr("Enter a whole number of at most %1.").arg(to);
        return tr("Enter a whole number.");
    }
    if (above && below) return tr("Enter a number from %1 to %2, such as 0.5 or 2e-4.").arg(from, to);
    if (above) return tr("Enter a number of at least %1, such as 0.5 or 2e-4.").arg(from);
    if (below) return tr("Enter a number of at most %1.").arg(to);
    return tr("Enter a number, such as 0.5 or 2e-4.");
}

QValidator::State NumberBox::validate(QString& text, int&) const {
    const QVariant now = parsed(text);
    if (now.isValid() && within(now)) return QValidator::Acceptable;
    // Letters that no number holds are refused as they are typed; anything else may become one.
    static const QRegularExpression whole(QStringLiteral("^\\s*[-+]?[0-9.,'\\s\\x{00A0}\\x{202F}]*$"));
    static const QRegularExpression real(QStringLiteral("^[-+0-9.,'eE\\s\\x{00A0}\\x{202F}\\x{2212}]*$"));
    return (m_kind == Kind::Whole ? whole : real).match(text).hasMatch() ? QValidator::Intermediate
                                                                         : QValidator::Invalid;
}

void NumberBox::stepBy(int steps) {
    if (m_kind == Kind::Whole) {
        const qlonglong now = m_value.toLongLong();
        qlonglong next = 0;
        if (__builtin_add_overflow(now, static_cast<qlonglong>(steps), &next)) next = now;
        setValue(next);
    } else {
        // One of the leading digit, so that 0.0002 goes to 0.0003 and 40 to 50; downwards from 0.001 to
        // 0.0009.
        double now = m_value.toDouble();
        for (int i = 0; i < std::abs(steps); ++i) {
            const double size = std::abs(now);
            double unit = size > 0 ? std::pow(10.0, std::floor(std::log10(size) + 1e-9)) : 0.1;
            const bool towardsZero = (steps < 0) == (now > 0);
            if (size > 0 && towardsZero && size <= unit * (1 + 1e-9)) unit /= 10;
            // Rounded in text: the sum 0.1 + 0.2 must not show as 0.30000000000000004.
            now = QString::number(now + (steps > 0 ? unit : -unit), 'g', 12).toDouble();
        }
        setValue(now);
    }
    selectAll();
}

QAbstractSpinBox::StepEnabled NumberBox::stepEnabled() const {
    StepEnabled enabled = StepNone;
    if (isReadOnly()) return enabled;
    const bool whole = m_kind == Kind::Whole;
    const bool canFall =
        whole ? m_value.toLongLong() > saturated(std::ceil(m_min)) : m_value.toDouble() > m_min;
    const bool canRise =
        whole ? m_value.toLongLong() < saturated(std::floor(m_max)) : m_value.toDouble() < m_max;
    if (canRise) enabled |= StepUpEnabled;
    if (canFall) enabled |= StepDownEnabled;
    return enabled;
}

void NumberBox::focusOutEvent(QFocusEvent* event) {
    QAbstractSpinBox::focusOutEvent(event);
    // A complete number is written as we write numbers; an incomplete text stays to be mended.
    if (isComplete()) setValue(m_value);
}

QSize NumberBox::sizeHint() const {
    ensurePolished();
    const QSize text(fontMetrics().horizontalAdvance(QStringLiteral("00000000.000")) + unitWidth(),
                     lineEdit()->sizeHint().height());
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, text, this);
}

QSize NumberBox::minimumSizeHint() const {
    return {fontMetrics().horizontalAdvance(QStringLiteral("0000")) + 40 + unitWidth(), sizeHint().height()};
}

}  // namespace attune
