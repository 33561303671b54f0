#include <unistd.h>

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <set>

#include "data/file.h"
#include "data/space_files.h"
#include "project/query.h"
#include "protocol/run_folder.h"
#include "scenes_project.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

JobSettings settings(std::uint64_t seed = 5) {
    JobSettings all;
    all.seed = seed;
    return all;
}

Json sample(Id image, const std::string& text) {
    return {{"image", image}, {"text", text}, {"ids", {4, 5}}, {"logprob", -2.5}, {"seed", 7}};
}

}  // namespace

class TestSessionRuns : public QObject {
    Q_OBJECT

    /// What an engine would do: its events, in its own life.
    static void say(const fs::path& folder, const std::vector<std::pair<std::string, Json>>& events) {
        EventLog log(RunFolder::open(folder), {});
        for (const auto& [type, data] : events) log.emit(type, data);
    }

  private Q_SLOTS:
    void generateJobHoldsItsImages() {
        ScenesProject p(4);
        fs::remove(p.session.project().resolve(p.session.project().images().get(p.images[1]).path));
        GenerationOptions decoding;
        decoding.temperature = 0.7;
        const auto run = p.session.newRun(draftGenerate(p.session.project(), settings(), decoding, 3));
        QCOMPARE(run.warnings.size(), std::size_t{1});
        const auto folder = RunFolder::open(run.folder);
        QCOMPARE(folder.job().kind, JobKind::Generate);
        QCOMPARE(folder.job().seed, std::uint64_t{5});
        QCOMPARE(folder.job().options["n"].get<int>(), 3);
        QCOMPARE(folder.job().options["temperature"].get<double>(), 0.7);
        const auto rows = folder.inputs("images");
        QCOMPARE(rows.size(), std::size_t{3});
        QVERIFY(fs::path(required<std::string>(rows[0], "path")).is_absolute());
        QVERIFY(fs::exists(required<std::string>(rows[0], "path")));
        QVERIFY(!rows[0].contains("scene"));
        QCOMPARE(fs::weakly_canonical(run.folder / folder.job().models.at("captioner")),
                 fs::weakly_canonical(p.root() / "models" / "base"));
        QCOMPARE(p.session.project().runs().get(run.id).status, std::string("queued"));
    }

    /// Whoever learns from judgements learns to answer what the judged captions answered.
    void whatWasJudgedIsAsked() {
        ScenesProject p(3);
        auto& project = p.session.project();
        const auto promptsOf = [](const JobDraft& draft) {
            std::set<std::string> prompts;
            for (const Json& row : draft.inputs.at("images")) prompts.insert(optional<std::string>(row, "prompt", ""));
            return prompts;
        };
        const Id reward = p.addModel("reward", "reward", p.model);
        p.rate(p.addCaption(p.images[0], "a red circle"), 4);
        QCOMPARE(promptsOf(draftOptimize(project, settings(), p.model, reward)), (std::set<std::string>{""}));

        const Id asked = project.prompts().add("what is it?");
        for (const Id image : {p.images[1], p.images[2]}) {
            CaptionRecord caption;
            caption.imageId = image;
            caption.modelId = p.model;
            caption.promptId = asked;
            caption.text = "a blue star";
            caption.tokenIds = {3, 2};
            p.rate(project.captions().add(caption), 2);
        }
        for (const JobDraft& draft :
             {draftOptimize(project, settings(), p.model, reward), draftEvaluate(project, settings(), p.model)}) {
            QCOMPARE(promptsOf(draft), (std::set<std::string>{"what is it?"}));
            QCOMPARE(draft.promptId, asked);
            QVERIFY(std::any_of(draft.warnings.begin(), draft.warnings.end(),
                                [](const std::string& text) { return text.find("2 prompts") != std::string::npos; }));
        }
        // A reward is read from each caption with the question that it answers.
        for (const JobDraft& draft : {draftTrainReward(project, settings()), draftScore(project, settings(), reward)}) {
            std::multiset<std::string> prompts;
            for (const Json& row : draft.inputs.at("captions")) prompts.insert(optional<std::string>(row, "prompt", ""));
            QCOMPARE(prompts, (std::multiset<std::string>{"", "what is it?", "what is it?"}));
        }
    }

