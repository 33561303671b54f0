#include "widgets/command_row.h"

#include <QPainter>
#include <QTextLayout>

#include "widgets/theme.h"

namespace attune {

namespace {

void drawMatched(QPainter* painter, const QRect& rect, const QString& text, const QFont& font,
                 const QList<qsizetype>& positions) {
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width());
    QTextLayout layout(shown, font);
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    QList<QTextLayout::FormatRange> formats;
    for (const qsizetype at : positions)
        if (at < shown.size()) formats.append({static_cast<int>(at), 1, bold});
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width() *
                      2.0);  // bold letters are wider than what was measured; they must not wrap
    layout.endLayout();
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
}

}  // namespace

QSize CommandRow::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {0, option.fontMetrics.height() + theme::kGrid + theme::kGrid / 2};
}

void CommandRow::paint(QPainter* painter, const QStyleOptionViewItem& option,
                       const QModelIndex& index) const {
    const bool enabled = index.flags() & Qt::ItemIsEnabled;
    // The current row is marked even if it is disabled, so that one sees where the arrows are.
    const bool current = option.state & (QStyle::State_Selected | QStyle::State_HasFocus);
    const bool filled = current && enabled;
    painter->save();
    painter->setClipRect(option.rect);
    if (current)
        painter->fillRect(option.rect, filled ? option.palette.brush(QPalette::Active, QPalette::Highlight)
                                              : QBrush(theme::line()));
    const QColor text = filled    ? option.palette.color(QPalette::Active, QPalette::HighlightedText)
                        : enabled ? option.palette.color(QPalette::Active, QPalette::Text)
                                  : option.palette.color(QPalette::Disabled, QPalette::Text);
    const QColor quiet = filled ? text : enabled ? theme::quietText() : text;

    QRect rect = option.rect.adjusted(theme::kGrid, 0, -theme::kGrid, 0);
    constexpr int side = 2 * theme::kGrid;
    const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>();
    if (!icon.isNull())
        icon.paint(painter, QRect(rect.left(), rect.center().y() - side / 2, side, side), Qt::AlignCenter,
                   enabled ? QIcon::Normal : QIcon::Disabled);
    rect.setLeft(rect.left() + side + theme::kGrid);

    const auto atRight = [&](const QString& words, const QFont& font, const QColor& colour, int column) {
        const int width = QFontMetrics(font).horizontalAdvance(words);
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, words);
        rect.setRight(rect.right() - std::max(width, column) - 2 * theme::kGrid);
    };
    atRight(index.data(Key).toString(), option.font, text,
            option.fontMetrics.horizontalAdvance(QStringLiteral("Ctrl+Shift+Z")));
    const QString reason = index.data(Reason).toString();
    const QFont small = theme::font(theme::Text::Small);
    const QString beside = QFontMetrics(small).elidedText(
        reason.isEmpty() ? index.data(Group).toString() : reason, Qt::ElideRight, rect.width() * 6 / 10);
    atRight(beside, small, quiet, 0);
    painter->setPen(text);
    drawMatched(painter, rect, index.data().toString(), option.font,
                index.data(Positions).value<QList<qsizetype>>());
    painter->restore();
}

}  // namespace attune
