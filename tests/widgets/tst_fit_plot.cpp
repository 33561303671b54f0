#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QtTest>
#include <cmath>

#include "widgets/fit_plot.h"
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

    void jitterStaysBesideTheGivenRating() {
        PredictionPlot plot;
        QVector<QPointF> points;
        for (int i = 0; i < 400; ++i) points += QPointF(1 + i % 5, 3);
        plot.setPoints(points);
        show(plot);
        const double unit =
            (plot.positionOf(4).x() - plot.positionOf(0).x()) / 4;  // about: both are jittered
        const double middle = plot.positionOf(0).x();
        bool spread = false;
        for (int i = 0; i < 400; i += 5) {
            QVERIFY(std::abs(plot.positionOf(i).x() - middle) <= 0.31 * unit * 1.2);
            spread = spread || std::abs(plot.positionOf(i).x() - middle) > 0.05 * unit;
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
