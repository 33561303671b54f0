#include "widgets/option_form.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/option_row.h"
#include "widgets/theme.h"
#include "widgets/tool_tip.h"

namespace attune {

namespace {

/// Its arrow says whether it is open; it does not look pressed for that.
class Disclosure : public QToolButton {
  public:
    using QToolButton::QToolButton;

  protected:
    void paintEvent(QPaintEvent*) override {
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.state &= ~QStyle::State_On;
        QStylePainter(this).drawComplexControl(QStyle::CC_ToolButton, option);
    }
};

}  // namespace

OptionForm::OptionForm(QWidget* parent)
    : QWidget(parent), m_presetLine(new QHBoxLayout), m_presetLabel(new QLabel), m_preset(new QComboBox) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * theme::kGrid);
    m_presetLine->setSpacing(theme::kGrid);
    m_presetLine->addWidget(m_presetLabel);
    m_presetLine->addWidget(m_preset, 1);
    layout->addLayout(m_presetLine);
    layout->addStretch(1);
    m_presetLabel->setBuddy(m_preset);
    m_preset->setFocusPolicy(Qt::StrongFocus);
    m_preset->installEventFilter(this);
    connect(m_preset, &QComboBox::activated, this, [this](int index) {
        if (index >= m_presets.size()) return;  // "Custom" is what one edits, not what one chooses
        usePreset(m_presets[index]);
        Q_EMIT changed();
    });
    setPresets({});
    retranslate();
}

void OptionForm::setFields(const QList<OptionField>& fields) {
    const QVariantMap before = values();
    m_fields = fields;
    qDeleteAll(m_rows);
    m_rows.clear();
    delete m_body;
    m_body = new QWidget(this);
    auto* grid = new QGridLayout(m_body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::kGrid);
    grid->setVerticalSpacing(theme::kGrid / 2);
    grid->setColumnStretch(1, 1);
    m_more = new Disclosure(m_body);
    m_more->setAutoRaise(true);
    m_more->setCheckable(true);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_more, &QToolButton::toggled, this, &OptionForm::setExpanded);
    int line = 0;
    for (const bool advanced : {false, true}) {
        // The button is made in its place among the rows, which is its place in the tab order too.
        if (advanced) grid->addWidget(m_more, line++, 0, 1, 3, Qt::AlignLeft);
        if (advanced) m_more->raise();
        for (const OptionField& field : m_fields) {
            if (field.advanced != advanced) continue;
            auto* row = new OptionRow(field, grid, line, m_body);
            line += 2;
            m_rows.append(row);
            connect(row, &OptionRow::changed, this, [this, row] {
                if (decides(row->field().name)) followOthers();
                showPreset();
                showMore();
                Q_EMIT changed();
            });
        }
    }
    QWidget* previous = m_preset;
    bool passed = false;
    for (OptionRow* row : std::as_const(m_rows)) {
        if (row->field().advanced && !passed) {
            setTabOrder(previous, m_more);
            previous = m_more;
            passed = true;
        }
        setTabOrder(previous, row->control());
        auto* reset = m_body->findChild<QToolButton*>(QStringLiteral("reset-") + row->field().name);
        setTabOrder(row->control(), reset);
        previous = reset;
    }
    static_cast<QVBoxLayout*>(layout())->insertWidget(1, m_body);
    lineUp(*grid);
    order();
    for (OptionRow* kept : std::as_const(m_ordered)) {
        follow(*kept);
        if (kept->counts() && before.contains(kept->field().name))
            kept->setValue(before.value(kept->field().name));
    }
    setExpanded(m_expanded);
    showPreset();
}

/// All controls, the presets too, begin and end at lines that do not move when more settings are shown.
void OptionForm::lineUp(QGridLayout& grid) {
    m_labelWidth = m_presetLabel->sizeHint().width();
    int resets = 0;
    for (const OptionRow* row : std::as_const(m_rows)) {
        m_labelWidth = std::max(m_labelWidth, row->labelWidth());
        resets = std::max(resets, row->resetWidth());
    }
    grid.setColumnMinimumWidth(0, m_labelWidth);
    grid.setColumnMinimumWidth(2, resets);
    m_tailWidth = resets + grid.horizontalSpacing();
    m_presetLabel->setMinimumWidth(m_labelWidth);
    m_presetLine->setContentsMargins(0, 0, m_tailWidth, 0);
}

