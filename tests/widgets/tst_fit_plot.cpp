#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QtTest>
#include <cmath>

#include "wheel.h"
#include "widgets/curve_legend.h"
#include "widgets/fit_plot.h"
#include "widgets/qcp.h"
#include "widgets/theme.h"

using namespace attune;

namespace {

QWidget* surface(QWidget& plot) {
    for (auto* child : plot.findChildren<QWidget*>())
        if (child->inherits("QCustomPlot")) return child;
    return nullptr;
}

int pixelsOf(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y) == colour;
    return count;
}

void drag(QWidget* target, QPoint from, QPoint to) {
    QTest::mousePress(target, Qt::LeftButton, {}, from);
    QTest::mouseMove(target, to);
    QTest::mouseRelease(target, Qt::LeftButton, {}, to);
}

template <class Plot>
void show(Plot& plot) {
    plot.resize(420, 360);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QTest::qWait(30);
}

}  // namespace

class TestFitPlot : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void predictionsAreHoveredAndClicked() {
        PredictionPlot plot;
        plot.setPoints({{1, 1.4}, {5, 4.4}, {3, 3.2}, {std::nan(""), 2}});
        show(plot);
        QSignalSpy hovered(&plot, &PredictionPlot::hovered), left(&plot, &PredictionPlot::hoverLeft);
        QSignalSpy clicked(&plot, &PredictionPlot::clicked);
        QTest::mouseMove(surface(plot), plot.positionOf(1).toPoint());
        QCOMPARE(hovered.size(), 1);
        QCOMPARE(hovered[0][0].toInt(), 1);
        QTest::mouseMove(surface(plot), plot.positionOf(1).toPoint() + QPoint(-40, 30));
        QCOMPARE(left.size(), 1);
        QTest::mouseClick(surface(plot), Qt::LeftButton, {}, plot.positionOf(2).toPoint());
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].toInt(), 2);
        QTest::mouseClick(surface(plot), Qt::LeftButton, {}, plot.positionOf(2).toPoint() + QPoint(-30, -40));
        QCOMPARE(clicked.size(), 1);
    }

    void aDragIsNoClick() {
        PredictionPlot plot;
        plot.setPoints({{1, 1.4}, {5, 4.4}, {3, 3.2}});
        show(plot);
        QSignalSpy clicked(&plot, &PredictionPlot::clicked);
        drag(surface(plot), plot.positionOf(2).toPoint() - QPoint(60, 60), plot.positionOf(2).toPoint());
        QVERIFY(clicked.isEmpty());
        QVERIFY(plot.isZoomed());
    }

    void wheelAndRectangleZoomAndADoubleClickShowsAll() {
        CalibrationPlot plot;
        plot.setScale(1, 5);
        plot.setBins({{2, 2.2, 10}, {3, 2.9, 40}, {4, 4.1, 25}});
        show(plot);
        auto* view = plot.findChild<QCustomPlot*>();
        QCOMPARE(view->xAxis->range().lower, 1.0);
        QCOMPARE(view->xAxis->range().upper, 5.0);
        const QCPRange whole = view->yAxis->range();
        test::turnWheel(view, 120);
        QVERIFY(plot.isZoomed());
        QVERIFY(view->xAxis->range().size() < 3.9);
        QVERIFY(view->yAxis->range().size() < whole.size() * 0.95);
        QTest::mouseDClick(view, Qt::LeftButton, {}, view->rect().center());
        QVERIFY(!plot.isZoomed());
        QCOMPARE(view->xAxis->range().upper, 5.0);
        QCOMPARE(view->yAxis->range().lower, whole.lower);

        const auto at = [view](double x, double y) {
            return QPointF(view->xAxis->coordToPixel(x), view->yAxis->coordToPixel(y)).toPoint();
        };
        drag(view, at(2, 4), at(4, 2));
        QVERIFY(std::abs(view->xAxis->range().lower - 2) < 0.06 && std::abs(view->xAxis->range().upper - 4) < 0.06);
        QVERIFY(std::abs(view->yAxis->range().lower - 2) < 0.06 && std::abs(view->yAxis->range().upper - 4) < 0.06);
        theme::apply(*qApp, theme::Scheme::Dark);  // other colours are no reason to leave the place
        QTest::qWait(40);
        QVERIFY(std::abs(view->xAxis->range().lower - 2) < 0.06);
        theme::apply(*qApp, theme::Scheme::Light);
        QTest::keyClick(view, Qt::Key_Home);
        QCOMPARE(view->xAxis->range().lower, 1.0);

        test::turnWheel(view, 120);
        plot.setBins({{2, 2.2, 11}});
        QVERIFY(!plot.isZoomed());
        QCOMPARE(view->xAxis->range().lower, 1.0);
    }

    void barsZoomTheirValuesAlone() {
        BarPlot plot;
        plot.setBars({{QStringLiteral("image"), 0.2, 0, 0}, {QStringLiteral("text"), 0.8, 0, 0}});
        show(plot);
        auto* view = plot.findChild<QCustomPlot*>();
        const QCPRange values = view->xAxis->range(), names = view->yAxis->range();
        test::turnWheel(view, 120);
        QVERIFY(view->xAxis->range().size() < values.size() * 0.95);
        QCOMPARE(view->yAxis->range().lower, names.lower);
        QCOMPARE(view->yAxis->range().upper, names.upper);
    }

    void theValuesUnderTheMouseAreSaid() {
        PredictionPlot predictions;
        predictions.setPoints({{1.4, 1}, {4.4, 5}});
        show(predictions);
        QTest::mouseMove(surface(predictions), predictions.positionOf(1).toPoint());
        QCOMPARE(predictions.cursorText(),
                 QStringLiteral("Predicted rating: %1\nGiven rating: %2").arg(readableNumber(4.4), readableNumber(5)));
        QVERIFY(predictions.exportAs(ExportFormat::Csv).contains("point,given,predicted\r\n0,1,1.4\r\n"));
        QTest::mouseMove(surface(predictions), predictions.positionOf(1).toPoint() - QPoint(60, -60));
        QCOMPARE(predictions.cursorText(), QString());
        predictions.hide();  // the mouse is to find the next one

        CalibrationPlot calibration;
        calibration.setBins({{0.1, 0.2, 12}, {0.5, 0.45, 40}});
        show(calibration);
        auto* view = calibration.findChild<QCustomPlot*>();
        QTest::mouseMove(view, QPointF(view->xAxis->coordToPixel(0.5), view->yAxis->coordToPixel(0.45)).toPoint());
        QVERIFY2(calibration.cursorText().contains(readableNumber(0.45)) && calibration.cursorText().contains(QStringLiteral("40 case")),
                 qPrintable(calibration.cursorText()));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(view, &leave);
        QCOMPARE(calibration.cursorText(), QString());
        calibration.hide();

        BarPlot bars;
        bars.setGroups({QStringLiteral("A"), QStringLiteral("B")},
                       {{{QStringLiteral("CIDEr"), 0.8, 0, 0}}, {{QStringLiteral("CIDEr"), 0.9, 0.85, 0.95}}});
        show(bars);
        view = bars.findChild<QCustomPlot*>();
        const int x = view->axisRect()->rect().center().x();
        QTest::mouseMove(view, {x, static_cast<int>(view->yAxis->coordToPixel(0.2))});
        QCOMPARE(bars.cursorText(), QStringLiteral("B, CIDEr: %1 (%2 to %3)").arg(readableNumber(0.9), readableNumber(0.85), readableNumber(0.95)));
    }

    void jitterStaysBesideTheGivenRating() {
        PredictionPlot plot;
        QVector<QPointF> points;
        for (int i = 0; i < 400; ++i) points += QPointF(3, 1 + i % 5);
        plot.setPoints(points);
        show(plot);
        const double unit =
            (plot.positionOf(0).y() - plot.positionOf(4).y()) / 4;  // about: both are jittered
        const double middle = plot.positionOf(0).y();
        bool spread = false;
        for (int i = 0; i < 400; i += 5) {
            QVERIFY(std::abs(plot.positionOf(i).y() - middle) <= 0.31 * unit * 1.2);
            spread = spread || std::abs(plot.positionOf(i).y() - middle) > 0.05 * unit;
        }
        QVERIFY(spread);
    }

    void calibrationDrawsOnlyBinsWithCases() {
        CalibrationPlot plot;
        plot.setBins({{0.1, 0, 0}, {0.3, 0, 0}});
        QVERIFY(plot.isEmpty());
        plot.setBins({{0.1, 0.2, 12}, {0.5, 0.45, 40}, {0.9, 0, 0}});
        QVERIFY(!plot.isEmpty());
        show(plot);
        QVERIFY(pixelsOf(plot.grab().toImage(), theme::series(0)) > 50);
        QVERIFY(plot.exportAs(ExportFormat::Csv).contains("0.5,0.45,40\r\n"));
        // The numbers of cases stand above their bins, wherever it is zoomed to, and say what they are.
        auto* view = plot.findChild<QCustomPlot*>();
        plot.setCountLabel(QStringLiteral("ratings in each bin"));
        QTest::qWait(30);
        QCOMPARE(view->xAxis2->label(), QStringLiteral("ratings in each bin"));
        QCOMPARE(view->xAxis2->tickVectorLabels(), (QVector<QString>{QStringLiteral("12"), QStringLiteral("40")}));
        test::turnWheel(view, 120);
        QCOMPARE(view->xAxis2->range().lower, view->xAxis->range().lower);
        QCOMPARE(view->xAxis2->range().upper, view->xAxis->range().upper);
    }

    void barsOfTwoModelsStandSideBySide() {
        BarPlot plot;
        plot.setTitle(QStringLiteral("Metrics"));
        plot.setGroups({QStringLiteral("Before"), QStringLiteral("Now")},
                       {{{QStringLiteral("CIDEr"), 0.8, 0.7, 0.9}, {QStringLiteral("BLEU"), 0.3, 0, 0}},
                        {{QStringLiteral("CIDEr"), 0.9, 0.8, 1.0}, {QStringLiteral("BLEU"), 0.25, 0, 0}}});
        show(plot);
        const QImage image = plot.grab().toImage();
        const int before = pixelsOf(image, theme::series(0)), now = pixelsOf(image, theme::series(1));
        QVERIFY(before > 1000 && now > 1000);
        QVERIFY(plot.exportAs(ExportFormat::Csv).contains("Now,CIDEr,0.9,0.8,1\r\n"));
        QVERIFY(plot.exportAs(ExportFormat::Svg).contains("CIDEr"));
    }

    void aLongerBarIsLonger() {
        BarPlot plot;
        plot.setBars({{QStringLiteral("image"), 0.2, 0.2, 0.2}});
        show(plot);
        plot.setBars({{QStringLiteral("image"), 0.2, 0, 0}, {QStringLiteral("text"), 0.8, 0, 0}});
        QTest::qWait(30);
        const QImage image = plot.grab().toImage();
        QVector<int> lengths;
        for (int y = 0; y < image.height(); ++y) {
            int length = 0;
            for (int x = 0; x < image.width(); ++x) length += image.pixelColor(x, y) == theme::series(0);
            if (length > 10 && !lengths.contains(length)) lengths += length;
        }
        QVERIFY(!lengths.isEmpty());
        const auto [low, high] = std::minmax_element(lengths.begin(), lengths.end());
        QVERIFY2(std::abs(double(*high) / *low - 4) < 0.2, qPrintable(QString::number(double(*high) / *low)));
    }

    void emptyPlotsSaySo() {
        PredictionPlot plot;
        plot.setEmptyText(QStringLiteral("Train a reward model first."));
        show(plot);
        QVERIFY(plot.isEmpty());
        QVERIFY(!surface(plot)->isVisible());
        QVERIFY(plot.exportAs(ExportFormat::Png).size() > 0);
    }

    void followsTheTheme() {
        BarPlot plot;
        plot.setBars({{QStringLiteral("image"), 0.2, 0, 0}});
        show(plot);
        theme::apply(*qApp, theme::Scheme::Dark);
        QTest::qWait(40);
        QCOMPARE(plot.grab().toImage().pixelColor(2, 300), QApplication::palette().color(QPalette::Base));
        QVERIFY(pixelsOf(plot.grab().toImage(), theme::series(0)) > 1000);
        theme::apply(*qApp, theme::Scheme::Light);
    }
};

QTEST_MAIN(TestFitPlot)
#include "tst_fit_plot.moc"
