#include <QtTest>
#include <cmath>
#include <set>
#include <tuple>

#include "data/file.h"
#include "scenes_project.h"
#include "session/job_builder.h"
#include "session/preference_pairs.h"

using namespace attune;
namespace fs = std::filesystem;

class TestSessionDecisions : public QObject {
    Q_OBJECT

    static std::vector<Json> rowsOf(const fs::path& file) {
        std::vector<Json> rows;
        readJsonLines(file, [&](std::size_t, const Json& row) { rows.push_back(row); });
        return rows;
    }

    static void compare(ScenesProject& p, Id left, Id right, Preference outcome,
                        const std::string& purpose = "rate", const std::string& rater = "me") {
        ComparisonRecord comparison;
        comparison.rater = rater;
        comparison.leftCaptionId = left;
        comparison.rightCaptionId = right;
        comparison.outcome = outcome;
        comparison.purpose = purpose;
        p.session.project().decisions().add(comparison);
    }

  private Q_SLOTS:
    void ratingsComeFromAFileAsOneStep() {
        ScenesProject p(2);
        const Id one = p.addCaption(p.images[0], "one");
        const Id two = p.addCaption(p.images[0], "two");
        const std::string name =
            fs::path(p.session.project().images().get(p.images[0]).path).filename().string();
        const fs::path file = p.root() / "ratings.jsonl";
        writeFileAtomically(
            file,
            dumpJson({{"caption", one}, {"value", 5}, {"flags", {"incomplete"}}, {"note", "x"}}) + "\n\n" +
                dumpJson(
                    {{"image", name}, {"text", "two"}, {"value", 2}, {"simulated", true}, {"rater", "bot"}}) +
                "\n" + dumpJson({{"left", one}, {"right", two}, {"preferred", "tie"}}) + "\n" +
                dumpJson({{"image", p.images[0]}, {"chosen", "one"}, {"rejected", "two"}}) + "\n");
        const auto report = p.session.importRatings(file, "me");
        QCOMPARE(report.ratings, std::int64_t{2});
        QCOMPARE(report.comparisons, std::int64_t{2});
        const auto ratings = p.session.project().decisions().ratings();
        QCOMPARE(ratings[0].rater, std::string("me"));
        QCOMPARE(ratings[0].flags, std::vector<std::string>{"incomplete"});
        QVERIFY(!ratings[0].simulated && ratings[1].simulated);
        QCOMPARE(ratings[1].captionId, two);
        QCOMPARE(p.session.undo(), std::int64_t{4});
        QCOMPARE(p.session.info().decisions.ratings, std::int64_t{0});
        QCOMPARE(p.session.redo(), std::int64_t{4});
        // Once more: the same rater's ratings take the place of the earlier ones.
        p.session.importRatings(file, "me");
        QCOMPARE(p.session.info().decisions.ratings, std::int64_t{2});
    }

