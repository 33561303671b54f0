#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <fstream>

#include "data/error.h"
#include "data/file.h"
#include "media/resize.h"
#include "media/sha256.h"
#include "media/thumbnail.h"
#include "media/utf8.h"
#include "scenes/dataset.h"
#include "scenes_project.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

std::string picture(std::uint64_t index) {
    return encodePng(makeScenesExample(9, index).picture);
}

void write(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

/// A folder of weights with one tensor of `numbers` float32 zeros.
void writeModel(const fs::path& folder, const std::string& family, int numbers) {
    const std::string header =
        dumpJson({{"w", {{"dtype", "F32"}, {"shape", {numbers}}, {"data_offsets", {0, 4 * numbers}}}}});
    std::string bytes(8, '\0');
    bytes[0] = static_cast<char>(header.size());
    write(folder / "config.json", dumpJson({{"model_type", family}}));
    write(folder / "model.safetensors",
          bytes + header + std::string(static_cast<std::size_t>(4 * numbers), '\0'));
}

/// Stops the work once something has been done.
struct Stopping : Observer {
    bool stop = false;
    void progress(std::int64_t, std::int64_t) override { stop = true; }
    void breathe() override {
        if (stop) throw Cancelled();
    }
};

}  // namespace

class TestSessionImport : public QObject {
    Q_OBJECT

    Observer silent;

  private Q_SLOTS:
    void picturesAreFoundOnceAndBadOnesNamed() {
        ScenesProject p(0);
        const fs::path photos = p.root() / "photos";
        for (std::uint64_t i = 0; i < 3; ++i) write(photos / (std::to_string(i) + ".png"), picture(i));
        write(photos / "copy.png", picture(0));
        write(photos / "1.txt", "a first caption\na second one\n");
        write(photos / "broken.png", picture(4).substr(0, 200));
        write(photos / "text.jpg", "this is no picture");

        const auto report = p.session.importPaths({photos, p.root() / "nowhere"}, {}, silent);
        QCOMPARE(report.added.size(), std::size_t{3});
        QCOMPARE(report.known, std::int64_t{1});
        QCOMPARE(report.references, std::int64_t{2});
        QCOMPARE(report.problems.size(), std::size_t{3});
        for (const auto& problem : report.problems) QVERIFY(!problem.reason.empty());

        const auto images = p.session.project().images().list();
        QCOMPARE(images.size(), std::size_t{3});
        for (const auto& image : images) {
            QCOMPARE(image.width, kSceneSide);
            QVERIFY(image.path.starts_with("../photos/"));
            QCOMPARE(image.split, splitOfHash(image.sha256));
            QVERIFY(fs::exists(thumbnailPath(p.session.project(), image)));
        }

        const auto again = p.session.importPaths({photos}, {}, silent);
        QVERIFY(again.added.empty());
        QCOMPARE(again.known, std::int64_t{4});
        QCOMPARE(again.references, std::int64_t{0});
    }

    void aListBehindItsPicturesSaysWhatTheyAloneDidNot() {
        ScenesProject p(0);
        write(p.root() / "photos" / "a.png", picture(0));
        p.session.importPaths({p.root() / "photos"}, {}, silent);
        write(p.root() / "captions.json",
              R"({"images":[{"id":417,"file_name":"photos/a.png"}],"annotations":[{"id":1,"image_id":417,"caption":"a thing"}]})");
        const auto report = p.session.importPaths({p.root() / "captions.json"}, {}, silent);
        QCOMPARE(report.known, std::int64_t{1});
        QCOMPARE(report.references, std::int64_t{1});
        const Json extra = p.session.project().images().get(1).extra;
        QVERIFY2(dumpJson(extra).find("417") != std::string::npos, dumpJson(extra).c_str());
    }

    void copiesLieInTheProject() {
        ScenesProject p(0);
        write(p.root() / "photos" / "a.png", picture(0));
        ImportOptions options;
        options.copy = true;
        options.split = "test";
        p.session.importPaths({p.root() / "photos" / "a.png"}, options, silent);
        fs::remove_all(p.root() / "photos");
        const auto image = p.session.project().images().get(1);
        QVERIFY(image.path.starts_with("images/a-"));
        QCOMPARE(image.split, std::string("test"));
        QCOMPARE(readFile(p.session.project().resolve(image.path)), picture(0));
        options.split = "other";
        QVERIFY(messageOf([&] { p.session.importPaths({}, options, silent); }).contains("split"));
    }

