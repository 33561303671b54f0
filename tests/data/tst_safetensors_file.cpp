#include <QtTest>
#include <cstring>

#include "data/file.h"
#include "data/json.h"
#include "data/safetensors_file.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

std::string fileOf(const std::string& header, const std::string& data) {
    std::string bytes(8, '\0');
    for (std::size_t i = 0, length = header.size(); i < 8; ++i, length >>= 8)
        bytes[i] = static_cast<char>(length & 255);
    return bytes + header + data;
}

template <typename T>
std::string bytesOf(const std::vector<T>& values) {
    std::string bytes(values.size() * sizeof(T), '\0');
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

}  // namespace

class TestSafetensorsFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    fs::path write(const std::string& bytes) {
        const fs::path path = fs::path(m_dir.path().toStdString()) / "file.safetensors";
        writeFileAtomically(path, bytes);
        return path;
    }

  private Q_SLOTS:
    void tensorsAndRowsAreRead() {
        const std::string header =
            R"({"__metadata__":{"format":"pt"},"points":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]},)"
            R"("ids":{"dtype":"I64","shape":[3],"data_offsets":[24,48]},)"
            R"("maps":{"dtype":"U8","shape":[2,1,2],"data_offsets":[48,52]},)"
            R"("none":{"dtype":"F32","shape":[0,5],"data_offsets":[52,52]},)"
            R"("one":{"dtype":"F32","shape":[],"data_offsets":[52,56]}} )";
        TensorFile file(write(fileOf(header, bytesOf<float>({1, -2, 3.5, 4, 5, 6}) +
                                                 bytesOf<std::int64_t>({7, -8, std::int64_t{1} << 60}) +
                                                 std::string("\x01\x02\x03\xff") + bytesOf<float>({0.25}))));
        QCOMPARE(file.entries().size(), std::size_t{5});
        QCOMPARE(file.floats("points"), (std::vector<float>{1, -2, 3.5, 4, 5, 6}));
        QCOMPARE(file.integers("ids"), (std::vector<std::int64_t>{7, -8, std::int64_t{1} << 60}));
        QCOMPARE(file.bytesOf("maps"), (std::vector<std::uint8_t>{1, 2, 3, 255}));
        QCOMPARE(file.floats("one"), std::vector<float>{0.25});
        QCOMPARE(file.get("one").elements(), std::int64_t{1});
        QCOMPARE(file.floats("none"), std::vector<float>{});
        QCOMPARE(file.rows(file.get("points"), 1, 2), bytesOf<float>({3.5, 4, 5, 6}));
        QCOMPARE(file.rows(file.get("maps", "U8", 3), 1, 1), std::string("\x03\xff"));
        QCOMPARE(file.rows(file.get("points"), 3, 0), std::string());
        for (const auto& [first, count] : std::vector<std::pair<std::int64_t, std::int64_t>>{
                 {3, 1}, {-1, 1}, {0, 4}, {1, -1}, {INT64_MAX, 1}, {1, INT64_MAX}})
            QVERIFY_THROWS_EXCEPTION(Error, file.rows(file.get("points"), first, count));
        QVERIFY_THROWS_EXCEPTION(Error, file.rows(file.get("one"), 0, 1));
        QVERIFY_THROWS_EXCEPTION(Error, file.bytes(file.get("points"), 23));
        QVERIFY_THROWS_EXCEPTION(Error, file.floats("ids"));
        QVERIFY_THROWS_EXCEPTION(Error, file.get("maps", "U8", 4));
        QVERIFY_THROWS_EXCEPTION(Error, file.get("nothing"));
        QVERIFY(!file.find("nothing"));
        QVERIFY_THROWS_EXCEPTION(Error, TensorFile("/nowhere"));
        QVERIFY_THROWS_EXCEPTION(Error, TensorFile(m_dir.path().toStdString()));
    }

    void hostileHeadersAreRefused_data() {
        QTest::addColumn<QByteArray>("header");
        const auto one = [](const char* tensor) { return QByteArray("{\"w\":") + tensor + "}"; };
        QTest::newRow("not JSON") << QByteArray("{\"w\":");
        QTest::newRow("an array") << QByteArray("[]");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("bytes that nobody uses") << QByteArray("{}");
        QTest::newRow("no dtype") << one(R"({"shape":[2],"data_offsets":[0,8]})");
        QTest::newRow("unknown dtype") << one(R"({"dtype":"X9","shape":[2],"data_offsets":[0,8]})");
        QTest::newRow("no shape") << one(R"({"dtype":"F32","data_offsets":[0,8]})");
        QTest::newRow("negative side") << one(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})");
        QTest::newRow("a fraction") << one(R"({"dtype":"F32","shape":[2.0],"data_offsets":[0,8]})");
        QTest::newRow("overflow") << one(
            R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]})");
        QTest::newRow("overflow behind a zero")
            << one(R"({"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,8]})");
        QTest::newRow("too many sides")
            << one(R"({"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,8],"data_offsets":[0,8]})");
        QTest::newRow("too short") << one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})");
        QTest::newRow("outside") << one(R"({"dtype":"F32","shape":[4],"data_offsets":[0,16]})");
        QTest::newRow("backwards") << one(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})");
        QTest::newRow("one offset") << one(R"({"dtype":"F32","shape":[2],"data_offsets":[8]})");
        QTest::newRow("a hole") << one(R"({"dtype":"F32","shape":[1],"data_offsets":[4,8]})");
        QTest::newRow("deep") << one("[[[[[[1]]]]]]");
        QTest::newRow("overlap") << QByteArray(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                                               R"("b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})");
        QTest::newRow("twice") << QByteArray(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                                             R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})");
    }
    void hostileHeadersAreRefused() {
        QFETCH(QByteArray, header);
        const fs::path path = write(fileOf(header.toStdString(), std::string(8, 'x')));
        QVERIFY_THROWS_EXCEPTION(Error, TensorFile{path});
    }

    void cutFilesAreRefused() {
        const std::string whole =
            fileOf(R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", std::string(8, 'x'));
        QCOMPARE(TensorFile(write(whole)).entries().size(), std::size_t{1});
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const fs::path path = write(whole.substr(0, length));
            QVERIFY_THROWS_EXCEPTION(Error, TensorFile{path});
        }
        for (const std::string& bytes : {whole + "x", std::string(8, '\xff') + whole}) {
            const fs::path path = write(bytes);
            QVERIFY_THROWS_EXCEPTION(Error, TensorFile{path});
        }
        // Cut after its header was read.
        const fs::path path = write(whole);
        TensorFile file(path);
        fs::resize_file(path, whole.size() - 4);
        QVERIFY_THROWS_EXCEPTION(Error, file.floats("w"));
    }

    void theShippedCaptionerIsRead() {
        TensorFile file(fs::path(ATTUNE_SOURCE_DIR) / "resources" / "models" / "scenes" /
                        "model.safetensors");
        QVERIFY(file.entries().size() > 50);
        for (const auto& tensor : file.entries())
            QCOMPARE(file.bytes(tensor).size(), static_cast<std::size_t>(tensor.elements()) * 4);
    }
};

QTEST_GUILESS_MAIN(TestSafetensorsFile)
#include "tst_safetensors_file.moc"
