#include "workbench/start/recent_row.h"

#include <QApplication>
#include <QPainter>

#include "widgets/marks.h"
#include "widgets/theme.h"
#include "workbench/start/recent_words.h"

namespace attune {

namespace {

constexpr int kHeight = theme::kGrid * 7;
constexpr int kCross = 10;  ///< pixels

}  // namespace

QRect RecentRow::crossRect(const QRect& row) {
    const int side = theme::kGrid * 3;
    return {row.right() - side, row.center().y() - side / 2, side, side};
}

void RecentRow::paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    option.text.clear();
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    const auto project = index.data(Project).value<RecentProject>();
    const bool there = project.state == RecentProject::State::There || project.state == RecentProject::State::Unread;
    const bool selected = option.state & QStyle::State_Selected;
    const QColor strong = selected ? option.palette.color(QPalette::HighlightedText)
                          : there  ? option.palette.color(QPalette::Text)
                                   : theme::quietText();
    const QColor quiet = selected ? strong : theme::quietText();
    const QRect cross = crossRect(option.rect);
    const QRect inner = option.rect.adjusted(theme::kGrid, theme::kGrid, 0, -theme::kGrid);
    const QFont bold = theme::font(theme::Text::Body, true), small = theme::font(theme::Text::Small);
    const int right = cross.left() - theme::kGrid / 2;
    painter->save();
    const auto line = [&](const QString& text, const QString& beside, const QFont& font, const QColor& colour, bool top,
                          Qt::TextElideMode elide) {
        const int height = inner.height() / 2;
        QRect rect(inner.left(), top ? inner.top() : inner.top() + height, right - inner.left(), height);
        painter->setFont(small);
        painter->setPen(quiet);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, beside);
        if (!beside.isEmpty()) rect.setRight(rect.right() - QFontMetrics(small).horizontalAdvance(beside) - theme::kGrid * 2);
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(text, elide, rect.width()));
    };
    line(project.name(), recentTime(project), bold, strong, true, Qt::ElideRight);
    line(recentPlace(project), recentContents(project), small, quiet, false, there ? Qt::ElideMiddle : Qt::ElideRight);
    if (selected || (option.state & QStyle::State_MouseOver)) {
        QRectF mark(0, 0, kCross, kCross);
        mark.moveCenter(QRectF(cross).center());
        marks::paintCross(*painter, mark, quiet);
    }
    painter->restore();
}

QSize RecentRow::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {theme::kGrid * 40, kHeight}; }

}  // namespace attune