void OptionForm::lineUpAbove(QFormLayout& rows, int beside) {
    rows.setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows.setHorizontalSpacing(m_presetLine->spacing());
    rows.setContentsMargins(0, 0, m_tailWidth + beside, 0);
    QList<QWidget*> labels{m_presetLabel};
    for (int row = 0; row < rows.rowCount(); ++row)
        if (const auto* label = rows.itemAt(row, QFormLayout::LabelRole)) labels.append(label->widget());
    for (const QWidget* label : std::as_const(labels)) m_labelWidth = std::max(m_labelWidth, label->sizeHint().width());
    for (QWidget* label : std::as_const(labels)) label->setMinimumWidth(m_labelWidth);
    if (m_body) static_cast<QGridLayout*>(m_body->layout())->setColumnMinimumWidth(0, m_labelWidth);
}

void OptionForm::setLead(const QString& name) {
    m_lead = name;
    order();
    followOthers();
    showPreset();
}

/// The lead, then what needs nothing, then what needs something, in the order of the fields: what one of them needs stands before it.
void OptionForm::order() {
    m_ordered = m_rows;
    const auto rank = [this](const OptionRow* row) {
        return row->field().name == m_lead ? 0 : row->field().needs.isEmpty() ? 1 : 2;
    };
    std::stable_sort(m_ordered.begin(), m_ordered.end(),
                     [&rank](const OptionRow* a, const OptionRow* b) { return rank(a) < rank(b); });
}

/// Whether others count hangs on this option.
bool OptionForm::decides(const QString& name) const {
    return name == m_lead || std::any_of(m_fields.begin(), m_fields.end(), [&](const OptionField& field) { return field.needs == name; });
}

bool OptionForm::isNeedMet(const OptionField& field) const {
    const OptionRow* needed = field.needs.isEmpty() ? nullptr : row(field.needs);
    if (!needed) return true;
    const QVariant value = needed->value();
    return field.neededValues.isEmpty() ? value.toDouble() > 0 : field.neededValues.contains(value.toString());
}

void OptionForm::followOthers() {
    for (OptionRow* each : std::as_const(m_ordered)) follow(*each);
    showRows();
}

void OptionForm::follow(OptionRow& each) {
    const OptionRow* lead = row(m_lead);
    const QString value = lead ? lead->value().toString() : QString();
    for (const OptionField& field : std::as_const(m_fields))
        if (field.name == each.field().name)
            each.setDefault(field.defaultsFor.value(value, field.defaultValue));
    const bool counts = !lead || each.field().onlyFor.isEmpty() || each.field().onlyFor.contains(value);
    each.setCounts(counts && isNeedMet(each.field()));
}

void OptionForm::showRows() {
    for (OptionRow* each : std::as_const(m_rows))
        each->setVisible(each->counts() && (m_expanded || !each->field().advanced));
    showMore();
}

void OptionForm::setPresets(const QList<OptionPreset>& presets) {
    m_presets = presets;
    const QSignalBlocker quiet(m_preset);
    m_preset->clear();
    for (const OptionPreset& preset : m_presets) {
        m_preset->addItem(preset.name);
        m_preset->setItemData(m_preset->count() - 1, wrappedToolTip(preset.help), Qt::ToolTipRole);
    }
    m_preset->setVisible(!m_presets.isEmpty());
    m_presetLabel->setVisible(!m_presets.isEmpty());
    showPreset();
}

OptionRow* OptionForm::row(const QString& name) const {
    for (OptionRow* row : m_rows)
        if (row->field().name == name) return row;
    return nullptr;
}

QWidget* OptionForm::control(const QString& name) const {
    const OptionRow* found = row(name);
    return found ? found->control() : nullptr;
}

QVariantMap OptionForm::values() const {
    QVariantMap result;
    for (const OptionRow* row : m_rows)
        if (row->counts() && row->isChanged()) result.insert(row->field().name, row->value());
    return result;
}

