#include <QApplication>
#include <QLabel>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QScrollArea>
#include <QSlider>
#include <QTableView>
#include <QtTest>

#include "labels.h"
#include "widgets/curve_plot.h"
#include "widgets/plot_board.h"
#include "widgets/qcp.h"
#include "widgets/theme.h"

using namespace attune;

class TestPlotBoard : public QObject {
    Q_OBJECT

  private:
    static void fill(PlotBoard& board, const QString& run, std::initializer_list<const char*> metrics) {
        for (const char* metric : metrics)
            for (int i = 0; i < 20; ++i)
                board.append(run, QStringLiteral("Run ") + run, QString::fromLatin1(metric), i, i);
    }
    static QString value(const CurvePlot* plot, int row) {
        const auto* model = plot->findChild<QTableView*>()->model();
        return model->index(row, 2).data().toString();
    }

  private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void saysThatItIsEmpty() {
        PlotBoard board;
        board.setEmptyText(QStringLiteral("Launch a run to see its curves."));
        board.show();
        QVERIFY(test::says(&board, QStringLiteral("Launch a run")));
        fill(board, QStringLiteral("1"), {"objective/kl"});
        QVERIFY(!test::says(&board, QStringLiteral("Launch")));
        board.clear();
        QVERIFY(board.metrics().isEmpty());
    }

    void ordersByHeadlinesThenByName() {
        PlotBoard board;
        board.setMetricTitles({{QStringLiteral("objective/scores"), QStringLiteral("Reward"), {}, false},
                               {QStringLiteral("objective/kl"), QStringLiteral("KL to the reference"),
                                QStringLiteral("nats"), false, QStringLiteral("How far it went")}});
        fill(board, QStringLiteral("1"), {"val/ratio", "objective/kl", "eps", "objective/scores"});
        QCOMPARE(board.metrics(),
                 (QStringList{QStringLiteral("objective/scores"), QStringLiteral("objective/kl"),
                              QStringLiteral("eps"), QStringLiteral("val/ratio")}));
        QCOMPARE(board.plot(QStringLiteral("objective/kl"))->title(), QStringLiteral("KL to the reference"));
        QCOMPARE(board.plot(QStringLiteral("eps"))->title(), QStringLiteral("eps"));
        // What needs more words than a title says them in its tooltip.
        QStringList tips;
        for (const auto* label : board.plot(QStringLiteral("objective/kl"))->findChildren<QLabel*>()) tips.append(label->toolTip());
        QVERIFY2(tips.join(QLatin1Char('|')).contains(QStringLiteral("How far it went")), qPrintable(tips.join(QLatin1Char('|'))));
    }

    void fitsTheWidth() {
        PlotBoard board;
        fill(board, QStringLiteral("1"), {"a", "b", "c", "d", "e", "f"});
        board.show();
        for (const auto& [width, columns] : {std::pair(400, 1), {800, 2}, {1000, 3}, {1600, 4}, {2560, 4}}) {
            board.resize(width, 900);
            QTest::qWait(20);
            QCOMPARE(board.columns(), columns);
            const auto* a = board.plot(QStringLiteral("a"));
            const auto* b = board.plot(QStringLiteral("b"));
            QCOMPARE(a->y() == b->y(), columns > 1);
            QVERIFY(std::abs(a->width() - b->width()) <= 1);
            QVERIFY(a->width() * columns <= width);
        }
    }

    void noPlotIsCutAtTheLowerEdge() {
        PlotBoard board;
        fill(board, QStringLiteral("1"), {"a", "b", "c", "d", "e", "f", "g", "h"});
        board.show();
        auto* area = board.findChild<QScrollArea*>();
        for (const int height : {420, 560, 700, 860}) {
            board.resize(700, height);
            QTest::qWait(40);
            const int seen = area->viewport()->height();
            QVERIFY(area->widget()->height() > seen);
            for (const QString& metric : board.metrics()) {
                const auto* plot = board.plot(metric);
                QVERIFY2(plot->geometry().bottom() < seen || plot->y() >= seen, qPrintable(QStringLiteral("%1 of %2").arg(plot->y()).arg(seen)));
            }
        }
    }

