// Decisions from a file that somebody watches: how far it is, that stopping it takes nothing in, and that reading it holds up
// nobody who rates.
#include <QtTest>
#include <map>
#include <string>

#include "data/file.h"
#include "scenes_project.h"
#include "session/rating_file.h"

using namespace attune;
namespace fs = std::filesystem;

class TestRatingFile : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void takingAFileInIsWatchedAndStoppedWhole() {
        struct Watcher : Observer {
            std::string now, stopIn;
            std::map<std::string, std::pair<std::int64_t, std::int64_t>> last;
            void phase(const std::string& name) override { now = name; }
            void progress(std::int64_t done, std::int64_t total) override { last[now] = {done, total}; }
            void breathe() override {
                if (now == stopIn && last[now].first == 50) throw Cancelled();
            }
        };
        ScenesProject p(1);
        std::string lines;
        for (int i = 0; i < 120; ++i)
            lines += dumpJson({{"caption", p.addCaption(p.images[0], std::to_string(i))}, {"value", 1 + i % 5}}) + "\n";
        const fs::path file = p.root() / "ratings.jsonl";
        writeFileAtomically(file, lines);
        const auto at = [](Watcher& watcher, const char* phase) { return watcher.last[phase]; };
        for (const char* phase : {"read decisions", "record decisions"}) {
            Watcher watcher;
            watcher.stopIn = phase;
            QVERIFY_THROWS_EXCEPTION(Cancelled, p.session.importRatings(file, "me", watcher));
            QCOMPARE(at(watcher, phase).first, std::int64_t{50});
            QCOMPARE(at(watcher, phase).second, std::int64_t{120});
            QCOMPARE(p.session.info().decisions.ratings, std::int64_t{0});
            QVERIFY(!p.session.info().canUndo);
        }
        Watcher watcher;
        QCOMPARE(p.session.importRatings(file, "me", watcher).ratings, std::int64_t{120});
        QCOMPARE(at(watcher, "read decisions").first, std::int64_t{120});
        QCOMPARE(at(watcher, "record decisions").first, std::int64_t{120});
        QCOMPARE(p.session.undo(), std::int64_t{120});
    }

    void aFileIsReadBesideTheWriter() {
        struct Rating : Observer {
            ScenesProject& project;
            Id caption;
            int given = 0;
            Rating(ScenesProject& owner, Id id) : project(owner), caption(id) {}
            void breathe() override {
                project.rate(caption, 3);
                ++given;
            }
        };
        ScenesProject p(1);
        const Id one = p.addCaption(p.images[0], "one"), two = p.addCaption(p.images[0], "two");
        const fs::path file = p.root() / "ratings.jsonl";
        writeFileAtomically(file, dumpJson({{"caption", one}, {"value", 5}}) + "\n" +
                                      dumpJson({{"image", p.images[0]}, {"text", "two"}, {"value", 2}}) + "\n");
        const auto reader = Project::open(p.folder(), OpenMode::ReadOnly);
        Rating rating(p, one);
        const RatedFile read = readDecisions(*reader, file, "me", rating);
        QCOMPARE(rating.given, 2);
        QCOMPARE(read.ratings.size(), std::size_t{2});
        QCOMPARE(read.ratings[1].captionId, two);
        QCOMPARE(p.session.info().decisions.ratings, std::int64_t{2});
        Observer nobody;
        QCOMPARE(recordDecisions(p.session.project(), read, nobody).ratings, std::int64_t{2});
        QCOMPARE(p.session.info().decisions.ratings, std::int64_t{4});
    }

    void whatIsNoWholeNumberIsRefused_data() {
        QTest::addColumn<QByteArray>("row");  // %1 is the caption
        QTest::addColumn<bool>("taken");
        QTest::newRow("a switch") << QByteArray(R"({"caption":%1,"value":true})") << false;
        QTest::newRow("a fraction") << QByteArray(R"({"caption":%1,"value":4.9})") << false;
        QTest::newRow("a caption between two") << QByteArray(R"({"left":%1.5,"right":%1,"outcome":"left"})") << false;
        QTest::newRow("a whole one with a point") << QByteArray(R"({"caption":%1,"value":4.0})") << true;
    }
    void whatIsNoWholeNumberIsRefused() {
        QFETCH(QByteArray, row);
        QFETCH(bool, taken);
        ScenesProject p(1);
        const Id caption = p.addCaption(p.images[0], "one");
        const fs::path file = p.root() / "odd.jsonl";
        writeFileAtomically(file, row.replace("%1", QByteArray::number(static_cast<qlonglong>(caption))).toStdString() + "\n");
        Observer nobody;
        const QByteArray said = messageOf([&] { readDecisions(p.session.project(), file, "me", nobody); });
        QCOMPARE(said.isEmpty(), taken);
        QVERIFY2(taken || said.contains("line 1"), said.constData());
    }

    void whatWasTakenBackIsReadBack() {
        ScenesProject p(1);
        const Id caption = p.addCaption(p.images[0], "one"), other = p.addCaption(p.images[0], "two");
        RatingRecord flag;
        flag.captionId = caption;
        flag.rater = "me";
        flag.flags = {"repeats"};
        p.session.project().decisions().rate(std::vector<RatingRecord>{flag});
        flag.flags = {};
        p.session.project().decisions().rate(std::vector<RatingRecord>{flag});
        p.rate(other, 5);
        const fs::path file = p.root() / "all.jsonl";
        p.session.exportTo("jsonl", file);
        Observer nobody;
        QCOMPARE(readDecisions(p.session.project(), file, "me", nobody).ratings.size(), std::size_t{2});
    }

    /// A row takes the place of what the rater said before.
    void aRowThatDoesNotSpeakOfTheValueLeavesIt_data() {
        QTest::addColumn<QByteArray>("rows");  // %1 is the caption
        QTest::addColumn<int>("value");        // 0: none
        QTest::newRow("a flag") << QByteArray(R"({"caption":%1,"rater":"me","flags":["repeats"]})") << 4;
        QTest::newRow("somebody else's") << QByteArray(R"({"caption":%1,"rater":"you","flags":["repeats"]})") << 4;
        QTest::newRow("taken back") << QByteArray(R"({"caption":%1,"rater":"me","value":null,"flags":["repeats"]})") << 0;
        QTest::newRow("behind another row") << QByteArray(R"({"caption":%1,"rater":"me","value":2}
{"caption":%1,"rater":"me","note":"twice"})") << 2;
        QTest::newRow("behind one that took it back") << QByteArray(R"({"caption":%1,"rater":"me","value":null,"flags":["repeats"]}
{"caption":%1,"rater":"me","note":"twice"})") << 0;
    }
    void aRowThatDoesNotSpeakOfTheValueLeavesIt() {
        QFETCH(QByteArray, rows);
        QFETCH(int, value);
        ScenesProject p(1);
        const Id caption = p.addCaption(p.images[0], "one");
        RatingRecord rating;
        rating.captionId = caption;
        rating.value = 4;
        rating.rater = "me";
        p.session.project().decisions().rate(std::vector<RatingRecord>{rating});
        const fs::path file = p.root() / "flags.jsonl";
        writeFileAtomically(file, rows.replace("%1", QByteArray::number(static_cast<qlonglong>(caption))).toStdString() + "\n");
        Observer nobody;
        recordDecisions(p.session.project(), readDecisions(p.session.project(), file, "me", nobody), nobody);
        std::optional<int> now;
        for (const auto& one : p.session.project().decisions().ratingsOfCaption(caption))
            if (one.rater == "me") now = one.value;
        QCOMPARE(now.value_or(0), value);
    }
};

QTEST_GUILESS_MAIN(TestRatingFile)
#include "tst_rating_file.moc"
