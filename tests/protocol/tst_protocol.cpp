#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>
#include <fstream>

#include "message_of.h"
#include "protocol/request.h"
#include "protocol/run_folder.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

Job sampleJob() {
    Job job;
    job.kind = JobKind::Optimize;
    job.seed = 18446744073709551615u;
    job.device = "cpu";
    job.models = {{"captioner", "/m"}};
    job.options = {{"rounds", 2}};
    return job;
}

std::vector<Event> eventsOf(const RunFolder& folder, std::uint64_t after = 0) {
    std::vector<Event> events;
    folder.readEvents(after, [&](const Event& event) { events.push_back(event); });
    return events;
}

}  // namespace

class TestProtocol : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_count = 0;

    RunFolder makeRun() {
        const fs::path path = fs::path(m_dir.path().toStdString()) / ("run" + std::to_string(++m_count));
        return RunFolder::create(path, sampleJob(), {{"images", {Json{{"id", 1}}, Json{{"id", 2}}}}});
    }

  private Q_SLOTS:
    void aJobSurvivesItsFile() {
        const RunFolder made = makeRun();
        const RunFolder read = RunFolder::open(made.path());
        QCOMPARE(toJson(read.job()), toJson(sampleJob()));
        QCOMPARE(read.inputs("images").size(), std::size_t{2});
        QVERIFY(read.inputs("ratings").empty());
        QVERIFY_THROWS_EXCEPTION(Error, RunFolder::create(made.path(), sampleJob(), {}));
    }

    void otherFilesGoAlong() {
        const fs::path root = m_dir.path().toStdString(), file = root / "adapter_model.safetensors";
        std::ofstream(file, std::ios::binary) << std::string("\0bytes", 6);
        const auto bytesIn = [](const RunFolder& folder) {
            std::ifstream in(folder.path() / "inputs" / "given.safetensors", std::ios::binary);
            return std::string(std::istreambuf_iterator<char>(in), {});
        };
        const RunFolder made = RunFolder::create(root / "with-file", sampleJob(), {}, {{"given.safetensors", file}});
        QCOMPARE(bytesIn(made), std::string("\0bytes", 6));
        QCOMPARE(bytesIn(RunFolder::copyOf(made, root / "copy-of-it")), std::string("\0bytes", 6));
        QVERIFY_THROWS_EXCEPTION(Error, RunFolder::create(root / "lacking", sampleJob(), {}, {{"x", root / "no such file"}}));
        QVERIFY(!fs::exists(root / "lacking"));
    }

    void badJobsAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("no json") << QByteArray("{") << QByteArray("JSON");
        QTest::newRow("newer") << QByteArray(R"({"schema":99,"kind":"generate","seed":1})") << QByteArray("99");
        QTest::newRow("kind") << QByteArray(R"({"schema":1,"kind":"dance","seed":1})") << QByteArray("dance");
        QTest::newRow("field") << QByteArray(R"({"schema":1,"kind":"score","seed":1,"x":1})") << QByteArray("\"x\"");
        QTest::newRow("seed") << QByteArray(R"({"schema":1,"kind":"score"})") << QByteArray("seed");
    }
    void badJobsAreRefused() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, named);
        const RunFolder run = makeRun();
        std::ofstream(run.path() / "job.json") << text.toStdString();
        const QByteArray message = messageOf([&] { RunFolder::open(run.path()); });
        QVERIFY2(message.contains(named), message.isEmpty() ? "accepted" : message.constData());
    }

    void exactlyOneTerminalEvent() {
        const RunFolder run = makeRun();
        int heard = 0;
        {
            EventLog log(run, [&](const Event&) { ++heard; });
            log.emit("started", {});
            log.emit("finished", {});
            log.emit("failed", {});
            log.emit("metric", {});
            QVERIFY(log.ended());
        }
        QCOMPARE(heard, 2);
        QCOMPARE(eventsOf(run).size(), std::size_t{2});
        QCOMPARE(eventsOf(run, 1).front().type, std::string("finished"));
    }

    void aResumedRunNumbersOnAndDropsACutLine() {
        const RunFolder run = makeRun();
        { EventLog(run, {}).emit("started", {}); }
        std::ofstream(run.eventsFile(), std::ios::app) << "{\"seq\":2,\"ty";
        QCOMPARE(eventsOf(run).size(), std::size_t{1});
        { EventLog(run, {}).emit("started", {}); }
        const auto events = eventsOf(run);
        QCOMPARE(events.size(), std::size_t{2});
        QCOMPARE(events.back().sequence, std::uint64_t{2});
    }

    void twoEnginesCannotWorkOnOneRun() {
        const RunFolder run = makeRun();
        QVERIFY(!run.isAtWork());
        {
            EventLog log(run, {});
            QVERIFY(run.isAtWork());
            QVERIFY_THROWS_EXCEPTION(Error, EventLog(run, {}));
        }
        QVERIFY(!run.isAtWork());
    }

    void aKilledWriterLeavesReadableEvents() {
        const RunFolder run = makeRun();
        const pid_t child = ::fork();
        if (child == 0) {
            EventLog log(run, {});
            for (;;) log.emit("metric", {{"text", std::string(3000, 'x')}});
        }
        QTRY_VERIFY(fs::exists(run.eventsFile()) && fs::file_size(run.eventsFile()) > 10000);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        { EventLog(run, {}).emit("started", {}); }
        const auto events = eventsOf(run);
        QVERIFY(events.size() > 1);
        for (std::size_t i = 0; i < events.size(); ++i) QCOMPARE(events[i].sequence, std::uint64_t{i + 1});
    }

    void requestsGoThroughALine() {
        QCOMPARE(requestFromLine(dumpJson(toJson(Request{Request::Kind::Run, "/r"}))).folder, std::string("/r"));
        QCOMPARE(requestFromLine(R"({"request":"pause"})").kind, Request::Kind::Pause);
        for (const char* bad : {"", "[]", "{\"request\":\"run\"}", "{\"request\":\"fly\"}", "{\"request\":1}",
                                "{\"request\":\"pause\",\"protocol\":7}"})
            QVERIFY_THROWS_EXCEPTION(Error, requestFromLine(bad));
    }

    void anEngineOfAnotherVersionIsRefusedInWords() {
        checkHello({{"protocol", kProtocolVersion}});
        QVERIFY_THROWS_EXCEPTION(Error, checkHello({{"protocol", kProtocolVersion + 1}}));
        QVERIFY_THROWS_EXCEPTION(Error, checkHello(Json::object()));
    }
};

QTEST_GUILESS_MAIN(TestProtocol)
#include "tst_protocol.moc"
