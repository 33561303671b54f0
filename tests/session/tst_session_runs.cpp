#include <unistd.h>

#include <QtTest>
#include <cmath>

#include "data/file.h"
#include "engine_events.h"
#include "project/query.h"
#include "protocol/run_folder.h"
#include "scenes_project.h"

using namespace attune;
using test::say;
namespace fs = std::filesystem;

namespace {

Json sample(Id image, const std::string& text) {
    return {{"image", image}, {"text", text}, {"ids", {4, 5}}, {"logprob", -2.5}, {"seed", 7}};
}

}  // namespace

class TestSessionRuns : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void generatedCaptionsComeInOnce() {
        ScenesProject p(2);
        GenerationOptions decoding;
        decoding.topK = 4;
        const auto draft = draftGenerate(p.session.project(), {}, decoding, 1, "what is it?");
        QVERIFY(p.session.project().prompts().list().empty());  // a draft only reads
        const auto run = p.session.newRun(draft);
        p.session.startRun(run.id, ::getpid());
        say(run.folder, {{"started", Json::object()}, {"sample", sample(p.images[0], "a red circle")}});
        QCOMPARE(p.session.ingest(run.id).captions, std::int64_t{1});
        QCOMPARE(p.session.ingest(run.id).events, std::int64_t{0});
        say(run.folder, {{"sample", sample(p.images[1], "a blue star")}, {"finished", {{"captions", 2}}}});
        QCOMPARE(p.session.ingest(run.id).captions, std::int64_t{1});

