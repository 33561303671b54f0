#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>
#include <QtTest>
#include <cmath>
#include <ctime>

#include "labels.h"
#include "wheel.h"
#include "widgets/curve_plot.h"
#include "widgets/qcp.h"
#include "widgets/theme.h"

using namespace attune;

namespace {

QString cell(const CurvePlot& plot, int row, int column) {
    const auto* model = plot.findChild<QTableView*>()->model();
    return model->index(row, column).data().toString();
}

/// The part of the plot that takes the mouse.
QWidget* surface(CurvePlot& plot) {
    for (auto* child : plot.findChildren<QWidget*>())
        if (child->inherits("attune::CurveView")) return child;
    return nullptr;
}

/// Pixels of a colour close to this one.
int pixelsOf(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor c = image.pixelColor(x, y);
            count += std::abs(c.red() - colour.red()) + std::abs(c.green() - colour.green()) +
                         std::abs(c.blue() - colour.blue()) <
                     40;
        }
    return count;
}

}  // namespace

class TestCurvePlot : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<CurvePlot> m_plot;

    void addLine(const QString& key, int colour, double slope, int count = 100) {
        m_plot->setSeries(key, {key, {}, colour});
        for (int i = 0; i < count; ++i) m_plot->append(key, i, slope * i);
    }

  private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void init() {
        m_plot = std::make_unique<CurvePlot>();
        m_plot->setTitle(QStringLiteral("Reward"));
        m_plot->setAxisLabels(QStringLiteral("Step"), {});
        m_plot->resize(640, 420);
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    }
    void cleanup() { m_plot.reset(); }

    void showsCurvesInTheirColour() {
        QTest::qWait(40);
        QCOMPARE(pixelsOf(m_plot->grab().toImage(), theme::series(1)), 0);
        m_plot->setSmoothing(0);
        addLine(QStringLiteral("score"), 1, 1);
        QTest::qWait(60);
        QVERIFY(pixelsOf(m_plot->grab().toImage(), theme::series(1)) > 200);
        QCOMPARE(cell(*m_plot, 0, 2), QStringLiteral("99"));
    }

    void smoothingKeepsTheSpikeInSight() {
        m_plot->setSeries(QStringLiteral("loss"), {QStringLiteral("loss"), {}, 0});
        for (int i = 0; i < 200; ++i) m_plot->append(QStringLiteral("loss"), i, i == 100 ? 50 : 1);
        m_plot->setSmoothing(0.9);
        QTest::qWait(60);
        const Extent shown = m_plot->curves().yExtent(0, 200);
        QCOMPARE(shown.high, 50.0);  // the axis reaches to the spike, not to its smoothed remains
        QVERIFY(m_plot->curves().find(QStringLiteral("loss"))->data.smoothed()[100] < 10);
        QTest::mouseMove(surface(*m_plot), surface(*m_plot)->rect().center());
        m_plot->showCursor(100);
        QCOMPARE(cell(*m_plot, 0, 2), QStringLiteral("50"));
        QVERIFY(cell(*m_plot, 0, 1) != cell(*m_plot, 0, 2));
    }

    void wheelZoomsAndDoubleClickFollowsAgain() {
        addLine(QStringLiteral("score"), 0, 1);
        QTest::qWait(60);
        QVERIFY(m_plot->isFollowing());
        test::turnWheel(surface(*m_plot), 120);
        QVERIFY(!m_plot->isFollowing());
        QVERIFY(m_plot->valuesAsText().count(QLatin1Char('\n')) < 100);
        QTest::mouseDClick(surface(*m_plot), Qt::LeftButton, {}, surface(*m_plot)->rect().center());
        QVERIFY(m_plot->isFollowing());
        QCOMPARE(m_plot->valuesAsText().count(QLatin1Char('\n')), 101);
    }

    void aBoardsPlotLeavesTheWheelToThePage() {
        addLine(QStringLiteral("score"), 0, 1);
        m_plot->setWheelNeedsControl(true);
        QTest::qWait(60);
        test::turnWheel(surface(*m_plot), 120);
        QVERIFY(m_plot->isFollowing());
        test::turnWheel(surface(*m_plot), 120, Qt::ControlModifier);
        QVERIFY(!m_plot->isFollowing());
    }

    void draggingZoomsToTheRectangle() {
        addLine(QStringLiteral("score"), 0, 1);
        QTest::qWait(60);
        QWidget* view = surface(*m_plot);
        const QPoint middle = view->rect().center();
        QTest::mousePress(view, Qt::LeftButton, {}, middle - QPoint(50, 40));
        QTest::mouseMove(view, middle + QPoint(50, 40));
        QTest::mouseRelease(view, Qt::LeftButton, {}, middle + QPoint(50, 40));
        QVERIFY(!m_plot->isFollowing());
        const int rows = static_cast<int>(m_plot->valuesAsText().count(QLatin1Char('\n')));
        QVERIFY2(rows > 5 && rows < 40, qPrintable(QString::number(rows)));
        QTest::keyClick(view, Qt::Key_Home);
        QVERIFY(m_plot->isFollowing());
    }

    void ticksAreWholeRounds() {
        for (const int rounds : {2, 3, 5, 40}) {
            m_plot->clear();
            addLine(QStringLiteral("reward"), 0, 0.1, rounds);
            m_plot->repaintNow();
            auto* view = qobject_cast<QCustomPlot*>(surface(*m_plot));
            view->replot();
            QVector<double> ticks;
            for (const double tick : view->xAxis->tickVector())
                if (view->xAxis->range().contains(tick)) ticks.append(tick);
            QVERIFY2(ticks.size() >= 2, qPrintable(QString::number(rounds)));
            for (const double tick : ticks) QCOMPARE(tick, std::round(tick));
        }
    }

    void cursorIsShared() {
        addLine(QStringLiteral("score"), 0, 2);
        CurvePlot other;
        other.append(QStringLiteral("kl"), 0, 3);
        other.append(QStringLiteral("kl"), 50, 4);
        other.show();
        connect(m_plot.get(), &CurvePlot::cursorMoved, &other, &CurvePlot::showCursor);
        connect(m_plot.get(), &CurvePlot::cursorLeft, &other, &CurvePlot::clearCursor);
        QTest::qWait(60);
        QTest::mouseMove(surface(*m_plot), QPoint(60, 60));
        QTest::mouseMove(surface(*m_plot), QPoint(80, 60));
        QCOMPARE(cell(other, 0, 2), QStringLiteral("3"));
        QVERIFY(cell(*m_plot, 0, 2) != QStringLiteral("198"));
        QSignalSpy left(m_plot.get(), &CurvePlot::cursorLeft);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(surface(*m_plot), &leave);
        QCOMPARE(left.size(), 1);
        QCOMPARE(cell(other, 0, 2), QStringLiteral("4"));
        QCOMPARE(cell(*m_plot, 0, 2), QStringLiteral("198"));
    }

    void arrowKeysMoveTheCursor() {
        addLine(QStringLiteral("score"), 0, 1);
        QTest::qWait(60);
        QTest::keyClick(surface(*m_plot), Qt::Key_Left);
        QTest::keyClick(surface(*m_plot), Qt::Key_Left);
        QCOMPARE(cell(*m_plot, 0, 2), QStringLiteral("98"));
    }

    void legendHidesAndShows() {
        m_plot->setSmoothing(0);
        addLine(QStringLiteral("a"), 0, 1);
        addLine(QStringLiteral("b"), 1, 1000);
        QTest::qWait(60);
        auto* legend = m_plot->findChild<QTableView*>();
        QCOMPARE(m_plot->curves().yExtent(0, 99).high, 99000.0);
        const QRect row = legend->visualRect(legend->model()->index(1, 0));
        QTest::mouseClick(legend->viewport(), Qt::LeftButton, {}, row.center());
        QVERIFY(!m_plot->curves()[1].visible);
        QCOMPARE(m_plot->curves().yExtent(0, 99).high, 99.0);
        QTest::qWait(60);
        // The legend strikes it out in grey; the curve is gone.
        QCOMPARE(pixelsOf(surface(*m_plot)->grab().toImage(), theme::series(1)), 0);
        legend->setCurrentIndex(legend->model()->index(1, 0));
        QTest::keyClick(legend, Qt::Key_Space);
        QVERIFY(m_plot->curves()[1].visible);
    }

    void theLegendCopiesAsATable() {
        m_plot->setSmoothing(0);
        addLine(QStringLiteral("a"), 0, 0.125);
        addLine(QStringLiteral("b"), 1, 2);
        QTest::qWait(60);
        auto* legend = m_plot->findChild<QTableView*>();
        QTest::keyClick(legend, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Latest\tValue\na\t12.375\nb\t198\n"));
        m_plot->showCursor(10);
        QTest::keyClick(legend, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Step 10\tValue\na\t1.25\nb\t20\n"));
    }

    void logAxisSaysWhatItHides() {
        m_plot->append(QStringLiteral("lr"), {{0, 0}, {1, 1e-4}, {2, 1e-5}, {3, -1}});
        m_plot->setLogScale(true);
        QTest::qWait(60);
        QVERIFY(test::says(m_plot.get(), QStringLiteral("2 value")));
        m_plot->setLogScale(false);
        QVERIFY(!test::says(m_plot.get(), QStringLiteral("2 value")));
    }

    void hostileValuesDoNoHarm() {
        const double inf = std::numeric_limits<double>::infinity();
        m_plot->append(QStringLiteral("x"), {{0, inf},
                                             {1, -inf},
                                             {2, std::nan("")},
                                             {std::nan(""), 1},
                                             {inf, 1},
                                             {3, 1e308},
                                             {4, -1e308},
                                             {5, 5e-324}});
        QTest::qWait(60);
        m_plot->setLogScale(true);
        QTest::qWait(60);
        QCOMPARE(m_plot->curves()[0].data.size(), std::size_t(6));
        test::turnWheel(surface(*m_plot), -120 * 50);
        test::turnWheel(surface(*m_plot), 120 * 500);
        QTest::qWait(40);
    }

    void runsOverlayUnderTheirNames() {
        for (const char* run : {"run 1", "run 2"})
            m_plot->setSeries(QString::fromLatin1(run),
                              {QStringLiteral("KL"), QString::fromLatin1(run), 0});
        QTest::qWait(60);
        QCOMPARE(cell(*m_plot, 0, 0), QStringLiteral("run 1"));
        m_plot->setSeries(QStringLiteral("c"),
                          {QStringLiteral("Entropy"), QStringLiteral("run 2"), 0});
        QCOMPARE(cell(*m_plot, 1, 0), QStringLiteral("KL, run 2"));
    }

    void exportsEveryFormat() {
        m_plot->setSeries(QStringLiteral("s"), {QStringLiteral("a,\"b\""), QStringLiteral("run"), 2});
        m_plot->append(QStringLiteral("s"), {{0, 0.1}, {1, std::nan("")}, {2, 0.3}});
        m_plot->setSmoothing(0);
        QTest::qWait(60);
        const QByteArray png = m_plot->exportAs(ExportFormat::Png);
        QImage image;
        QVERIFY(image.loadFromData(png, "PNG"));
        QCOMPARE(image.width(), 1280);
        QVERIFY(pixelsOf(image, theme::series(2)) > 50);
        const QByteArray svg = m_plot->exportAs(ExportFormat::Svg);
        QVERIFY(svg.contains("<svg") && svg.contains("Reward") && svg.trimmed().endsWith("</svg>"));
        QVERIFY(m_plot->exportAs(ExportFormat::Pdf).startsWith("%PDF"));
        QCOMPARE(m_plot->exportAs(ExportFormat::Csv),
                 QByteArray("series,run,step,value,smoothed\r\n\"a,\"\"b\"\"\",run,0,0.1,0.1\r\n"
                            "\"a,\"\"b\"\"\",run,1,nan,nan\r\n\"a,\"\"b\"\"\",run,2,0.3,0.3\r\n"));
        QCOMPARE(suggestedFileName(QStringLiteral("KL / (reference)"), ExportFormat::Pdf),
                 QStringLiteral("kl-reference.pdf"));
        m_plot->copyValues();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("\t0.3\n")));
    }

    void theButtonsMenuExports() {
        addLine(QStringLiteral("s"), 0, 1);
        QTest::qWait(60);
        QSignalSpy asked(m_plot.get(), &CurvePlot::exportRequested);
        auto* button = m_plot->findChild<QToolButton*>();
        QTest::mouseClick(button, Qt::LeftButton);
        auto* menu = button->findChild<QMenu*>();
        QVERIFY(menu->isVisible());
        for (QAction* action : menu->actions())
            if (action->text().contains(QStringLiteral("CSV"))) action->trigger();
        menu->close();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("reward.csv"));
        // It is made when it is asked for, of what is shown by then, and is nothing once the plot is gone.
        const auto paint = asked[0][1].value<ExportPaint>();
        addLine(QStringLiteral("later"), 1, 1);
        QVERIFY(paint().startsWith("series,run"));
        QVERIFY(paint().contains("later,"));
        m_plot.reset();
        QVERIFY(paint().isEmpty());
    }

    void aHundredCurvesPaintWithinAFrame() {
        for (int s = 0; s < 100; ++s) {
            QVector<QPointF> points;
            unsigned state = static_cast<unsigned>(s) + 1;
            for (int i = 0; i < 10000; ++i) {
                state = state * 1664525U + 1013904223U;
                points += QPointF(i, std::sin(i * 0.001 + s) + (state >> 8) / double(1 << 24));
            }
            m_plot->append(QString::number(s), points);
        }
        double best = 1e9;
        for (int i = 0; i < 20; ++i) {
            m_plot->append(QStringLiteral("0"), 10000 + i, 0);
            const std::clock_t start = std::clock();
            m_plot->repaintNow();
            best = std::min(best, 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
        }
        qInfo("100 curves of 10,000 points: %.1f ms of processor time", best);
#ifdef NDEBUG
        // A frame is 16 ms; a busy machine gets three, a repaint in O(points) would take twenty.
        QVERIFY2(best < 48, qPrintable(QString::number(best)));
#endif
    }

    void appendingIsCheapAndPaintsAreFew() {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 100000; ++i) m_plot->append(QStringLiteral("s"), i, std::sin(i * 0.01));
        const double each = static_cast<double>(timer.nsecsElapsed()) / 1e5;
        QVERIFY2(each < 10000,
                 qPrintable(QString::number(each)));  // nanoseconds; a paint would be a thousand times that
        QTest::qWait(60);
        QCOMPARE(cell(*m_plot, 0, 0), QStringLiteral("s"));
    }

    void followsTheTheme() {
        addLine(QStringLiteral("s"), 0, 1);
        theme::apply(*qApp, theme::Scheme::Dark);
        QTest::qWait(80);
        const QImage dark = m_plot->grab().toImage();
        QCOMPARE(dark.pixelColor(2, 2), QApplication::palette().color(QPalette::Base));
        QVERIFY(pixelsOf(dark, theme::series(0)) > 50);
        theme::apply(*qApp, theme::Scheme::Light);
    }
};

QTEST_MAIN(TestCurvePlot)
#include "tst_curve_plot.moc"
