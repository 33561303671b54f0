// What leaves a CurvePlot: its menu, pictures, values as text.
#include <QActionGroup>
#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <cmath>

#include "widgets/curve_legend.h"
#include "widgets/curve_plot.h"
#include "widgets/curve_view.h"
#include "widgets/plot_theme.h"
#include "widgets/theme.h"

namespace attune {

void CurvePlot::fillMenu(QMenu* menu) {
    menu->clear();
    QMenu* smoothing = menu->addMenu(tr("Smoothing"));
    auto* group = new QActionGroup(smoothing);
    for (const double weight : {0.0, 0.3, 0.6, 0.8, 0.9, 0.95, 0.99}) {
        QAction* action = smoothing->addAction(weight == 0 ? tr("None") : QLocale().toString(weight));
        action->setCheckable(true);
        action->setChecked(std::abs(weight - m_curves.smoothing()) < 1e-9);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, weight] { setSmoothing(weight); });
    }
    QAction* log = menu->addAction(tr("Log axis"));
    log->setCheckable(true);
    log->setChecked(isLogScale());
    connect(log, &QAction::triggered, this, &CurvePlot::setLogScale);
    QAction* reset = menu->addAction(theme::icon(QStringLiteral("zoom-fit-best")), tr("Show all values"));
    reset->setEnabled(!isFollowing());
    connect(reset, &QAction::triggered, this, &CurvePlot::resetZoom);
    menu->addSeparator();
    const bool any = m_curves.hasPoints();
    QAction* copy = menu->addAction(theme::icon(QStringLiteral("edit-copy")), tr("Copy values"));
    copy->setEnabled(any);
    connect(copy, &QAction::triggered, this, &CurvePlot::copyValues);
    for (const auto format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf, ExportFormat::Csv}) {
        //: %1 is a file format such as PNG
        QAction* action = menu->addAction(tr("Export as %1…").arg(fileSuffix(format).toUpper()));
        action->setEnabled(any);
        connect(action, &QAction::triggered, this, [this, format] {
            const QPointer<CurvePlot> plot(this);
            Q_EMIT exportRequested(suggestedFileName(title(), format),
                                   [plot, format] { return plot ? plot->exportAs(format) : QByteArray(); });
        });
    }
}

QByteArray CurvePlot::exportAs(ExportFormat format) const {
    if (format == ExportFormat::Csv) return csv();
    // At least as large as a figure in a paper, so that a small plot of a board is not exported as a stamp.
    const QSize size = this->size().expandedTo(QSize(640, 400));
    return drawPicture(format, title(), size, 2.0, palette().color(QPalette::Base),
                       [this, size](QPaintDevice& device) { paintOn(device, size); });
}

void CurvePlot::paintOn(QPaintDevice& device, QSize size) const {
    const QFont small = theme::font(theme::Text::Small), bold = theme::font(theme::Text::Body, true);
    const int gap = theme::kGrid, line = QFontMetrics(small).height() + 4;
    // The legend flows in as many columns as its longest name allows.
    QVector<int> shown;
    int widest = 0;
    for (int i = 0; i < m_curves.count(); ++i) {
        if (!m_curves[i].visible) continue;
        shown += i;
        widest = std::max(widest, QFontMetrics(small).horizontalAdvance(m_curves.label(i)) + 32);
    }
    const int columns = std::max(1, (size.width() - 2 * gap) / std::max(widest, 1));
    const int rows = (static_cast<int>(shown.size()) + columns - 1) / columns;
    const int top = gap + (title().isEmpty() ? 0 : QFontMetrics(bold).height() + gap);
    const int height = std::max(size.height() - top - rows * line - gap, size.height() / 3);
    const double cursor = m_view->cursor();
    m_view->showCursor(std::nan(""));  // where the mouse was is no part of the picture
    paintPlot(*m_view, device, QRect(0, top, size.width(), height));
    m_view->showCursor(cursor);

    QPainter painter(&device);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Text));
    painter.setFont(bold);
    const QRect head(gap * 2, gap, size.width() - 4 * gap, QFontMetrics(bold).height() + 2);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, title());
    painter.setFont(small);
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, m_unit->text());
    for (int i = 0; i < shown.size(); ++i) {
        const QPoint at(gap * 2 + (i % columns) * widest, top + height + (i / columns) * line);
        const Curve& curve = m_curves[shown[i]];
        painter.setPen(QPen(theme::series(curve.style.colour), 2.5, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(at + QPoint(0, line / 2), at + QPoint(16, line / 2));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRect(at + QPoint(22, 0), QSize(widest - 24, line)), Qt::AlignVCenter,
                         m_curves.label(shown[i]));
    }
}

QByteArray CurvePlot::csv() const {
    QByteArray text = "series,run,step,value,smoothed\r\n";
    for (int i = 0; i < m_curves.count(); ++i) {
        const Curve& curve = m_curves[i];
        if (!curve.visible) continue;
        const QByteArray head = csvField(curve.style.name) + ',' + csvField(curve.style.group) + ',';
        const CurveSeries& data = curve.data;
        for (std::size_t p = 0; p < data.size(); ++p) {
            text += head + csvNumber(data.x()[p]) + ',' + csvNumber(data.raw()[p]) + ',' +
                    csvNumber(data.smoothed()[p]) + "\r\n";
        }
    }
    return text;
}

QString CurvePlot::valuesAsText() const {
    const QCPRange range = m_view->xAxis->range();
    const QString x = m_xLabel.isEmpty() ? QStringLiteral("x") : m_xLabel;
    QString text = tr("Curve") + QLatin1Char('\t') + x + QLatin1Char('\t') + tr("Value") + QLatin1Char('\n');
    for (int i = 0; i < m_curves.count(); ++i) {
        const Curve& curve = m_curves[i];
        if (!curve.visible) continue;
        for (std::size_t p = 0; p < curve.data.size(); ++p) {
            if (!isFollowing() && !range.contains(curve.data.x()[p])) continue;
            text += m_curves.label(i) + QLatin1Char('\t') +
                    QString::fromLatin1(csvNumber(curve.data.x()[p])) + QLatin1Char('\t') +
                    QString::fromLatin1(csvNumber(curve.data.raw()[p])) + QLatin1Char('\n');
        }
    }
    return text;
}

}  // namespace attune
