// The colours of groups in a scatter: no two groups that the legend names share one.
#include <QtTest>
#include <cstdlib>
#include <vector>

#include "widgets/scatter_view.h"
#include "widgets/theme.h"

using namespace attune;

class TestScatterGroups : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void thoseBeyondTheColoursAreOthers() {
        constexpr int kNames = theme::kSeriesColours + 2;
        std::vector<ScatterPoint> points;
        QVector<int> groups;
        QStringList names;
        const auto add = [&](int group) {
            points.push_back({static_cast<float>(points.size()), static_cast<float>(points.size() % 2)});
            groups.append(group);
        };
        for (int i = 0; i < kNames; ++i) {
            add(i);
            names.append(QStringLiteral("tag %1").arg(i));
        }
        add(kNames - 1);  // the last is the largest
        ScatterView view;
        view.resize(700, 700);  // tall, so that the legend covers none of them
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.setPositions(points);
        view.setCategories(groups, names, QStringLiteral("Tag"));
        QVERIFY(QTest::qWaitFor([&] { return view.isUpToDate(); }, 20000));
        const QImage seen = view.grab().toImage();
        const auto isOf = [&](int point, int colour) {
            const QColor at = seen.pixelColor(view.positionOf(point).toPoint()), wanted = theme::series(colour);
            return std::abs(at.red() - wanted.red()) + std::abs(at.green() - wanted.green()) + std::abs(at.blue() - wanted.blue()) < 80;
        };
        for (int i = 0; i < 6; ++i) QVERIFY2(isOf(i, i), qPrintable(names[i]));
        QVERIFY(isOf(kNames - 1, 6));
        for (int i = 6; i < kNames - 1; ++i) QVERIFY2(isOf(i, 7), qPrintable(names[i]));

        const QString legend = QString::fromUtf8(view.exportAs(ExportFormat::Svg)());
        for (const char* named : {"tag 0", "tag 5", "tag 9", "Others"}) QVERIFY2(legend.contains(QLatin1String(named)), named);
        for (const char* other : {"tag 6", "tag 7", "tag 8"}) QVERIFY2(!legend.contains(QLatin1String(other)), other);
        // A table has them all.
        QVERIFY(view.exportAs(ExportFormat::Csv)().contains("tag 7"));
    }
};

QTEST_MAIN(TestScatterGroups)
#include "tst_scatter_groups.moc"