QVariantMap OptionForm::allValues() const {
    QVariantMap result;
    for (const OptionRow* row : m_rows) result.insert(row->field().name, row->value());
    return result;
}

QStringList OptionForm::setValues(const QVariantMap& values) {
    QStringList refused;
    for (OptionRow* row : std::as_const(m_ordered)) {
        follow(*row);
        row->setValue(row->field().defaultValue);
        if (!row->counts()) continue;
        const auto wanted = values.constFind(row->field().name);
        if (wanted != values.constEnd() && !row->setValue(*wanted))
            refused.append(
                tr("%1 cannot be %2; its default is used.").arg(row->field().label, wanted->toString()));
    }
    showRows();
    for (auto it = values.begin(); it != values.end(); ++it)
        if (!row(it.key())) refused.append(tr("There is no option %1; it is left out.").arg(it.key()));
    showPreset();
    return refused;
}

QStringList OptionForm::problems() const {
    QStringList result;
    for (const OptionRow* row : m_rows)
        if (row->counts() && !row->problem().isEmpty())
            //: %1 is the name of an option, %2 a sentence such as "Enter a whole number."
            result.append(tr("%1: %2").arg(row->field().label, row->problem()));
    return result;
}

QString OptionForm::preset() const {
    const QVariantMap now = values();
    for (const OptionPreset& preset : m_presets) {
        bool same = true;
        for (const OptionRow* row : m_rows)
            if (row->counts() && (row->field().name != m_lead || preset.values.contains(m_lead)))
                same = same && preset.values.value(row->field().name, row->field().defaultValue) == row->value();
        if (same) return preset.name;
    }
    return {};
}

void OptionForm::setPreset(const QString& name) {
    for (const OptionPreset& preset : std::as_const(m_presets))
        if (preset.name == name) usePreset(preset);
}

void OptionForm::usePreset(const OptionPreset& preset) {
    QVariantMap wanted = preset.values;
    if (const OptionRow* lead = row(m_lead); lead && !wanted.contains(m_lead)) wanted.insert(m_lead, lead->value());
    setValues(wanted);
}

void OptionForm::showPreset() {
    const QString now = preset();
    const int custom = static_cast<int>(m_presets.size());
    if (now.isEmpty() && m_preset->count() == custom) m_preset->addItem(tr("Custom"));
    if (!now.isEmpty() && m_preset->count() > custom) m_preset->removeItem(custom);
    m_preset->setCurrentIndex(now.isEmpty() ? custom : m_preset->findText(now));
}

void OptionForm::setExpanded(bool expanded) {
    const bool differs = m_expanded != expanded;
    m_expanded = expanded;
    showRows();
    if (differs) Q_EMIT expandedChanged(expanded);
}

void OptionForm::showMore() {
    if (!m_more) return;
    int hidden = 0, changed = 0;
    for (const OptionRow* row : std::as_const(m_rows)) {
        if (!row->field().advanced || !row->counts()) continue;
        ++hidden;
        // A wrong value counts too, so that one knows where to look.
        if (row->isChanged() || !row->problem().isEmpty()) ++changed;
    }
    const QSignalBlocker quiet(m_more);
    m_more->setVisible(hidden > 0);
    m_more->setChecked(m_expanded);
    m_more->setIcon(theme::icon(m_expanded ? QStringLiteral("go-down") : QStringLiteral("go-next")));
    m_more->setText(m_expanded || changed == 0 ? tr("More settings")
                                               : tr("More settings (%n changed)", nullptr, changed));
}

void OptionForm::retranslate() {
    m_presetLabel->setText(tr("Preset"));
    m_preset->setAccessibleName(tr("Preset"));
    m_preset->setToolTip(tr("Choose settings that go well together"));
    const int custom = static_cast<int>(m_presets.size());
    if (m_preset->count() > custom) m_preset->setItemText(custom, tr("Custom"));
    for (OptionRow* row : std::as_const(m_rows)) row->retranslate();
    showMore();
}

void OptionForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) retranslate();
    QWidget::changeEvent(event);
}

bool OptionForm::eventFilter(QObject* object, QEvent* event) {
    if (object == m_preset && event->type() == QEvent::Wheel && !m_preset->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

}  // namespace attune
