#include "widgets/fit_plot.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include "widgets/plot_theme.h"
#include "widgets/qcp.h"
#include "widgets/theme.h"

namespace attune {

ReportPlot::ReportPlot(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)), m_emptyText(tr("No values yet")) {
    setMinimumSize(theme::kGrid * 28, theme::kGrid * 20);
    setLogAxis(*m_plot->xAxis, false);
    setLogAxis(*m_plot->yAxis, false);
    m_plot->axisRect()->setMinimumMargins(QMargins(8, 8, 12, 4));
    m_plot->setContextMenuPolicy(Qt::NoContextMenu);
    themePlot(*m_plot);
    m_plot->hide();
}

ReportPlot::~ReportPlot() = default;

void ReportPlot::setTitle(const QString& title) {
    m_title = title;
    setAccessibleName(title);
    m_plot->setAccessibleName(title);
    layOut();
}

void ReportPlot::setAxisLabels(const QString& x, const QString& y) {
    m_plot->xAxis->setLabel(x);
    m_plot->yAxis->setLabel(y);
    redraw();
}

void ReportPlot::setEmptyText(const QString& text) {
    m_emptyText = text;
    update();
}

void ReportPlot::setEmpty(bool empty) {
    m_empty = empty;
    m_plot->setVisible(!empty);
}

int ReportPlot::headHeight() const {
    if (m_title.isEmpty() && entries().isEmpty()) return theme::kGrid / 2;
    return QFontMetrics(theme::font(theme::Text::Body, true)).height() + theme::kGrid * 2;
}

void ReportPlot::layOut() {
    m_plot->setGeometry(rect().adjusted(0, headHeight(), 0, 0));
    update();
}

void ReportPlot::redraw() {
    layOut();
    themePlot(*m_plot);
    restyle();
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void ReportPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOut();
}

void ReportPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) redraw();
    QWidget::changeEvent(event);
}

void ReportPlot::drawHead(QPainter& painter, int width) const {
    QRect line(theme::kGrid * 2, theme::kGrid, width - theme::kGrid * 4, headHeight() - theme::kGrid);
    painter.setFont(theme::font(theme::Text::Small));
    const QFontMetrics metrics(painter.font());
    const auto all = entries();
    for (auto entry = all.crbegin(); entry != all.crend(); ++entry) {
        const QString name = metrics.elidedText(entry->name, Qt::ElideMiddle, width / 3);
        painter.setPen(theme::quietText());
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, name);
        line.setRight(line.right() - metrics.horizontalAdvance(name) - theme::kGrid);
        painter.fillRect(QRect(line.right() - 9, line.center().y() - 4, 10, 10), entry->colour);
        line.setRight(line.right() - 10 - theme::kGrid * 2);
    }
    painter.setFont(theme::font(theme::Text::Body, true));
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(painter.font()).elidedText(m_title, Qt::ElideRight, std::max(line.width(), 0)));
}

void ReportPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    drawHead(painter, width());
    if (!m_empty) return;
    painter.setFont(theme::font(theme::Text::Body));
    painter.setPen(theme::quietText());
    painter.drawText(rect().adjusted(theme::kGrid, headHeight(), -theme::kGrid, 0),
                     Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

QByteArray ReportPlot::exportAs(ExportFormat format) const {
    if (format == ExportFormat::Csv) return csv();
    const QSize size = this->size().expandedTo(QSize(480, 320));
    return drawPicture(format, m_title, size, 2.0, [this, size](QPaintDevice& device) {
        if (!m_empty)
            paintPlot(*m_plot, device, QRect(0, headHeight(), size.width(), size.height() - headHeight()));
        QPainter painter(&device);
        drawHead(painter, size.width());
    });
}

void ReportPlot::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    for (const auto format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf, ExportFormat::Csv}) {
        //: %1 is a file format such as PNG
        QAction* action = menu.addAction(tr("Export as %1…").arg(fileSuffix(format).toUpper()));
        action->setEnabled(!m_empty);
        connect(action, &QAction::triggered, this, [this, format] {
            Q_EMIT exportRequested(suggestedFileName(m_title, format), exportAs(format));
        });
    }
    menu.exec(event->globalPos());
}

}  // namespace attune
