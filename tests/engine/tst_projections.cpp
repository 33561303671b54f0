// The layouts that jobs emit: of an embedding, of a reward model that learns, of a policy from round to round.
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "data/file.h"
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

constexpr int kPictures = 24;

}  // namespace

class TestProjections : public QObject, test::EngineJobs {
    Q_OBJECT

    Inputs m_inputs;
    fs::path m_reward;

    static std::vector<Json> projections(const std::vector<Event>& events) {
        std::vector<Json> found;
        for (const auto& event : events)
            if (event.type == "projection") found.push_back(event.data);
        return found;
    }

    /// What the guard was told of held-out captions, by round and name.
    static std::map<std::pair<int, std::string>, Json> heldOutOf(const std::vector<Event>& events) {
        std::map<std::pair<int, std::string>, Json> found;
        for (const auto& event : events)
            if (event.type == "metric")
                for (const auto& [name, value] : event.data["values"].items())
                    if (name.starts_with("guard/held_out")) found[{event.data["step"].get<int>(), name}] = value;
        return found;
    }

    static SafetensorsFile file(const RunFolder& folder, const Json& projection) {
        return SafetensorsFile(folder.path() / projection["path"].get<std::string>());
    }

    static std::vector<std::string> textsOf(const NamedTensors& tensors) {
        const auto bytes = tensors.at("text"), ends = tensors.at("text_end");
        const std::string all(reinterpret_cast<const char*>(bytes.data_ptr<std::uint8_t>()), static_cast<std::size_t>(bytes.numel()));
        std::vector<std::string> texts;
        std::size_t from = 0;
        for (std::int64_t i = 0; i < ends.numel(); ++i) {
            const auto to = static_cast<std::size_t>(ends[i].item<std::int64_t>());
            texts.push_back(all.substr(from, to - from));
            from = to;
        }
        return texts;
    }