    void aBadLineTakesNothingIn_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no caption") << QByteArray(R"({"caption": 999, "value": 3})");
        QTest::newRow("too high") << QByteArray(R"({"caption": 1, "value": 6})");
        QTest::newRow("a fraction") << QByteArray(R"({"caption": 1, "value": "good"})");
        QTest::newRow("nothing said") << QByteArray(R"({"caption": 1})");
        QTest::newRow("no image") << QByteArray(R"({"image": "none.png", "text": "a", "value": 3})");
        QTest::newRow("other words") << QByteArray(R"({"image": 1, "text": "not written", "value": 3})");
        QTest::newRow("outcome") << QByteArray(R"({"left": 1, "right": 2, "preferred": "up"})");
        QTest::newRow("itself") << QByteArray(R"({"left": 1, "right": 1, "preferred": "left"})");
        QTest::newRow("a rating that judges") << QByteArray(R"({"caption": 1, "value": 3, "purpose": "judge"})");
        QTest::newRow("two images") << QByteArray(R"({"left": 1, "right": 2, "preferred": "left"})");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("an array") << QByteArray("[1]");
    }
    void aBadLineTakesNothingIn() {
        QFETCH(QByteArray, line);
        ScenesProject p(2);  // captions 1 and 2 are the references
        p.addCaption(p.images[0], "one");
        const fs::path file = p.root() / "ratings.jsonl";
        writeFileAtomically(file, "{\"caption\": 1, \"value\": 3}\n" + line.toStdString() + "\n");
        QVERIFY(!messageOf([&] { p.session.importRatings(file, "me"); }).isEmpty());
        QCOMPARE(p.session.info().decisions.ratings, std::int64_t{0});
        QVERIFY(!p.session.info().canUndo);
    }

    void simulatedRatingsSaySo() {
        ScenesProject p(6);
        QVERIFY(messageOf([&] { p.session.rateSimulated(3, 1); }).contains("nothing"));
        for (const Id image : p.images)
            for (const char* text : {"a red circle", "a small blue star and a green square"})
                p.addCaption(image, text);
        p.session.project().images().setSplit({p.images[0]}, "test");
        QCOMPARE(p.session.rateSimulated(4, 1).ratings, std::int64_t{4});
        QCOMPARE(p.session.rateSimulated(100, 1).ratings,
                 std::int64_t{6});  // the rest, none twice, none of the test image
        for (const auto& rating : p.session.project().decisions().ratings()) {
            QVERIFY(rating.simulated);
            QCOMPARE(rating.rater, std::string("simulated:scenes-1"));
            QVERIFY(rating.value.has_value());
        }
        QCOMPARE(p.session.info().decisions.simulatedRatings, std::int64_t{10});
    }

    void theSimulatedRaterFollowsAQueue() {
        ScenesProject p(6);
        std::vector<Id> captions;
        for (const Id image : p.images)
            for (const char* text : {"a red circle", "a small blue star"}) captions.push_back(p.addCaption(image, text));
        QueueOptions queue;
        queue.strategy = QueueStrategy::Listed;
        queue.images = {p.images[4], p.images[1]};
        QCOMPARE(p.session.rateSimulated(3, 1, queue).ratings, std::int64_t{3});
        std::multiset<Id> rated;
        for (const auto& rating : p.session.project().decisions().ratings())
            rated.insert(p.session.project().captions().get(rating.captionId).imageId);
        QCOMPARE(rated, (std::multiset<Id>{p.images[4], p.images[4], p.images[1]}));
        QCOMPARE(p.session.rateSimulated(3, 1, queue).ratings, std::int64_t{1});  // the queue holds no more
    }

    void theSimulatedRatersNoiseIsOfTheCaption() {
        // In one go or in several, in whatever order: the same caption gets the same rating.
        const char* words = "a red circle";
        ScenesProject once(24), several(24);
        for (ScenesProject* p : {&once, &several})
            for (const Id image : p->images) p->addCaption(image, words);
        once.session.rateSimulated(24, 1);
        QueueOptions queue;
        queue.strategy = QueueStrategy::Listed;
        queue.images = {several.images.rbegin(), several.images.rend()};
        for (int i = 0; i < 12; ++i) several.session.rateSimulated(2, 1, queue);
        const auto values = [](ScenesProject& p) {
            std::map<Id, int> all;
            for (const auto& rating : p.session.project().decisions().ratings()) all[rating.captionId] = rating.value.value_or(0);
            return all;
        };
        QCOMPARE(values(once).size(), std::size_t{24});
        QCOMPARE(values(once), values(several));
    }

    void pairsComeFromComparisonsAndRatings() {
        ScenesProject p(2);
        const Id a = p.addCaption(p.images[0], "a");
        const Id b = p.addCaption(p.images[0], "b");
        const Id c = p.addCaption(p.images[0], "c");
        const Id same = p.addCaption(p.images[0], "a");
        const Id other = p.addCaption(p.images[1], "d");
        p.rate(a, 5);
        p.rate(b, 2);
        p.rate(c, 2, true);
        p.rate(same, 1);
        p.rate(other, 1);
        compare(p, a, b, Preference::Right);  // says the opposite of the ratings, and wins
        compare(p, b, c, Preference::Tie);
        compare(p, c, same, Preference::Left, "repeat");  // hidden repeats are no data
        const auto pairs = preferencePairs(p.session.project());
        std::set<std::tuple<Id, Id, bool>> found;
        for (const auto& pair : pairs) found.insert({pair.chosen, pair.rejected, pair.simulated});
        QCOMPARE(found, (std::set<std::tuple<Id, Id, bool>>{
                            {b, a, false}, {a, c, true}, {b, same, false}, {c, same, true}}));
    }

    void ofSeveralRatersTheMajorityDecides() {
        ScenesProject p(1);
        const Id a = p.addCaption(p.images[0], "a"), b = p.addCaption(p.images[0], "b");
        compare(p, a, b, Preference::Left, "rate", "ann");
        QCOMPARE(preferencePairs(p.session.project()).front().chosen, a);
        compare(p, b, a, Preference::Left, "rate", "bob");
        QVERIFY(preferencePairs(p.session.project()).empty());  // as many for the one as for the other
        p.rate(a, 5);
        p.rate(b, 1);
        QVERIFY(preferencePairs(p.session.project()).empty());  // which is a decision, too
        compare(p, a, b, Preference::Right, "rate", "cid");
        const auto pairs = preferencePairs(p.session.project());
        QCOMPARE(pairs.size(), std::size_t{1});
        QCOMPARE(pairs[0].chosen, b);
        QCOMPARE(pairs[0].rejected, a);
    }

    void onesOwnWordsAreBetterThanTheCaption() {
        ScenesProject p(1);
        const Id caption = p.addCaption(p.images[0], "a thing");
        const auto edit = [&](const std::string& words) {
            CaptionRecord record;
            record.imageId = p.images[0];
            record.editOf = caption;
            record.source = CaptionSource::Edit;
            record.text = words;
            return p.session.project().captions().add(record);
        };
        edit("a blue thing");
        const Id last = edit("a blue star");
        const auto pairs = preferencePairs(p.session.project());
        QCOMPARE(pairs.size(), std::size_t{1});
        QCOMPARE(pairs[0].chosen, last);
        QCOMPARE(pairs[0].rejected, caption);
        QVERIFY(!pairs[0].simulated);
        QCOMPARE(p.session.exportTo("trl", p.root() / "edits.jsonl").rows, std::int64_t{1});
        // What is undone makes no pair any more, and the words before it do again.
        const Id corrected = p.session.project().decisions().edit(caption, "a blue star, small", "me");
        QCOMPARE(preferencePairs(p.session.project()).size(), std::size_t{1});
        QCOMPARE(preferencePairs(p.session.project())[0].chosen, corrected);
        QCOMPARE(p.session.undo(), std::int64_t{1});
        QCOMPARE(preferencePairs(p.session.project())[0].chosen, last);
        p.session.project().decisions().edit(caption, "a thing", "me");
        QVERIFY(preferencePairs(p.session.project()).empty());
        QCOMPARE(p.session.info().captions.at("edit"), std::int64_t{0});
    }

    void aCorrectedComparisonIsTheOneThatIsLearntFrom() {
        ScenesProject p(1);
        const Id a = p.addCaption(p.images[0], "a"), b = p.addCaption(p.images[0], "b");
        ComparisonRecord comparison;
        comparison.leftCaptionId = a;
        comparison.rightCaptionId = b;
        comparison.outcome = Preference::Left;
        comparison.rater = "me";
        auto journal = p.session.project().decisions();
        journal.rate({}, {comparison});
        comparison.outcome = Preference::Right;
        journal.rate({}, {comparison});
        const auto pairs = preferencePairs(p.session.project());
        QCOMPARE(pairs.size(), std::size_t{1});
        QCOMPARE(pairs[0].chosen, b);
        QCOMPARE(draftTrainReward(p.session.project(), {}).inputs.at("comparisons").size(), std::size_t{1});
    }

    void judgingIsNoTrainingData() {
        ScenesProject p(1);
        const Id a = p.addCaption(p.images[0], "a");
        const Id b = p.addCaption(p.images[0], "b");
        const Id c = p.addCaption(p.images[0], "c");
        compare(p, a, b, Preference::Left, "judge");
        QVERIFY(preferencePairs(p.session.project()).empty());
        QVERIFY(messageOf([&] { p.session.exportTo("trl", p.root() / "none.jsonl"); }).contains("no preferences"));
        compare(p, b, a, Preference::Left);  // the other way round, where one learns from it
        compare(p, a, c, Preference::Tie, "judge");
        auto report = p.session.exportTo("trl", p.root() / "trl.jsonl");
        QCOMPARE(report.rows, std::int64_t{1});
        QCOMPARE(rowsOf(p.root() / "trl.jsonl").front()["chosen"][0]["content"][0]["text"].get<std::string>(), std::string("b"));
        QCOMPARE(report.notes.size(), std::size_t{1});
        QVERIFY2(report.notes.front().ends_with("comparisons of the Judge page, 1"), report.notes.front().c_str());
        // Asked for, they count as the others do: two against one.
        compare(p, a, b, Preference::Left, "judge", "ann");
        report = p.session.exportTo("trl", p.root() / "all.jsonl", {.withJudge = true});
        QCOMPARE(report.rows, std::int64_t{1});
        QCOMPARE(rowsOf(p.root() / "all.jsonl").front()["chosen"][0]["content"][0]["text"].get<std::string>(), std::string("a"));
        QVERIFY(report.notes.empty());
    }

    void exportsHoldWhatWasDecided() {
        ScenesProject p(2);
        const Id good = p.addCaption(p.images[0], "good, \"really\"", -2);
        const Id bad = p.addCaption(p.images[0], "bad", -1);
        const Id fair = p.addCaption(p.images[1], "fair");
        for (const auto& format : exportFormats())
            if (format != "coco" && format != "captions")
                QVERIFY(!messageOf([&] { p.session.exportTo(format, p.root() / "early"); }).isEmpty());
        QVERIFY(!fs::exists(p.root() / "early"));
        p.rate(good, 5);
        p.rate(bad, 1, true);
        p.rate(fair, 3);
        compare(p, good, bad, Preference::Left);

        auto report = p.session.exportTo("trl", p.root() / "trl.jsonl");
        QCOMPARE(report.rows, std::int64_t{1});
        const auto pair = rowsOf(p.root() / "trl.jsonl").front();
        QCOMPARE(pair["chosen"][0]["content"][0]["text"].get<std::string>(), std::string("good, \"really\""));
        QVERIFY(fs::exists(pair["images"][0].get<std::string>()));

        report = p.session.exportTo("trl-unpaired", p.root() / "unpaired.jsonl");
        QCOMPARE(report.rows, std::int64_t{2});
        QCOMPARE(report.simulated, std::int64_t{1});
        QCOMPARE(report.notes.size(), std::size_t{1});
        const auto unpaired = rowsOf(p.root() / "unpaired.jsonl");
        QVERIFY(unpaired[0]["label"].get<bool>() && !unpaired[1]["label"].get<bool>());
        QVERIFY(unpaired[1]["simulated"].get<bool>());

        report = p.session.exportTo("csv", p.root() / "ratings.csv");
        QCOMPARE(report.rows, std::int64_t{3});
        QVERIFY(QByteArray::fromStdString(readFile(p.root() / "ratings.csv"))
                    .contains("\"good, \"\"really\"\"\""));

        QCOMPARE(p.session.exportTo("coco", p.root() / "coco.json", {.model = p.model}).rows, std::int64_t{2});
        QCOMPARE(readJsonFile(p.root() / "coco.json")[0]["caption"].get<std::string>(), std::string("bad"));
        // All captions, to be rated elsewhere and brought back: what is left open is no rating.
        const Id open = p.addCaption(p.images[1], "open");
        const auto captions = p.root() / "captions.jsonl";
        QCOMPARE(p.session.exportTo("captions", captions).rows, std::int64_t{4});
        auto rows = rowsOf(captions);
        QCOMPARE(rows[0]["value"].get<int>(), 5);
        QVERIFY(rows[1]["simulated"].get<bool>());
        QVERIFY(rows[3]["caption"].get<Id>() == open && rows[3]["value"].is_null());
        rows[3]["value"] = 4;
        writeFileAtomically(captions, dumpJson(rows[3]) + "\n" + dumpJson(Json{{"caption", open}, {"value", nullptr}}) + "\n");
        QCOMPARE(p.session.importRatings(captions, "me").ratings, std::int64_t{1});
        QCOMPARE(p.session.project().decisions().ratingsOfCaption(open).front().value.value_or(0), 4);

        QVERIFY(messageOf([&] { p.session.exportTo("xml", p.root() / "x"); }).contains("trl-unpaired"));
    }

    void jsonlIsReadBackWhole() {
        ScenesProject p(1);
        const Id good = p.addCaption(p.images[0], "good");
        const Id bad = p.addCaption(p.images[0], "bad");
        p.rate(good, 4, true);
        compare(p, bad, good, Preference::Right, "judge");
        RatingRecord again;
        again.captionId = good;
        again.value = 2;
        again.rater = "someone";
        again.purpose = "repeat";
        p.session.project().decisions().rate({again});
        p.session.exportTo("jsonl", p.root() / "all.jsonl");
        while (p.session.undo() > 0) {
        }
        p.session.importRatings(p.root() / "all.jsonl", "nobody");
        const auto ratings = p.session.project().decisions().ratings();
        QCOMPARE(ratings.size(), std::size_t{1});
        QCOMPARE(*ratings[0].value, 4);
        QCOMPARE(ratings[0].rater, std::string("someone"));
        QVERIFY(ratings[0].simulated);
        const auto repeated = p.session.project().decisions().repeatedRatings();
        QCOMPARE(repeated.size(), std::size_t{1});
        QCOMPARE(repeated[0].value, std::optional(2));
        const auto comparisons = p.session.project().decisions().comparisons();
        QCOMPARE(comparisons.size(), std::size_t{1});
        QCOMPARE(comparisons[0].outcome, Preference::Right);
        QCOMPARE(comparisons[0].purpose, std::string("judge"));
    }

    void checkpointsAreCopiedWhole() {
        ScenesProject p(0);
        const fs::path folder = p.root() / "models" / "base";
        fs::create_directories(folder);
        writeFileAtomically(folder / "config.json", "{}");
        p.session.exportTo("checkpoint", p.root() / "out" / "model");
        QCOMPARE(readFile(p.root() / "out" / "model" / "config.json"), std::string("{}"));
        QVERIFY(messageOf([&] {
                    p.session.exportTo("checkpoint", p.root() / "out" / "model");
                }).contains("already"));
    }

    void checkpointsCarryACardAndAdaptersGoByThemselves() {
        ScenesProject p(2);
        const Id caption = p.addCaption(p.images[0], "a dog");
        p.rate(caption, 4);
        p.rate(p.addCaption(p.images[1], "a cat"), 2, true);
        auto& project = p.session.project();
        RunRecord run;
        run.kind = "optimize";
        run.folder = "1";
        run.job = {{"seed", 7}, {"options", {{"algorithm", "ppo"}, {"lora_rank", 8}, {"learning_rate", 0.0005}}}};
        const Id runId = project.runs().add(run);
        project.metrics().add(runId, 1, {{"objective/kl", 0.25}});
        project.metrics().add(runId, 2, {{"objective/kl", 7.5}, {"objective/scores", NAN}});
        ModelRecord round;
        round.name = "round 1 | of\nrun";
        round.parentId = p.model;
        round.runId = runId;
        round.info = {{"round", 1}};
        round.path = project.storedPath(p.root() / "models" / "round");
        const fs::path folder = p.root() / "models" / "round";
        fs::create_directories(folder / "adapter");
        writeFileAtomically(folder / "config.json", "{}");
        writeFileAtomically(folder / "README.md", "the base's own card");
        const Id id = project.models().add(round);
        QVERIFY(messageOf([&] { p.session.exportTo("adapter", p.root() / "a", {.model = id}); }).contains("no adapter"));
        writeFileAtomically(folder / "adapter" / "adapter_config.json", "{}");

        p.session.exportTo("checkpoint", p.root() / "mine", {.model = id});
        QVERIFY(!fs::exists(p.root() / "mine" / "adapter"));
        const std::string card = readFile(p.root() / "mine" / "README.md");
        for (const char* part : {"library_name: transformers", "**base**", "round 1   of run", "| ratings | 2 | 1 | 1 |", "Simulated",
                                 "| lora_rank | 8 |", "| learning_rate | 0.0005 |", "| objective/kl | 0.25 | 1 |", "Seed 7", "ppo"})
            QVERIFY2(card.find(part) != std::string::npos, part);
        QVERIFY(card.find("objective/scores") == std::string::npos);
        p.session.exportTo("adapter", p.root() / "low" / "rank", {.model = id});
        QVERIFY(fs::exists(p.root() / "low" / "rank" / "adapter_config.json"));
        QVERIFY(fs::exists(p.root() / "low" / "rank" / "README.md"));
        QVERIFY(!fs::exists(p.root() / "low" / "rank" / "config.json"));
    }
};

QTEST_GUILESS_MAIN(TestSessionDecisions)
#include "tst_session_decisions.moc"
