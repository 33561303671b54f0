// The list of captions that an optimisation writes as it goes: one row a picture, as it was said last.
#include <QApplication>
#include <QtTest>

#include "widgets/theme.h"
#include "workbench/optimise/sample_list.h"

using namespace attune;

class TestSampleList : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void picturesOfSamplesKeepTheirShape() {
        SampleList list;
        list.resize(600, 200);
        PolicySample sample;
        sample.image = 7;
        list.samples().put(sample);
        QImage wide(4000, 1000, QImage::Format_RGB32);
        wide.fill(Qt::red);
        list.samples().setPicture(7, wide);
        const auto kept = list.samples().index(0, 0).data(SampleModel::Picture).value<QImage>();
        QCOMPARE(kept.devicePixelRatio(), qGuiApp->devicePixelRatio());
        QCOMPARE(kept.deviceIndependentSize().toSize(), QSize(56, 14));
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        const QRect row = list.visualRect(list.samples().index(0, 0));
        QCOMPARE(row.height(), 72);
        const QImage screen = list.viewport()->grab().toImage();
        const auto at = [&](int x, int y) { return screen.pixelColor(QPoint(row.left() + x, row.top() + y) * screen.devicePixelRatio()); };
        QCOMPARE(at(8 + 28, 8 + 28), QColor(Qt::red));  // in the middle of its square
        QVERIFY(at(8 + 28, 8 + 10) != QColor(Qt::red));
        QVERIFY(at(8 + 28, 8 + 46) != QColor(Qt::red));
    }

    void aSampleOfAnEarlierRoundTakesNoPlace() {
        SampleList list;
        PolicySample sample;
        sample.image = 7;
        for (const int round : {3, 2, 3}) {
            sample.round = round;
            sample.now = QStringLiteral("of round %1").arg(round);
            list.samples().put(sample);
            QCOMPARE(list.samples().index(0, 0).data(SampleModel::Now).toString(), QStringLiteral("of round 3"));
        }
        sample.now = QStringLiteral("of round 3 again");
        list.samples().put(sample);
        QCOMPARE(list.samples().rowCount(), 1);
        QCOMPARE(list.samples().index(0, 0).data(SampleModel::Now).toString(), sample.now);
    }

    void samplesStandSideBySideWhereThereIsRoom() {
        SampleList list;
        for (Id image = 1; image <= 7; ++image) {
            PolicySample sample;
            sample.image = image;
            list.samples().put(sample);
        }
        list.resize(2000, 300);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        const auto place = [&list](int row) { return list.visualRect(list.samples().index(row, 0)); };
        QTRY_COMPARE(place(2).top(), place(0).top());
        QCOMPARE(place(3).topLeft(), QPoint(place(0).left(), place(0).top() + 72));
        QVERIFY(place(1).left() > place(0).right());
        QVERIFY(place(2).right() <= list.viewport()->width());
        QVERIFY(place(2).right() > list.viewport()->width() - 40);
        // One below the other where captions would be cut.
        list.resize(900, 300);
        QTRY_COMPARE(place(1).topLeft(), QPoint(place(0).left(), place(0).top() + 72));
        QVERIFY(place(0).width() > 850);
    }
};

QTEST_MAIN(TestSampleList)
#include "tst_sample_list.moc"
