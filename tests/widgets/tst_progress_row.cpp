#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>
#include <limits>

#include "widgets/duration_text.h"
#include "widgets/elided_label.h"
#include "widgets/number_text.h"
#include "widgets/progress_row.h"
#include "widgets/theme.h"

using namespace attune;

class TestProgressRow : public QObject {
    Q_OBJECT

    static bool shows(const QWidget& in, const QString& words) {
        for (const QLabel* label : in.findChildren<QLabel*>())
            if (label->isVisible() && label->text() == words) return true;
        return false;
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        theme::apply(*qApp, theme::Scheme::Light);
    }

    void negativeNumbersHaveAMinusSign() {
        QCOMPARE(numberText(0.525, 1), QStringLiteral("0.5"));
        QCOMPARE(numberText(-1.5, 2), QStringLiteral("\u22121.50"));
        QCOMPARE(numberText(-0.001, 2), QStringLiteral("0.00"));
        QCOMPARE(numberText(-0.0, 0), QStringLiteral("0"));
    }

    void durations_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("left");
        QTest::newRow("fraction") << 0.42 << "0.4 s"
                                  << "a few seconds left";
        QTest::newRow("seconds") << 45.0 << "45 s"
                                 << "about 50 s left";
        QTest::newRow("up to a minute") << 59.8 << "1 min"
                                        << "about 1 min left";
        QTest::newRow("minutes") << 125.0 << "2 min 5 s"
                                 << "about 2 min left";
        QTest::newRow("hours") << 3790.0 << "1 h 3 min"
                               << "about 1 h left";
        QTest::newRow("long") << 5100.0 << "1 h 25 min"
                              << "about 1 h 30 min left";
        QTest::newRow("days") << 187200.0 << "2 d 4 h"
                              << "about 2 d 4 h left";
        QTest::newRow("unknown") << -1.0 << ""
                                 << "";
        QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << ""
                                   << "";
        QTest::newRow("endless") << std::numeric_limits<double>::infinity() << ""
                                 << "";
    }
    void durations() {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QFETCH(QString, left);
        QCOMPARE(durationText(seconds), text);
        QCOMPARE(timeLeftText(seconds), left);
    }

    void counts() {
        QCOMPARE(countOfText(1234, 10000), QStringLiteral("1,234 of 10,000"));
        QCOMPARE(rateText(52.34), QStringLiteral("52 per second"));
        QCOMPARE(rateText(5.234), QStringLiteral("5.2 per second"));
        QCOMPARE(rateText(0.12), QStringLiteral("7.2 per minute"));
        QCOMPARE(rateText(0.001), QStringLiteral("3.6 per hour"));
        QCOMPARE(rateText(0), QString());
        QCOMPARE(percentText(0.1234, 1), QStringLiteral("12.3 %"));
    }

    void inANarrowPlaceTheTaskHasALineOfItsOwn() {
        ProgressRow row;
        row.setCancellable(false);
        row.setTask(QString::fromUtf8("16 \u00b7 Updating the policy"));
        row.setProgress(3, 50, 0.02, 5000);
        row.setCount(QStringLiteral("3 of 50 rounds"));
        row.show();
        QVERIFY(shows(row, QStringLiteral("3 of 50 rounds")));
        auto* task = row.findChild<ElidedLabel*>();
        row.resize(260, row.sizeHint().height());
        QTest::qWait(20);
        QVERIFY(task->isElided());
        row.setStacked(true);
        row.resize(260, row.sizeHint().height());
        QTest::qWait(20);
        QVERIFY2(!task->isElided(), qPrintable(task->shownText()));
        row.setProgress(4, 50);
        QVERIFY(shows(row, QStringLiteral("4 of 50")));
    }

    void showsHowFar() {
        ProgressRow row;
        row.setTask(QStringLiteral("Import"));
        row.show();
        auto* bar = row.findChild<QProgressBar*>();
        QCOMPARE(bar->maximum(), 0);  // unknown: it only moves
        row.setProgress(2500, 10000, 50, 150);
        QCOMPARE(bar->value() * 4, bar->maximum());
        QVERIFY(shows(row, QStringLiteral("2,500 of 10,000")));
        QVERIFY(shows(row, QStringLiteral("50 per second, about 3 min left")));
        row.setProgress(9'000'000'000, 9'000'000'000);  // more than the bar's own scale holds
        QCOMPARE(bar->value(), bar->maximum());
        row.setNote(QStringLiteral("Stopping"));
        QVERIFY(shows(row, QStringLiteral("Stopping")));
    }

    void cancels() {
        ProgressRow row;
        row.setTask(QStringLiteral("Import"));
        row.show();
        QSignalSpy cancel(&row, &ProgressRow::cancelRequested);
        QTest::mouseClick(row.findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(cancel.count(), 1);
    }

    void aLongNameGivesWay() {
        ElidedLabel label(QStringLiteral("/a/very/long/path/to/a/folder/of/pictures/picture.png"));
        label.setElideMode(Qt::ElideMiddle);
        label.resize(label.sizeHint());
        QVERIFY(!label.isElided());
        label.resize(120, 20);
        QVERIFY(label.isElided());
        QVERIFY(label.shownText().endsWith(QStringLiteral(".png")));
        QVERIFY(label.fontMetrics().horizontalAdvance(label.shownText()) <= 120);
        QVERIFY(label.minimumSizeHint().width() < 120);
    }
};

QTEST_MAIN(TestProgressRow)
#include "tst_progress_row.moc"
