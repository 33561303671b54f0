// attune-engine as a process: hello, queue, pause, cancel, one terminal event, death of the workbench.
#include <sched.h>

#include <QtTest>

#include "program.h"
#include "protocol/request.h"
#include "protocol/run_folder.h"

using namespace attune;
using namespace attune::test;
namespace fs = std::filesystem;

namespace {

QString q(const char* text) { return QString::fromUtf8(text); }

/// `attune-engine serve`, spoken to as the workbench does.
class Engine {
  public:
    Engine() {
        m_process.start(programPath("attune-engine"), {q("serve")});
        m_process.waitForStarted();
    }
    ~Engine() {
        m_process.kill();
        m_process.waitForFinished();
    }

    void ask(const Request& request) { m_process.write(QByteArray::fromStdString(dumpJson(toJson(request)) + "\n")); }
    void write(const QByteArray& bytes) { m_process.write(bytes); }

    /// The next line that fits; null if none came in time. All lines must be JSON.
    Json waitFor(const std::function<bool(const Json&)>& fits, int milliseconds = 60000) {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < milliseconds) {
            if (!m_process.canReadLine() && !m_process.waitForReadyRead(50)) {
                if (m_process.state() == QProcess::NotRunning && !m_process.canReadLine()) return {};
                continue;
            }
            while (m_process.canReadLine()) {
                const Json line = parseJson(m_process.readLine().toStdString(), "a line of the engine");
                if (fits(line)) return line;
            }
        }
        return {};
    }
    Json waitForType(const std::string& type) {
        return waitFor([&](const Json& line) { return line["type"] == type; });
    }
    QProcess& process() { return m_process; }

  private:
    QProcess m_process;
};

/// What an engine says of itself, with variables of the environment set or, where they are null, taken away.
/// @param onOneProcessor  it may run on no other
Json helloWith(const QMap<QString, QString>& variables, bool onOneProcessor = false) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (auto at = variables.begin(); at != variables.end(); ++at)
        at.value().isNull() ? environment.remove(at.key()) : environment.insert(at.key(), at.value());
    process.setProcessEnvironment(environment);
    if (onOneProcessor)
        process.setChildProcessModifier([] {
            cpu_set_t mine, one;
            ::sched_getaffinity(0, sizeof mine, &mine);
            CPU_ZERO(&one);
            for (int cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++cpu)
                if (CPU_ISSET(cpu, &mine)) CPU_SET(cpu, &one);
            ::sched_setaffinity(0, sizeof one, &one);
        });
    process.start(programPath("attune-engine"), {q("serve")});
    process.closeWriteChannel();
    if (!process.waitForFinished(60000)) return {};
    return parseJson(process.readAllStandardOutput().split('\n').front().toStdString(), "the hello")["data"];
}

std::function<bool(const Json&)> isPhase(const std::string& name) {
    return [name](const Json& line) { return line["type"] == "phase" && line["data"]["name"] == name; };
}

std::vector<std::string> terminals(const RunFolder& folder) {
    std::vector<std::string> types;
    folder.readEvents(0, [&](const Event& event) {
        if (isTerminal(event.type)) types.push_back(event.type);
    });
    return types;
}

}  // namespace

