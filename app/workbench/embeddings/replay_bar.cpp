#include "workbench/embeddings/replay_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kStepMs = 600;  ///< long enough to see where the points went

}  // namespace

ReplayBar::ReplayBar(QWidget* parent) : QWidget(parent) {
    m_play = new QToolButton(this);
    m_play->setAutoRaise(true);
    m_play->setAccessibleName(tr("Play"));
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setPageStep(1);
    m_slider->setAccessibleName(tr("Step of the training"));
    m_place = new QLabel(this);
    m_step = new QLabel(this);
    theme::makeQuiet(m_step);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGrid);
    row->addWidget(m_play);
    row->addWidget(m_slider, 1);
    row->addWidget(m_place);
    row->addWidget(m_step);
    m_timer.setInterval(kStepMs);
    connect(&m_timer, &QTimer::timeout, this, &ReplayBar::tick);
    connect(m_play, &QToolButton::clicked, this, &ReplayBar::togglePlaying);
    connect(m_slider, &QSlider::valueChanged, this, [this](int index) {
        showStep();
        Q_EMIT stepWanted(index);
    });
    connect(m_slider, &QSlider::sliderPressed, this, &ReplayBar::pause);
    setPlaying(false);
}

void ReplayBar::setSteps(const QVector<qint64>& steps, int current, const QString& word) {
    m_steps = steps;
    m_word = word;
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, std::max(0, static_cast<int>(steps.size()) - 1));
    m_slider->setValue(current);
    if (steps.size() < 2) pause();
    setVisible(steps.size() > 1);
    m_step->setVisible(!word.isEmpty());
    // The labels keep their width while the numbers run.
    const auto keepWidth = [](QLabel* label, const QString& widest) {
        label->setMinimumWidth(label->fontMetrics().horizontalAdvance(widest) + theme::kGrid);
    };
    if (!steps.isEmpty()) keepWidth(m_place, placeText(steps.size()));
    if (!steps.isEmpty() && !word.isEmpty()) keepWidth(m_step, word.arg(QLocale().toString(steps.last())));
    showStep();
}

QString ReplayBar::placeText(qsizetype place) const {
    //: the place of a step among all steps, as in "Step 3 of 12"
    return tr("Step %1 of %2").arg(place).arg(m_steps.size());
}

void ReplayBar::showStep() {
    const int index = m_slider->value();
    if (index >= m_steps.size()) return;
    m_place->setText(placeText(index + 1));
    if (!m_word.isEmpty()) m_step->setText(m_word.arg(QLocale().toString(m_steps[index])));
}

void ReplayBar::setPlaying(bool playing) {
    playing ? m_timer.start() : m_timer.stop();
    m_play->setIcon(theme::icon(playing ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start")));
    m_play->setAccessibleName(playing ? tr("Pause") : tr("Play"));
    m_play->setToolTip(playing ? tr("Pause") : tr("Replay how the points moved during training"));
}

void ReplayBar::togglePlaying() {
    if (isPlaying()) return pause();
    if (m_steps.size() < 2) return;
    if (m_slider->value() == m_slider->maximum()) m_slider->setValue(0);
    setPlaying(true);
}

void ReplayBar::pause() {
    if (isPlaying()) setPlaying(false);
}

void ReplayBar::stepBy(int steps) {
    pause();
    m_slider->setValue(m_slider->value() + steps);
}

void ReplayBar::tick() {
    m_slider->setValue(m_slider->value() + 1);
    if (m_slider->value() == m_slider->maximum()) pause();
}

}  // namespace attune
