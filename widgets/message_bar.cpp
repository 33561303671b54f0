#include "widgets/message_bar.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <algorithm>

#include "widgets/action_registry.h"
#include "widgets/theme.h"

namespace attune {

namespace {

QColor colour(Message::Tone tone) {
    return tone == Message::Tone::Error     ? theme::tone(theme::Tone::Bad)
           : tone == Message::Tone::Warning ? theme::tone(theme::Tone::Warning)
                                            : theme::accent();
}

/// A sign in the tone's colour, of its own shape: the theme's signs are told apart by colour alone once
/// tinted.
QPixmap sign(Message::Tone tone, const QWidget& on) {
    constexpr int side = 20;
    QPixmap picture(QSize(side, side) * on.devicePixelRatioF());
    picture.setDevicePixelRatio(on.devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(colour(tone));
    painter.setPen(QPen(colour(tone), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (tone == Message::Tone::Warning)
        painter.drawPolygon(QPolygonF({{10, 2.5}, {18, 17}, {2, 17}}));
    else
        painter.drawEllipse(QPointF(10, 10), 8, 8);
    const QColor ground = theme::surface();
    painter.setPen(QPen(ground, 2.2, Qt::SolidLine, Qt::RoundCap));
    const double low = tone == Message::Tone::Warning ? 1.2 : 0;
    if (tone == Message::Tone::Error) {
        painter.drawLine(QPointF(7, 7), QPointF(13, 13));
        painter.drawLine(QPointF(13, 7), QPointF(7, 13));
    } else if (tone == Message::Tone::Warning) {
        painter.drawLine(QPointF(10, 6.3 + low), QPointF(10, 10.3 + low));
        painter.drawPoint(QPointF(10, 13.6 + low));
    } else {
        painter.drawPoint(QPointF(10, 6));
        painter.drawLine(QPointF(10, 9.6), QPointF(10, 14));
    }
    return picture;
}

int rank(Message::Tone tone) { return tone == Message::Tone::Error ? 2 : tone == Message::Tone::Warning ? 1 : 0; }

bool same(const Message& a, const Message& b) {
    return !a.key.isEmpty() || !b.key.isEmpty()
               ? a.key == b.key
               : a.tone == b.tone && a.what == b.what && a.why == b.why && a.remedy == b.remedy;
}

QLabel* textLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);  // what happened may quote a file's name
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_what(textLabel(this)),
      m_more(textLabel(this)),
      m_waiting(new QLabel(this)),
      m_buttons(new QWidget(this)),
      m_copy(new QToolButton(this)),
      m_close(new QToolButton(this)) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * theme::kGrid, theme::kGrid, theme::kGrid, theme::kGrid);
    layout->setSpacing(theme::kGrid);
    auto* words = new QVBoxLayout;
    words->setSpacing(theme::kGrid / 2);
    words->addWidget(m_what);
    words->addWidget(m_more);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    layout->addWidget(m_waiting);
    layout->addWidget(m_buttons);
    layout->addWidget(m_copy, 0, Qt::AlignVCenter);
    layout->addWidget(m_close, 0, Qt::AlignVCenter);
    auto* row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGrid);
    theme::makeTitle(m_what, theme::Text::Body);
    theme::makeQuiet(m_waiting);
    for (QToolButton* button : {m_copy, m_close}) button->setAutoRaise(true);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    retranslate();
    hide();
}

void MessageBar::retranslate() {
    m_copy->setIcon(theme::icon(QStringLiteral("edit-copy")));
    m_close->setIcon(theme::icon(QStringLiteral("window-close")));
    m_copy->setToolTip(tr("Copy this message"));
    m_copy->setAccessibleName(tr("Copy this message"));
    m_close->setToolTip(textWithKey(tr("Dismiss this message"), m_dismissKey));
    m_close->setAccessibleName(tr("Dismiss this message"));
    const int waiting = count() - 1;
    m_waiting->setVisible(waiting > 0);
    m_waiting->setText(waiting > 0 ? tr("%n more", "messages that wait", waiting) : QString());
}

void MessageBar::setDismissKey(const QKeySequence& key) {
    m_dismissKey = key;
    retranslate();
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange && !m_queue.isEmpty())
        m_icon->setPixmap(sign(m_queue.first().tone, *this));
    QFrame::changeEvent(event);
}

void MessageBar::post(const Message& message) {
    auto at = std::find_if(m_queue.begin(), m_queue.end(), [&](const Message& known) { return same(known, message); });
    const bool wasShown = !m_queue.isEmpty() && at == m_queue.begin();
    if (at != m_queue.end() && at->tone == message.tone) {
        *at = message;
    } else {
        if (at != m_queue.end()) m_queue.erase(at);
        // What broke is said before what may go wrong, and that before what is only to be known.
        at = std::find_if(m_queue.begin(), m_queue.end(), [&](const Message& known) { return rank(known.tone) < rank(message.tone); });
        at = m_queue.insert(at, message);
    }
    wasShown || at == m_queue.begin() ? showFirst() : retranslate();
}

void MessageBar::withdraw(const QString& key) {
    const bool first = !m_queue.isEmpty() && m_queue.first().key == key;
    m_queue.removeIf([&key](const Message& message) { return message.key == key; });
    if (first) showFirst();
    retranslate();
}

void MessageBar::dismiss() {
    if (m_queue.isEmpty()) return;
    m_queue.removeFirst();
    showFirst();
}

void MessageBar::clear() {
    m_queue.clear();
    showFirst();
}

QString MessageBar::text() const {
    if (m_queue.isEmpty()) return {};
    QStringList lines{m_queue.first().what, m_queue.first().why, m_queue.first().remedy};
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

void MessageBar::makeButtons() {
    // Deleted later: one of them may be the sender of this very click.
    for (QPushButton* old : m_buttons->findChildren<QPushButton*>()) {
        old->hide();
        old->setParent(nullptr);
        old->deleteLater();
    }
    for (const MessageAction& action : m_queue.first().actions) {
        auto* button = new QPushButton(action.text, m_buttons);
        button->setAutoDefault(false);
        m_buttons->layout()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, run = action.run] {
            dismiss();
            if (run) run();
        });
    }
    m_buttons->setVisible(!m_queue.first().actions.isEmpty());
}

void MessageBar::showFirst() {
    if (m_queue.isEmpty()) {
        hide();
        Q_EMIT shownChanged();
        return;
    }
    const Message& message = m_queue.first();
    m_icon->setPixmap(sign(message.tone, *this));
    m_what->setText(message.what);
    QStringList more{message.why, message.remedy};
    more.removeAll(QString());
    m_more->setText(more.join(QLatin1Char('\n')));
    m_more->setVisible(!more.isEmpty());
    makeButtons();
    retranslate();
    setAccessibleName(message.what);
    setAccessibleDescription(m_more->text());
    show();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT shownChanged();
}

void MessageBar::paintEvent(QPaintEvent*) {
    if (m_queue.isEmpty()) return;
    QPainter painter(this);
    const QColor tone = colour(m_queue.first().tone);
    painter.fillRect(rect(), theme::surface());
    painter.fillRect(QRect(0, 0, theme::kGrid / 2, height()), tone);
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return dismiss();
    QFrame::keyPressEvent(event);
}

}  // namespace attune
