#include "widgets/option_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "widgets/number_box.h"
#include "widgets/theme.h"
#include "widgets/tool_tip.h"

namespace attune {

namespace {

constexpr int kControlWidth = 16 * theme::kGrid;

bool isWhole(const QVariant& value) {
    switch (value.typeId()) {
        case QMetaType::Int:
        case QMetaType::UInt:
        case QMetaType::LongLong:
        case QMetaType::ULongLong:
            return true;
        default:
            return false;
    }
}

bool isNumber(const QVariant& value) {
    return isWhole(value) || value.typeId() == QMetaType::Double;
}

}  // namespace

OptionRow::OptionRow(OptionField field, QGridLayout* grid, int line, QWidget* form)
    : QObject(form),
      m_field(std::move(field)),
      m_label(new QLabel(form)),
      m_problem(new QLabel(form)),
      m_reset(new QToolButton(form)) {
    if (isWhole(m_field.defaultValue)) m_field.defaultValue = m_field.defaultValue.toLongLong();
    makeControl(form);
    control()->setObjectName(m_field.name);
    control()->installEventFilter(this);
    control()->setAccessibleName(m_field.label);
    if (!m_check) control()->setMinimumWidth(kControlWidth);
    if (m_number) {
        m_number->setUnit(m_field.unit);
        m_number->setMinimumWidth(std::max(kControlWidth, m_number->minimumSizeHint().width()));
    }
    m_label->setText(m_field.label);
    m_label->setBuddy(control());
    m_problem->setWordWrap(true);
    m_reset->setAutoRaise(true);
    m_reset->setIcon(theme::icon(QStringLiteral("edit-undo")));
    m_reset->setObjectName(QStringLiteral("reset-") + m_field.name);
    QSizePolicy keep = m_reset->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keep);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        setValue(m_field.defaultValue);
        control()->setFocus();  // the button is gone, and the focus would go with it
        Q_EMIT changed();
    });
    if (!m_check) grid->addWidget(m_label, line, 0);
    grid->addWidget(control(), line, 1);
    grid->addWidget(m_reset, line, 2);
    grid->addWidget(m_problem, line + 1, 1, 1, 2);
    setValue(m_field.defaultValue);
    retranslate();
}

void OptionRow::makeControl(QWidget* form) {
    const int type = m_field.defaultValue.typeId();
    const auto announce = [this] {
        update();
        Q_EMIT changed();
    };
    if (type == QMetaType::Bool) {
        m_check = new QCheckBox(m_field.label, form);
        connect(m_check, &QCheckBox::toggled, this, announce);
        m_label->hide();
    } else if (isNumber(m_field.defaultValue)) {
        m_number =
            new NumberBox(type == QMetaType::Double ? NumberBox::Kind::Real : NumberBox::Kind::Whole, form);
        m_number->setRange(m_field.min, m_field.max);
        connect(m_number, &NumberBox::edited, this, announce);
    } else if (!m_field.choices.isEmpty()) {
        m_combo = new QComboBox(form);
        m_combo->setFocusPolicy(Qt::StrongFocus);
        for (qsizetype i = 0; i < m_field.choices.size(); ++i)
            m_combo->addItem(m_field.choiceLabels.value(i, m_field.choices[i]), m_field.choices[i]);
        connect(m_combo, &QComboBox::currentIndexChanged, this, announce);
    } else {
        m_text = new QLineEdit(form);
        connect(m_text, &QLineEdit::textChanged, this, announce);
    }
}

QWidget* OptionRow::control() const {
    if (m_number) return m_number;
    if (m_check) return m_check;
    if (m_combo) return m_combo;
    return m_text;
}

QVariant OptionRow::value() const {
    if (m_number) return m_number->value();
    if (m_check) return m_check->isChecked();
    if (m_combo) return m_combo->currentData();
    return m_text->text();
}