    void fewPlotsTakeTheHeightThatThereIs() {
        PlotBoard board;
        fill(board, QStringLiteral("1"), {"a", "b", "c"});
        board.resize(2100, 1250);
        board.show();
        QTest::qWait(40);
        QCOMPARE(board.columns(), 2);
        const int seen = board.findChild<QScrollArea*>()->viewport()->height();
        QVERIFY(seen - board.plot(QStringLiteral("c"))->geometry().bottom() < theme::kGrid);
    }

    void theCurvesBeginAtOneLineAndTheNumbersAreWhole() {
        PlotBoard board;
        board.resize(700, 700);
        fill(board, QStringLiteral("1"), {"a"});
        for (int i = 0; i < 20; ++i) board.append(QStringLiteral("1"), QStringLiteral("Run 1"), QStringLiteral("b"), i, 1234.5 + 0.0625 * i);
        board.show();
        const auto view = [&board](const char* metric) { return board.plot(QString::fromLatin1(metric))->findChild<QCustomPlot*>(); };
        const auto left = [&view](const char* metric) { return view(metric)->axisRect()->margins().left(); };
        QVERIFY(QTest::qWaitFor([&] { return left("b") > 30 && left("a") == left("b"); }, 5000));
        const QFontMetrics numbers(view("a")->yAxis->tickLabelFont());
        QVERIFY(2 * view("a")->axisRect()->margins().top() >= numbers.height());
    }

    void theAxesBelowTheCurvesOfARowAreAtOneHeight() {
        PlotBoard board;
        board.resize(700, 700);
        fill(board, QStringLiteral("1"), {"a", "b", "c"});
        fill(board, QStringLiteral("2"), {"a"});
        board.show();
        const auto view = [&board](const char* metric) { return board.plot(QString::fromLatin1(metric))->findChild<QCustomPlot*>(); };
        const auto legend = [&board](const char* metric) { return board.plot(QString::fromLatin1(metric))->findChild<QTableView*>(); };
        QVERIFY(QTest::qWaitFor([&] { return board.columns() == 2 && legend("a")->model()->rowCount() == 2; }, 5000));
        QTRY_VERIFY(legend("a")->height() >= legend("a")->sizeHint().height());
        QTRY_COMPARE(view("b")->height(), view("a")->height());
        QCOMPARE(view("b")->y(), view("a")->y());
        QVERIFY(legend("c")->height() < legend("a")->height());  // in a row of its own
    }

    void whatHasASizeBeginsAtZero() {
        PlotBoard board;
        board.setMetricTitles({{QStringLiteral("memory"), QStringLiteral("Memory"), QStringLiteral("MiB"), false, {}, true}});
        board.resize(700, 700);
        for (int i = 0; i < 20; ++i)
            for (const char* metric : {"memory", "score"})
                board.append(QStringLiteral("1"), QStringLiteral("Run 1"), QString::fromLatin1(metric), i, 3000 + i % 2);
        board.show();
        QTest::qWait(80);
        const auto range = [&board](const char* metric) {
            return board.plot(QString::fromLatin1(metric))->findChild<QCustomPlot*>()->yAxis->range();
        };
        QCOMPARE(range("memory").lower, 0.0);
        QVERIFY(range("memory").upper > 3001);
        QVERIFY(range("score").lower > 2900);
    }

