#include <QtTest>
#include <filesystem>
#include <fstream>
#include <set>

#include "data/atomic_file.h"
#include "data/file.h"
#include "data/options.h"
#include "data/records.h"
#include "data/rng.h"
#include "message_of.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

struct SampleOptions {
    double rate = 0.5;
    int steps = 3;
    std::string mode = "a";

    template <class Self, class Visitor>
    static void visit(Self& o, Visitor&& v) {
        v("rate", o.rate, {.help = "A rate.", .min = 0, .max = 1});
        v("steps", o.steps, {.help = "Steps.", .min = 1});
        v("mode", o.mode, {.help = "Mode.", .choices = {"a", "b"}});
    }
};

}  // namespace

class TestData : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void rngMatchesTheReferenceStream() {
        // First outputs of xoshiro256++ from the state {1, 2, 3, 4}, by the authors' C code.
        Rng rng;
        rng.setState({1, 2, 3, 4});
        QCOMPARE(rng.next(), std::uint64_t{41943041});
        QCOMPARE(rng.next(), std::uint64_t{58720359});
        QCOMPARE(rng.next(), std::uint64_t{3588806011781223});
    }

    void rngStateIsAllThereIs() {
        Rng a(7);
        a.normal();
        Rng b;
        b.setState(a.state());
        for (int i = 0; i < 100; ++i) QCOMPARE(a.normal(), b.normal());
        QVERIFY(a.fork(1).next() != a.fork(2).next());
        QCOMPARE(a.fork(1).next(), b.fork(1).next());
    }

    void rngBelowCoversItsRange() {
        Rng rng(3);
        std::array<int, 5> counts{};
        for (int i = 0; i < 50000; ++i) ++counts.at(rng.below(5));
        for (const int count : counts) QVERIFY(std::abs(count - 10000) < 500);
    }

    void optionsGoThroughJsonAndBack() {
        const auto o = optionsFromJson<SampleOptions>(Json{{"rate", 0.25}, {"mode", "b"}});
        QCOMPARE(o.rate, 0.25);
        QCOMPARE(o.steps, 3);
        QCOMPARE(optionsFromJson<SampleOptions>(optionsToJson(o)).mode, std::string("b"));
        QCOMPARE(describeOptions<SampleOptions>().size(), std::size_t{3});
    }

    void badOptionsAreRefusedByName_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("unknown") << QByteArray(R"({"rat":1})") << QByteArray("rat");
        QTest::newRow("range") << QByteArray(R"({"rate":2})") << QByteArray("rate");
        QTest::newRow("type") << QByteArray(R"({"steps":"x"})") << QByteArray("steps");
        QTest::newRow("choice") << QByteArray(R"({"mode":"c"})") << QByteArray("mode");
        QTest::newRow("array") << QByteArray("[1]") << QByteArray("options");
    }
    void badOptionsAreRefusedByName() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, named);
        const QByteArray message = messageOf([&] { optionsFromJson<SampleOptions>(Json::parse(json.toStdString())); });
        QVERIFY2(message.contains(named), message.isEmpty() ? "accepted" : message.constData());
    }

    void atomicWriteLeavesTheOldFileOnFailure() {
        const QTemporaryDir dir;
        const fs::path path = fs::path(dir.path().toStdString()) / "a.txt";
        writeFileAtomically(path, "one");
        writeFileAtomically(path, "two");
        QCOMPARE(readFile(path), std::string("two"));
        QVERIFY_THROWS_EXCEPTION(Error, writeFileAtomically(path / "below-a-file", "x"));
        QVERIFY_THROWS_EXCEPTION(Error, readFile(path, 2));
        QVERIFY_THROWS_EXCEPTION(Error, readFile(path.parent_path()));
        int entries = 0;
        for (const auto& entry : fs::directory_iterator(path.parent_path())) entries += entry.exists();
        QCOMPARE(entries, 1);
    }

    void whatAKilledWriterLeftIsRemoved() {
        const QTemporaryDir dir;
        const fs::path root = dir.path().toStdString(), below = root / "below";
        fs::create_directories(below / "model.tmp-folder" / "adapter");
        writeFileAtomically(below / "whole.json", "{}");
        writeFileAtomically(below / "whole.json.tmp-a1B2c3", "{");
        writeFileAtomically(root / "notes.tmp", "whole too");
        removeTemporaries(root);
        removeTemporaries(root / "not there");
        std::set<std::string> left;
        for (const auto& entry : fs::recursive_directory_iterator(root)) left.insert(entry.path().lexically_relative(root).string());
        QCOMPARE(left, (std::set<std::string>{"below", "below/whole.json", "notes.tmp"}));
    }

    void jsonErrorsNameFileLineAndKey() {
        const QTemporaryDir dir;
        const fs::path path = fs::path(dir.path().toStdString()) / "a.jsonl";
        writeFileAtomically(path, "{\"a\":1}\n\n{\"a\":\n");
        int seen = 0;
        const auto read = [&] { readJsonLines(path, [&](std::size_t, const Json& v) { seen += required<int>(v, "a"); }); };
        QVERIFY(messageOf(read).contains("a.jsonl line 3"));
        QCOMPARE(seen, 1);
        QVERIFY_THROWS_EXCEPTION(Error, required<int>(Json::object(), "a"));
        QVERIFY_THROWS_EXCEPTION(Error, required<int>(Json{{"a", "x"}}, "a"));
        QCOMPARE(optional(Json{{"a", nullptr}}, "a", 5), 5);
    }

    void enumsKeepTheirWords() {
        QCOMPARE(preferenceFromText(toText(Preference::BothBad)), Preference::BothBad);
        QCOMPARE(captionSourceFromText("edit"), CaptionSource::Edit);
        QVERIFY_THROWS_EXCEPTION(Error, preferenceFromText("up"));
    }

    void integersAreWholeNumbersOfTheirRange_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wrong");
        QTest::newRow("whole") << QByteArray("3") << QByteArray();
        QTest::newRow("with a point") << QByteArray("3.0") << QByteArray();
        QTest::newRow("fraction") << QByteArray("4.9") << QByteArray("not a whole number");
        QTest::newRow("switch") << QByteArray("true") << QByteArray("not a whole number");
        QTest::newRow("text") << QByteArray("\"3\"") << QByteArray("not a whole number");
        QTest::newRow("forty digits") << QByteArray("9111111111111111111111111111111111111111") << QByteArray("not a whole number");
        QTest::newRow("above an int") << QByteArray("3000000000") << QByteArray("out of range");
        QTest::newRow("below an int") << QByteArray("-3000000000") << QByteArray("out of range");
    }

    void integersAreWholeNumbersOfTheirRange() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wrong);
        const Json json = parseJson("{\"a\": " + text.toStdString() + ", \"list\": [1, " + text.toStdString() + "]}", "test");
        if (wrong.isEmpty()) {
            QCOMPARE(required<int>(json, "a"), 3);
            QCOMPARE(required<std::vector<int>>(json, "list"), (std::vector<int>{1, 3}));
            return;
        }
        const auto message = messageOf([&] { (void)required<int>(json, "a"); });
        QVERIFY2(message.contains(wrong), message.constData());
        QVERIFY_THROWS_EXCEPTION(Error, required<std::vector<int>>(json, "list"));
        QVERIFY_THROWS_EXCEPTION(Error, optional<int>(json, "a", 0));
    }

    void numbersStayInTheirKind() {
        const Json json = parseJson(R"({"seed": 18446744073709551615, "large": 1e300, "minus": -1, "on": true})", "test");
        QCOMPARE(required<std::uint64_t>(json, "seed"), std::numeric_limits<std::uint64_t>::max());
        QVERIFY_THROWS_EXCEPTION(Error, required<std::int64_t>(json, "seed"));
        QVERIFY_THROWS_EXCEPTION(Error, required<std::uint64_t>(json, "minus"));
        QVERIFY_THROWS_EXCEPTION(Error, required<double>(json, "on"));
        QVERIFY_THROWS_EXCEPTION(Error, required<bool>(json, "large"));
        QVERIFY(required<double>(json, "large") > 1e299);
    }
};

QTEST_GUILESS_MAIN(TestData)
#include "tst_data.moc"
