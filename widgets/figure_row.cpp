#include "widgets/figure_row.h"

#include <QLabel>
#include <QVBoxLayout>

#include "widgets/flow_layout.h"
#include "widgets/theme.h"

namespace attune {

namespace {

QString lineOf(const Figure& figure) {
    const QString line = FigureRow::tr("%1: %2", "the name of a number, and the number").arg(figure.name, figure.value);
    return figure.note.isEmpty() ? line : FigureRow::tr("%1, %2", "a number, and how sure it is").arg(line, figure.note);
}

QWidget* makeCell(const Figure& figure, QWidget* parent) {
    auto* cell = new QWidget(parent);
    cell->setToolTip(figure.help);
    auto* rows = new QVBoxLayout(cell);
    rows->setContentsMargins(0, 0, theme::kGrid * 3, 0);
    rows->setSpacing(0);
    const auto add = [&](const QString& text) {
        auto* label = new QLabel(text, cell);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        rows->addWidget(label);
        return label;
    };
    auto* value = add(figure.value);
    theme::makeTitle(value);
    value->setAccessibleName(lineOf(figure));
    value->setAccessibleDescription(figure.help);
    add(figure.name);
    theme::makeQuiet(add(figure.note));  // without one, too: the numbers of a row stand on one line
    return cell;
}

}  // namespace

FigureRow::FigureRow(QWidget* parent) : QWidget(parent) {
    auto* row = new FlowLayout(this, theme::kGrid);
    row->setContentsMargins(0, 0, 0, 0);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FigureRow::setFigures(const QVector<Figure>& figures) {
    m_figures = figures;
    while (QLayoutItem* item = layout()->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const Figure& figure : figures) layout()->addWidget(makeCell(figure, this));
    setVisible(!figures.isEmpty());
}

QString FigureRow::text() const {
    QStringList lines;
    for (const Figure& figure : m_figures) lines.append(lineOf(figure));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace attune
