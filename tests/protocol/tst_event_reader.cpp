#include <QtTest>
#include <fstream>

#include "data/file.h"
#include "protocol/event_reader.h"
#include "protocol/run_folder.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

std::string line(std::uint64_t sequence, const std::string& type = "metric") {
    return dumpJson(toJson(Event{sequence, type, 0, Json::object()})) + "\n";
}

}  // namespace

class TestEventReader : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path m_file;

    void append(const std::string& text) { std::ofstream(m_file, std::ios::binary | std::ios::app) << text; }

    static std::vector<std::uint64_t> read(EventReader& reader, std::int64_t limit = 1000,
                                           bool* more = nullptr) {
        std::vector<std::uint64_t> numbers;
        const bool rest = reader.read(limit, [&](const Event& event) {
            numbers.push_back(event.sequence);
            return true;
        });
        if (more) *more = rest;
        return numbers;
    }

    using Numbers = std::vector<std::uint64_t>;

  private Q_SLOTS:
    void init() {
        m_file = fs::path(m_dir.path().toStdString()) / "events.jsonl";
        fs::remove(m_file);
    }

    void followsAGrowingFile() {
        EventReader reader(m_file, 0);
        QVERIFY(reader.isUpToDate());
        QCOMPARE(read(reader), Numbers{});
        append(line(1) + line(2) + line(3).substr(0, 10));
        QVERIFY(!reader.isUpToDate());
        QCOMPARE(read(reader), (Numbers{1, 2}));
        QVERIFY(reader.isUpToDate());
        append(line(3).substr(10));
        QCOMPARE(read(reader), (Numbers{3}));
        QCOMPARE(read(reader), Numbers{});
        // An engine that resumes the run drops half a line.
        append("{\"seq\": 4, \"ty");
        QCOMPARE(read(reader), Numbers{});
        fs::resize_file(m_file, fs::file_size(m_file) - 14);
        append(line(4));
        QCOMPARE(read(reader), (Numbers{4}));
    }

    void readsAtMostSoMany() {
        std::string all;
        for (std::uint64_t i = 1; i <= 10; ++i) all += line(i);
        append(all);
        EventReader reader(m_file, 4);
        bool more = false;
        QCOMPARE(read(reader, 3, &more), Numbers{});  // passes over what was there
        QVERIFY(more);
        QCOMPARE(read(reader, 3, &more), (Numbers{5, 6}));
        QCOMPARE(read(reader, 3, &more), (Numbers{7, 8, 9}));
        QVERIFY(more);
        QCOMPARE(read(reader, 3, &more), (Numbers{10}));
        QVERIFY(!more);
        append(line(11) + line(12));
        int asked = 0;
        QVERIFY(reader.read(9, [&](const Event&) { return ++asked > 3; }));  // not yet, not yet, ..
        QCOMPARE(asked, 1);
        QCOMPARE(read(reader), (Numbers{11, 12}));
    }

    void anotherFileIsReadFromItsStart() {
        append(line(1) + line(2) + line(3));
        EventReader reader(m_file, 0);
        read(reader);
        fs::remove(m_file);
        append(line(1));
        QCOMPARE(read(reader), Numbers{});  // shorter, and nothing new
        append(line(2, "warning: of another length") + line(3) + line(4));
        QCOMPARE(read(reader), (Numbers{4}));
        fs::remove(m_file);
        append(line(1, "a long event, so that the place lies within it") + line(2) + line(3) + line(4) +
               line(5) + line(6));
        QCOMPARE(read(reader), (Numbers{5, 6}));
    }

    void badLinesAreNamedEachTime() {
        append(line(1) + "rubbish\n" + line(2));
        EventReader reader(m_file, 0);
        for (int i = 0; i < 2; ++i) QVERIFY_THROWS_EXCEPTION(Error, read(reader));
        QVERIFY(!reader.isUpToDate());
    }

    void longLinesAreWhole() {
        Event event{1, "sample", 0, Json(std::string(1'000'000, 'x'))};
        append(dumpJson(toJson(event)) + "\n" + line(2));
        EventReader reader(m_file, 0);
        QCOMPARE(read(reader), (Numbers{1, 2}));
    }
};

QTEST_GUILESS_MAIN(TestEventReader)
#include "tst_event_reader.moc"
