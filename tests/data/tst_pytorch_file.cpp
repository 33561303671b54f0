// Weights files of PyTorch: what they hold is found, and whatever is not tensors is refused by name.
#include <QtTest>
#include <fstream>
#include <iterator>
#include <random>

#include "data/error.h"
#include "data/pytorch_file.h"
#include "data/torch_pickle.h"
#include "golden.h"
#include "message_of.h"
#include "pytorch_writer.h"

using namespace attune;
using namespace attune::test;

namespace {

/// The message that parsing fails with; empty if it does not fail.
QByteArray refusal(const std::string& file) {
    return messageOf([&] { parsePytorchFile(file, "w.bin"); });
}

/// Two tensors in one storage, the second transposed, and one in half precision of its own.
std::string soundFile(bool zip64 = false) {
    const std::string pickle =
        pickledState({{"a.weight", "FloatStorage", "0", 12, 0, {2, 3}, {3, 1}},
                      {"b", "FloatStorage", "0", 12, 6, {2, 3}, {1, 2}},
                      {"c", "HalfStorage", "1", 1, 0, {}, {}},
                      {"none", "LongStorage", "2", 0, 0, {0, 4}, {4, 1}}});
    return zipArchive(pytorchFiles(pickle, {{"0", std::string(48, 'x')}, {"1", "yz"}, {"2", ""}}), zip64);
}

std::string fileOf(const std::string& pickle) {
    return zipArchive(pytorchFiles(pickle, {{"0", std::string(48, 'x')}}));
}

std::string fileOf(const PickledTensorText& tensor) {
    return fileOf(pickledState({tensor}));
}

}  // namespace

