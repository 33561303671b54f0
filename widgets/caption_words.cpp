#include "widgets/caption_words.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kEdge = 4;  // for the focus ring and the shade of a word
constexpr int kWide = 40 * theme::kGrid;
constexpr int kFartherThanAnyWidth = 10000;  // pixels: a nearer line comes before a nearer word

}  // namespace

CaptionWords::CaptionWords(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Caption"));
}

QVector<CaptionWords::Span> CaptionWords::splitWords(const QString& text) {
    QVector<Span> words;
    int start = -1;
    for (int i = 0; i <= text.size(); ++i) {
        const bool inside = i < text.size() && !text[i].isSpace();
        if (inside && start < 0) start = i;
        if (!inside && start >= 0) {
            words += Span{start, i - start};
            start = -1;
        }
    }
    return words;
}

void CaptionWords::setText(const QString& text) {
    setHovered(-1);
    m_text = text;
    m_words = splitWords(text);
    m_emphasised.clear();
    layOut();
    updateGeometry();
    updateDescription();
}

void CaptionWords::setTextSize(theme::Text size) {
    m_size = size;
    layOut();
    updateGeometry();
}

QString CaptionWords::word(int index) const {
    if (index < 0 || index >= m_words.size()) return {};
    return m_text.mid(m_words[index].start, m_words[index].length);
}

void CaptionWords::setEmphasised(const QVector<int>& words) {
    m_emphasised.clear();
    for (const int index : words)
        if (index >= 0 && index < m_words.size()) m_emphasised += index;
    layOut();
    updateGeometry();
}

void CaptionWords::prepare(QTextLayout& layout) const {
    QString shown = m_text;
    for (QChar& c : shown)
        if (c.isSpace()) c = QLatin1Char(' ');  // a line feed would end the layout's paragraph
    layout.setText(shown);
    layout.setFont(theme::font(m_size));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QVector<QTextLayout::FormatRange> formats;
    for (const int index : m_emphasised) {
        QTextLayout::FormatRange range;
        range.start = m_words[index].start;
        range.length = m_words[index].length;
        range.format.setFontWeight(QFont::Bold);
        range.format.setFontUnderline(true);
        formats += range;
    }
    layout.setFormats(formats);
}

double CaptionWords::breakLines(QTextLayout& layout, double width) {
    double y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1.0, width));
        line.setPosition({0, y});
        y += std::ceil(line.height() * 1.15);
    }
    layout.endLayout();
    return y;
}

void CaptionWords::layOut() {
    prepare(m_layout);
    breakLines(m_layout, width() - 2 * kEdge);
    update();
}

int CaptionWords::heightForWidth(int width) const {
    QTextLayout layout;
    prepare(layout);
    return static_cast<int>(std::ceil(breakLines(layout, width - 2 * kEdge))) + 2 * kEdge;
}

QSize CaptionWords::sizeHint() const {
    return {kWide, heightForWidth(kWide)};
}

QSize CaptionWords::minimumSizeHint() const {
    return {16 * theme::kGrid, QFontMetrics(theme::font(m_size)).height() + 2 * kEdge};
}

QRect CaptionWords::wordRect(int index) const {
    if (index < 0 || index >= m_words.size()) return {};
    const auto [start, length] = m_words[index];
    const QTextLine line = m_layout.lineForTextPosition(start);
    if (!line.isValid()) return {};
    const int end = std::min(start + length, line.textStart() + line.textLength());
    const double from = line.cursorToX(start), to = line.cursorToX(end);
    return QRectF(kEdge + std::min(from, to), kEdge + line.y(), std::abs(to - from), line.height())
        .toAlignedRect();
}

int CaptionWords::wordBeside(int index, bool above) const {
    const QRect own = wordRect(index);
    int best = index, shortest = std::numeric_limits<int>::max();
    for (int i = 0; i < m_words.size(); ++i) {
        const QRect other = wordRect(i);
        const int down = other.top() - own.top(), across = std::abs(other.center().x() - own.center().x());
        if (above ? down >= 0 : down <= 0) continue;
        const int distance = std::abs(down) * kFartherThanAnyWidth + across;
        if (distance < shortest) shortest = distance, best = i;
    }
    return best;
}

int CaptionWords::wordAt(const QPointF& position) const {
    const QPointF at = position - QPointF(kEdge, kEdge);
    for (int i = 0; i < m_layout.lineCount(); ++i) {
        const QTextLine line = m_layout.lineAt(i);
        if (at.y() < line.y() || at.y() >= line.y() + line.height() * 1.15) continue;
        if (at.x() < 0 || at.x() > line.naturalTextWidth()) return -1;
        const int cursor = line.xToCursor(at.x(), QTextLine::CursorOnCharacter);
        // The gap behind a word is the word's, so that a pointer that reads along never points at nothing.
        for (int w = wordCount() - 1; w >= 0; --w)
            if (cursor >= m_words[w].start) return w;
        return -1;
    }
    return -1;
}

void CaptionWords::setHovered(int index) {
    if (index == m_hovered) return;
    m_hovered = index;
    updateDescription();
    update();
    Q_EMIT wordHovered(index);
}

void CaptionWords::read() {
    setFocus(Qt::ShortcutFocusReason);
    if (m_hovered < 0 && wordCount() > 0) setHovered(0);
}

void CaptionWords::updateDescription() {
    setAccessibleDescription(m_hovered < 0 ? m_text
                                           : tr("Word %1: %2").arg(m_hovered + 1).arg(word(m_hovered)));
}

bool CaptionWords::event(QEvent* event) {
    if (event->type() == QEvent::Leave) setHovered(-1);
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        // Up and down, too: elsewhere on the page they decide, and would on a caption that is being read.
        const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
        if (arrow || (key == Qt::Key_Escape && m_hovered >= 0)) event->accept();
    }
    return QWidget::event(event);
}

void CaptionWords::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_hovered >= 0) {
        QColor shade = theme::accent();
        shade.setAlphaF(0.25f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(shade);
        painter.drawRoundedRect(QRectF(wordRect(m_hovered)).adjusted(-3, -1, 3, 1), 3, 3);
    }
    painter.setPen(palette().color(QPalette::Text));
    m_layout.draw(&painter, QPointF(kEdge, kEdge));
    if (!hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme::accent(), 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
}

void CaptionWords::resizeEvent(QResizeEvent*) {
    layOut();
}

void CaptionWords::mouseMoveEvent(QMouseEvent* event) {
    setHovered(wordAt(event->position()));
    event->ignore();
}

void CaptionWords::keyPressEvent(QKeyEvent* event) {
    const int last = wordCount() - 1;
    if (event->key() == Qt::Key_Right && last >= 0) {
        setHovered(std::min(last, m_hovered + 1));
    } else if (event->key() == Qt::Key_Left && last >= 0) {
        setHovered(m_hovered < 0 ? last : std::max(0, m_hovered - 1));
    } else if ((event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) && last >= 0) {
        setHovered(m_hovered < 0 ? 0 : wordBeside(m_hovered, event->key() == Qt::Key_Up));
    } else if (event->key() == Qt::Key_Escape) {
        if (m_hovered < 0) event->ignore();
        setHovered(-1);
        Q_EMIT left();
    } else {
        event->ignore();
    }
}

void CaptionWords::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    setHovered(-1);
}

void CaptionWords::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        layOut();
        updateGeometry();
    }
}

}  // namespace attune
