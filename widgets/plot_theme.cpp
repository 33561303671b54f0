#include "widgets/plot_theme.h"

#include <QFontMetrics>
#include <algorithm>
#include <cmath>

#include "widgets/qcp.h"
#include "widgets/theme.h"

namespace attune {

namespace {

/// With the minus sign that all other numbers have.
class NumberTicker : public QCPAxisTicker {
  protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
        QString label = QCPAxisTicker::getTickLabel(tick, locale, format, precision);
        if (label.startsWith(QLatin1Char('-'))) label[0] = QChar(0x2212);
        return label;
    }
};

/// The steps of the usual ticker, but none smaller than one.
class WholeTicker : public NumberTicker {
  protected:
    double getTickStep(const QCPRange& range) override { return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range))); }
};

}  // namespace

void themePlot(QCustomPlot& plot) {
    const QPalette palette = QApplication::palette();
    plot.setBackground(palette.color(QPalette::Base));
    for (QCPAxisRect* rect : plot.axisRects()) {
        for (QCPAxis* axis : rect->axes()) {
            const QPen pen(theme::line(), 1);
            axis->setBasePen(pen);
            axis->setTickPen(pen);
            axis->setSubTickPen(Qt::NoPen);
            axis->setTickLength(0, 4);
            axis->setTickLabelColor(theme::quietText());
            axis->setTickLabelFont(theme::font(theme::Text::Small));
            axis->setLabelColor(theme::quietText());
            axis->setLabelFont(theme::font(theme::Text::Small));
            axis->setLabelPadding(4);
            QColor faint = theme::line();
            faint.setAlpha(130);
            axis->grid()->setPen(QPen(faint, 1));
            axis->grid()->setZeroLinePen(QPen(theme::line(), 1));
            axis->grid()->setSubGridVisible(false);
        }
    }
}

void setLeastMargins(QCustomPlot& plot, int left) {
    const QFontMetrics numbers(plot.yAxis->tickLabelFont());
    const int above = numbers.height() / 2 + 2, beside = numbers.horizontalAdvance(QStringLiteral("0000")) / 2 + 2;
    plot.axisRect()->setMinimumMargins(QMargins(std::max(8, left), std::max(8, above), std::max(12, beside), 4));
}

void setLogAxis(QCPAxis& axis, bool logarithmic) {
    if (logarithmic) {
        axis.setScaleType(QCPAxis::stLogarithmic);
        axis.setTicker(QSharedPointer<QCPAxisTickerLog>::create());
        axis.setNumberFormat(QStringLiteral("gb"));
    } else {
        axis.setScaleType(QCPAxis::stLinear);
        const auto ticker = QSharedPointer<NumberTicker>::create();
        ticker->setTickCount(4);
        axis.setTicker(ticker);
        axis.setNumberFormat(QStringLiteral("gb"));
    }
    axis.setNumberPrecision(6);  // with fewer, ticks a quarter apart would be rounded
}

void setWholeAxis(QCPAxis& axis) {
    setLogAxis(axis, false);
    const auto ticker = QSharedPointer<WholeTicker>::create();
    ticker->setTickCount(4);
    axis.setTicker(ticker);
}

void paintPlot(QCustomPlot& plot, QPaintDevice& device, const QRect& area) {
    QCPPainter painter;
    painter.begin(&device);
    const bool vectors = device.devType() != QInternal::Image;
    painter.setMode(vectors ? QCPPainter::pmVectorized : QCPPainter::pmNoCaching);
    painter.translate(area.topLeft());
    plot.toPainter(&painter, area.width(), area.height());
    painter.end();
}

}  // namespace attune
