#include <QtTest>

#include "data/file.h"
#include "scenes_project.h"
#include "session/attention.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// (captions, words, rows, columns), each cell its own number.
std::string mapsFile(int captions, int words, int rows, int columns, const char* dtype = "U8") {
    const int size = captions * words * rows * columns;
    const std::string header = dumpJson(
        {{"maps",
          {{"dtype", dtype}, {"shape", {captions, words, rows, columns}}, {"data_offsets", {0, size}}}}});
    std::string bytes(8, '\0');
    bytes[0] = static_cast<char>(header.size());
    bytes += header;
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(i);
    return bytes;
}

}  // namespace

class TestAttention : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void mapsOfACaptionAreReadByRow() {
        ScenesProject p(1);
        const fs::path outputs = p.session.project().runsFolder() / "7" / "outputs";
        fs::create_directories(outputs);
        writeFileAtomically(outputs / "a.safetensors", mapsFile(3, 4, 2, 3));
        CaptionRecord caption;
        caption.imageId = p.images[0];
        caption.modelId = p.model;
        caption.text = " a  red\tcircle ";
        caption.attention = "7/outputs/a.safetensors#1";
        auto& project = p.session.project();
        const Id id = project.captions().add(caption);
        const auto attention = attentionOf(project, id);
        QVERIFY(attention.has_value());
        QCOMPARE(attention->rows, 2);
        QCOMPARE(attention->columns, 3);
        QCOMPARE(attention->words, (std::vector<std::string>{"a", "red", "circle"}));
        QCOMPARE(attention->maps.size(), std::size_t{3});
        QCOMPARE(attention->maps[0], (std::vector<std::uint8_t>{24, 25, 26, 27, 28, 29}));
        QCOMPARE(attention->maps[2], (std::vector<std::uint8_t>{36, 37, 38, 39, 40, 41}));

        QVERIFY(!attentionOf(project, p.addCaption(p.images[0], "without")));
        caption.attention = "7/outputs/gone.safetensors#0";
        QVERIFY(!attentionOf(project, caption));
        QVERIFY_THROWS_EXCEPTION(Error, attentionOf(project, Id{4711}));
        for (const char* bad :
             {"7/outputs/a.safetensors#3", "7/outputs/a.safetensors#-1", "7/outputs/a.safetensors#",
              "7/outputs/a.safetensors#1x", "7/outputs/a.safetensors", "../runs/7/outputs/a.safetensors#1",
              "/etc/passwd#0", "#0"}) {
            caption.attention = bad;
            QVERIFY2(!messageOf([&] { attentionOf(project, caption); }).isEmpty(), bad);
        }
        caption.attention = "7/outputs/a.safetensors#1";
        caption.text = "one two three four five";
        QVERIFY(messageOf([&] { attentionOf(project, caption); }).contains("5 words"));
        caption.text = "one";
        for (const std::string& bytes : {mapsFile(3, 4, 2, 3).substr(0, 90), mapsFile(3, 4, 2, 3, "I8"),
                                         mapsFile(3, 4, 0, 3), std::string("rubbish")}) {
            writeFileAtomically(outputs / "a.safetensors", bytes);
            QVERIFY(!messageOf([&] { attentionOf(project, caption); }).isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestAttention)
#include "tst_attention.moc"
