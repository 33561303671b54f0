// A LoRA adapter dropped on the Library: the window asks for its captioner, and the engine merges it.
#include <QComboBox>
#include <QMessageBox>
#include <QPointer>
#include <QtTest>

#include "control_walk.h"
#include "data/file.h"
#include "data/json.h"
#include "labels.h"
#include "library_desk.h"
#include "tensor_file.h"
#include "workbench/library/adapter_dialog.h"
#include "workbench/library/library_actions.h"

using namespace attune;
using namespace attune::test;

namespace {

/// For the captioner of the demo world. @param layer  that it adapts
QString makeAdapter(const QString& folder, const std::string& base, const std::string& layer = "attn.c_attn") {
    const std::filesystem::path path = folder.toStdString();
    TensorWriter tensors;
    const std::string name = "base_model.model.decoder.transformer.h.0." + layer;
    tensors.add(name + ".lora_A.weight", {2, 128}, std::vector<float>(2 * 128, 0.05F));
    tensors.add(name + ".lora_B.weight", {384, 2}, std::vector<float>(384 * 2, 0.05F));
    tensors.write(path / "adapter_model.safetensors");
    const Json config{{"peft_type", "LORA"}, {"r", 2}, {"lora_alpha", 4}, {"target_modules", {"c_attn"}},
                      {"base_model_name_or_path", base}};
    writeFileAtomically(path / "adapter_config.json", dumpJson(config));
    return folder;
}

/// Drops the folder as a file manager does. @return the dialog that comes of it
AdapterDialog* dropOn(Library& library, const QString& folder) {
    dropFiles(library.grid().viewport(), {folder});
    AdapterDialog* dialog = nullptr;
    (void)QTest::qWaitFor([&] { return (dialog = library.window.window().findChild<AdapterDialog*>()) != nullptr; }, kLibraryMs);
    return dialog;
}

}  // namespace

class TestAdapterDialog : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void itAsksForTheCaptionerAndTheEngineMerges() {
        Library library(fillScenes, 16);
        const Id base = library.window.ask([](Session& s) {
            const Id scenes = s.project().models().list("captioner").front().id;
            ModelRecord other;
            other.name = "other";
            other.path = s.project().storedPath(s.project().folder() / "models" / "other");
            s.setCurrentModel(s.project().models().add(other));
            return scenes;
        });
        AdapterDialog* dialog = dropOn(library, makeAdapter(library.window.path(QStringLiteral("birds")), "org/scenes"));
        QVERIFY(dialog);
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QVERIFY(says(dialog, QStringLiteral("rank 2")));
        QVERIFY(says(dialog, QStringLiteral("org/scenes")));
        QCOMPARE(dialog->findChild<QComboBox*>()->count(), 2);
        QCOMPARE(dialog->captioner(), base);  // the one that it names
        QVERIFY(namelessControls(dialog).isEmpty());
        QTest::keyClick(dialog, Qt::Key_Return);
        const auto merged = [&] {
            return library.window.ask([](Session& s) {
                const auto models = s.project().models().list("captioner");
                return models.back().name == "birds" ? models.back() : ModelRecord{};
            });
        };
        QVERIFY(QTest::qWaitFor([&] { return merged().id > 0; }, 60000));
        QVERIFY(library.window.runsEnd(20000));
        QCOMPARE(merged().parentId, base);
        const auto folder = library.window.ask([id = merged().id](Session& s) { return s.modelFolder(id); });
        QVERIFY(std::filesystem::exists(folder / "model.safetensors"));
        QVERIFY(std::filesystem::exists(folder / "adapter" / "adapter_model.safetensors"));
        QCOMPARE(library.window.ask([](Session& s) { return s.currentModel("captioner")->name; }), std::string("birds"));
    }

    void oneThatNamesNobodyStartsAtTheCurrentCaptioner() {
        Library library(fillScenes, 16);
        AdapterDialog* dialog = dropOn(library, makeAdapter(library.window.path(QStringLiteral("odd")), "org/another", "attn.q_proj"));
        QVERIFY(dialog);
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QCOMPARE(dialog->captioner(), library.window.ask([](Session& s) { return s.currentModel("captioner")->id; }));
        QVERIFY(says(dialog, QStringLiteral("names no captioner of this project")));
        // It has a layer that the captioner has not: said in words, and no run is made.
        QSignalSpy problems(&library.window.workbench(), &Workbench::problemArose);
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(problems.wait(kLibraryMs));
        const auto problem = problems[0][0].value<Problem>();
        QVERIFY2((problem.what + problem.why).contains(QStringLiteral("attn.q_proj")), qPrintable(problem.why));
        QVERIFY(library.window.ask([](Session& s) { return s.project().runs().list().empty(); }));
    }

    void itGoesWithTheProjectWhoseCaptionersItLists() {
        Library library(fillScenes, 16);
        const QPointer<AdapterDialog> dialog = dropOn(library, makeAdapter(library.window.path(QStringLiteral("odd")), "org/scenes"));
        QVERIFY(dialog);
        QVERIFY(library.window.create(library.window.path(QStringLiteral("behind.attune")), fillScenes));
        QVERIFY(QTest::qWaitFor([&] { return dialog.isNull(); }, kLibraryMs));
        QVERIFY(library.window.ask([](Session& s) { return s.project().runs().list().empty(); }));
    }

    void theFolderOfACaptionerIsDroppedOnAnyPage() {
        Library library(fillScenes, 16);
        library.window.window().showPage(PageId::Rate);
        const auto captioners = [&] { return library.window.ask([](Session& s) { return s.project().models().list("captioner").size(); }); };
        const auto before = captioners();
        QVERIFY(dropFiles(&library.window.window(), {QStringLiteral(ATTUNE_SOURCE_DIR "/resources/models/scenes")}));
        QVERIFY(library.page->isVisible());
        QMessageBox* box = nullptr;
        QVERIFY(QTest::qWaitFor([&] { return (box = library.window.window().findChild<QMessageBox*>()) != nullptr; }, kLibraryMs));
        QVERIFY2((box->text() + box->informativeText()).contains(QStringLiteral("vision-encoder-decoder")),
                 qPrintable(box->text() + box->informativeText()));
        QTest::keyClick(box, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return captioners() == before + 1; }, kLibraryMs));
    }

    void aDamagedOneIsSaidInWordsAtOnce() {
        Library library(fillScenes, 16);
        const QString folder = makeAdapter(library.window.path(QStringLiteral("damaged")), "org/scenes");
        writeFileAtomically(std::filesystem::path(folder.toStdString()) / "adapter_config.json", R"({"peft_type": "IA3"})");
        QSignalSpy problems(&library.window.workbench(), &Workbench::problemArose);
        library.page->verbs().lookAtCaptioner(folder);
        QVERIFY(problems.wait(kLibraryMs));
        QVERIFY(problems[0][0].value<Problem>().why.contains(QStringLiteral("peft_type")));
        QVERIFY(!library.window.window().findChild<AdapterDialog*>());
    }
};

QTEST_MAIN(TestAdapterDialog)
#include "tst_adapter_dialog.moc"