    void longNamesAreCutInTheCopy() {
        ScenesProject p(0);
        std::string name;
        for (int i = 0; i < 80; ++i) name += "\xe5\x9b\xbe";  // 240 bytes
        write(p.root() / "photos" / (name + ".png"), picture(0));
        write(p.root() / "photos" / ("x" + name + ".png"), picture(1));  // cut within a character otherwise
        ImportOptions options;
        options.copy = true;
        const auto report = p.session.importPaths({p.root() / "photos"}, options, silent);
        QVERIFY2(report.problems.empty(), report.problems.empty() ? "" : report.problems.front().reason.c_str());
        QCOMPARE(report.added.size(), std::size_t{2});
        for (const auto& image : p.session.project().images().list()) {
            QVERIFY(image.path.starts_with("images/") && image.path.ends_with("-" + image.sha256.substr(0, 8) + ".png"));
            QVERIFY(isUtf8(image.path));
            QVERIFY(fs::exists(p.session.project().resolve(image.path)));
        }
    }

    void aPictureThatCannotBeCopiedIsNamed() {
        ScenesProject p(0);
        for (std::uint64_t i = 0; i < 3; ++i) write(p.root() / "photos" / (std::to_string(i) + ".png"), picture(i));
        // Nothing can be written under a name that a folder has.
        fs::create_directories(p.session.project().imagesFolder() / ("1-" + sha256(picture(1)).substr(0, 8) + ".png.part") / "in");
        ImportOptions options;
        options.copy = true;
        const auto report = p.session.importPaths({p.root() / "photos"}, options, silent);
        QCOMPARE(report.added.size(), std::size_t{2});
        QCOMPARE(report.problems.size(), std::size_t{1});
        QCOMPARE(report.problems.front().path.filename(), fs::path("1.png"));
        QVERIFY(report.problems.front().reason.starts_with("cannot copy "));
        QVERIFY(!p.session.project().images().findBySha256(sha256(picture(1))));
    }

    void movedPicturesAreFoundAgain() {
        ScenesProject p(0);
        write(p.root() / "old" / "a.png", picture(0));
        p.session.importPaths({p.root() / "old"}, {}, silent);
        fs::rename(p.root() / "old", p.root() / "new");
        const auto report = p.session.importPaths({p.root() / "new"}, {}, silent);
        QVERIFY(report.added.empty());
        QCOMPARE(p.session.project().images().get(1).path, std::string("../new/a.png"));
    }

    void aFailureTellsWhatWasAddedBefore() {
        ScenesProject p(0);
        for (std::uint64_t i = 0; i < 70; ++i)
            write(p.root() / "photos" / (std::to_string(i) + ".png"), picture(i));
        struct Failing : Stopping {
            void breathe() override {
                if (stop) throw Error("the disk is full");
            }
        } failing;
        ImportReport report;
        QVERIFY(!messageOf([&] { p.session.importPaths({p.root() / "photos"}, {}, failing, &report); }).isEmpty());
        QVERIFY(!report.added.empty());
        QCOMPARE(p.session.project().images().count(), static_cast<std::int64_t>(report.added.size()));
    }

    void cancelKeepsWhatWasAdded() {
        ScenesProject p(0);
        for (std::uint64_t i = 0; i < 70; ++i)
            write(p.root() / "photos" / (std::to_string(i) + ".png"), picture(i));
        Stopping stopping;
        const auto report = p.session.importPaths({p.root() / "photos"}, {}, stopping);
        QVERIFY(report.cancelled);
        QVERIFY(!report.added.empty() && report.added.size() < 70);
        QCOMPARE(p.session.project().images().count(), static_cast<std::int64_t>(report.added.size()));
    }

    void ratingsAreRecordedInTheMiddleOfAnImport() {
        struct Rating : Observer {
            Project& project;
            Id caption;
            std::unique_ptr<Project> other;
            int breaths = 0, rated = 0, seen = 0;
            std::int64_t imported = 0;
            Rating(Project& owner, Id id)
                : project(owner), caption(id), other(Project::open(owner.folder(), OpenMode::ReadOnly)) {}
            void progress(std::int64_t done, std::int64_t) override { imported = done; }
            void breathe() override {
                if (++breaths % 3 != 0 || rated == 20) return;
                RatingRecord rating;
                rating.captionId = caption;
                rating.value = 1 + rated % 5;
                rating.rater = "me";
                project.decisions().rate({rating});
                // Another program sees it at once: it is on the disk, not in a transaction of the import.
                seen += other->decisions().ratingsOfCaption(caption).front().value == *rating.value;
                ++rated;
            }
        };
        for (const bool copy : {false, true}) {
            ScenesProject p(1);
            const Id caption = p.addCaption(p.images[0], "one");
            for (std::uint64_t i = 0; i < 300; ++i)
                write(p.root() / "photos" / (std::to_string(i) + ".png"), picture(i));
            Rating rating(p.session.project(), caption);
            ImportOptions options;
            options.copy = copy;
            const auto report = p.session.importPaths({p.root() / "photos"}, options, rating);
            QCOMPARE(report.added.size(), std::size_t{300});
            QCOMPARE(rating.imported, std::int64_t{300});
            QCOMPARE(rating.rated, 20);
            QCOMPARE(rating.seen, rating.rated);
            QCOMPARE(p.session.project().decisions().ratings().size(), std::size_t{1});
            for (const Id id : report.added) {
                const auto image = p.session.project().images().get(id);
                QVERIFY(fs::exists(p.session.project().resolve(image.path)));
                QVERIFY(fs::exists(thumbnailPath(p.session.project(), image)));
            }
        }
    }

