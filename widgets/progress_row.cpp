#include "widgets/progress_row.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <algorithm>

#include "widgets/duration_text.h"
#include "widgets/elided_label.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kParts = 1000;  // the bar's own scale: totals may be beyond its 32 bits

}  // namespace

ProgressRow::ProgressRow(QWidget* parent)
    : QWidget(parent),
      m_words(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_task(new ElidedLabel(this)),
      m_bar(new QProgressBar(this)),
      m_count(new QLabel(this)),
      m_detail(new ElidedLabel(this)),
      m_cancel(new QPushButton(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGrid);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(theme::kGrid / 2);
    auto* figures = new QHBoxLayout;
    figures->setSpacing(2 * theme::kGrid);
    figures->addWidget(m_detail);
    figures->addWidget(m_count, 1);
    m_words->addWidget(m_task, 1);
    m_words->addLayout(figures);
    lines->addLayout(m_words);
    lines->addWidget(m_bar);
    layout->addLayout(lines, 1);
    layout->addWidget(m_cancel, 0, Qt::AlignBottom);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, kParts);
    m_bar->setMaximumHeight(theme::kGrid);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    theme::makeQuiet(m_detail, theme::Text::Body);
    m_cancel->setAutoDefault(false);
    connect(m_cancel, &QPushButton::clicked, this, &ProgressRow::cancelRequested);
    setStacked(false);
    setIndeterminate();
}

void ProgressRow::setStacked(bool stacked) {
    m_words->setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_words->setSpacing(stacked ? theme::kGrid / 2 : 2 * theme::kGrid);
    // Beside the task it is that which gives way.
    m_detail->setSizePolicy(stacked ? QSizePolicy::Preferred : QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ProgressRow::setTask(const QString& name) {
    m_task->setText(name);
    m_bar->setAccessibleName(name);
    retranslate();
}

void ProgressRow::setProgress(qlonglong done, qlonglong total, double perSecond, double secondsLeft) {
    m_done = std::max<qlonglong>(done, 0);
    m_total = std::max<qlonglong>(total, 0);
    m_rate = perSecond;
    m_left = secondsLeft;
    m_note.clear();
    m_countWords.clear();
    retranslate();
}

void ProgressRow::setCount(const QString& words) {
    m_countWords = words;
    retranslate();
}

void ProgressRow::setIndeterminate() {
    setProgress(0, 0);
}

void ProgressRow::setNote(const QString& note) {
    m_note = note;
    retranslate();
}

void ProgressRow::setCancellable(bool cancellable) {
    m_cancel->setVisible(cancellable);
}

void ProgressRow::retranslate() {
    if (m_total > 0) {
        const double share = std::min(1.0, static_cast<double>(m_done) / static_cast<double>(m_total));
        m_bar->setRange(0, kParts);
        m_bar->setValue(static_cast<int>(share * kParts));
        m_count->setText(m_countWords.isEmpty() ? countOfText(m_done, m_total) : m_countWords);
    } else {
        m_bar->setRange(0, 0);
        m_count->setText(m_done > 0 ? countText(m_done) : QString());
    }
    QStringList details;
    if (!m_note.isEmpty()) {
        details.append(m_note);
    } else {
        details.append(rateText(m_rate));
        if (m_total == 0 || m_done < m_total) details.append(timeLeftText(m_left));
    }
    details.removeAll(QString());
    m_detail->setText(details.join(tr(", ", "between rate and time left")));
    m_bar->setAccessibleDescription(QStringList{m_count->text(), m_detail->text()}.join(QLatin1Char('\n')));
    m_cancel->setText(tr("Cancel"));
    //: %1 is the name of a task, as in "Import of 200 images"
    m_cancel->setAccessibleName(tr("Cancel: %1").arg(m_task->text()));
}

void ProgressRow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace attune
