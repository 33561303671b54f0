// What an adapter's folder says of itself, and which layers it belongs to, without Torch.
#include <QtTest>

#include "data/adapter_folder.h"
#include "data/file.h"
#include "data/json.h"
#include "message_of.h"
#include "tensor_file.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// @param parts  layer, rank, inputs, outputs
void addPart(test::TensorWriter& file, const std::string& layer, std::int64_t rank, std::int64_t inputs, std::int64_t outputs) {
    file.add(layer + ".lora_A.weight", {rank, inputs}, std::vector<float>(static_cast<std::size_t>(rank * inputs), 1.0F));
    file.add(layer + ".lora_B.weight", {outputs, rank}, std::vector<float>(static_cast<std::size_t>(outputs * rank), 1.0F));
}

}  // namespace

class TestAdapterFolder : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_count = 0;

    fs::path write(const Json& config, const test::TensorWriter& tensors) {
        const fs::path folder = fs::path(m_dir.path().toStdString()) / std::to_string(++m_count);
        tensors.write(folder / "adapter_model.safetensors");
        writeFileAtomically(folder / "adapter_config.json", dumpJson(config));
        return folder;
    }

  private Q_SLOTS:
    void itIsToldFromItsFiles() {
        test::TensorWriter tensors;
        addPart(tensors, "base_model.model.text.layers.0.q_proj", 2, 8, 6);
        addPart(tensors, "base_model.model.text.layers.1.q_proj", 3, 8, 6);
        const fs::path folder = write({{"peft_type", "LORA"}, {"r", 2}, {"lora_alpha", 4}, {"target_modules", {"q_proj"}},
                                       {"base_model_name_or_path", "org/base"}},
                                      tensors);
        QVERIFY(isAdapterFolder(folder));
        const AdapterFolder adapter = readAdapterFolder(folder);
        QCOMPARE(adapter.config.rank, std::int64_t{2});
        QCOMPARE(adapter.config.alpha, 4.0);
        QCOMPARE(adapter.config.base, std::string("org/base"));
        QCOMPARE(adapter.config.targets, std::vector<std::string>{"q_proj"});
        QCOMPARE(adapter.parts.size(), std::size_t{2});
        QCOMPARE(adapter.parameters(), std::int64_t{(2 + 3) * (8 + 6)});
        QCOMPARE(adapter.lowestRank(), std::int64_t{2});
        QCOMPARE(adapter.highestRank(), std::int64_t{3});
        // A whole model that keeps an adapter's configuration is no adapter.
        writeFileAtomically(folder / "model.safetensors", "weights");
        QVERIFY(!isAdapterFolder(folder));
    }

    void aFolderThatIsNoAdapterIsRefused_data() {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* name, const char* config, const char* named) {
            QTest::newRow(name) << QByteArray(config) << QByteArray(named);
        };
        row("no JSON", "{", "JSON");
        row("a list", "[]", "adapter_config.json");
        row("another kind", R"({"peft_type": "IA3"})", "peft_type");
        row("a number for a kind", R"({"peft_type": 3})", "peft_type");
        row("no alpha", R"({"peft_type": "LORA"})", "lora_alpha");
        row("DoRA", R"({"peft_type": "LORA", "lora_alpha": 2, "use_dora": true})", "use_dora");
        row("targets of another type", R"({"peft_type": "LORA", "lora_alpha": 2, "target_modules": 7})", "target_modules");
        row("alphas of another type", R"({"peft_type": "LORA", "lora_alpha": 2, "alpha_pattern": {"x": "y"}})", "alpha_pattern");
        row("a regular expression", R"json({"peft_type": "LORA", "lora_alpha": 2, "alpha_pattern": {"(a|b)": 1}})json", "alpha_pattern");
    }
    void aFolderThatIsNoAdapterIsRefused() {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, named);
        test::TensorWriter tensors;
        addPart(tensors, "layer", 1, 2, 2);
        const fs::path folder = write(Json::object(), tensors);
        writeFileAtomically(folder / "adapter_config.json", config.toStdString());
        const QByteArray message = messageOf([&] { readAdapterFolder(folder); });
        QVERIFY2(message.contains(named), message.constData());
    }

    void damagedWeightsAreNamed() {
        const Json config{{"peft_type", "LORA"}, {"lora_alpha", 2}};
        const auto refusal = [&](const test::TensorWriter& tensors) {
            const fs::path folder = write(config, tensors);
            return messageOf([&] { readAdapterFolder(folder); });
        };
        test::TensorWriter alone, whole, other;
        alone.add("x.lora_A.weight", {1, 2}, std::vector<float>{1, 2});
        QVERIFY(refusal(alone).contains("lora_B"));
        whole.add("x.lora_A.weight", {1, 2}, std::vector<std::int64_t>{1, 2});
        whole.add("x.lora_B.weight", {2, 1}, std::vector<std::int64_t>{1, 2});
        QVERIFY(refusal(whole).contains("x.lora_A.weight"));
        addPart(other, "x", 1, 2, 2);
        other.add("x.lora_magnitude_vector.weight", {2}, std::vector<float>{1, 2});
        QVERIFY(refusal(other).contains("lora_magnitude_vector"));
        const fs::path folder = write(config, other);
        fs::remove(folder / "adapter_model.safetensors");
        QVERIFY(messageOf([&] { readAdapterFolder(folder); }).contains("adapter_model.bin"));
    }

    void layersAreFoundUnderTheirOtherNames() {
        const std::vector<LinearLayer> layers{{"model.text.layers.0.q_proj", 8, 6, false},
                                              {"model.text.layers.1.q_proj", 8, 6, false},
                                              {"language_model.model.layers.0.q_proj", 8, 6, true}};
        const auto place = [&](const std::string& name, std::int64_t inputs, std::int64_t outputs) {
            AdapterFolder adapter;
            adapter.parts = {{name, "a", "b", 2, inputs, outputs}};
            return fitAdapter(adapter, layers).front();
        };
        QCOMPARE(place("model.text.layers.1.q_proj", 8, 6), std::size_t{1});
        QCOMPARE(place("text.layers.1.q_proj", 8, 6), std::size_t{1});
        QCOMPARE(place("wrapper.model.text.layers.1.q_proj", 8, 6), std::size_t{1});
        QCOMPARE(place("model.language_model.layers.0.q_proj", 6, 8), std::size_t{2});
        const auto refusal = [&](const std::string& name, std::int64_t inputs, std::int64_t outputs) {
            return messageOf([&] { place(name, inputs, outputs); });
        };
        QVERIFY(refusal("layers.7.q_proj", 8, 6).contains("layers.7.q_proj"));
        QVERIFY(refusal("model.text.layers.1.q_proj", 6, 8).contains("widths"));
        QVERIFY(refusal("q_proj", 8, 6).contains("could be"));
    }
};

QTEST_GUILESS_MAIN(TestAdapterFolder)
#include "tst_adapter_folder.moc"
