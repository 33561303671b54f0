// Exports that somebody watches: how far they are, and that stopping one leaves nothing behind. COCO results are of one list.
#include <QtTest>
#include <iterator>
#include <string>

#include "data/file.h"
#include "scenes_project.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// Has had enough once this much is done.
class Watcher : public Observer {
  public:
    explicit Watcher(std::int64_t enough = -1) : m_enough(enough) {}

    void progress(std::int64_t done, std::int64_t all) override {
        grows = grows && done > last && done <= all;
        last = done;
        total = all;
        ++times;
    }
    void breathe() override {
        if (m_enough >= 0 && last >= m_enough) throw Cancelled();
    }

    std::int64_t last = 0, total = 0, times = 0;
    bool grows = true;

  private:
    std::int64_t m_enough;
};

/// Files and folders in it, whatever their names.
std::ptrdiff_t entries(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

}  // namespace

class TestSessionExport : public QObject {
    Q_OBJECT

    static ExportReport exported(ScenesProject& p, const char* format, const fs::path& out, Observer& observer) {
        return exportTo(p.session.project(), format, out, {}, observer);
    }
    /// A checkpoint of several pieces, with an adapter in it.
    static std::string makeCheckpoint(const ScenesProject& p) {
        const fs::path folder = p.root() / "models" / "base";
        fs::create_directories(folder / "adapter");
        fs::create_directories(folder / "more" / "below");
        std::string weights(std::size_t{10} << 20, 'x');
        for (std::size_t i = 0; i < weights.size(); i += 4093) weights[i] = static_cast<char>('a' + i % 26);
        writeFileAtomically(folder / "config.json", "{}");
        writeFileAtomically(folder / "weights", weights);
        writeFileAtomically(folder / "more" / "below" / "words.txt", "words");
        writeFileAtomically(folder / "adapter" / "adapter_config.json", "{}");
        fs::create_symlink(folder / "weights", folder / "model.safetensors");
        return weights;
    }

  private Q_SLOTS:
    /// Where some images are of a COCO list, the others are none of its evaluation's.
    void cocoResultsAreOfOneList() {
        ScenesProject p(2);
        for (const Id image : p.images) p.addCaption(image, "a thing");
        const fs::path out = p.root() / "coco.json";
        const auto exportCoco = [&] { return p.session.exportTo("coco", out, {.model = p.model}); };
        const auto number = [&p](Id image, int id) {
            p.session.project().database().execute("UPDATE image SET extra = '{\"coco_id\": " + std::to_string(id) +
                                                   "}' WHERE id = " + std::to_string(image));
        };
        QCOMPARE(exportCoco().rows, std::int64_t{2});
        number(p.images[1], 417);
        const auto report = exportCoco();
        QCOMPARE(report.rows, std::int64_t{1});
        QCOMPARE(report.notes.size(), std::size_t{2});
        QCOMPARE(readJsonFile(out)[0]["image_id"].get<int>(), 417);
        number(p.images[0], 417);
        QVERIFY(messageOf(exportCoco).contains("417"));
    }

    void aCheckpointTellsItsBytes() {
        ScenesProject p(0);
        const std::string weights = makeCheckpoint(p);
        Watcher watcher;
        const fs::path out = p.root() / "copies" / "one";
        exported(p, "checkpoint", out, watcher);
        QVERIFY(watcher.grows);
        QVERIFY(watcher.times > 4);
        QCOMPARE(watcher.last, watcher.total);
        QCOMPARE(watcher.total, static_cast<std::int64_t>(2 * weights.size() + 7));
        QCOMPARE(readFile(out / "weights"), weights);
        QCOMPARE(readFile(out / "model.safetensors"), weights);
        QVERIFY(!fs::is_symlink(out / "model.safetensors"));
        QCOMPARE(readFile(out / "more" / "below" / "words.txt"), std::string("words"));
        QVERIFY(!fs::exists(out / "adapter"));
    }

    void aCheckpointThatIsStoppedLeavesNothing() {
        ScenesProject p(0);
        makeCheckpoint(p);
        const fs::path home = p.root() / "copies";
        fs::create_directories(home);
        Watcher watcher(std::int64_t{5} << 20);
        QVERIFY_THROWS_EXCEPTION(Cancelled, exported(p, "checkpoint", home / "one", watcher));
        QVERIFY(watcher.last < watcher.total);
        QCOMPARE(entries(home), std::ptrdiff_t{0});
    }

    void aFileThatIsGoneIsSaid() {
        ScenesProject p(0);
        makeCheckpoint(p);
        fs::create_symlink(p.root() / "nowhere", p.root() / "models" / "base" / "vocab.json");
        Watcher watcher;
        const fs::path home = p.root() / "copies";
        fs::create_directories(home);
        QVERIFY(messageOf([&] { exported(p, "checkpoint", home / "one", watcher); }).contains("cannot copy the model"));
        QCOMPARE(entries(home), std::ptrdiff_t{0});
    }

    void rowsAreToldAndCanBeStopped_data() {
        QTest::addColumn<int>("total");
        QTest::newRow("trl") << 9;
        QTest::newRow("trl-unpaired") << 6;
        QTest::newRow("jsonl") << 6;
        QTest::newRow("csv") << 6;
        QTest::newRow("captions") << 6;
        QTest::newRow("label-studio") << 1;
    }

    /// Three captions are rated 5, three 1: nine pairs.
    void rowsAreToldAndCanBeStopped() {
        QFETCH(int, total);
        ScenesProject p(1);
        for (int i = 0; i < 6; ++i) p.rate(p.addCaption(p.images[0], "caption " + std::to_string(i)), i % 2 ? 5 : 1);
        const fs::path home = p.root() / "out";
        fs::create_directories(home);
        Watcher stops(0);
        QVERIFY_THROWS_EXCEPTION(Cancelled, exported(p, QTest::currentDataTag(), home / "rows", stops));
        QCOMPARE(entries(home), std::ptrdiff_t{0});
        Watcher watcher;
        exported(p, QTest::currentDataTag(), home / "rows", watcher);
        QCOMPARE(watcher.total, std::int64_t{total});
        QCOMPARE(watcher.last, std::int64_t{total});
        QVERIFY(watcher.grows);
        QVERIFY(fs::exists(home / "rows"));
    }
};

QTEST_GUILESS_MAIN(TestSessionExport)
#include "tst_session_export.moc"
