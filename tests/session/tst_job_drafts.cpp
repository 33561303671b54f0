// What the job of each kind is given of a project.
#include <QtTest>
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "data/file.h"
#include "data/space_files.h"
#include "engine_events.h"
#include "protocol/run_folder.h"
#include "scenes_project.h"
#include "session/preference_pairs.h"

using namespace attune;
using test::say;
namespace fs = std::filesystem;

namespace {

JobSettings settings() {
    JobSettings all;
    all.seed = 5;
    return all;
}

}  // namespace

class TestJobDrafts : public QObject {
    Q_OBJECT

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

    /// The states of each image of a run are kept while it works.
    void roundsAreGivenNoMoreImagesThanTheyShow() {
        ScenesProject p(12);
        auto& project = p.session.project();
        const Id reward = p.addModel("reward", "reward", p.model);
        for (const char* text : {"a red circle", "a blue star"}) p.rate(p.addCaption(p.images[7], text), text[2] == 'r' ? 5 : 1);
        auto wish = settings();
        const auto imagesOf = [&](int rounds, std::uint64_t seed) {
            wish.options = {{"rounds", rounds}, {"images", 2}};
            wish.seed = seed;
            std::set<Id> ids;
            const JobDraft draft = draftOptimize(project, wish, p.model, reward);
            for (const Json& row : draft.inputs.at("images")) ids.insert(row["id"].get<Id>());
            return ids;
        };
        const std::set<Id> all(p.images.begin(), p.images.end());
        QCOMPARE(imagesOf(6, 1), all);
        const auto few = imagesOf(2, 1);
        QCOMPARE(few.size(), std::size_t{4});
        QVERIFY(few.contains(p.images[7]));  // which is learnt from
        QVERIFY(few == imagesOf(2, 1));
        QVERIFY(few != imagesOf(2, 2) || few != imagesOf(2, 3));
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

    void aRunIsWatchedByWhatItsRewardDidNotLearnFrom() {
        ScenesProject p(3);
        auto& project = p.session.project();
        project.images().setSplit(p.images, "train");
        const auto captions = p.addCaptions(2);
        for (const auto& [image, two] : captions) {
            p.rate(two[0], 2);
            p.rate(two[1], 4);
        }
        CaptionRecord edit;
        edit.imageId = p.images[1];
        edit.source = CaptionSource::Edit;
        edit.editOf = captions.at(p.images[1])[0];
        edit.text = "in the rater's words";
        project.captions().add(edit);
        const Id reward = p.addModel("reward", "reward", p.model);
        const auto heldOut = [](const JobDraft& draft) {
            std::set<Id> chosen;
            for (const Json& row : draft.inputs.at("pairs"))
                if (optional(row, "held_out", false)) chosen.insert(row["chosen"].get<Id>());
            return chosen;
        };
        auto draft = draftOptimize(project, settings(), p.model, reward);  // nobody knows
        QVERIFY(heldOut(draft).empty() && !draft.inputs.contains("held_out"));

        Json report;
        report["learnt_images"] = std::vector<Id>{p.images[0]};
        project.models().setInfo(reward, {{"report", report}});
        draft = draftOptimize(project, settings(), p.model, reward);
        const auto &one = captions.at(p.images[1]), &other = captions.at(p.images[2]);
        QCOMPARE(heldOut(draft), (std::set<Id>{one[1], other[1]}));  // what the rater wrote is not the policy's to favour
        std::map<Id, double> values;
        for (const Json& row : draft.inputs.at("held_out")) values[row["caption"].get<Id>()] = row["value"].get<double>();
        QCOMPARE(values, (std::map<Id, double>{{one[0], 2}, {one[1], 4}, {other[0], 2}, {other[1], 4}}));
        std::multiset<Id> given;
        for (const Json& row : draft.inputs.at("captions")) given.insert(row["id"].get<Id>());
        for (const auto& [caption, value] : values) QCOMPARE(given.count(caption), std::size_t{1});
        // Pairs that are learnt from are no witness.
        auto pairs = settings();
        pairs.options = {{"algorithm", "dpo"}};
        draft = draftOptimize(project, pairs, p.model, reward);
        QVERIFY(heldOut(draft).empty() && !draft.inputs.contains("held_out"));
    }

    void wordsOfTwoRatersAreBothLearntFrom() {
        ScenesProject p(1);
        auto& project = p.session.project();
        project.images().setSplit(p.images, "train");
        const Id caption = p.addCaption(p.images[0], "a thing");
        auto wish = settings();
        wish.options = {{"algorithm", "sft"}, {"demonstrations", "edits"}};
        using Ids = std::vector<Id>;
        const auto learnt = [&] {
            Ids shown, chosen;
            const auto draft = draftOptimize(project, wish);
            for (const Json& row : draft.inputs.at("demonstrations")) shown.push_back(row["caption"].get<Id>());
            for (const auto& pair : preferencePairs(project)) chosen.push_back(pair.chosen);
            return shown == chosen ? shown : Ids{};
        };
        project.decisions().edit(caption, "a first try", "ada");
        const Id hers = project.decisions().edit(caption, "a blue star", "ada");
        const Id his = project.decisions().edit(caption, "a star", "ben");
        QCOMPARE(learnt(), (Ids{hers, his}));
        QCOMPARE(p.session.exportTo("trl", p.root() / "pairs.jsonl").rows, std::int64_t{2});
        project.decisions().edit(caption, "a blue star", "cy");  // which says nothing new
        QCOMPARE(learnt(), (Ids{hers, his}));
        project.decisions().edit(caption, "a thing", "ben");  // as the captioner had it
        QCOMPARE(learnt(), Ids{hers});
        p.session.undo();
        QCOMPARE(learnt(), (Ids{hers, his}));
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

QTEST_GUILESS_MAIN(TestJobDrafts)
#include "tst_job_drafts.moc"
