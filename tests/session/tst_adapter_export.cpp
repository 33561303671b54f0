// What an adapter that leaves a project says of itself and of its base: never a path of this machine.
#include <QtTest>

#include "data/file.h"
#include "scenes_project.h"
#include "session/adapter_names.h"

using namespace attune;
namespace fs = std::filesystem;

class TestAdapterExport : public QObject {
    Q_OBJECT

    /// A captioner from outside, and one that a run made of it with adapters.
    struct Adapted {
        Id base = 0, made = 0;
        fs::path folder;  ///< of the one that was made
    };

    static Id outside(ScenesProject& p, const fs::path& folder, const Json& config) {
        fs::create_directories(folder);
        writeFileAtomically(folder / "config.json", dumpJson(config));
        ModelRecord record;
        record.name = "my favourite";
        record.path = p.session.project().storedPath(folder);
        record.info = {{"family", config.value("model_type", "")}};
        return p.session.project().models().add(record);
    }

    static Adapted adapted(ScenesProject& p, const fs::path& folder, const Json& config) {
        auto& project = p.session.project();
        Adapted all;
        all.base = outside(p, folder, config);
        RunRecord run;
        run.kind = "optimize";
        run.folder = "1";
        run.job = {{"model_ids", {{"captioner", all.base}}}};
        ModelRecord made;
        made.name = "round 2";
        made.runId = project.runs().add(run);
        made.info = {{"family", config.value("model_type", "")}};
        made.parentId = p.model;  // an earlier round of the run, say: not what its adapters stand on
        all.folder = p.root() / "models" / "made";
        made.path = project.storedPath(all.folder);
        writeBase(all.folder, folder.string());
        all.made = project.models().add(made);
        return all;
    }

    static void writeBase(const fs::path& model, const std::string& base) {
        fs::create_directories(model / "adapter");
        writeFileAtomically(model / "adapter" / "adapter_config.json",
                            dumpJson({{"peft_type", "LORA"}, {"base_model_name_or_path", base}}));
    }

    static std::string baseIn(const fs::path& exported) {
        return readJsonFile(exported / "adapter_config.json").value("base_model_name_or_path", "");
    }

  private Q_SLOTS:
    void theCardSaysHowAnAdapterIsLoaded() {
        ScenesProject p(1);
        const auto all = adapted(p, p.root() / "hub" / "llava-small", {{"model_type", "llava"}, {"_name_or_path", "org/llava-small"}});
        const fs::path out = p.root() / "birds";
        p.session.exportTo("adapter", out, {.model = all.made});
        QCOMPARE(baseIn(out), std::string("org/llava-small"));
        QCOMPARE(readJsonFile(out / "adapter_config.json").value("peft_type", ""), std::string("LORA"));
        const std::string card = readFile(out / "README.md");
        for (const char* part : {"library_name: peft\n", "base_model: \"org/llava-small\"\n", "pipeline_tag: image-text-to-text\n",
                                 "from_pretrained(\"org/llava-small\")", "PeftModel.from_pretrained(base, \"birds\")"})
            QVERIFY2(card.find(part) != std::string::npos, part);
        for (const std::string& part : {std::string("pipeline("), std::string("library_name: transformers"), p.root().string()})
            QVERIFY2(card.find(part) == std::string::npos, part.c_str());
        // In the project it is as it was.
        QCOMPARE(baseIn(all.folder / "adapter"), (p.root() / "hub" / "llava-small").string());
    }

    void checkpointsAreTaggedByWhatTheyAreAsked() {
        ScenesProject p(1);
        const auto chat = adapted(p, p.root() / "hub" / "llava-small", {{"model_type", "llava"}});
        p.session.exportTo("checkpoint", p.root() / "chat", {.model = chat.base});
        const std::string card = readFile(p.root() / "chat" / "README.md");
        QVERIFY(card.find("pipeline_tag: image-text-to-text\n") != std::string::npos);
        QVERIFY(card.find("pipeline(\"image-text-to-text\", model=\"chat\")") != std::string::npos);
        const Id plain = outside(p, p.root() / "hub" / "blip", {{"model_type", "blip"}});
        p.session.exportTo("checkpoint", p.root() / "plain", {.model = plain});
        QVERIFY(readFile(p.root() / "plain" / "README.md").find("pipeline_tag: image-to-text\n") != std::string::npos);
    }

    void basesHaveNamesThatOthersKnow() {
        ScenesProject p(1);
        auto& project = p.session.project();
        const auto nameOf = [&](const fs::path& folder, const std::string& said) {
            const Id id = outside(p, folder, {{"model_type", "git"}, {"_name_or_path", said}});
            return publicName(project, project.models().get(id));
        };
        QCOMPARE(nameOf(p.root() / "a" / "git-base", ""), std::string("git-base"));
        QCOMPARE(nameOf(p.root() / "b" / "git-base", "microsoft/git-base"), std::string("microsoft/git-base"));
        // Another's name is that of what it was made from; a path is no name.
        QCOMPARE(nameOf(p.root() / "c" / "git-tuned", "microsoft/git-base"), std::string("git-tuned"));
        QCOMPARE(nameOf(p.root() / "d" / "git-base", "/home/somebody/git-base"), std::string("git-base"));
        QCOMPARE(nameOf(p.root() / "models--microsoft--git-base" / "snapshots" / "0a1b", ""), std::string("microsoft/git-base"));
    }

    void aNameThatItHasIsKept() {
        ScenesProject p(1);
        const auto all = adapted(p, p.root() / "hub" / "git-base", {{"model_type", "git"}});
        auto& project = p.session.project();
        const ModelRecord made = project.models().get(all.made);
        QCOMPARE(publicBaseName(project, made, "somebody/base"), std::string("somebody/base"));
        for (const char* place : {"", "/home/ada/base", "C:\\models\\base", "./base", "~/base"})
            QCOMPARE(publicBaseName(project, made, place), std::string("git-base"));
        // A round on a round stands on what was made here, by its name.
        ModelRecord next;
        next.name = "round 3";
        next.parentId = all.made;
        next.path = project.storedPath(p.root() / "models" / "next");
        QCOMPARE(publicBaseName(project, project.models().get(project.models().add(next)), "/somewhere/made"), std::string("round 2"));
    }
};

QTEST_GUILESS_MAIN(TestAdapterExport)
#include "tst_adapter_export.moc"