    void breathsAreCloseTogether() {
        struct Clock : Observer {
            QElapsedTimer sinceLast;
            std::vector<qint64> gaps;  // microseconds
            void breathe() override {
                if (sinceLast.isValid()) gaps.push_back(sinceLast.nsecsElapsed() / 1000);
                sinceLast.start();
            }
        };
        ScenesProject p(0);
        // Large enough that each takes some 50 ms to decode.
        Image8 large = shrink(makeScenesExample(9, 0).picture, 64);
        large = resize(large, 1536, 2048, ResizeFilter::Bicubic);
        for (int i = 0; i < 12; ++i) {
            large.pixels[0] = static_cast<std::uint8_t>(i);
            write(p.root() / "photos" / (std::to_string(i) + ".png"), encodePng(large));
        }
        Clock clock;
        QCOMPARE(p.session.importPaths({p.root() / "photos"}, {}, clock).added.size(), std::size_t{12});
        QVERIFY(clock.gaps.size() > 10);
        std::sort(clock.gaps.begin(), clock.gaps.end());
        const auto median = clock.gaps[clock.gaps.size() / 2];
        qInfo("%zu breaths, median %lld us, longest %lld us", clock.gaps.size(), static_cast<long long>(median),
              static_cast<long long>(clock.gaps.back()));
        QVERIFY(median <= 10'000);
    }

    void splitsAreAboutEightOneOne() {
        std::map<std::string, int> counts;
        Rng rng(1);
        for (int i = 0; i < 10000; ++i) {
            char text[32];
            std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(rng.next()));
            ++counts[splitOfHash(text)];
        }
        QVERIFY(std::abs(counts["train"] - 8000) < 200);
        QVERIFY(std::abs(counts["validation"] - 1000) < 150);
        QVERIFY(std::abs(counts["test"] - 1000) < 150);
    }

    void modelFoldersAreLookedAt() {
        ScenesProject p(0);
        writeModel(p.root() / "reward", "attune-reward", 7);
        const Id reward = p.session.addModel(p.root() / "reward");
        QCOMPARE(p.session.addModel(p.root() / "reward" / ""), reward);
        const auto model = p.session.project().models().get(reward);
        QCOMPARE(model.kind, std::string("reward"));
        QCOMPARE(model.info["parameters"].get<int>(), 7);
        QCOMPARE(p.session.modelFolder(reward), p.root() / "reward");
    }

    void uselessModelFoldersAreRefused() {
        ScenesProject p(0);
        const auto before = p.session.project().models().list().size();
        const auto refusal = [&](const fs::path& folder) {
            return messageOf([&] { p.session.addModel(folder); });
        };
        QVERIFY(refusal(p.root() / "none").contains("no model folder"));
        fs::create_directories(p.root() / "empty");
        QVERIFY(refusal(p.root() / "empty").contains("config.json"));
        writeModel(p.root() / "unknown", "parrot", 1);
        QVERIFY(refusal(p.root() / "unknown").contains("parrot"));
        writeModel(p.root() / "mute", "vision-encoder-decoder", 1);
        QVERIFY(!refusal(p.root() / "mute").isEmpty());  // no tokenizer
        const std::string whole = readFile(p.root() / "mute" / "model.safetensors");
        for (const std::string& bytes :
             {whole.substr(0, 5), whole.substr(0, 20), whole.substr(0, whole.size() - 1),
              std::string(8, '\xff') + whole, whole + "x"}) {
            writeModel(p.root() / "cut", "attune-reward", 1);
            write(p.root() / "cut" / "model.safetensors", bytes);
            QVERIFY(!refusal(p.root() / "cut").isEmpty());
        }
        QCOMPARE(p.session.project().models().list().size(), before);
    }
};

QTEST_GUILESS_MAIN(TestSessionImport)
#include "tst_session_import.moc"