    void nothingIsSquashedByALegendOfTwoRows() {
        const QFont before = QApplication::font();
        const auto restore = qScopeGuard([&before] { QApplication::setFont(before); });
        for (const double points : {10.0, 16.0}) {
            QFont font = before;
            font.setPointSizeF(points);
            QApplication::setFont(font);
            PlotBoard board;
            board.setXLabel(QString::fromUtf8("\u8f6e\u6b21"));
            for (const char* run : {"1", "2"}) fill(board, QString::fromLatin1(run), {"a", "b", "c"});
            board.resize(300, 240);
            board.show();
            QTest::qWait(80);
            const CurvePlot* plot = board.plot(QStringLiteral("a"));
            const auto* legend = plot->findChild<QTableView*>();
            QVERIFY(legend->isVisible());
            QCOMPARE(legend->model()->rowCount(), 2);
            QVERIFY(legend->height() >= legend->sizeHint().height());
            QVERIFY(plot->rect().contains(legend->geometry()));
            const QFontMetrics small(theme::font(theme::Text::Small));
            for (const auto* child : plot->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
                if (!child->isVisible() || child == legend) continue;
                QVERIFY2(child->geometry().bottom() < legend->y(), child->metaObject()->className());
                QVERIFY2(child->height() >= child->minimumSizeHint().height(), child->metaObject()->className());
                // Room for the numbers below the curves and the axis' label.
                if (child->inherits("QCustomPlot")) QVERIFY(child->height() >= 2 * small.height() + theme::kGrid * 10);
            }
        }
    }

    void aRunHasOneColourEverywhere() {
        PlotBoard board;
        fill(board, QStringLiteral("1"), {"a", "b"});
        fill(board, QStringLiteral("2"), {"b"});
        fill(board, QStringLiteral("3"), {"a"});
        const auto colour = [&board](const char* metric, const char* run) {
            return board.plot(QString::fromLatin1(metric))
                ->curves()
                .find(QString::fromLatin1(run))
                ->style.colour;
        };
        QCOMPARE(colour("a", "1"), colour("b", "1"));
        QVERIFY(colour("b", "2") != colour("b", "1"));
        const int third = colour("a", "3");
        board.setRuns(
            {{QStringLiteral("1"), QStringLiteral("First")}, {QStringLiteral("3"), QStringLiteral("Third")}});
        QVERIFY(!board.plot(QStringLiteral("b"))->curves().find(QStringLiteral("2")));
        QCOMPARE(colour("a", "3"), third);
        QCOMPARE(board.plot(QStringLiteral("a"))->curves().find(QStringLiteral("1"))->style.group,
                 QStringLiteral("First"));
    }

    void cursorAndSmoothingAreShared() {
        PlotBoard board;
        board.resize(900, 700);
        fill(board, QStringLiteral("1"), {"a", "b"});
        board.show();
        QTest::qWait(80);
        Q_EMIT board.plot(QStringLiteral("a"))->cursorMoved(5);
        QCOMPARE(value(board.plot(QStringLiteral("b")), 0), QStringLiteral("5"));
        Q_EMIT board.plot(QStringLiteral("a"))->cursorLeft();
        QCOMPARE(value(board.plot(QStringLiteral("b")), 0), QStringLiteral("19"));
        auto* slider = board.findChild<QSlider*>();
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Home);
        for (const char* metric : {"a", "b"})
            QCOMPARE(board.plot(QString::fromLatin1(metric))->smoothing(), 0.0);
        board.plot(QStringLiteral("a"))->setSmoothing(0.9);
        QCOMPARE(board.plot(QStringLiteral("b"))->smoothing(), 0.9);
        QCOMPARE(slider->value(), 90);
    }

    void passesExportsOn() {
        PlotBoard board;
        fill(board, QStringLiteral("1"), {"a"});
        QSignalSpy asked(&board, &PlotBoard::exportRequested);
        Q_EMIT board.plot(QStringLiteral("a"))->exportRequested(QStringLiteral("a.csv"), [] { return QByteArray("x"); });
        QCOMPARE(asked.size(), 1);
    }
};

QTEST_MAIN(TestPlotBoard)
#include "tst_plot_board.moc"
