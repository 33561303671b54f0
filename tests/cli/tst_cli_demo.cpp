// The demo: its report, its numbers, and that a seed decides them.
#include <QtTest>

#include "program.h"

using namespace attune::test;
using nlohmann::json;

namespace {

QString q(const char* text) { return QString::fromUtf8(text); }

/// All numbers but the times and places.
json withoutTimes(json result) {
    result.erase("seconds");
    result.erase("report");
    result["reward_model"].erase("seconds");
    for (auto& round : result["rounds"]) round.erase("seconds");
    return result;
}

}  // namespace

class TestCliDemo : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    json demo(const QString& out) {
        const auto run = cli({q("demo"), q("--out"), out, q("--seed"), q("7"), q("--rounds"), q("1"), q("--ratings"), q("60"), q("--json")});
        if (run.code != 0) qWarning("%s", run.err.constData());
        return run.code == 0 ? run.json() : json();
    }

  private Q_SLOTS:
    void aSeedDecidesEverything() {
        const QString first = m_dir.filePath(q("a")), second = m_dir.filePath(q("b"));
        const json one = demo(first);
        QVERIFY(!one.is_null());
        QCOMPARE(one["seed"].get<int>(), 7);
        QCOMPARE(one["reward_model"]["ratings"].get<int>(), 60);
        QVERIFY(one["reward_model"]["spearman"].is_number());
        QCOMPARE(one["rounds"].size(), std::size_t{1});
        for (const char* name : {"gold_sampled", "gold_greedy", "proxy", "kl", "length", "seconds"})
            QVERIFY(one["rounds"][0][name].is_number());
        QVERIFY(one["rounds"][0]["gold_sampled"].get<double>() > one["base"]["gold_sampled"].get<double>());
        QCOMPARE(withoutTimes(demo(second)), withoutTimes(one));

        QFile report(first + q("/report.html"));
        QVERIFY(report.open(QIODevice::ReadOnly));
        const QByteArray html = report.readAll();
        QVERIFY(html.contains("60 ratings are simulated"));
        QVERIFY(html.contains("<svg") && html.contains("data:image/png;base64,"));
    }

    void itDoesNotWriteOverAnything() {
        const auto again = cli({q("demo"), q("--out"), m_dir.filePath(q("a"))});
        QCOMPARE(again.code, 1);
        QCOMPARE(again.errorLines(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCliDemo)
#include "tst_cli_demo.moc"
