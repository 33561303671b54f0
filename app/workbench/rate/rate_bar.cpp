#include "workbench/rate/rate_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "widgets/duration_text.h"
#include "widgets/theme.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/sentences.h"
#include "workbench/settings.h"

namespace attune {

namespace {

constexpr std::int64_t kEnoughSides = 20;  ///< choices from which a side is worth a warning: of a few, chance makes a streak

}  // namespace

RateBar::RateBar(Settings& settings, QWidget* parent) : QWidget(parent), m_settings(settings) {
    auto* order = new QLabel(tr("&Order"), this);
    makeStrategies();
    order->setBuddy(m_strategy);
    auto* count = new QLabel(tr("&Captions at once"), this);
    m_candidates = new QSpinBox(this);
    m_candidates->setAlignment(Qt::AlignRight);
    m_candidates->setRange(2, 4);
    m_candidates->setValue(settings.value(QStringLiteral("rate/candidates"), 2).toInt());
    count->setBuddy(m_candidates);
    m_blind = new QCheckBox(tr("&Blind"), this);
    m_blind->setObjectName(QStringLiteral("blind"));
    m_blind->setToolTip(tr("Hides which model wrote a caption. The captions are shuffled either way."));
    m_blind->setChecked(settings.value(QStringLiteral("rate/blind"), true).toBool());
    m_selection = new QPushButton(this);
    m_selection->setIcon(theme::icon(QStringLiteral("edit-clear")));
    m_selection->setToolTip(tr("Go back to all images."));
    showSelection(0);
    makeFigures();

    auto* row = new QHBoxLayout;
    row->setSpacing(theme::kGrid);
    for (QWidget* widget : std::initializer_list<QWidget*>{order, m_strategy, count, m_candidates, m_blind, m_selection})
        row->addWidget(widget);
    row->addStretch();
    for (QLabel* label : {m_consistency, m_pace, m_progress}) {
        row->addSpacing(theme::kGrid * 2);
        row->addWidget(label);
    }
    row->addWidget(m_learn);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::kGrid);
    rows->addLayout(row);
    rows->addWidget(m_order);
    rows->addWidget(m_bias);
    followControls();
}

void RateBar::makeStrategies() {
    m_strategy = new QComboBox(this);
    const auto add = [this](QueueStrategy strategy, const QString& text, const QString& tip) {
        m_strategy->addItem(text, static_cast<int>(strategy));
        m_strategy->setItemData(m_strategy->count() - 1, tip, Qt::ToolTipRole);
    };
    add(QueueStrategy::Random, tr("Random"), tr("Every image is as likely as any other."));
    add(QueueStrategy::Uncertain, tr("Uncertain first"), tr("Where the heads of the reward model disagree most, spread over captions that are unlike each other: most is learnt from these."));
    add(QueueStrategy::Newest, tr("Newest first"), tr("Captions of the latest run first."));
    add(QueueStrategy::Disagreement, tr("Disagreement first"),
        tr("Where the reward model contradicts your ratings, then where it ranks models furthest apart."));
    m_strategy->setCurrentIndex(std::max(0, m_strategy->findData(m_settings.value(QStringLiteral("rate/strategy"), 0))));
}

/// How far the rater is, how fast and how steady, and where that leads.
void RateBar::makeFigures() {
    m_learn = new QPushButton(tr("Train the reward model"), this);
    m_learn->setObjectName(QStringLiteral("learn"));
    m_learn->setToolTip(tr("These decisions are enough for a first reward model. You can go on rating later."));
    m_learn->hide();
    m_progress = new QLabel(this);
    m_pace = new QLabel(this);
    m_consistency = new QLabel(this);
    m_order = new QLabel(this);
    m_order->setObjectName(QStringLiteral("order"));
    m_order->setWordWrap(true);
    m_order->hide();
    m_bias = new QLabel(this);
    m_bias->setObjectName(QStringLiteral("bias"));
    m_bias->setWordWrap(true);
    m_bias->hide();
    for (QLabel* label : {m_pace, m_consistency, m_order}) theme::makeQuiet(label, theme::Text::Body);
}

