#include "workbench/history/lineage_delegate.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kLane = theme::kGrid * 2;
constexpr int kRow = theme::kGrid * 4;
constexpr int kLeastName = theme::kGrid * 36;
constexpr double kNode = 5;    ///< radius, pixels
constexpr int kMostLanes = 12;  ///< deeper branches are drawn in the last one

double laneX(const QRect& rect, int lane) { return rect.left() + kLane * (std::min(lane, kMostLanes) + 0.75); }

int drawingWidth(const LineageRow& row) {
    int last = row.lane;
    for (const int lane : row.passing) last = std::max(last, lane);
    return kLane * (std::min(last, kMostLanes) + 1) + theme::kGrid;
}

void paintLines(QPainter& painter, const QRect& rect, const LineageRow& row, const QColor& colour) {
    const double top = rect.top(), bottom = rect.bottom() + 1, middle = (top + bottom) / 2;
    const double x = laneX(rect, row.lane);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(Qt::NoBrush);
    for (const int lane : row.passing) painter.drawLine(QPointF(laneX(rect, lane), top), QPointF(laneX(rect, lane), bottom));
    if (row.parentLane == row.lane) painter.drawLine(QPointF(x, top), QPointF(x, middle));
    if (row.parentLane >= 0 && row.parentLane != row.lane) {
        const double from = laneX(rect, row.parentLane);
        QPainterPath elbow(QPointF(from, top));
        elbow.cubicTo(QPointF(from, middle), QPointF(from, middle), QPointF(x, middle));
        painter.drawPath(elbow);
    }
    if (row.goesOn) painter.drawLine(QPointF(x, middle), QPointF(x, bottom));
}

/// Captioners are discs, reward models diamonds: shape tells them apart without colour.
void paintNode(QPainter& painter, QPointF at, bool captioner, bool current, const QColor& colour, const QColor& ground) {
    painter.setPen(QPen(colour, 2));
    painter.setBrush(current ? colour : ground);
    if (captioner) return painter.drawEllipse(at, kNode, kNode);
    painter.drawPolygon(QPolygonF({at + QPointF(0, -kNode - 1), at + QPointF(kNode + 1, 0), at + QPointF(0, kNode + 1),
                                   at + QPointF(-kNode - 1, 0)}));
}

}  // namespace

void LineageDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QString name = option.text;
    option.text.clear();
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);

    const auto row = index.data(Drawing).value<LineageRow>();
    const bool selected = option.state & QStyle::State_Selected;
    const QPalette& palette = option.palette;
    const QColor ground = palette.color(selected ? QPalette::Highlight : QPalette::Base);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(option.rect);
    const bool captioner = index.data(Captioner).toBool();
    paintLines(*painter, option.rect, row, theme::quietText());
    paintNode(*painter, {laneX(option.rect, row.lane), option.rect.center().y() + 0.5}, captioner,
              index.data(Current).toBool(), theme::series(captioner ? 0 : 1), ground);

    QRect text = option.rect.adjusted(drawingWidth(row), 0, -theme::kGrid / 2, 0);
    if (index.data(Current).toBool()) {
        //: a badge on the model that new work starts from
        const QString badge = tr("current");
        const QFont small = theme::font(theme::Text::Small);
        const int width = QFontMetrics(small).horizontalAdvance(badge) + theme::kGrid * 2;
        const int height = QFontMetrics(small).height() + 4;
        QRect pill(text.right() - width, text.center().y() - height / 2 + 1, width, height);
        const int after = text.left() + QFontMetrics(theme::font(theme::Text::Body, true)).horizontalAdvance(name) + theme::kGrid;
        pill.moveLeft(std::min(pill.left(), after));
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme::accent());
        painter->drawRoundedRect(pill, height / 2.0, height / 2.0);
        painter->setFont(small);
        painter->setPen(QApplication::palette().color(QPalette::HighlightedText));
        painter->drawText(pill, Qt::AlignCenter, badge);
        text.setRight(pill.left() - theme::kGrid / 2);
    }
    const QFont font = theme::font(theme::Text::Body, index.data(Current).toBool());
    painter->setFont(font);
    painter->setPen(palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, QFontMetrics(font).elidedText(name, Qt::ElideRight, text.width()));
    painter->restore();
}

QSize LineageDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const auto row = index.data(Drawing).value<LineageRow>();
    const QFontMetrics bold(theme::font(theme::Text::Body, true));
    const int badge = index.data(Current).toBool() ? bold.horizontalAdvance(tr("current")) + theme::kGrid * 4 : 0;
    const int wanted = drawingWidth(row) + bold.horizontalAdvance(index.data().toString()) + badge + theme::kGrid * 2;
    return {std::max(wanted, kLeastName), kRow};
}

}  // namespace attune
