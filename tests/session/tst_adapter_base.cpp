// An adapter from outside and the captioners of a project: which it belongs to, and what the run is given.
#include <QtTest>

#include "data/file.h"
#include "engine_events.h"
#include "scenes_project.h"
#include "session/adapter_base.h"
#include "session/demo_world.h"
#include "tensor_file.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// Of the captioner of the demo world. @param layer  that it adapts
fs::path makeAdapter(const fs::path& folder, const std::string& base, const std::string& layer = "attn.c_attn",
                     std::int64_t outputs = 384) {
    test::TensorWriter tensors;
    const std::string name = "base_model.model.decoder.transformer.h.0." + layer;
    tensors.add(name + ".lora_A.weight", {2, 128}, std::vector<float>(2 * 128, 0.1F));
    tensors.add(name + ".lora_B.weight", {outputs, 2}, std::vector<float>(static_cast<std::size_t>(2 * outputs), 0.1F));
    tensors.write(folder / "adapter_model.safetensors");
    const Json config{{"peft_type", "LORA"}, {"r", 2}, {"lora_alpha", 4}, {"base_model_name_or_path", base}};
    writeFileAtomically(folder / "adapter_config.json", dumpJson(config));
    return folder;
}

}  // namespace

class TestAdapterBase : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theCaptionerThatItNamesIsPreferred() {
        ScenesProject p(1);
        const Id named = p.addModel("blip-base", "captioner", 0), current = p.addModel("tuned", "captioner", p.model);
        p.session.setCurrentModel(current);
        const auto baseOf = [&](const std::string& name) {
            AdapterConfig config;
            config.base = name;
            return adapterBase(p.session.project(), config);
        };
        QCOMPARE(baseOf("org/blip-base").captioner.id, named);
        QVERIFY(baseOf("org/blip-base").isNamed);
        QCOMPARE(baseOf("blip-base").captioner.id, named);
        QCOMPARE(baseOf((p.root() / "models" / "base" / "").string()).captioner.id, p.model);
        QCOMPARE(baseOf("org/another").captioner.id, current);
        QVERIFY(!baseOf("org/another").isNamed);
        QCOMPARE(baseOf("").captioner.id, current);
        QVERIFY(!baseOf("").isNamed);
    }

    void theRunIsGivenTheAdapterItself() {
        ScenesProject p(2);
        const Id base = p.session.addModel(demoCaptionerFolder(), "scenes");
        const fs::path folder = makeAdapter(p.root() / "birds", "org/scenes");
        const JobDraft draft = draftMerge(p.session.project(), folder / "");
        QCOMPARE(draft.modelIds.at("captioner"), base);
        QCOMPARE(draft.modelName, std::string("birds"));
        QCOMPARE(draft.warnings.size(), std::size_t{1});
        QVERIFY(QByteArray::fromStdString(draft.warnings.front()).contains("org/scenes"));
        const auto run = p.session.newRun(draft);
        for (const char* name : {"adapter_config.json", "adapter_model.safetensors"})
            QCOMPARE(readFile(run.folder / "inputs" / name), readFile(folder / name));
        const auto again = p.session.reproduce(run.id);
        QCOMPARE(readFile(again.folder / "inputs" / "adapter_model.safetensors"), readFile(folder / "adapter_model.safetensors"));

        // The captioner that comes of it has the adapter's name, and is what later runs are measured from.
        test::say(run.folder, {{"checkpoint", {{"path", "checkpoints/merged"}, {"kind", "captioner"}}}});
        p.session.ingest(run.id);
        const auto merged = p.session.currentModel("captioner");
        QCOMPARE(merged->name, std::string("birds"));
        QCOMPARE(merged->parentId, base);
        const JobDraft next = draftOptimize(p.session.project(), {.options = {{"reward_source", "gold"}}});
        QCOMPARE(next.modelIds.at("captioner"), merged->id);
        QCOMPARE(next.modelIds.at("reference"), merged->id);
    }

    void whatDoesNotFitIsRefusedBeforeThereIsARun() {
        ScenesProject p(1);
        const Id base = p.session.addModel(demoCaptionerFolder(), "scenes");
        const auto refusal = [&](const fs::path& folder) {
            return messageOf([&] { draftMerge(p.session.project(), folder, {}, base); });
        };
        QVERIFY(refusal(makeAdapter(p.root() / "a", "", "attn.q_proj")).contains("attn.q_proj"));
        QVERIFY(refusal(makeAdapter(p.root() / "b", "", "attn.c_attn", 256)).contains("widths"));
        QVERIFY(refusal(makeAdapter(p.root() / "c", "")).isEmpty());
        QVERIFY(refusal(p.root()).contains("no adapter"));
        QVERIFY(p.session.project().runs().list().empty());
        QVERIFY(messageOf([&] { p.session.addModel(p.root() / "c"); }).contains("adapter"));
    }
};

QTEST_GUILESS_MAIN(TestAdapterBase)
#include "tst_adapter_base.moc"
