// Pre-training as a job: one that is stopped or killed goes on to the bytes of one that was left alone.
#include <QtTest>
#include <filesystem>
#include <map>
#include <vector>

#include "data/file.h"
#include "engine_jobs.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

constexpr int kKilledAt = 110;

/// Three stages of 60, 55 and 3 steps, which take some seconds.
Json tinyRecipe() {
    return {{"width", 32},         {"encoder_layers", 1}, {"encoder_heads", 2},     {"decoder_layers", 1},
            {"decoder_heads", 2},  {"patch_size", 16},    {"perception_steps", 60}, {"perception_batch", 4},
            {"caption_steps", 55}, {"caption_batch", 4},  {"finish_steps", 3}};
}

/// The steps that metrics are of, in the order in which they were told.
std::vector<int> toldBy(const std::vector<Event>& events) {
    std::vector<int> steps;
    for (const auto& event : events)
        if (event.type == "metric") steps.push_back(event.data["step"].get<int>());
    return steps;
}

/// What a run has learnt at each step, as a project keeps it: told twice, the last counts.
std::map<int, Json> learntBy(const RunFolder& folder) {
    std::map<int, Json> values;
    folder.readEvents(0, [&](const Event& event) {
        if (event.type != "metric") return;
        Json& now = values[event.data["step"].get<int>()] = Json::object();
        for (const auto& [name, value] : event.data["values"].items())
            if (!name.starts_with("memory/")) now[name] = value;
    });
    return values;
}

/// Names and bytes of all that a run has made.
std::map<std::string, std::string> madeBy(const RunFolder& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder.checkpoints()))
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(folder.checkpoints()).string()] = readFile(entry.path());
    return files;
}

bool isKept(const RunFolder& folder) { return fs::exists(folder.checkpoints() / "state" / "state.json"); }

}  // namespace

class TestPretrainJob : public QObject, test::EngineJobs {
    Q_OBJECT

    std::vector<Event> m_events;  ///< of the run that was left alone

    RunFolder whole() const { return RunFolder::open(at("whole")); }

    void compareWithWhole(const RunFolder& folder) {
        const auto made = madeBy(folder);
        QVERIFY(made.contains("captioner/model.safetensors"));
        QVERIFY(made.contains("captioner/attune_heads.safetensors"));
        QVERIFY(made == madeBy(whole()));
        QVERIFY(learntBy(folder) == learntBy(whole()));
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto folder = makeRun("whole", JobKind::Pretrain, tinyRecipe(), {});
        JobControl control;
        const auto end = runJob(folder, control, models, [&](const Event& event) {
            m_events.push_back(event);
            // As a kill leaves it between what is told and what is kept.
            if (event.type == "metric" && event.data["step"].get<int>() == kKilledAt)
                fs::copy(folder.path(), at("killed"), fs::copy_options::recursive);
        });
        QCOMPARE(end, std::string("finished"));
        QVERIFY((toldBy(m_events) == std::vector<int>{0, 50, 59, 60, 110, 114, 115, 117}));
        QVERIFY(!isKept(folder));
    }

    void stoppedItGoesOnBehindWhatItToldLast_data() {
        QTest::addColumn<int>("step");
        QTest::newRow("within the first stage") << 50;
        QTest::newRow("at its end") << 59;
        QTest::newRow("at the begin of the second") << 60;
        QTest::newRow("within the second") << 110;
        QTest::newRow("within the last") << 115;
    }
    void stoppedItGoesOnBehindWhatItToldLast() {
        QFETCH(int, step);
        const auto cut = makeRun("cut-" + std::to_string(step), JobKind::Pretrain, tinyRecipe(), {});
        auto told = toldBy(run(cut, "cancelled", atMetrics(step)));
        QVERIFY(!told.empty());
        QCOMPARE(told.back(), step);
        QVERIFY(isKept(cut));
        QVERIFY(!fs::exists(cut.checkpoints() / "captioner"));

        const auto rest = toldBy(run(cut));
        QVERIFY(!rest.empty());
        told.insert(told.end(), rest.begin(), rest.end());
        QVERIFY(told == toldBy(m_events));
        QVERIFY(!isKept(cut));
        compareWithWhole(cut);
    }

    void killedItDoesTheStepsBehindItsStateAgain() {
        const auto killed = RunFolder::open(at("killed"));
        QVERIFY(isKept(killed));
        // What lies there is of this run alone.
        Json options = tinyRecipe();
        options["caption_rate"] = 1e-4;
        const auto other = makeRun("other", JobKind::Pretrain, options, {});
        fs::create_directories(other.checkpoints());
        fs::copy(killed.checkpoints() / "state", other.checkpoints() / "state", fs::copy_options::recursive);
        const Json refused = last(run(other, "failed"));
        QVERIFY2(dumpJson(refused).find("belongs to another run") != std::string::npos, dumpJson(refused).c_str());

        QVERIFY((toldBy(run(killed)) == std::vector<int>{kKilledAt, 114, 115, 117}));
        QVERIFY(!isKept(killed));
        compareWithWhole(killed);
    }

    /// Of a life that ended before it said so.
    void aCaptionerThatIsThereIsWrittenAgain() {
        const auto cut = makeRun("end", JobKind::Pretrain, tinyRecipe(), {});
        QVERIFY(!run(cut, "cancelled", atMetrics(115)).empty());
        fs::copy(whole().checkpoints() / "captioner", cut.checkpoints() / "captioner", fs::copy_options::recursive);
        fs::create_directories(cut.checkpoints() / "captioner.part");
        QVERIFY(!run(cut).empty());
        compareWithWhole(cut);
    }
};

QTEST_GUILESS_MAIN(TestPretrainJob)
#include "tst_pretrain_job.moc"