class TestEngineProcess : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_count = 0;

    /// A pre-training run: it needs no input and can be made as long as one likes.
    RunFolder makeRun(int steps, const Json& more = Json::object()) {
        Job job;
        job.kind = JobKind::Pretrain;
        job.seed = 1;
        job.device = "cpu";
        job.options = {{"perception_steps", steps}, {"perception_batch", 4}, {"caption_steps", 0}, {"finish_steps", 0}};
        job.options.update(more);
        return RunFolder::create(fs::path(m_dir.path().toStdString()) / ("run" + std::to_string(++m_count)), job, {});
    }

  private Q_SLOTS:
    void itSaysHelloFirst() {
        Engine engine;
        const Json hello = engine.waitFor([](const Json&) { return true; });
        QCOMPARE(hello["type"].get<std::string>(), std::string("hello"));
        checkHello(hello["data"]);
        QVERIFY(hello["data"]["devices"][0]["memory"].get<double>() > 0);
    }

    /// OpenBLAS itself takes the kernels of old processors where it does not know the model.
    void theProcessorsVectorsAreUsed() {
        Engine engine;
        const Json hello = engine.waitForType("hello");
        const QString blas = QString::fromStdString(hello["data"]["blas"].get<std::string>());
        if (!blas.contains(q("DYNAMIC_ARCH"))) QSKIP("this is no OpenBLAS that chooses its kernels");
        if (qEnvironmentVariableIsSet("OPENBLAS_CORETYPE")) QSKIP("the environment names the kernels");
#ifdef __x86_64__
        if (__builtin_cpu_supports("avx2")) QVERIFY2(!blas.contains(q("Prescott")), qPrintable(blas));
#endif
    }

    void kernelsThatTheEnvironmentNamesStay() {
        const auto hello = helloWith({{q("OPENBLAS_CORETYPE"), q("Prescott")}});
        const QString blas = QString::fromStdString(hello["blas"].get<std::string>());
        if (!blas.contains(q("DYNAMIC_ARCH"))) QSKIP("this is no OpenBLAS that chooses its kernels");
        QVERIFY2(blas.contains(q("Prescott")), qPrintable(blas));
    }

    void everyCoreThatTheProcessMayUseComputes() {
        const auto threads = [](const Json& hello) { return hello["devices"][0]["threads"].get<int>(); };
        const Json hello = helloWith({{q("OMP_NUM_THREADS"), {}}});
        if (hello["blas"].get<std::string>().find("USE_OPENMP") == std::string::npos) QSKIP("the BLAS has threads of its own");
        QVERIFY(threads(hello) >= 1 && threads(hello) <= QThread::idealThreadCount());
        QProcess siblings;
        siblings.start(q("lscpu"), {q("--parse=CPU,CORE,SOCKET")});
        if (siblings.waitForFinished() && siblings.exitCode() == 0) {
            QSet<QByteArray> cores;
            for (const auto& line : siblings.readAllStandardOutput().split('\n'))
                if (!line.isEmpty() && !line.startsWith('#')) cores.insert(line.mid(line.indexOf(',')));
            QVERIFY(threads(hello) <= cores.size());
            if (QThread::idealThreadCount() >= cores.size()) QCOMPARE(threads(hello), static_cast<int>(cores.size()));
        }
        QCOMPARE(threads(helloWith({{q("OMP_NUM_THREADS"), {}}}, true)), 1);
        QCOMPARE(threads(helloWith({{q("OMP_NUM_THREADS"), q("1")}})), 1);
    }

    void nonsenseIsAnsweredAndSurvived() {
        Engine engine;
        engine.waitForType("hello");
        engine.write("nonsense\n{\"request\":\"fly\"}\n");
        QVERIFY(!engine.waitForType("warning").is_null());
        engine.ask({Request::Kind::Run, m_dir.filePath(q("nowhere")).toStdString()});
        QVERIFY(!engine.waitForType("failed").is_null());
        engine.ask({Request::Kind::Quit, {}});
        QVERIFY(engine.process().waitForFinished(10000));
        QCOMPARE(engine.process().exitCode(), 0);
    }

    void aBadJobFailsInWordsOnce() {
        const RunFolder run = makeRun(1, {{"no_such_option", 1}});
        Engine engine;
        engine.ask({Request::Kind::Run, run.path().string()});
        const Json failed = engine.waitForType("failed");
        QVERIFY(failed["data"]["problem"].get<std::string>().find("no_such_option") != std::string::npos);
        QCOMPARE(terminals(run), std::vector<std::string>{"failed"});
    }

    void cancelIsAcknowledgedWithinHalfASecond() {
        const RunFolder run = makeRun(100000), queued = makeRun(1);
        Engine engine;
        engine.ask({Request::Kind::Run, run.path().string()});
        engine.ask({Request::Kind::Run, queued.path().string()});
        QVERIFY(!engine.waitForType("progress").is_null());
        engine.ask({Request::Kind::Pause, {}});
        QVERIFY(!engine.waitFor(isPhase("paused")).is_null());
        engine.ask({Request::Kind::Resume, {}});
        QVERIFY(!engine.waitFor(isPhase("resumed")).is_null());
        QElapsedTimer timer;
        timer.start();
        engine.ask({Request::Kind::Cancel, {}});
        QVERIFY(!engine.waitFor(isPhase("cancelling")).is_null());
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!engine.waitForType("cancelled").is_null());
        QCOMPARE(terminals(run), std::vector<std::string>{"cancelled"});
        // The next in the queue gets its turn.
        const auto ofQueued = [&](const Json& line) { return line.value("run", "") == queued.path().string() && isTerminal(line["type"].get<std::string>()); };
        QVERIFY(!engine.waitFor(ofQueued, 120000).is_null());
    }

    void theRunOutlivesItsWorkbench() {
        const RunFolder run = makeRun(3);
        Engine engine;
        engine.ask({Request::Kind::Run, run.path().string()});
        engine.process().closeWriteChannel();
        QVERIFY(engine.process().waitForFinished(120000));
        QCOMPARE(terminals(run), std::vector<std::string>{"finished"});
    }

    void aSignalCancelsTheRunThatAServerWorksOn() {
        const RunFolder run = makeRun(100000);
        Engine engine;
        engine.ask({Request::Kind::Run, run.path().string()});
        QVERIFY(!engine.waitForType("progress").is_null());
        engine.process().closeWriteChannel();  // its window is gone
        engine.process().terminate();
        QVERIFY(engine.process().waitForFinished(20000));
        QCOMPARE(engine.process().exitCode(), 0);
        QCOMPARE(terminals(run), std::vector<std::string>{"cancelled"});
    }

    void aSignalEndsAServerThatIsIdle() {
        Engine engine;
        QVERIFY(!engine.waitForType("hello").is_null());
        engine.process().terminate();
        QVERIFY(engine.process().waitForFinished(20000));
        QCOMPARE(engine.process().exitStatus(), QProcess::CrashExit);  // as the workbench words it: ended by someone
    }

    void aSignalCancelsASingleRun() {
        const RunFolder run = makeRun(100000);
        QProcess process;
        process.start(programPath("attune-engine"), {q("run"), QString::fromStdString(run.path().string())});
        QTRY_VERIFY_WITH_TIMEOUT(run.isAtWork(), 20000);
        QTest::qWait(300);
        process.terminate();
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitCode(), 1);
        QCOMPARE(terminals(run), std::vector<std::string>{"cancelled"});
    }
};

QTEST_GUILESS_MAIN(TestEngineProcess)
#include "tst_engine_process.moc"
