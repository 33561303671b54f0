// What a run says of its progress: how much is done, how fast, and how long it will take.
#include <QtTest>
#include <cmath>
#include <thread>

#include "engine/run_observer.h"
#include "temporary_folder.h"

using namespace attune;

class TestRunObserver : public QObject {
    Q_OBJECT

  private:
    using Clock = std::chrono::steady_clock;

    static void wait() { std::this_thread::sleep_for(std::chrono::milliseconds(300)); }

  private Q_SLOTS:
    void theTimeLeftIsKnownAcrossPhases() {
        test::TemporaryFolder folder;
        const RunFolder run = RunFolder::create(folder.path() / "run", Job{}, {});
        {
            EventLog log(run, {});
            JobControl control;
            RunObserver observer(log, control);
            observer.progress(64, 64);  // pictures that were looked at
            observer.progress(0, 4);    // of four rounds
            wait();
            observer.phase("rollout");
            observer.phase("update");
            observer.progress(1, 4);
            wait();
            observer.phase("rollout");
            observer.progress(2, 4);
            observer.progress(1, 4);  // something else, of as many parts
        }
        std::vector<Json> said;
        run.readEvents(0, [&](const Event& event) {
            if (event.type == "progress") said.push_back(event.data);
        });
        QCOMPARE(said.size(), std::size_t{5});
        for (const std::size_t first : {0, 1, 4}) QVERIFY2(said[first]["eta"].is_null(), dumpJson(said[first]).c_str());
        for (const std::size_t later : {2, 3}) QVERIFY2(said[later]["eta"].is_number(), dumpJson(said[later]).c_str());
        // A round took 0.3 s, so that two more take about 0.6 s; a busy machine sleeps longer.
        const double left = said[3]["eta"].get<double>();
        QVERIFY2(left >= 0.6 && left < 6, qPrintable(QString::number(left)));
    }

    void metricsTellTheMemoryInUse() {
        test::TemporaryFolder folder;
        const RunFolder run = RunFolder::create(folder.path() / "run", Job{}, {});
        constexpr double kHeld = 256;  // MiB
        {
            EventLog log(run, {});
            JobControl control;
            RunObserver observer(log, control);
            observer.metrics(1, {{"loss", 0.5}});
            const std::vector<char> held(std::size_t{256} << 20, 'x');
            observer.metrics(2, {{"loss", std::nan("")}});
            QCOMPARE(held.back(), 'x');
        }
        std::vector<Json> said;
        run.readEvents(0, [&](const Event& event) {
            if (event.type == "metric") said.push_back(event.data["values"]);
        });
        QCOMPARE(said.size(), std::size_t{2});
        QCOMPARE(said[0]["loss"].get<double>(), 0.5);
        QVERIFY(said[1]["loss"].is_null());
        const double before = said[0]["memory/resident"].get<double>(), after = said[1]["memory/resident"].get<double>();
        QVERIFY2(before > 1 && before < 1e5, qPrintable(QString::number(before)));
        QVERIFY2(after - before > 0.9 * kHeld && after - before < 2 * kHeld, qPrintable(QString::number(after - before)));
        QVERIFY(!said[0].contains("memory/device"));  // the device is the CPU
    }
};

QTEST_GUILESS_MAIN(TestRunObserver)
#include "tst_run_observer.moc"