void RateBar::followControls() {
    connect(m_strategy, &QComboBox::activated, this, [this] {
        m_settings.setValue(QStringLiteral("rate/strategy"), m_strategy->currentData());
        Q_EMIT changed();
    });
    connect(m_candidates, &QSpinBox::valueChanged, this, [this](int n) {
        m_settings.setValue(QStringLiteral("rate/candidates"), n);
        Q_EMIT changed();
    });
    connect(m_blind, &QCheckBox::toggled, this, [this](bool on) {
        m_settings.setValue(QStringLiteral("rate/blind"), on);
        Q_EMIT blindChanged();
    });
    connect(m_selection, &QPushButton::clicked, this, &RateBar::selectionDropped);
    connect(m_learn, &QPushButton::clicked, this, &RateBar::learningWanted);
    for (QWidget* control : std::initializer_list<QWidget*>{m_strategy, m_candidates, m_blind, m_selection, m_learn})
        control->installEventFilter(this);
}

bool RateBar::eventFilter(QObject* object, QEvent* event) {
    // Arrows, digits and Tab are commands of the page, but not while one chooses an order with them.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (!(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) event->accept();
    } else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        Q_EMIT done();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

QueueStrategy RateBar::strategy() const { return static_cast<QueueStrategy>(m_strategy->currentData().toInt()); }
int RateBar::candidates() const { return m_candidates->value(); }
bool RateBar::isBlind() const { return m_blind->isChecked(); }

void RateBar::showOrder(const QString& sentence) {
    m_order->setText(sentence);
    m_order->setVisible(!sentence.isEmpty());
}

void RateBar::showSelection(int images) {
    m_selection->setVisible(images > 0);
    m_selection->setText(tr("%n selected image(s)", nullptr, images));
    m_strategy->setEnabled(images == 0);
}

void RateBar::showProgress(const RateProgress& progress) {
    // An image is done once all its captions are decided on; that takes several decisions, each of which is to be seen.
    m_progress->setText(tr("Decisions: %1").arg(QLocale().toString(static_cast<qlonglong>(progress.decisions))));
    m_progress->setToolTip(tr("Images with all captions decided on: %1").arg(countOfText(progress.done, progress.total)));
    m_learn->setVisible(progress.canLearn);
    m_pace->setText(progress.perMinute > 0 ? tr("%1 a minute").arg(QLocale().toString(progress.perMinute, 'f', 1)) : QString());
    const auto& c = progress.consistency;
    m_consistency->setText(c.repeats > 0 ? tr("Agrees with itself %1").arg(countOfText(c.agreed, c.repeats)) : QString());
    showSides(c);
}

void RateBar::showSides(const ConsistencyReport& report) {
    QStringList tip{tr("Some pairs come back later, swapped and unannounced: how often you decided alike.")};
    const std::int64_t sides = report.leftChosen + report.rightChosen;
    const QString left = countOfText(report.leftChosen, sides);
    if (sides > 0)
        tip.append(tr("The left caption was chosen %1 times (between %2 and %3 at 95 % confidence).")
                       .arg(left, percentText(report.leftShare.low), percentText(report.leftShare.high)));
    m_consistency->setToolTip(joinSentences(tip));
    const bool isLeft = report.leftShare.low > 0.5, isRight = report.leftShare.high < 0.5;
    m_bias->setVisible(sides >= kEnoughSides && (isLeft || isRight));
    m_bias->setText(isLeft ? tr("You prefer the left caption more often than chance explains: %1. The sides are shuffled, so read both "
                                "captions before you decide.").arg(left)
                           : tr("You prefer the right caption more often than chance explains: %1. The sides are shuffled, so read both "
                                "captions before you decide.").arg(countOfText(report.rightChosen, sides)));
}

}  // namespace attune
