#include "widgets/elided_label.h"

#include <QHelpEvent>
#include <QStyle>
#include <QStyleOption>
#include <QStylePainter>
#include <QToolTip>
#include <algorithm>

#include "widgets/tool_tip.h"

namespace attune {

ElidedLabel::ElidedLabel(QWidget* parent) : ElidedLabel(QString(), parent) {}

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : QLabel(text, parent) {
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode) {
    m_mode = mode;
    update();
}

QString ElidedLabel::oneLine() const {
    return text().simplified();
}

QString ElidedLabel::shownText() const {
    return fontMetrics().elidedText(oneLine(), m_mode, contentsRect().width() - 2 * margin());
}

bool ElidedLabel::isElided() const {
    return shownText() != oneLine();
}

QSize ElidedLabel::sizeHint() const {
    const QMargins around = contentsMargins();
    const int extra = around.left() + around.right() + 2 * margin();
    // One more pixel: a width rounded down would elide a text that fits.
    return {fontMetrics().horizontalAdvance(oneLine()) + extra + 1, QLabel::minimumSizeHint().height()};
}

QSize ElidedLabel::minimumSizeHint() const {
    const int little = fontMetrics().horizontalAdvance(QStringLiteral("mmm")) +
                       fontMetrics().horizontalAdvance(QChar(0x2026));
    return {std::min(sizeHint().width(), little), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QStylePainter painter(this);
    const QRect inside = contentsRect().adjusted(margin(), margin(), -margin(), -margin());
    const auto flags = QStyle::visualAlignment(layoutDirection(), alignment()) | Qt::TextSingleLine;
    painter.drawItemText(inside, static_cast<int>(flags), palette(), isEnabled(), shownText(),
                         foregroundRole());
}

bool ElidedLabel::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (isElided())
            QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), wrappedToolTip(text()), this);
        return true;
    }
    return QLabel::event(event);
}

}  // namespace attune
