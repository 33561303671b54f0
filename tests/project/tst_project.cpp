#include <sys/stat.h>

#include <QtTest>
#include <cmath>
#include <limits>

#include "data/file.h"
#include "message_of.h"
#include "project/query.h"
#include "temporary_project.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

ModelRecord model(const std::string& name, const std::string& path, Id parent = 0,
                  const std::string& kind = "captioner") {
    ModelRecord record;
    record.name = name;
    record.path = path;
    record.parentId = parent;
    record.kind = kind;
    return record;
}

RunRecord sampleRun(const std::string& folder) {
    RunRecord run;
    run.folder = folder;
    run.kind = "generate";
    run.status = "running";
    run.job = {{"seed", 1}};
    return run;
}

}  // namespace

class TestProject : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void createdFolderHasItsParts() {
        TemporaryProject project;
        for (const char* name : {"project.sqlite", "thumbnails", "runs", "models"})
            QVERIFY(fs::exists(project.folder() / name));
        project->checkIntegrity();
        QVERIFY(messageOf([&] { Project::create(project.folder()); }).contains("already"));
    }

    void whatIsNoProjectIsRefused() {
        const QTemporaryDir dir;
        const fs::path root = dir.path().toStdString();
        QVERIFY(messageOf([&] { Project::open(root / "none"); }).contains("does not exist"));
        QVERIFY(messageOf([&] { Project::open(root); }).contains("not an Attune project"));
        writeFileAtomically(root / "file", "x");
        QVERIFY(messageOf([&] { Project::open(root / "file"); }).contains("not a folder"));
        QVERIFY(messageOf([&] { Project::create(root); }).contains("something is there"));
        QVERIFY(messageOf([&] { Project::create(root / "file" / "below"); }).contains("cannot make"));
    }

    void damagedFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("noise") << QByteArray(5000, 'x');
        QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16) + QByteArray(200, '\0');
    }
    void damagedFilesAreRefused() {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir dir;
        const fs::path root = dir.path().toStdString();
        writeFileAtomically(root / "project.sqlite", bytes.toStdString());
        QVERIFY(!messageOf([&] { Project::open(root); }).isEmpty());
        QCOMPARE(readFile(root / "project.sqlite"), bytes.toStdString());
        QVERIFY(!fs::exists(root / "lock"));
    }

    void damagedPagesAreAnErrorNotACrash() {
        TemporaryProject project;
        for (int i = 0; i < 300; ++i) project.addImage(i);
        project.close();
        std::string bytes = readFile(project.folder() / "project.sqlite");
        for (std::size_t i = 4096; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
        writeFileAtomically(project.folder() / "project.sqlite", bytes);
        QVERIFY(messageOf([&] {
                    project.reopen();
                    project->images().list();
                }).contains("damaged"));
    }

    void secondWriterIsRefusedByName() {
        TemporaryProject project;
        const QByteArray said = messageOf([&] { Project::open(project.folder()); });
        QVERIFY2(said.contains("open in another program") && said.contains(QByteArray::number(getpid())),
                 said);
        const auto reader = Project::open(project.folder(), OpenMode::ReadOnly);
        QVERIFY(reader->writer().has_value());
        QCOMPARE(reader->writer()->pid, std::int64_t{getpid()});
        // The reader sees what the writer adds, and cannot write.
        const Id image = project.addImage(1);
        QVERIFY(reader->images().find(image).has_value());
        QVERIFY(messageOf([&] { reader->images().setSplit({image}, "test"); }).contains("reading only"));
        project.close();
        QVERIFY(!reader->writer().has_value());
        project.reopen();
    }

    void readOnlyFolderIsRefusedAndUnchanged() {
        TemporaryProject project;
        project.addImage(1);
        project.close();
        fs::remove(project.folder() / "lock");
        const std::string before = readFile(project.folder() / "project.sqlite");
        ::chmod(project.folder().c_str(), 0555);
        QVERIFY(messageOf([&] { Project::open(project.folder()); }).contains("read-only"));
        QCOMPARE(readFile(project.folder() / "project.sqlite"), before);
        QVERIFY(!fs::exists(project.folder() / "lock"));
        {
            const auto reader = Project::open(project.folder(), OpenMode::ReadOnly);
            QCOMPARE(reader->images().count(), std::int64_t{1});
            QVERIFY(!fs::exists(project.folder() / "project.sqlite-shm"));
        }
        ::chmod(project.folder().c_str(), 0755);
    }

    void imagesAreFoundByContent() {
        TemporaryProject project;
        const Id first = project.addImage(1);
        ImageRecord again;
        again.path = "elsewhere.png";
        again.sha256 = "hash-1";
        const auto added = project->images().add(again);
        QCOMPARE(added.id, first);
        QVERIFY(!added.isNew);
        QCOMPARE(project->images().findBySha256("hash-1")->path, std::string("images/1.png"));
        QVERIFY(!project->images().findBySha256("hash-2"));
        QVERIFY(messageOf([&] { project->images().get(99); }).contains("99"));
    }

    void theExtraOfOneImageIsReplaced() {
        TemporaryProject project;
        const Id first = project.addImage(1), second = project.addImage(2);
        project->images().setExtra(first, {{"year", 1990}});
        project->images().setExtra(first, {{"place", "Rome"}});
        QVERIFY(project->images().get(first).extra == (Json{{"place", "Rome"}}));
        QVERIFY(project->images().get(second).extra == Json::object());
    }

    void imageFiltersSelect() {
        TemporaryProject project;
        std::vector<ImageRecord> images;
        for (int i = 0; i < 10; ++i) {
            ImageRecord image;
            image.path = (i % 2 ? "odd_" : "even%") + std::to_string(i);
            image.sha256 = std::to_string(i);
            image.split = i < 3 ? "test" : "train";
            if (i == 4) image.extra = {{"scene", {{"objects", Json::array()}}}};
            images.push_back(image);
        }
        project->images().addMany(images);
        project->tags().add("good", {2, 3, 4});
        project->tags().add("good", {4});
        project->tags().remove("good", {2});
        auto count = [&](const ImageFilter& filter) { return project->images().count(filter); };
        QCOMPARE(count({}), std::int64_t{10});
        QCOMPARE(count({.split = "test"}), std::int64_t{3});
        QCOMPARE(count({.tag = "good"}), std::int64_t{2});
        QCOMPARE(count({.split = "test", .tag = "good"}), std::int64_t{1});
        QCOMPARE(count({.pathPart = "N%"}), std::int64_t{5});
        QCOMPARE(count({.pathPart = "d_"}), std::int64_t{5});
        QCOMPARE(count({.extraKey = "scene"}), std::int64_t{1});
        QCOMPARE(project->images().ids({.afterId = 4, .limit = 3}), (std::vector<Id>{5, 6, 7}));
        QVERIFY(project->images().list({.extraKey = "scene"}).front().extra["scene"].contains("objects"));
        QCOMPARE(project->tags().ofImage(4), std::vector<std::string>{"good"});
        QCOMPARE(project->tags().list().front().images, std::int64_t{2});
    }

    void captionKnowsItsBirth() {
        TemporaryProject project;
        const Id image = project.addImage(1);
        const Id run = project->runs().add(sampleRun("1"));
        const Id base = project->models().add(model("base", "models/base"));
        CaptionRecord caption;
        caption.imageId = image;
        caption.modelId = base;
        caption.runId = run;
        caption.promptId = project->prompts().add("a picture of");
        caption.text = "two \xE5\x9C\x86 \"circles\"";
        caption.tokenIds = {1, 50256, 0};
        caption.logprob = -3.25;
        caption.decoding.temperature = 0.7;
        caption.decoding.topK = 5;
        caption.seed = 0xFFFFFFFFFFFFFFFFULL;
        const Id id = project->captions().add(caption);
        const CaptionRecord read = project->captions().get(id);
        QCOMPARE(read.text, caption.text);
        QCOMPARE(read.tokenIds, caption.tokenIds);
        QCOMPARE(read.logprob, caption.logprob);
        QCOMPARE(read.decoding.temperature, 0.7);
        QCOMPARE(read.decoding.topK, 5);
        QCOMPARE(read.seed, caption.seed);
        QCOMPARE(read.modelId, base);
        QCOMPARE(read.runId, run);
        QCOMPARE(project->prompts().find(read.promptId)->text, std::string("a picture of"));
        QCOMPARE(project->prompts().add("a picture of"), read.promptId);
        QVERIFY(!read.createdAt.empty());
    }

    void captionOfAnUnknownImageAddsNothing() {
        TemporaryProject project;
        const Id image = project.addImage(1);
        CaptionRecord good;
        good.imageId = image;
        CaptionRecord bad;
        bad.imageId = 77;
        QVERIFY(!messageOf([&] { project->captions().addMany({good, bad}); }).isEmpty());
        QCOMPARE(project->captions().count(), std::int64_t{0});
        QCOMPARE(project->captions().add(good), Id{1});
    }

    void captionFiltersSelect() {
        TemporaryProject project;
        const Id a = project.addImage(1);
        const Id b = project.addImage(2);
        project->images().setSplit({b}, "test");
        const Id first = project.addCaption(a, "one");
        project.addCaption(a, "two");
        CaptionRecord reference;
        reference.imageId = b;
        reference.source = CaptionSource::Reference;
        project->captions().add(reference);
        RatingRecord rating;
        rating.captionId = first;
        rating.value = 4;
        project->decisions().add(rating);
        auto count = [&](const CaptionFilter& filter) { return project->captions().count(filter); };
        QCOMPARE(count({.imageId = a}), std::int64_t{2});
        QCOMPARE(count({.source = CaptionSource::Reference}), std::int64_t{1});
        QCOMPARE(count({.split = "test"}), std::int64_t{1});
        QCOMPARE(count({.unrated = true}), std::int64_t{2});
        QCOMPARE(project->captions().list({.afterId = first, .limit = 1}).front().text, std::string("two"));
    }

    void lineageLeadsToTheRoot() {
        TemporaryProject project;
        auto models = project->models();
        const Id base = models.add(model("base", "/m/base"));
        const Id reward = models.add(model("reward", "r", base, "reward"));
        const Id one = models.add(model("round 1", "1", base));
        ModelRecord second = model("round 2", "2", one);
        second.info = {{"kl", 0.5}};
        const Id two = models.add(second);
        std::vector<Id> path;
        for (const auto& model : models.pathToRoot(two)) path.push_back(model.id);
        QCOMPARE(path, (std::vector<Id>{two, one, base}));
        QCOMPARE(models.children(base).size(), std::size_t{2});
        QCOMPARE(models.latest("captioner")->id, two);
        QCOMPARE(models.latest("reward")->id, reward);
        QCOMPARE(models.get(two).info["kl"].get<double>(), 0.5);
        models.rename(two, "best");
        QCOMPARE(models.findByPath("2")->name, std::string("best"));
        QVERIFY(messageOf([&] { models.add(model("x", "x", 50)); }).contains("50"));
    }

    void eventsAreTakenInOnce() {
        TemporaryProject project;
        const Id run = project->runs().add(sampleRun("1"));
        QVERIFY(project->runs().advance(run, 3));
        QVERIFY(!project->runs().advance(run, 3));
        QVERIFY(!project->runs().advance(run, 2));
        {
            Transaction transaction(project->database());
            QVERIFY(project->runs().advance(run, 4));
            project->metrics().add(run, 1, {{"objective/kl", 0.5}});
        }  // not committed
        QCOMPARE(project->runs().get(run).lastEvent, std::uint64_t{3});
        QVERIFY(project->metrics().names(run).empty());
        QVERIFY(project->runs().advance(run, 4));
    }

    void metricsAreKeptOncePerStep() {
        TemporaryProject project;
        const Id run = project->runs().add(sampleRun("1"));
        auto metrics = project->metrics();
        metrics.add(run, 2, {{"b", 1.0}, {"a", 2.0}});
        metrics.add(run, 1, {{"a", std::numeric_limits<double>::quiet_NaN()}});
        metrics.add(run, 2, {{"a", 3.0}});
        QCOMPARE(metrics.names(run), (std::vector<std::string>{"a", "b"}));
        const auto a = metrics.list(run, "a");
        QCOMPARE(a.size(), std::size_t{2});
        QVERIFY(std::isnan(a[0].value));
        QCOMPARE(a[1].value, 3.0);
        QCOMPARE(metrics.list(run, 1).size(), std::size_t{2});
    }

    void rewardScoresReplaceTheirOwn() {
        TemporaryProject project;
        const Id caption = project.addCaption(project.addImage(1), "one");
        const Id reward = project->models().add(model("r", "r", 0, "reward"));
        project->rewardScores().addMany({{caption, reward, 0.5, 0.1}});
        project->rewardScores().addMany({{caption, reward, 0.75, 0.2}});
        QCOMPARE(project->rewardScores().ofModel(reward).size(), std::size_t{1});
        QCOMPARE(project->rewardScores().find(caption, reward)->mean, 0.75);
        QVERIFY(project->rewardScores().ofCaption(caption + 1).empty());
    }

    void runsOfDeadProcessesAreInterrupted() {
        TemporaryProject project;
        const Id mine = project->runs().add(sampleRun("1"));
        const Id lost = project->runs().add(sampleRun("2"));
        const Id reused = project->runs().add(sampleRun("3"));
        const Id ended = project->runs().add(sampleRun("4"));
        project->runs().setProcess(mine, getpid());
        project->runs().setProcess(reused, getpid());
        Query(project->database(), "UPDATE run SET process_started = process_started + 1 WHERE id = ?",
              reused)
            .run();
        project->runs().setStatus(ended, "finished");
        project.reopen();
        QCOMPARE(project->runs().get(mine).status, std::string("running"));
        QCOMPARE(project->runs().get(lost).status, std::string("interrupted"));
        QCOMPARE(project->runs().get(reused).status, std::string("interrupted"));
        QCOMPARE(project->runs().get(ended).status, std::string("finished"));
        QCOMPARE(project->runs().list("interrupted").size(), std::size_t{2});
        QCOMPARE(project->foundInterrupted(), (std::vector<Id>{lost, reused}));
        project.reopen();
        QVERIFY(project->foundInterrupted().empty());
    }

    void pathsAreRelativeWherePossible() {
        TemporaryProject project;
        const fs::path beside = project.root() / "photos" / "a.png";
        QCOMPARE(project->storedPath(beside), std::string("../photos/a.png"));
        QCOMPARE(project->storedPath(project.folder() / "images" / "b.png"), std::string("images/b.png"));
        QCOMPARE(project->storedPath("/usr/share/c.png"), std::string("/usr/share/c.png"));
        QCOMPARE(project->resolve("../photos/a.png"), fs::absolute(beside).lexically_normal());
        QCOMPARE(project->resolve("/usr/share/c.png"), fs::path("/usr/share/c.png"));
    }

    void nestedTransactionsUndoTheirOwnPart() {
        TemporaryProject project;
        {
            Transaction outer(project->database());
            project->setMeta("a", "1");
            {
                Transaction inner(project->database());
                project->setMeta("b", "2");
            }
            outer.commit();
        }
        QCOMPARE(project->meta("a"), std::string("1"));
        QCOMPARE(project->meta("b"), std::string());
    }
};

QTEST_GUILESS_MAIN(TestProject)
#include "tst_project.moc"
