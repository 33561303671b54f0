// What one embedding leaves to later jobs: the frame of its layout, and the heads of a space that it learnt. What a stopped one
// leaves to itself.
#include <QtTest>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "data/file.h"
#include "data/space_files.h"
#include "engine_jobs.h"
#include "layout_drift.h"
#include "model/captioner.h"
#include "model/safetensors.h"
#include "scenes_inputs.h"

using namespace attune;
using attune::test::drift;
using attune::test::scenesFolder;
namespace fs = std::filesystem;

namespace {

constexpr int kPictures = 24, kHeldOut = 5;

}  // namespace

class TestSpaceJobs : public QObject, test::EngineJobs {
    Q_OBJECT

    Inputs m_inputs;      ///< pictures, and two captions of each
    std::string m_bare;   ///< the demo world's captioner without the heads of its shared space

    static int projectionsIn(const std::vector<Event>& events) {
        int count = 0;
        for (const auto& event : events) count += event.type == "projection";
        return count;
    }

    /// The epochs that the learning of a space tells of.
    static std::vector<int> learntIn(const std::vector<Event>& events) {
        std::vector<int> epochs;
        for (const auto& event : events)
            if (event.type == "metric" && event.data["values"].contains("loss/contrast"))
                epochs.push_back(event.data["step"].get<int>());
        return epochs;
    }

    static NamedTensors layoutIn(const fs::path& run) { return SafetensorsFile(run / "outputs" / kLayoutFile).tensors(); }

