#include "widgets/fit_plot.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPointer>
#include <QToolTip>

#include "widgets/plot_theme.h"
#include "widgets/plot_zoom.h"
#include "widgets/qcp.h"
#include "widgets/theme.h"

namespace attune {

ReportPlot::ReportPlot(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)), m_zoom(new PlotZoom(m_plot)), m_emptyText(tr("No values yet")) {
    setMinimumSize(theme::kGrid * 28, theme::kGrid * 20);
    setLogAxis(*m_plot->xAxis, false);
    setLogAxis(*m_plot->yAxis, false);
    m_plot->setContextMenuPolicy(Qt::NoContextMenu);
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->installEventFilter(this);  // behind the zoom, and so asked before it
    themePlot(*m_plot);
    setLeastMargins(*m_plot);
    m_plot->hide();
    connect(m_zoom, &PlotZoom::zoomed, this, [this] {
        m_zoomed = true;
        m_plot->replot(QCustomPlot::rpQueuedRefresh);
    });
    connect(m_zoom, &PlotZoom::resetWanted, this, &ReportPlot::resetZoom);
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
    m_zoomed = false;
    m_zoom->setEnabled(!empty);
    m_plot->setVisible(!empty);
    showValues({}, {});
}

void ReportPlot::resetZoom() {
    m_zoomed = false;
    redraw();
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
    setLeastMargins(*m_plot);
    const QCPRange x = m_plot->xAxis->range(), y = m_plot->yAxis->range();
    restyle();
    if (m_zoomed) {
        m_plot->xAxis->setRange(x);
        m_plot->yAxis->setRange(y);
    }
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void ReportPlot::showValues(const QString& text, const QPoint& global) {
    if (text == m_cursorText) return;
    m_cursorText = text;
    text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(global, text, m_plot);
}

bool ReportPlot::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        // While something is dragged it is the rectangle that one looks at.
        const bool idle = !m_empty && mouse->buttons() == Qt::NoButton;
        showValues(idle ? valuesAt(mouse->position()) : QString(), mouse->globalPosition().toPoint());
    } else if (event->type() == QEvent::Leave) {
        showValues({}, {});
    } else if (event->type() == QEvent::ToolTip && !m_cursorText.isEmpty()) {
        return true;  // the values stay, and the plot's own words wait for a place without
    }
    return QWidget::eventFilter(object, event);
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
    return drawPicture(format, m_title, size, 2.0, palette().color(QPalette::Base), [this, size](QPaintDevice& device) {
        if (!m_empty)
            paintPlot(*m_plot, device, QRect(0, headHeight(), size.width(), size.height() - headHeight()));
        QPainter painter(&device);
        drawHead(painter, size.width());
    });
}

void ReportPlot::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    QAction* all = menu.addAction(theme::icon(QStringLiteral("zoom-fit-best")), tr("Show all values"));
    all->setEnabled(m_zoomed);
    connect(all, &QAction::triggered, this, &ReportPlot::resetZoom);
    menu.addSeparator();
    for (const auto format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf, ExportFormat::Csv}) {
        //: %1 is a file format such as PNG
        QAction* action = menu.addAction(tr("Export as %1…").arg(fileSuffix(format).toUpper()));
        action->setEnabled(!m_empty);
        connect(action, &QAction::triggered, this, [this, format] {
            const QPointer<ReportPlot> plot(this);
            Q_EMIT exportRequested(suggestedFileName(m_title, format),
                                   [plot, format] { return plot ? plot->exportAs(format) : QByteArray(); });
        });
    }
    menu.exec(event->globalPos());
}

}  // namespace attune