        const auto captions = p.session.project().captions().list({.runId = run.id});
        QCOMPARE(captions.size(), std::size_t{2});
        QCOMPARE(captions[0].text, std::string("a red circle"));
        QCOMPARE(captions[0].modelId, p.model);
        QCOMPARE(captions[0].decoding.topK, 4);
        QCOMPARE(captions[0].tokenIds, (std::vector<std::int64_t>{4, 5}));
        QCOMPARE(captions[0].seed, std::uint64_t{7});
        QCOMPARE(p.session.project().prompts().find(captions[0].promptId)->text, std::string("what is it?"));
        QCOMPARE(p.session.project().runs().get(run.id).status, std::string("finished"));
        QCOMPARE(p.session.report(run.id)["captions"].get<int>(), 2);
        QVERIFY(messageOf([&] { p.session.startRun(run.id, ::getpid()); }).contains("finished"));
    }

    void eventsThatMakeNoSenseArePassedOver() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        say(run.folder, {{"sample", sample(999, "of no image")},
                         {"sample", {{"image", p.images[0]}}},
                         {"checkpoint", {{"path", "../../outside"}, {"kind", "captioner"}}},
                         {"checkpoint", {{"path", "/etc"}, {"kind", "captioner"}}},
                         {"metric", {{"step", 1}, {"values", {{"loss", nullptr}, {"kl", 0.25}}}}},
                         {"sample", sample(p.images[0], "good")},
                         {"finished", Json::object()}});
        const auto report = p.session.ingest(run.id);
        QCOMPARE(report.warnings.size(), std::size_t{4});
        QCOMPARE(report.captions, std::int64_t{1});
        QVERIFY(std::isnan(p.session.project().metrics().list(run.id, "loss").front().value));
        QCOMPARE(p.session.project().metrics().list(run.id, "kl").front().value, 0.25);
        QCOMPARE(p.session.project().runs().get(run.id).status, std::string("finished"));
        QVERIFY(p.session.ingest(run.id).warnings.empty());
    }

    void attentionMapsAreNotedWithTheirRow() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 3));
        const auto with = [&](const std::string& text, const Json& attention) {
            Json data = sample(p.images[0], text);
            data["attention"] = attention;
            return std::pair<std::string, Json>{"sample", data};
        };
        say(run.folder, {with("a", {{"path", "outputs/attention-0001.safetensors"}, {"row", 17}}),
                         with("b", nullptr),
                         with("c", {{"path", "../../elsewhere"}, {"row", 0}}),
                         with("d", {{"path", "outputs/x"}, {"row", -1}})});
        QCOMPARE(p.session.ingest(run.id).warnings.size(), std::size_t{2});
        const auto captions = p.session.project().captions().list({.runId = run.id});
        QCOMPARE(captions.size(), std::size_t{2});
        QCOMPARE(captions[0].attention,
                 run.folder.filename().string() + "/outputs/attention-0001.safetensors#17");
        QVERIFY(captions[1].attention.empty());
    }

    void roundsAreAChainFromThePolicy() {
        ScenesProject p(2);
        QVERIFY(messageOf([&] { draftOptimize(p.session.project(), {}); }).contains("reward"));
        const Id reward = p.addModel("reward", "reward", p.model);
        const Id tuned = p.addModel("tuned", "captioner", p.model);
        const auto run = p.session.newRun(draftOptimize(p.session.project(), {}));
        const auto models = RunFolder::open(run.folder).job().models;
        const auto path = [&](const std::string& role) {
            return fs::weakly_canonical(run.folder / models.at(role)).filename().string();
        };
        QCOMPARE(path("captioner"), std::string("tuned"));
        QCOMPARE(path("reference"), std::string("base"));
        QCOMPARE(path("reward"), std::string("reward"));
        QCOMPARE(path("reward_backbone"), std::string("base"));

        const auto round = [](int number) {
            const std::string name = "checkpoints/round-" + std::to_string(number);
            return std::pair<std::string, Json>{"checkpoint",
                                                {{"path", name}, {"kind", "captioner"}, {"round", number}}};
        };
        say(run.folder, {round(1), round(2), {"sample", {{"before", "x"}, {"now", "y"}}}});
        QCOMPARE(p.session.ingest(run.id).models, std::int64_t{2});
        say(run.folder,
            {round(2), round(3), {"finished", Json::object()}});  // killed, resumed: round 2 again
        QCOMPARE(p.session.ingest(run.id).models, std::int64_t{1});
        const auto last = p.session.project().models().latest("captioner");
        QCOMPARE(last->name, "round 3 of run " + std::to_string(run.id));
        QCOMPARE(p.session.modelFolder(last->id), run.folder / "checkpoints" / "round-3");
        QCOMPARE(p.session.project().models().pathToRoot(last->id).size(), std::size_t{5});
        QCOMPARE(p.session.project().models().pathToRoot(last->id)[3].id, tuned);
        QCOMPARE(p.session.project().models().get(reward).name, std::string("reward"));
    }

    void interruptedRunsAreFoundAndStartedAgain() {
        ScenesProject p(2);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        const auto lost = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        const auto done = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        for (const auto& one : {run, lost, done}) {
            // A process number that the kernel does not give out: as good as killed.
            p.session.startRun(one.id, 0x7fffffff);
            say(one.folder, {{"started", Json::object()}, {"sample", sample(p.images[0], "before the end")}});
        }
        say(done.folder, {{"finished", Json::object()}});
        fs::remove_all(lost.folder);
        p.session = Session::create(p.root() / "other.attune");
        p.session = Session::open(p.folder());

        std::vector<Id> interrupted;
        for (const auto& one : p.session.resumableRuns()) interrupted.push_back(one.id);
        QCOMPARE(interrupted, (std::vector<Id>{run.id}));  // of the other nothing is left to go on with
        QCOMPARE(p.session.project().runs().get(done.id).status, std::string("finished"));
        QCOMPARE(p.session.project().captions().count({.runId = run.id}), std::int64_t{1});

        QCOMPARE(p.session.startRun(run.id, ::getpid()), run.folder);
        say(run.folder, {{"started", Json::object()},
                         {"sample", sample(p.images[1], "after")},
                         {"finished", Json::object()}});
        p.session.ingest(run.id);
        QCOMPARE(p.session.project().runs().get(run.id).status, std::string("finished"));
        QCOMPARE(p.session.project().captions().count({.runId = run.id}), std::int64_t{2});
    }

    void aRunOfAMovedProjectFindsItsPictures() {
        ScenesProject p(2);
        fs::create_directories(p.root() / "models" / "base");
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1, "what is it?"));
        const std::string written = readFile(run.folder / "inputs" / "images.jsonl");
        p.session.startRun(run.id, 0x7fffffff);
        QCOMPARE(readFile(run.folder / "inputs" / "images.jsonl"), written);

        p.session = Session::create(p.root() / "other.attune");
        fs::rename(p.folder(), p.root() / "moved.attune");
        p.session = Session::open(p.root() / "moved.attune");
        fs::remove(p.session.project().resolve(p.session.project().images().get(p.images[1]).path));
        for (const Id id : {run.id, p.session.reproduce(run.id).id}) {
            const auto rows = RunFolder::open(p.session.startRun(id, ::getpid())).inputs("images");
            QCOMPARE(rows.size(), std::size_t{2});
            const std::string path = rows[0].at("path").get<std::string>();
            QVERIFY2(path.starts_with((p.root() / "moved.attune" / "images").string()), path.c_str());
            QVERIFY(fs::exists(path));
            QCOMPARE(rows[0].at("prompt").get<std::string>(), std::string("what is it?"));
            // What is gone is named as it was.
            QVERIFY(rows[1].at("path").get<std::string>().starts_with(p.folder().string()));
        }
    }

    void rowsAreReadOnlyWhereSomethingMoved() {
        ScenesProject p(2);
        auto& project = p.session.project();
        const auto pathsAt = [&](const Session::NewRun& run) {
            std::vector<std::string> paths;
            for (const auto& row : RunFolder::open(p.session.startRun(run.id, ::getpid())).inputs("images"))
                paths.push_back(row.at("path").get<std::string>());
            return paths;
        };
        const auto run = p.session.newRun(draftGenerate(project, {}, {}, 1));
        const auto places = pathsAt(run);
        // What nobody put there, and nothing but a look at the rows would find.
        const fs::path rows = run.folder / "inputs" / "images.jsonl";
        const std::string written = readFile(rows);
        std::string altered = written;
        altered.replace(altered.find(places[0]), places[0].size(), "/nowhere.png");
        writeFileAtomically(rows, altered);
        QCOMPARE(pathsAt(run)[0], std::string("/nowhere.png"));

        const auto draft = draftGenerate(project, {}, {}, 1);
        const fs::path moved = p.root() / "moved.png";
        fs::rename(places[1], moved);
        project.images().setPath(p.images[1], project.storedPath(moved));
        for (const auto& one : {run, p.session.newRun(draft)})  // which was drafted before, too
            QCOMPARE(pathsAt(one), (std::vector<std::string>{places[0], moved.string()}));
        // One that was made before this was noted.
        writeFileAtomically(rows, altered);
        project.database().execute("UPDATE run SET job = json_remove(job, '$.image_places')");
        QCOMPARE(pathsAt(run), (std::vector<std::string>{places[0], moved.string()}));
    }

    void whatIsNotUnderstoodOnOpeningIsToldOnce() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        p.session.startRun(run.id, 0x7fffffff);
        say(run.folder, {{"started", Json::object()}, {"sample", {{"text", "of no picture"}}}});
        p.session = Session::create(p.root() / "other.attune");
        p.session = Session::open(p.folder());
        const auto warnings = p.session.takeWarnings();
        QCOMPARE(warnings.size(), std::size_t{1});
        QCOMPARE(warnings[0].first, run.id);
        QVERIFY2(warnings[0].second.rfind("event 2 (sample) was passed over", 0) == 0, warnings[0].second.c_str());
        QVERIFY(p.session.takeWarnings().empty());
    }

    void aRunAtWorkIsNotStartedTwice() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        EventLog atWork(RunFolder::open(run.folder), {});
        QVERIFY(messageOf([&] { p.session.startRun(run.id, ::getpid()); }).contains("at work"));
    }

    void failureIsKeptInWords() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        say(run.folder, {{"failed", {{"problem", "no memory"}, {"reason", "4 GB"}, {"remedy", "buy some"}}}});
        p.session.ingest(run.id);
        QCOMPARE(p.session.project().runs().get(run.id).status, std::string("failed"));
        QCOMPARE(p.session.project().runs().get(run.id).message, std::string("no memory: 4 GB (buy some)"));
    }

    /// That an engine stops is tested with one, in tests/workbench.
    void onlyAnEngineThatIsAtWorkIsStopped() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        const auto said = [&] { return messageOf([&] { p.session.stopRun(run.id); }); };
        QVERIFY(said().contains("no engine is at work on it"));
        p.session.startRun(run.id, ::getpid());
        QVERIFY(said().contains("no engine is at work on it"));
        const EventLog log(RunFolder::open(run.folder), {});
        QVERIFY(said().contains("which is no engine"));  // but this test
        QVERIFY(messageOf([&] { p.session.killRun(run.id); }).contains("which is no engine"));
        const auto set = [&](const std::string& what) {
            Query(p.session.project().database(), "UPDATE run SET " + what + " WHERE id = ?", run.id).run();
        };
        set("process_started = process_started + 1");
        QVERIFY(said().contains("no engine is at work on it"));
        set("host = 'venus'");
        QVERIFY(said().contains("an engine on venus works on it"));
        QVERIFY(messageOf([&] { p.session.stopRun(run.id + 1); }).contains("there is no run"));
    }

    void leftoverFoldersAreKept() {
        ScenesProject p(1);
        fs::create_directories(p.session.project().runsFolder() / "1");
        writeFileAtomically(p.session.project().runsFolder() / "1" / "note", "mine");
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        QCOMPARE(run.folder.filename(), fs::path("1-2"));
        QVERIFY(fs::exists(p.session.project().runsFolder() / "1" / "note"));
    }
};

QTEST_GUILESS_MAIN(TestSessionRuns)
#include "tst_session_runs.moc"
