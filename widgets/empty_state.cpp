#include "widgets/empty_state.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kIconSide = 6 * theme::kGrid;
constexpr int kTextWidth = 56 * theme::kGrid;

}  // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_title(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_primary(new QPushButton(this)),
      m_secondary(new QPushButton(this)) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(2 * theme::kGrid, 2 * theme::kGrid, 2 * theme::kGrid, 2 * theme::kGrid);
    outer->setSpacing(theme::kGrid);
    for (QLabel* label : {m_title, m_sentence}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        label->setFixedWidth(kTextWidth);
    }
    theme::makeTitle(m_title);
    theme::makeQuiet(m_sentence, theme::Text::Body);
    m_primary->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::kGrid);
    buttons->addStretch(1);
    buttons->addWidget(m_primary);
    buttons->addWidget(m_secondary);
    buttons->addStretch(1);
    outer->addStretch(2);
    outer->addWidget(m_icon, 0, Qt::AlignHCenter);
    outer->addSpacing(theme::kGrid);
    outer->addWidget(m_title, 0, Qt::AlignHCenter);
    outer->addWidget(m_sentence, 0, Qt::AlignHCenter);
    outer->addSpacing(theme::kGrid);
    outer->addLayout(buttons);
    outer->addStretch(3);  // a little above the middle looks centred
    connect(m_primary, &QPushButton::clicked, this, &EmptyState::primaryClicked);
    connect(m_secondary, &QPushButton::clicked, this, &EmptyState::secondaryClicked);
    setPrimary({});
    setSecondary({});
}

void EmptyState::setContent(const QString& icon, const QString& title, const QString& sentence) {
    m_iconName = icon;
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    fitText();
    showIcon();
}

void EmptyState::fitText() {
    // A centred label is given its size hint, which knows nothing of the width that its lines are broken to.
    for (QLabel* label : {m_title, m_sentence}) label->setMinimumHeight(std::max(0, label->heightForWidth(kTextWidth)));
}

void EmptyState::setPrimary(const QString& text) {
    m_primary->setText(text);
    m_primary->setVisible(!text.isEmpty());
}

void EmptyState::setSecondary(const QString& text) {
    m_secondary->setText(text);
    m_secondary->setVisible(!text.isEmpty());
}

void EmptyState::showIcon() {
    m_icon->setVisible(!m_iconName.isEmpty());
    // The disabled shade: the picture stands behind the words.
    m_icon->setPixmap(m_iconName.isEmpty() ? QPixmap()
                                           : theme::icon(m_iconName).pixmap(QSize(kIconSide, kIconSide),
                                                                            devicePixelRatioF(), QIcon::Disabled));
}

void EmptyState::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) showIcon();
    if (event->type() == QEvent::FontChange) fitText();
    QWidget::changeEvent(event);
}

}  // namespace attune