    void generatedCaptionsComeInOnce() {
        ScenesProject p(2);
        GenerationOptions decoding;
        decoding.topK = 4;
        const auto run =
            p.session.newRun(draftGenerate(p.session.project(), settings(), decoding, 1, "what is it?"));
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
        const auto run = p.session.newRun(draftGenerate(p.session.project(), settings(), {}, 1));
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
        const auto run = p.session.newRun(draftGenerate(p.session.project(), settings(), {}, 3));
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

    void rewardTrainingLeavesTheJudgementsOfCaptionersAlone() {
        ScenesProject p(2);
        const auto compare = [&](Id image, const char* purpose) {
            ComparisonRecord comparison;
            comparison.leftCaptionId = p.addCaption(image, "left");
            comparison.rightCaptionId = p.addCaption(image, "right");
            comparison.purpose = purpose;
            p.session.project().decisions().add(comparison);
            return comparison;
        };
        const auto judged = compare(p.images[0], "judge");
        QVERIFY(messageOf([&] { draftTrainReward(p.session.project(), settings()); }).contains("nothing to learn"));
        const auto rated = compare(p.images[1], "rate");
        const auto repeated = compare(p.images[1], "repeat");
        auto draft = draftTrainReward(p.session.project(), settings());
        QVERIFY(draft.warnings.empty());
        QCOMPARE(draft.inputs["images"].size(), std::size_t{1});
        QCOMPARE(draft.inputs["captions"].size(), std::size_t{4});
        QCOMPARE(draft.inputs["comparisons"].size(), std::size_t{2});
        QCOMPARE(draft.inputs["comparisons"][0]["left"].get<Id>(), rated.leftCaptionId);
        QCOMPARE(draft.inputs["comparisons"][1]["right"].get<Id>(), repeated.rightCaptionId);
        // Rated as well, the same captions are learnt from, by that rating alone.
        p.rate(judged.leftCaptionId, 4);
        draft = draftTrainReward(p.session.project(), settings());
        QCOMPARE(draft.inputs["captions"].size(), std::size_t{5});
        QCOMPARE(draft.inputs["comparisons"].size(), std::size_t{2});
    }

    void rewardTrainingTakesDecisionsOutsideTheTestSplit() {
        ScenesProject p(3);
        QVERIFY(messageOf([&] {
                    draftTrainReward(p.session.project(), settings());
                }).contains("nothing to learn"));
        const Id good = p.addCaption(p.images[0], "good");
        const Id bad = p.addCaption(p.images[0], "bad");
        const Id unseen = p.addCaption(p.images[1], "of a test image");
        p.session.project().images().setSplit({p.images[1]}, "test");
        p.rate(good, 5, true);
        p.rate(unseen, 4);
        ComparisonRecord comparison;
        comparison.leftCaptionId = good;
        comparison.rightCaptionId = bad;
        comparison.outcome = Preference::Left;
        p.session.project().decisions().add(comparison);

        const auto draft = draftTrainReward(p.session.project(), settings());
        QCOMPARE(draft.warnings.size(), std::size_t{1});
        const auto run = p.session.newRun(draft);
        const auto folder = RunFolder::open(run.folder);
        QCOMPARE(folder.inputs("images").size(), std::size_t{1});
        QCOMPARE(folder.inputs("captions").size(), std::size_t{2});
        QCOMPARE(folder.inputs("ratings"),
                 (std::vector<Json>{{{"caption", good}, {"value", 5}, {"simulated", true}}}));
        QCOMPARE(folder.inputs("comparisons").front()["outcome"].get<std::string>(), std::string("left"));
        QCOMPARE(folder.inputs("captions").front()["ids"].size(), std::size_t{3});

        writeFileAtomically(folder.outputs() / "reward_scores.jsonl",
                            dumpJson({{"caption", good}, {"mean", 0.5}, {"deviation", 0.1}}) + "\n" +
                                dumpJson({{"caption", 999}, {"mean", 0.5}}) + "\n");
        say(run.folder, {{"checkpoint", {{"path", "checkpoints/reward"}, {"kind", "reward"}}},
                         {"finished", {{"spearman", 0.7}}}});
        const auto report = p.session.ingest(run.id);
        QCOMPARE(report.models, std::int64_t{1});
        QCOMPARE(report.scores, std::int64_t{1});
        const auto reward = p.session.project().models().latest("reward");
        QCOMPARE(reward->parentId, p.model);
        QCOMPARE(reward->info["report"]["spearman"].get<double>(), 0.7);
        QCOMPARE(p.session.project().rewardScores().find(good, reward->id)->mean, 0.5);
    }

    void roundsAreAChainFromThePolicy() {
        ScenesProject p(2);
        QVERIFY(messageOf([&] { draftOptimize(p.session.project(), settings()); }).contains("reward"));
        const Id reward = p.addModel("reward", "reward", p.model);
        const Id tuned = p.addModel("tuned", "captioner", p.model);
        const auto run = p.session.newRun(draftOptimize(p.session.project(), settings()));
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
        const auto run = p.session.newRun(draftGenerate(p.session.project(), settings(), {}, 1));
        const auto lost = p.session.newRun(draftGenerate(p.session.project(), settings(), {}, 1));
        const auto done = p.session.newRun(draftGenerate(p.session.project(), settings(), {}, 1));
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

    void aRunAtWorkIsNotStartedTwice() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), settings(), {}, 1));
        EventLog atWork(RunFolder::open(run.folder), {});
        QVERIFY(messageOf([&] { p.session.startRun(run.id, ::getpid()); }).contains("at work"));
    }

    void failureIsKeptInWords() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), settings(), {}, 1));
        say(run.folder, {{"failed", {{"problem", "no memory"}, {"reason", "4 GB"}, {"remedy", "buy some"}}}});
        p.session.ingest(run.id);
        QCOMPARE(p.session.project().runs().get(run.id).status, std::string("failed"));
        QCOMPARE(p.session.project().runs().get(run.id).message, std::string("no memory: 4 GB (buy some)"));
    }

    /// That an engine stops is tested with one, in tests/workbench.
    void onlyAnEngineThatIsAtWorkIsStopped() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), settings(), {}, 1));
        const auto said = [&] { return messageOf([&] { p.session.stopRun(run.id); }); };
        QVERIFY(said().contains("no engine is at work on it"));
        p.session.startRun(run.id, ::getpid());
        QVERIFY(said().contains("no engine is at work on it"));
        const EventLog log(RunFolder::open(run.folder), {});
        QVERIFY(said().contains("which is no engine"));  // but this test
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
        const auto run = p.session.newRun(draftGenerate(p.session.project(), settings(), {}, 1));
        QCOMPARE(run.folder.filename(), fs::path("1-2"));
        QVERIFY(fs::exists(p.session.project().runsFolder() / "1" / "note"));
    }

    void evaluationIsOnTheTestSplitWithReferences() {
        ScenesProject p(3);
        const auto fallback = draftEvaluate(p.session.project(), settings());
        QCOMPARE(fallback.inputs.at("images").size(), std::size_t{3});
        QCOMPARE(fallback.warnings.size(), std::size_t{1});
        p.session.project().images().setSplit({p.images[2]}, "test");
        const auto draft = draftEvaluate(p.session.project(), settings());
        QCOMPARE(draft.inputs.at("images").size(), std::size_t{1});
        QVERIFY(draft.inputs.at("images").front().contains("scene"));
        QCOMPARE(draft.inputs.at("images").front()["references"].size(), std::size_t{1});
    }

    void scoringAndEmbeddingHaveTheirRows() {
        ScenesProject p(2);
        p.addCaption(p.images[0], "one");
        p.addModel("reward", "reward", p.model);
        const auto score = draftScore(p.session.project(), settings());
        QCOMPARE(score.inputs.at("captions").size(), std::size_t{1});
        QCOMPARE(score.inputs.at("images").size(), std::size_t{1});
        const auto embed = draftEmbed(p.session.project(), settings(), true);
        QCOMPARE(embed.inputs.at("images").size(), std::size_t{2});
        QCOMPARE(embed.inputs.at("captions").size(), std::size_t{3});  // with the references
    }

    void embeddingsLeaveTheirFrameAndTheirHeads() {
        ScenesProject p(4);
        auto& project = p.session.project();
        const auto done = [&](Id captioner, std::vector<Id> images, const std::vector<const char*>& outputs) {
            auto wish = settings();
            wish.images.ids = std::move(images);
            const auto run = p.session.newRun(draftEmbed(project, wish, false, captioner));
            for (const char* name : outputs) writeFileAtomically(run.folder / "outputs" / name, "of run " + std::to_string(run.id));
            say(run.folder, {{"started", Json::object()}, {"finished", Json::object()}});
            p.session.ingest(run.id);
            return run.folder;
        };
        const auto fileIn = [](const JobDraft& draft, const char* name) {
            const auto at = draft.files.find(name);
            return at == draft.files.end() ? fs::path() : at->second;
        };
        const Id reward = p.addModel("reward", "reward", p.model);
        QVERIFY(draftEmbed(project, settings()).files.empty());
        QVERIFY(draftOptimize(project, settings(), p.model, reward).files.empty());

        const auto first = done(p.model, {}, {kLayoutFile, kSpaceHeadsFile});
        const Id tuned = p.addModel("tuned", "captioner", p.model), other = p.addModel("other", "captioner", 0);
        const auto second = done(tuned, {}, {kLayoutFile});
        done(other, {}, {kLayoutFile, kSpaceHeadsFile});
        done(tuned, {p.images[3]}, {kLayoutFile});
        auto wish = settings();
        wish.images.ids = {p.images[0], p.images[1], p.images[2]};
        const auto draft = draftEmbed(project, wish, false, tuned);
        QCOMPARE(fileIn(draft, kLastLayoutFile), second / "outputs" / kLayoutFile);  // the newest of its lineage that shows these
        QCOMPARE(fileIn(draft, kSpaceHeadsFile), first / "outputs" / kSpaceHeadsFile);  // learnt for what it descends from
        const auto run = p.session.newRun(draft);
        fs::create_directories(p.root() / "models" / "tuned");
        QCOMPARE(readFile(run.folder / "inputs" / kLastLayoutFile), readFile(second / "outputs" / kLayoutFile));
        QCOMPARE(readFile(run.folder / "inputs" / kSpaceHeadsFile), readFile(first / "outputs" / kSpaceHeadsFile));
        // Whoever reproduces it is given the same.
        const auto again = p.session.reproduce(run.id);
        QCOMPARE(readFile(again.folder / "inputs" / kLastLayoutFile), readFile(second / "outputs" / kLayoutFile));

        QCOMPARE(fileIn(draftOptimize(project, settings(), tuned, reward), kSpaceHeadsFile), first / "outputs" / kSpaceHeadsFile);
        // What was learnt for itself comes first; heads that came with a captioner make all others needless.
        const auto own = done(tuned, {}, {kSpaceHeadsFile});
        QCOMPARE(fileIn(draftEmbed(project, settings(), false, tuned), kSpaceHeadsFile), own / "outputs" / kSpaceHeadsFile);
        writeFileAtomically(p.root() / "models" / "tuned" / kSpaceHeadsFile, "its own");
        QVERIFY(fileIn(draftEmbed(project, settings(), false, tuned), kSpaceHeadsFile).empty());
        // Behind an adapter from outside nothing is known of the eyes.
        ModelRecord merged;
        merged.name = "merged";
        merged.parentId = p.model;
        merged.path = project.storedPath(p.root() / "models" / "merged");
        merged.info = {{"made_by", "merge"}};
        const Id adapted = project.models().add(merged);
        QVERIFY(fileIn(draftEmbed(project, settings(), false, adapted), kSpaceHeadsFile).empty());
        QVERIFY(!fileIn(draftEmbed(project, settings(), false, adapted), kLastLayoutFile).empty());
    }

    void emptyProjectsSaySo() {
        ScenesProject p(0);
        QVERIFY(messageOf([&] { draftGenerate(p.session.project(), settings(), {}, 1); }).contains("import"));
        QVERIFY(messageOf([&] {
                    draftGenerate(p.session.project(), settings(), {}, 0);
                }).contains("at least one"));
        QVERIFY(
            messageOf([&] { draftScore(p.session.project(), settings(), p.model); }).contains("no reward"));
    }
};

QTEST_GUILESS_MAIN(TestSessionRuns)
#include "tst_session_runs.moc"