class TestPytorchFile : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void tensorsAreFound_data() {
        QTest::addColumn<bool>("zip64");
        QTest::newRow("32 bits") << false;
        QTest::newRow("64 bits") << true;
    }
    void tensorsAreFound() {
        QFETCH(bool, zip64);
        const std::string file = soundFile(zip64);
        const auto entries = parsePytorchFile(file, "w.bin");
        QCOMPARE(entries.size(), std::size_t{4});
        QCOMPARE(entries[0].name, std::string("a.weight"));
        QCOMPARE(entries[0].dtype, std::string("F32"));
        QCOMPARE(entries[0].elements(), std::int64_t{6});
        QVERIFY(entries[0].isContiguous());
        QCOMPARE(file.substr(entries[0].begin, 24), std::string(24, 'x'));
        QCOMPARE(entries[0].end - entries[0].begin, std::uint64_t{24});
        QCOMPARE(entries[1].begin, entries[0].end);
        QVERIFY(!entries[1].isContiguous());
        QCOMPARE(entries[1].end - entries[1].begin, std::uint64_t{24});
        QCOMPARE(file.substr(entries[2].begin, entries[2].end - entries[2].begin), std::string("yz"));
        QCOMPARE(entries[3].elements(), std::int64_t{0});
    }

    void goldenFile() {
        const auto path = golden("vision-encoder-decoder/variants/pytorch_model.bin");
        if (path.empty()) QSKIP("this golden set holds no pytorch_model.bin");
        std::ifstream stream(path, std::ios::binary);
        const std::string file((std::istreambuf_iterator<char>(stream)), {});
        const auto entries = parsePytorchFile(file, path.string());
        QVERIFY(entries.size() > 10);
        for (const auto& entry : entries) QVERIFY(entry.end <= file.size());
    }

    void weightsBesideTrainingStateAreFound() {
        const std::string inner = pickledText("w") + pickledTensor({"w", "FloatStorage", "0", 12, 0, {12}, {1}});
        const auto entries = parsePytorchFile(
            fileOf("\x80\x02}(" + pickledText("epoch") + "K\3" + pickledText("state_dict") + "}(" + inner + "uu."), "w");
        QCOMPARE(entries.size(), std::size_t{1});
        // Parameters are tensors in a wrapper.
        const std::string parameter = pickledImport("torch._utils", "_rebuild_parameter") + "(" +
                                      pickledTensor({"w", "FloatStorage", "0", 12, 0, {12}, {1}}) + "\x88" +
                                      pickledImport("collections", "OrderedDict") + ")RtR";
        QCOMPARE(parsePytorchFile(fileOf("\x80\x02}" + pickledText("w") + parameter + "s."), "w").size(), std::size_t{1});
    }

    void hostileAndDamagedFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char* name, const std::string& file, const char* word) {
            QTest::newRow(name) << QByteArray(file.data(), static_cast<int>(file.size())) << QByteArray(word);
        };
        const std::string head = "\x80\x02";
        row("runs a command", fileOf(head + pickledImport("posix", "system") + pickledText("ls") + "\x85R."), "posix.system");
        row("evaluates", fileOf(head + pickledImport("builtins", "eval") + ")R."), "builtins.eval");
        row("imports by stack", fileOf(std::string("\x80\x04\x8c\x02os\x8c\x06system\x93.", 16)), "os.system");
        row("another class of torch", fileOf(head + pickledImport("torch.nn", "Module") + ")R."), "torch.nn.Module");
        row("NEWOBJ", fileOf(head + pickledImport("collections", "OrderedDict") + ")\x81."), "NEWOBJ");
        row("INST", fileOf(head + "(ios\nsystem\n."), "INST");
        row("OBJ", fileOf(head + "(cos\nsystem\no."), "os.system");
        row("EXT1", fileOf(head + "\x82\x01."), "EXT1");
        row("text persistent id", fileOf(head + "P0\n."), "PERSID");
        row("protocol", fileOf(std::string("\x80\x09.", 3)), "protocol");
        row("no dictionary", fileOf(head + "]."), "dictionary");
        row("no tensor", fileOf(head + "}" + pickledText("a") + "K\1s."), "\"a\" is no tensor");
        row("nameless", fileOf(head + "}K\1K\1s."), "no name");
        row("cut pickle", fileOf(pickledState({{"a", "FloatStorage", "0", 12, 0, {2}, {1}}}).substr(0, 90)), "cut off");
        row("empty pickle", fileOf(std::string()), "cut off");
        row("pops from nothing", fileOf(head + "0."), "not there");
        row("mark from nothing", fileOf(head + "u."), "not there");
        row("recalls nothing", fileOf(head + "h\7."), "never kept");
        row("key without value", fileOf(head + "}(K\1u."), "without a value");
        row("calls a storage type", fileOf(head + pickledImport("torch", "FloatStorage") + ")R."), "FloatStorage");
        row("calls a text", fileOf(head + pickledText("eval") + ")R."), "no function");
        row("a storage of objects", fileOf({"a", "UntypedStorage", "0", 12, 0, {2}, {1}}), "UntypedStorage");
        row("behind its data", fileOf({"a", "FloatStorage", "0", 12, 11, {2}, {1}}), "outside");
        row("before its data", fileOf({"a", "FloatStorage", "0", 12, -1, {2}, {1}}), "before");
        row("negative stride", fileOf({"a", "FloatStorage", "0", 12, 6, {2}, {-1}}), "no size");
        row("a few bytes as many", fileOf({"a", "FloatStorage", "0", 12, 0, {1LL << 40}, {0}}), "outside");
        row("overflow", fileOf({"a", "FloatStorage", "0", 12, 0, {1LL << 40, 1LL << 40}, {1LL << 40, 1}}), "outside");
        row("stride overflow", fileOf({"a", "FloatStorage", "0", 12, 0, {3, 2}, {1LL << 62, 1}}), "outside");
        row("storage larger than its file", fileOf({"a", "FloatStorage", "0", 13, 0, {2}, {1}}), "cut off");
        row("storage of 2^63 bytes", fileOf({"a", "DoubleStorage", "0", 1LL << 62, 0, {2}, {1}}), "cut off");
        row("storage that is not there", fileOf({"a", "FloatStorage", "9", 12, 0, {2}, {1}}), "missing");
        row("storage outside the archive's folder", fileOf({"a", "FloatStorage", "../x", 12, 0, {2}, {1}}), "missing");
        row("a long name of a storage", fileOf({"a", "FloatStorage", std::string(65, '0'), 12, 0, {2}, {1}}), "name of 65 bytes");
        row("twice", fileOf(pickledState({{"a", "FloatStorage", "0", 12, 0, {2}, {1}}, {"a", "FloatStorage", "0", 12, 0, {2}, {1}}})),
            "twice");
        row("dimensions", fileOf({"a", "FloatStorage", "0", 12, 0, std::vector<std::int64_t>(17, 1), std::vector<std::int64_t>(17, 1)}),
            "dimensions");
        row("other strides", fileOf({"a", "FloatStorage", "0", 12, 0, {2}, {1, 1}}), "strides");
        row("long number", fileOf(head + "\x8a\x09" + std::string(9, '\1') + "."), "64 bits");

        row("empty", {}, "not a weights file");
        row("text", "hello", "not a weights file");
        row("before 1.6", std::string("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.", 21), "1.6");
        row("tar", std::string(257, 'a') + "ustar" + std::string(300, '\0'), "tar");
        row("no pickle", zipArchive({{"archive/data/0", "x"}}), "data.pkl");
        row("two pickles", zipArchive({{"a/data.pkl", "x"}, {"b/data.pkl", "x"}}), "two pickles");
        row("compressed", zipArchive({{"a/data.pkl", "x", 8}}), "compressed");
        row("the same file twice", zipArchive({{"a/data.pkl", "x"}, {"a/data.pkl", "x"}}), "twice");
        row("big-endian", zipArchive({{"a/data.pkl", "x"}, {"a/byteorder", "big"}}), "little-endian");
        std::string lying = soundFile();
        lying[lying.size() - 12] = '\x7f';  // more files than there are
        row("counts files that are not there", lying, "cut off");
    }
    void hostileAndDamagedFilesAreRefused() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, word);
        const auto message = refusal(file.toStdString());
        QVERIFY2(message.contains(word), message.isEmpty() ? "accepted" : message.constData());
    }

    void aFileCutAnywhereIsRefused() {
        const std::string whole = soundFile();
        for (std::size_t size = 0; size < whole.size(); ++size) QVERIFY(!refusal(whole.substr(0, size)).isEmpty());
    }

    /// Whatever is damaged: an error or a list whose tensors lie in the file, never anything else.
    void damagedBytesNeverLeadOutside() {
        std::mt19937 random(1);
        for (const bool zip64 : {false, true}) {
            const std::string whole = soundFile(zip64);
            for (int round = 0; round < 20000; ++round) {
                std::string file = whole;
                for (auto changes = 1 + random() % 3; changes > 0; --changes)
                    file[random() % file.size()] = static_cast<char>(random());
                try {
                    for (const auto& entry : parsePytorchFile(file, "w"))
                        QVERIFY(entry.begin <= entry.end && entry.end <= file.size());
                } catch (const Error&) {
                }
            }
        }
    }

    /// One tensor under many names: a few bytes each, and each gets a copy of what the tensor is told of.
    void recalledTensorsAreFound() {
        constexpr int kNames = 20'000;
        const auto recalled = [](const std::string& key) {
            std::string pickle = "\x80\x02}(" + pickledText("first") +
                                 pickledTensor({"first", "FloatStorage", key, 12, 0, {3, 4}, {4, 1}}) + "q\1";
            for (int i = 1; i < kNames; ++i) pickle += pickledText(std::to_string(i)) + "h\1";
            return zipArchive(pytorchFiles(pickle + "u.", {{key.substr(0, 64), std::string(48, 'x')}}));
        };
        const auto entries = parsePytorchFile(recalled(std::string(64, '0')), "w.bin");
        QCOMPARE(entries.size(), std::size_t{kNames});
        QCOMPARE(entries.back().shape, (std::vector<std::int64_t>{3, 4}));
        QCOMPARE(entries.back().begin, entries.front().begin);
        // Copied as often, this one would take 2 GB.
        QElapsedTimer timer;
        timer.start();
        QVERIFY(refusal(recalled(std::string(100'000, '0'))).contains("name of 100000 bytes"));
        QVERIFY(timer.elapsed() < 5000);
    }

    void aLongPickleTakesLinearTime() {
        std::string pickle = "\x80\x02}";
        for (int i = 0; i < 200'000; ++i) pickle += "}q\1h\1\x86q\2";
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!refusal(fileOf(pickle + ".")).isEmpty());
        QVERIFY(timer.elapsed() < 5000);
    }
};

QTEST_GUILESS_MAIN(TestPytorchFile)
#include "tst_pytorch_file.moc"