    Models policyModels() const {
        return {{"reward_backbone", scenesFolder().string()}, {"reward", m_reward.string()}};
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!fs::exists(scenesFolder() / "model.safetensors")) QSKIP("resources/models/scenes is not there");
        m_inputs = test::scenesInputs(at(""), kPictures);
        for (const Json& caption : m_inputs["captions"])
            m_inputs["ratings"].push_back({{"caption", caption["id"]}, {"value", 1 + caption["text"].get<std::string>().size() % 5}});
    }

    void anEmbeddingHasBothLayouts() {
        const auto folder = makeRun("embed", JobKind::Embed, Json::object(), m_inputs);
        const auto events = run(folder);
        const auto found = projections(events);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0]["space"].get<std::string>(), std::string("shared"));
        QCOMPARE(found[0]["points"].get<int>(), 3 * kPictures);
        QVERIFY(found[0]["captions"].get<bool>());
        const auto tensors = file(folder, found[0]).tensors();
        QVERIFY((tensors.at("pca").sizes() == torch::IntArrayRef{3 * kPictures, 2}));
        QVERIFY((tensors.at("umap").sizes() == torch::IntArrayRef{3 * kPictures, 2}));
        const auto image = tensors.at("image"), caption = tensors.at("caption");
        QCOMPARE(caption.eq(-1).sum().item<int>(), kPictures);
        QCOMPARE(image[0].item<int>(), 100);
        QCOMPARE(caption[kPictures].item<int>(), 501);
        QCOMPARE(image[kPictures + 1].item<int>(), 100);

        // In the shared space a caption lies nearer to its own image than to another.
        const auto pca = tensors.at("pca");
        const auto own = pca.index_select(0, image.narrow(0, kPictures, 2 * kPictures) - 100);
        const auto [near, chance] = drift(pca.narrow(0, kPictures, 2 * kPictures), own);
        qInfo("caption to its image %.3f, to any %.3f", near, chance);
        QVERIFY(near < 0.8 * chance);

        // And is found by it more often than by chance, as the report and an event say.
        const Json retrieval = events.back().data["retrieval"];
        qInfo("%s", dumpJson(retrieval).c_str());
        QCOMPARE(retrieval["images"].get<int>(), kPictures);
        QCOMPARE(retrieval["captions"].get<int>(), 2 * kPictures);
        QVERIFY(retrieval["text_to_image"]["1"].get<double>() > 3.0 / kPictures);
        QVERIFY(retrieval["image_to_text"]["5"].get<double>() > 10.0 / kPictures);
        bool told = false;
        for (const auto& event : events)
            if (event.type == "metric" && event.data["values"].contains("retrieval/text_to_image@10"))
                told = event.data["values"]["retrieval/text_to_image@10"] == retrieval["text_to_image"]["10"];
        QVERIFY(told);

        // What was there before: the raw states.
        QVERIFY(fs::exists(folder.outputs() / "embeddings.safetensors"));
        const auto again = makeRun("embed-again", JobKind::Embed, Json::object(), m_inputs);
        run(again);
        QVERIFY(readFile(folder.outputs() / "projection.safetensors") == readFile(again.outputs() / "projection.safetensors"));
    }

    void umapCanBeLeftOutAndWrongOptionsAreRefused() {
        const auto folder = makeRun("flat", JobKind::Embed, {{"umap", false}}, {{"images", m_inputs["images"]}});
        const auto found = projections(run(folder));
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(!found[0]["captions"].get<bool>());
        QVERIFY(!file(folder, found[0]).contains("umap"));
        run(makeRun("wrong", JobKind::Embed, {{"neighbours", 1}}, m_inputs), "failed");
        QVERIFY(!run(makeRun("wrong2", JobKind::Embed, {{"neighbors", 9}}, m_inputs), "failed").empty());
    }

    void withoutHeadsCaptionsLieAtWhatTheyLookAt() {
        const std::string bare = scenesWithoutHeads();
        // One is learnt from the captions, and measured on images that nothing was learnt from.
        const auto learnt = run(makeRun("learnt", JobKind::Embed, {{"umap", false}}, m_inputs, {{"captioner", bare}}));
        QVERIFY(!learnt.empty());
        QVERIFY(std::isfinite(learnt.back().data["learnt_space"]["held_out_loss"].get<double>()));
        const Json space = learnt.back().data["learnt_space"], retrieval = learnt.back().data["retrieval"];
        qInfo("%s %s", dumpJson(space).c_str(), dumpJson(retrieval).c_str());
        QCOMPARE(space["held_out_images"].get<int>(), retrieval["images"].get<int>());
        QCOMPARE(retrieval["images"].get<int>(), 5);
        QCOMPARE(retrieval["text_to_image"]["5"].get<double>(), 1.0);

        const auto folder = makeRun("bare", JobKind::Embed, {{"umap", false}, {"learn_space", false}}, m_inputs, {{"captioner", bare}});
        const auto events = run(folder);
        const auto found = projections(events);
        // States that nobody trained to meet are not measured by how they do.
        QVERIFY(!events.empty() && !events.back().data.contains("retrieval"));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0]["points"].get<int>(), 3 * kPictures);
        QVERIFY(torch::isfinite(file(folder, found[0]).tensor("pca")).all().item<bool>());
    }

    void aRewardModelIsSeenLearning() {
        const auto folder = makeRun("reward", JobKind::TrainReward, Json::object(), m_inputs);
        const auto found = projections(run(folder));
        QVERIFY(found.size() >= 5 && found.size() <= 14);
        torch::Tensor last;
        for (std::size_t i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i]["space"].get<std::string>(), std::string("reward"));
            QVERIFY(i == 0 || found[i]["step"].get<int>() > found[i - 1]["step"].get<int>());
            const auto tensors = file(folder, found[i]).tensors();
            QCOMPARE(tensors.at("caption")[0].item<int>(), 501);
            QCOMPARE(tensors.at("image")[2].item<int>(), 101);
            QCOMPARE(tensors.at("score").numel(), std::int64_t{2 * kPictures});
            const auto pca = tensors.at("pca").clone();
            if (last.defined()) {
                // Aligned: a point lies near where it was.
                const auto [moved, chance] = drift(pca, last);
                QVERIFY2(moved < 0.6 * chance, qPrintable(QString::number(moved / chance)));
            }
            last = pca;
        }
        QCOMPARE(found.front()["step"].get<int>(), 0);
        m_reward = folder.checkpoints() / "reward";
        QVERIFY(fs::exists(m_reward));
    }

    void aPolicyIsSeenMovingAndAResumedRunSaysTheSame() {
        QVERIFY(!m_reward.empty());
        const Json options{{"rounds", 3}, {"images", 16}, {"captions_per_image", 4}, {"minibatch_images", 8},
                           {"max_new_tokens", 12}};
        Inputs images{{"images", m_inputs["images"]}, {"captions", m_inputs["captions"]}};
        for (const Json& rating : m_inputs["ratings"]) images["held_out"].push_back(rating);
        const auto whole = makeRun("policy", JobKind::Optimize, options, images, policyModels());
        const auto events = run(whole);
        const auto found = projections(events);
        QCOMPARE(found.size(), std::size_t{4});
        for (int round = 0; round <= 3; ++round) {
            const auto& one = found[static_cast<std::size_t>(round)];
            QCOMPARE(one["step"].get<int>(), round);
            QCOMPARE(one["space"].get<std::string>(), std::string("policy"));
            QCOMPARE(one["points"].get<int>(), 8);
            const auto tensors = file(whole, one).tensors();
            QCOMPARE(tensors.at("caption").max().item<int>(), -1);
            QCOMPARE(tensors.at("image")[1].item<int>(), 101);
            QVERIFY(torch::isfinite(tensors.at("score")).all().item<bool>());
            const auto words = textsOf(tensors);
            QCOMPARE(words.size(), std::size_t{8});
            // The same captions as the samples of that round.
            for (const auto& event : events)
                if (event.type == "sample" && event.data["round"].get<int>() == round)
                    QCOMPARE(words.at(event.data["image"].get<std::size_t>() - 100), event.data["now"].get<std::string>());
        }
        int maps = 0;
        for (const auto& event : events)
            if (event.type == "sample" && event.data.contains("attention")) {
                const auto path = whole.path() / event.data["attention"]["path"].get<std::string>();
                QVERIFY(SafetensorsFile(path).shape("maps").at(0) > event.data["attention"]["row"].get<int>());
                ++maps;
            }
        QCOMPARE(maps, 18);
        // The memory is told with each round, and not in the report, which is the same of a run that was resumed.
        int told = 0;
        for (const auto& event : events) {
            if (event.type != "metric" || !event.data["values"].contains("eps")) continue;
            QVERIFY(event.data["values"]["memory/resident"].get<double>() > 1);
            ++told;
        }
        QCOMPARE(told, 3);
        QVERIFY(!events.back().data["metrics"].contains("memory/resident"));
        const auto heldOut = heldOutOf(events);
        QCOMPARE(heldOut.size(), std::size_t{9});

        const auto cut = makeRun("policy-cut", JobKind::Optimize, options, images, policyModels());
        QVERIFY(!run(cut, "cancelled", atCheckpoint(2)).empty());
        // What a kill leaves behind goes, so that the folder of a run that was killed is that of one that was not.
        writeFileAtomically(cut.checkpoints() / "state" / "state.json.tmp-a1B2c3", "{");
        fs::create_directories(cut.checkpoints() / "round-002.tmp-folder" / "adapter");
        const auto rest = run(cut);
        QCOMPARE(projections(rest).size(), std::size_t{1});
        // Measured from where the run began, not from where it went on.
        const auto last = heldOutOf(rest);
        QCOMPARE(last.size(), std::size_t{3});
        for (const auto& [key, value] : last) QCOMPARE(dumpJson(value), dumpJson(heldOut.at(key)));
        for (const char* name : {"outputs/projection-0000.safetensors", "outputs/projection-0001.safetensors",
                                 "outputs/projection-0002.safetensors", "outputs/projection-0003.safetensors",
                                 "outputs/attention-0003.safetensors", "checkpoints/round-003/model.safetensors"})
            QVERIFY2(readFile(whole.path() / name) == readFile(cut.path() / name), name);
        const auto names = [](const RunFolder& folder) {
            std::set<std::string> all;
            for (const auto& entry : fs::recursive_directory_iterator(folder.checkpoints()))
                all.insert(entry.path().lexically_relative(folder.checkpoints()).string());
            return all;
        };
        QVERIFY(names(whole) == names(cut));
        // The shared space goes with the model.
        QVERIFY(fs::exists(cut.checkpoints() / "round-003" / "attune_heads.safetensors"));
    }

    void aBrokenInvariantStopsARunThatGoesOn() {
        QVERIFY(!m_reward.empty());
        const auto whole = RunFolder::open(at("policy"));
        auto models = policyModels();
        models["reward"] = at("reward-that-breaks").string();
        fs::copy(m_reward, models["reward"], fs::copy_options::recursive);
        const auto cut = makeRun("policy-broken", JobKind::Optimize, whole.job().options, {{"images", m_inputs["images"]}}, models);
        QVERIFY(!run(cut, "cancelled", atCheckpoint(1)).empty());

        const auto config = fs::path(models["reward"]) / "config.json", state = cut.checkpoints() / "state" / "state.json";
        const std::string good = readFile(config), sound = readFile(state);
        Json bad = parseJson(good, config.string());
        bad["score_scale"] = 1e-300;  // scores divided by it are not finite
        writeFileAtomically(config, dumpJson(bad));
        const auto events = run(cut, "failed");
        QVERIFY(!events.empty());
        QVERIFY(namesInvariant(events.back()));
        QCOMPARE(events.back().data["invariant"].get<std::string>(), std::string("all scores are finite"));
        QVERIFY(events.back().data["problem"].get<std::string>().find("\"all scores are finite\"") != std::string::npos);
        QVERIFY(readFile(state) == sound);

        // From the last sound state on it comes to what it would have come to.
        writeFileAtomically(config, good);
        QVERIFY(!run(cut).empty());
        for (const char* name : {"checkpoints/round-003/model.safetensors", "outputs/projection-0003.safetensors"})
            QVERIFY2(readFile(whole.path() / name) == readFile(cut.path() / name), name);
        // Another failure names none.
        const auto wrong =
            run(makeRun("policy-wrong", JobKind::Optimize, {{"no_such_option", 1}}, {{"images", m_inputs["images"]}}, models), "failed");
        QVERIFY(!wrong.empty() && !namesInvariant(wrong.back()));
    }

    void theGuardStopsACollapseAndSaysTheSameAgain() {
        QVERIFY(!m_reward.empty());
        // Steps that no policy survives, and nothing that holds them back.
        Json options{{"rounds", 6}, {"images", 16}, {"captions_per_image", 4}, {"minibatch_images", 8}, {"max_new_tokens", 12},
                     {"learning_rate", 0.02}, {"kl_coefficient", 0.0}, {"update_kl_limit", 0.0}};
        const Inputs images{{"images", m_inputs["images"]}};
        const auto whole = makeRun("collapse", JobKind::Optimize, options, images, policyModels());
        const auto events = run(whole);
        QVERIFY(!events.empty());
        const Json result = events.back().data, guard = result["guard"];
        qInfo("%s", dumpJson(guard).c_str());
        QVERIFY(guard["stops"].get<bool>());
        QCOMPARE(guard["round"].get<int>(), result["rounds"].get<int>());
        QVERIFY(result["rounds"].get<int>() < 6);
        QVERIFY(guard["best_round"].get<int>() < guard["round"].get<int>());
        QVERIFY(std::any_of(events.begin(), events.end(), [](const Event& event) {
            return event.type == "warning" && event.data["text"].get<std::string>().starts_with("The guard stopped the run");
        }));

        // What it said is known again from the events, and so are the numbers of the last round.
        const auto again = run(whole);
        QVERIFY(!again.empty());
        QCOMPARE(dumpJson(again.back().data["guard"]), dumpJson(guard));
        QCOMPARE(again.back().data["rounds"], result["rounds"]);
        QCOMPARE(dumpJson(again.back().data["metrics"]), dumpJson(result["metrics"]));

        // Off, it lets the run go on, and says what it would have done.
        options["guard"] = false;
        const auto free = run(makeRun("collapse-free", JobKind::Optimize, options, images, policyModels()));
        QVERIFY(!free.empty());
        QCOMPARE(free.back().data["rounds"].get<int>(), 6);
        QVERIFY(!free.back().data["guard"]["stops"].get<bool>());
        QCOMPARE(free.back().data["guard"]["round"], guard["round"]);
    }
};

QTEST_GUILESS_MAIN(TestProjections)
#include "tst_projections.moc"