bool OptionRow::setValue(const QVariant& value) {
    const QSignalBlocker quiet(this);
    if (m_number) {
        if (!isNumber(value)) return false;
        const double real = value.toDouble();
        const bool fits = real >= m_field.min && real <= m_field.max;
        const bool kindFits =
            m_field.defaultValue.typeId() == QMetaType::Double || isWhole(value) || real == std::floor(real);
        if (!fits || !kindFits) return false;
        m_number->setValue(value);
    } else if (m_check) {
        if (value.typeId() != QMetaType::Bool) return false;
        m_check->setChecked(value.toBool());
    } else if (value.typeId() != QMetaType::QString) {
        return false;
    } else if (m_combo) {
        const int index = m_combo->findData(value);
        if (index < 0) return false;
        m_combo->setCurrentIndex(index);
    } else {
        m_text->setText(value.toString());
    }
    update();
    return true;
}

bool OptionRow::isChanged() const {
    return value() != m_field.defaultValue;
}

void OptionRow::setDefault(const QVariant& value) {
    const QVariant next = isWhole(value) ? QVariant(value.toLongLong()) : value;
    if (next == m_field.defaultValue) return;
    const bool follows = !isChanged() && problem().isEmpty();
    m_field.defaultValue = next;
    if (follows) setValue(next);
    retranslate();
}

void OptionRow::setCounts(bool counts) {
    if (m_counts && !counts) setValue(m_field.defaultValue);
    m_counts = counts;
}

QString OptionRow::problem() const {
    return m_number ? m_number->problem() : QString();
}

void OptionRow::setVisible(bool visible) {
    m_visible = visible;
    for (QWidget* widget : {static_cast<QWidget*>(m_label), control()}) widget->setVisible(visible);
    if (m_check) m_label->hide();
    // Its place is kept for a row that is seen; a hidden one must not leave a gap.
    QSizePolicy keep = m_reset->sizePolicy();
    keep.setRetainSizeWhenHidden(visible);
    m_reset->setSizePolicy(keep);
    update();
}

int OptionRow::labelWidth() const {
    // As wide as it gets: a changed value makes the name bold.
    return m_check ? 0 : QFontMetrics(theme::font(theme::Text::Body, true)).horizontalAdvance(m_field.label);
}

int OptionRow::resetWidth() const { return m_reset->sizeHint().width(); }

void OptionRow::update() {
    const bool changed = isChanged();
    // Bold stands for "changed"; the reset button says the same to who looks there.
    const QFont font = theme::font(theme::Text::Body, changed);
    (m_check ? static_cast<QWidget*>(m_check) : m_label)->setFont(font);
    const QString wrong = problem();
    m_reset->setVisible(m_visible && (changed || !wrong.isEmpty()));
    m_problem->setText(wrong);
    m_problem->setVisible(m_visible && !wrong.isEmpty());
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, theme::tone(theme::Tone::Bad));
    m_problem->setPalette(palette);
}

QString OptionRow::valueText(const QVariant& value) const {
    if (m_check) return value.toBool() ? tr("on") : tr("off");
    if (m_number) return NumberBox::textOf(value, m_number->locale());
    if (m_combo) return m_combo->itemText(m_combo->findData(value));
    return value.toString().isEmpty() ? tr("empty") : value.toString();
}

void OptionRow::retranslate() {
    QStringList lines{m_field.help};
    if (!m_field.unit.isEmpty()) lines.append(tr("Unit: %1").arg(m_field.unit));
    lines.append(tr("Default: %1").arg(valueText(m_field.defaultValue)));
    lines.removeAll(QString());
    const QString tip = lines.join(QLatin1Char('\n'));
    setWrappedToolTip(m_label, tip);
    setWrappedToolTip(control(), tip);
    m_reset->setToolTip(tr("Set back to the default, %1").arg(valueText(m_field.defaultValue)));
    m_reset->setAccessibleName(tr("Reset %1").arg(m_field.label));
    update();
}

bool OptionRow::eventFilter(QObject* object, QEvent* event) {
    // Without focus the wheel scrolls the page: ignored here, it goes on to the parent.
    if (event->type() == QEvent::Wheel && !control()->hasFocus()) {
        event->ignore();
        return true;
    }
    return QObject::eventFilter(object, event);
}

}  // namespace attune