    /// Pictures, captions, and all captions as what is right to say.
    Inputs demonstrations() const {
        Inputs inputs = m_inputs;
        for (const Json& caption : m_inputs.at("captions"))
            inputs["demonstrations"].push_back({{"caption", caption.at("id")}, {"simulated", true}});
        return inputs;
    }
    static Json oneRound() {
        return {{"algorithm", "sft"}, {"rounds", 1}, {"images", 8}, {"minibatch_images", 8}, {"max_new_tokens", 12}};
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!fs::exists(scenesFolder() / "model.safetensors")) QSKIP("resources/models/scenes is not there");
        m_inputs = test::scenesInputs(at(""), kPictures);
        m_bare = scenesWithoutHeads();
    }

    void learntHeadsServeALaterEmbedding() {
        const Json options{{"umap", false}, {"learn_space", false}};
        const auto learning = makeRun("learnt", JobKind::Embed, {{"umap", false}}, m_inputs, {{"captioner", m_bare}});
        const Json learnt = last(run(learning));
        QVERIFY(learnt["learnt_space"].contains("epochs"));
        QCOMPARE(learnt["learnt_space"]["selection"].get<std::string>(), std::string("same"));  // of five pictures, no halves
        const auto heads = learning.outputs() / kSpaceHeadsFile;
        QVERIFY(fs::exists(heads));

        // The same space, and the same recall: among the pictures that nothing was learnt from.
        const Files files{{kSpaceHeadsFile, heads}};
        const auto given = makeRun("given", JobKind::Embed, options, m_inputs, {{"captioner", m_bare}}, files);
        const Json report = last(run(given));
        QVERIFY(report["learnt_space"]["earlier"].get<bool>());
        QCOMPARE(report["learnt_space"]["selection"].get<std::string>(), std::string("same"));
        QCOMPARE(report["retrieval"]["images"].get<int>(), kHeldOut);
        QVERIFY2(report["retrieval"] == learnt["retrieval"], dumpJson(report["retrieval"]).c_str());
        const auto known = layoutIn(learning.path()).at("pca"), now = layoutIn(given.path()).at("pca");
        QVERIFY(torch::allclose(known, now, 1e-3, 1e-3));
        QVERIFY(!fs::exists(given.outputs() / kSpaceHeadsFile));
        const auto without = makeRun("without", JobKind::Embed, options, m_inputs, {{"captioner", m_bare}});
        const Json plain = last(run(without));
        QVERIFY(plain.contains("images") && !plain.contains("learnt_space") && !plain.contains("retrieval"));
        QVERIFY(!torch::allclose(layoutIn(without.path()).at("pca"), now, 1e-3, 1e-3));

        // Who asks to learn learns anew; a captioner's own heads come before any; heads that do not fit are refused.
        const auto anew = makeRun("anew", JobKind::Embed, {{"umap", false}}, m_inputs, {{"captioner", m_bare}}, files);
        QVERIFY(last(run(anew))["learnt_space"].contains("epochs"));
        const Json own = last(run(makeRun("own", JobKind::Embed, options, m_inputs, {}, files)));
        QVERIFY(!own.contains("learnt_space"));
        QCOMPARE(own["retrieval"]["images"].get<int>(), kPictures);
        auto wrong = SafetensorsFile(heads).tensors();
        wrong["text_projection"] = torch::ones({4, 3});
        writeSafetensors(at("wrong.safetensors"), wrong);
        const auto unfit = makeRun("unfit", JobKind::Embed, options, m_inputs, {{"captioner", m_bare}},
                                   {{kSpaceHeadsFile, at("wrong.safetensors")}});
        QVERIFY(dumpJson(last(run(unfit, "failed"))).find("do not fit the captioner") != std::string::npos);
    }

    void stoppedItGoesOnLearningToTheSameBytes() {
        const Models bare{{"captioner", m_bare}};
        const Json options{{"umap", false}};
        const auto whole = makeRun("whole", JobKind::Embed, options, m_inputs, bare);
        const auto uncut = run(whole);
        QVERIFY(!uncut.empty());
        const auto learntAt = learntIn(uncut);
        QVERIFY(learntAt.size() >= 4 && learntAt[1] == 10);

        const auto cut = makeRun("cut", JobKind::Embed, options, m_inputs, bare);
        auto told = learntIn(run(cut, "cancelled", atMetrics(10)));
        QVERIFY((told == std::vector<int>{0, 10}));
        const auto state = cut.checkpoints() / "state";
        QVERIFY(fs::exists(state / "state.json"));
        QVERIFY(!fs::exists(cut.outputs() / kSpaceHeadsFile));

        // What lies there is of this run alone.
        Inputs fewer = m_inputs;
        fewer["captions"].pop_back();
        const auto isRefused = [&](const std::string& name, const Json& given, const Inputs& inputs) {
            const auto other = makeRun(name, JobKind::Embed, given, inputs, bare);
            fs::copy(state, other.checkpoints() / "state", fs::copy_options::recursive);
            const auto said = dumpJson(last(run(other, "failed")));
            QVERIFY2(said.find("belongs to another run") != std::string::npos, said.c_str());
            QVERIFY2(said.find("its captioner or what it was given differ") != std::string::npos, said.c_str());
        };
        isRefused("other-options", {{"neighbours", 5}}, m_inputs);
        isRefused("other-captions", options, fewer);

        // It is the same run where its project was moved in the meantime.
        const fs::path rowsFile = cut.path() / "inputs" / "images.jsonl", moved = at("moved");
        fs::create_directories(moved);
        std::string text;
        for (Json& row : cut.inputs("images")) {
            const fs::path from = row.at("path").get<std::string>();
            fs::copy_file(from, moved / from.filename());
            row["path"] = (moved / from.filename()).string();
            text += dumpJson(row) + "\n";
        }
        writeFileAtomically(rowsFile, text);

        const auto events = run(cut);
        QVERIFY(!events.empty());
        const auto rest = learntIn(events);
        told.insert(told.end(), rest.begin(), rest.end());
        QVERIFY(told == learntAt);
        QVERIFY(!fs::exists(state));
        Json report = last(events), wanted = last(uncut);
        for (Json* one : {&report, &wanted}) one->erase("seconds");
        QVERIFY2(report == wanted, dumpJson(report).c_str());
        for (const char* name : {kSpaceHeadsFile, kLayoutFile, "embeddings.safetensors"})
            QVERIFY2(readFile(whole.outputs() / name) == readFile(cut.outputs() / name), name);
    }

    void aPolicyIsShownInASpaceThatWasLearnt() {
        const auto heads = at("learnt") / "outputs" / kSpaceHeadsFile;
        QVERIFY(fs::exists(heads));
        const Models models{{"captioner", m_bare}, {"reference", m_bare}};
        // Without a reward model nothing else puts its captions anywhere.
        const auto blind = run(makeRun("blind", JobKind::Optimize, oneRound(), demonstrations(), models));
        QVERIFY(!blind.empty());
        QCOMPARE(projectionsIn(blind), 0);
        const auto folder = makeRun("seen", JobKind::Optimize, oneRound(), demonstrations(), models, {{kSpaceHeadsFile, heads}});
        QCOMPARE(projectionsIn(run(folder)), 2);
        const auto layout = SafetensorsFile(folder.outputs() / "projection-0001.safetensors").tensor("pca");
        QCOMPARE(layout.size(0), std::int64_t{8});
        QVERIFY(torch::isfinite(layout).all().item<bool>());
    }

    void anEmbeddingStaysInTheFrameOfTheLast() {
        const auto before = makeRun("before", JobKind::Embed, Json::object(), m_inputs);
        QVERIFY(!run(before).empty());
        const auto policy = makeRun("policy", JobKind::Optimize, oneRound(), demonstrations());
        QVERIFY(!run(policy).empty());
        const auto after = [&](const std::string& name, const Files& files) {
            const auto folder = makeRun(name, JobKind::Embed, Json::object(), m_inputs,
                                        {{"captioner", (policy.checkpoints() / "round-001").string()}}, files);
            return run(folder).empty() ? NamedTensors() : layoutIn(folder.path());
        };
        // As the last one may lie: turned, somewhere else, and without a point that is new since.
        auto frame = layoutIn(before.path());
        const auto known = frame.at("image").numel() - 1;
        QCOMPARE(known, std::int64_t{3 * kPictures - 1});
        for (const char* name : {"pca", "umap"}) {
            const auto was = frame.at(name);
            frame[name] = torch::stack({-was.select(1, 1), was.select(1, 0)}, 1) + 100;
        }
        for (auto& [name, tensor] : frame) tensor = tensor.narrow(0, 0, known).contiguous();
        writeSafetensors(at("frame.safetensors"), frame);

        const auto alone = after("alone", {}), following = after("following", {{kLastLayoutFile, at("frame.safetensors")}});
        QVERIFY(!alone.empty() && !following.empty());
        for (const char* name : {"pca", "umap"}) {
            const auto now = following.at(name);
            QCOMPARE(now.size(0), known + 1);
            QVERIFY(torch::isfinite(now).all().item<bool>());
            const auto [moved, chance] = drift(now.narrow(0, 0, known), frame.at(name));
            qInfo("%s: moved %.3f, to any point %.3f", name, moved, chance);
            QVERIFY2(moved < (name == std::string("pca") ? 0.2 : 0.7) * chance, name);  // so few points move far in UMAP
            QVERIFY2(drift(alone.at(name).narrow(0, 0, known), frame.at(name)).first > 2 * chance, name);
        }

        // One of other points is no frame; one that is damaged is said to be.
        auto others = frame;
        others["image"] = frame.at("image") + 1000;
        writeSafetensors(at("others.safetensors"), others);
        const auto unframed = after("unframed", {{kLastLayoutFile, at("others.safetensors")}});
        QVERIFY(!unframed.empty() && torch::equal(unframed.at("umap"), alone.at("umap")));
        auto damaged = frame;
        damaged["pca"] = torch::ones({2, 2});
        writeSafetensors(at("damaged.safetensors"), damaged);
        const auto refused = makeRun("refused", JobKind::Embed, Json::object(), m_inputs, {}, {{kLastLayoutFile, at("damaged.safetensors")}});
        QVERIFY(dumpJson(last(run(refused, "failed"))).find("is damaged") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestSpaceJobs)
#include "tst_space_jobs.moc"
