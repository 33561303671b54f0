// Disks that fill up or vanish under an open project: said in words, nothing that was on screen is lost, and once there
// is room again work goes on.
#include <QtTest>

#include "captioned_project.h"
#include "press_message.h"
#include "small_disk.h"
#include "workbench/library/import_task.h"

using namespace attune;
using test::RatingWindow;
using test::SmallDisk;

#define NEEDS(disk) \
    if (!disk.problem().isEmpty()) QSKIP(qPrintable(disk.problem()))

class TestFullDisk : public QObject {
    Q_OBJECT

  private:
    static constexpr int kMegabytes = 48;
    static constexpr int kImages = 40;

    static QString project(const SmallDisk& disk) { return disk.path(QStringLiteral("rate.attune")); }

    /// Presses keys until the window says something. @return how many decisions were shown as made; -1 if it went silent
    static int rateUntilMessage(RatingWindow& desk, int atMost) {
        desk.messages().clear();
        for (int made = 0; made < atMost; ++made) {
            const Id before = desk.image();
            QTest::keyClick(&desk.window.window(), Qt::Key_Left);
            if (!QTest::qWaitFor([&] { return desk.image() != before || desk.messages().count() > 0; }, 10000)) return -1;
            if (desk.messages().count() > 0) return desk.image() == before ? made : -1;
        }
        return atMost;
    }
    static JobDraft captions(Project& project) {
        JobSettings settings;
        settings.device = "cpu";
        return draftGenerate(project, settings, {}, 200);
    }
    static void checkIntegrity(RatingWindow& desk) {
        desk.window.ask([](Session& s) {
            s.project().checkIntegrity();
            return 0;
        });
    }

  private Q_SLOTS:
    void ratingOnAFullDisk() {
        SmallDisk disk(kMegabytes);
        NEEDS(disk);
        RatingWindow desk(kImages, project(disk));
        QVERIFY(desk.rateOne());
        disk.fill(200 * 1024);
        const int made = rateUntilMessage(desk, 60);
        QVERIFY2(made > 0 && made < 60, qPrintable(QString::number(made)));
        QVERIFY2(desk.messages().text().contains(QStringLiteral("disk is full")), qPrintable(desk.messages().text()));
        QVERIFY(desk.messages().text().contains(QStringLiteral("nothing is lost")));
        QCOMPARE(desk.decisions(), made + 1);
        // The window is alive: other pages, and another try that says the same.
        desk.window.window().showPage(PageId::Library);
        desk.showRating();
        QCOMPARE(rateUntilMessage(desk, 1), 0);

        disk.makeRoom();
        desk.messages().clear();
        for (int i = 0; i < 5; ++i) QVERIFY(desk.rateOne());
        QCOMPARE(desk.decisions(), made + 6);
        QCOMPARE(desk.messages().count(), 0);
        checkIntegrity(desk);
    }

    void openingOnAFullDisk() {
        SmallDisk disk(kMegabytes);
        NEEDS(disk);
        RatingWindow desk(kImages, project(disk));
        QVERIFY(desk.rateOne());
        auto& service = desk.window.workbench().project;
        desk.closed();  // what SQLite keeps beside an open project is room again
        disk.fill(0);
        desk.messages().clear();
        service.open(project(disk));
        const bool told = desk.waitMessage(QStringLiteral("disk is full"));
        QVERIFY2(told, qPrintable(QStringLiteral("open: %1; %2").arg(service.isOpen()).arg(desk.messages().text())));
        QVERIFY(!service.isOpen());
        QVERIFY(desk.window.window().isEnabled());

        disk.makeRoom();
        desk.messages().clear();
        QVERIFY(desk.window.open(project(disk)));
        desk.showRating();
        QVERIFY(desk.rateOne());
        QCOMPARE(desk.decisions(), 2);
        checkIntegrity(desk);
    }

    void importOnAFullDisk() {
        SmallDisk disk(kMegabytes);
        NEEDS(disk);
        RatingWindow desk(kImages, project(disk));
        const QString pictures = desk.window.path(QStringLiteral("pictures"));
        {
            // Another project's pictures are as good as any.
            Session other = Session::create(desk.window.path(QStringLiteral("other.attune")).toStdString());
            Observer silent;
            importScenes(other.project(), 60, 99, 0, "train", silent);
            QVERIFY(QFile::rename(QString::fromStdString(other.project().imagesFolder().string()), pictures));
        }
        disk.fill(20 * 1024);
        auto& task = ImportTask::of(desk.window.workbench());
        QSignalSpy ended(&task, &ImportTask::ended);
        ImportOptions options;
        options.copy = true;
        task.start({pictures}, options);
        QVERIFY(ended.wait(30000));
        QVERIFY(!ended[0][1].value<Problem>().what.isEmpty());
        QVERIFY2(desk.waitMessage(QStringLiteral("cannot")), qPrintable(desk.messages().text()));
        QVERIFY2(desk.messages().text().contains(QStringLiteral("disk")) || desk.messages().text().contains(QStringLiteral("space")),
                 qPrintable(desk.messages().text()));

        disk.makeRoom();
        task.start({pictures}, options);
        QVERIFY(QTest::qWaitFor([&] { return ended.size() == 2; }, 30000));
        QCOMPARE(ended[1][1].value<Problem>().what, QString());
        QCOMPARE(desk.window.ask([](Session& s) { return s.project().images().count(); }), kImages + 2 + 60);
        QVERIFY(desk.rateOne());
        checkIntegrity(desk);
    }

    void aRunOnAFullDisk() {
        SmallDisk disk(kMegabytes);
        NEEDS(disk);
        RatingWindow desk(kImages, project(disk));
        auto& runs = desk.window.workbench().runs;
        disk.fill(0);
        desk.messages().clear();
        runs.launch(captions);
        QVERIFY(QTest::qWaitFor([&] { return desk.messages().count() > 0; }, 20000));
        QVERIFY2(desk.messages().text().contains(QStringLiteral("full")) || desk.messages().text().contains(QStringLiteral("space")),
                 qPrintable(desk.messages().text()));
        QVERIFY(runs.isIdle());
        QCOMPARE(desk.window.ask([](Session& s) { return s.project().runs().list().size(); }), std::size_t{0});

        // Room for the beginning only.
        disk.makeRoom();
        disk.fill(600 * 1024);
        desk.messages().clear();
        Id run = 0;
        QSignalSpy ended(&runs, &RunQueue::runEnded);
        runs.launch(captions, [&run](Id id) { run = id; });
        QVERIFY(ended.wait(60000));
        QCOMPARE(ended[0][0].toLongLong(), run);
        QCOMPARE(ended[0][1].toString(), QStringLiteral("failed"));
        QVERIFY(desk.messages().count() > 0);
        QVERIFY2(desk.messages().text().contains(QStringLiteral("space")) || desk.messages().text().contains(QStringLiteral("full")),
                 qPrintable(desk.messages().text()));
        QVERIFY(runs.isIdle());

        // With room again it goes on where it was, and brings every caption once.
        disk.makeRoom();
        QVERIFY(desk.rateOne());
        const std::string status = desk.status(run);
        QVERIFY2(status != "finished" && status != "running", status.c_str());
        const QString failed = QStringLiteral("Run %1 failed").arg(run);
        QVERIFY2(test::pressMessage(desk.messages(), failed, QStringLiteral("Resume the run")), qPrintable(desk.messages().text()));
        QVERIFY(QTest::qWaitFor([&] { return ended.size() == 2; }, 120000));
        QCOMPARE(desk.status(run), std::string("finished"));
        QCOMPARE(desk.window.ask([run](Session& s) { return s.project().captions().count({.runId = run}); }), (kImages + 2) * 200);
        checkIntegrity(desk);
    }

    void aDiskThatVanishes() {
        SmallDisk disk(kMegabytes);
        NEEDS(disk);
        RatingWindow desk(kImages, project(disk));
        QVERIFY(desk.rateOne());
        disk.vanish();
        // What cannot be kept is not shown as kept.
        QCOMPARE(rateUntilMessage(desk, 3), 0);
        QVERIFY2(desk.messages().text().contains(QStringLiteral("not where it was")), qPrintable(desk.messages().text()));
        const QString other = desk.window.path(QStringLiteral("other.attune"));
        QVERIFY(desk.window.create(other, [](Session& s, Observer& observer) { test::addCaptionedImages(s, 4, observer); }));
        desk.showRating();
        QVERIFY(desk.rateOne());
        QCOMPARE(desk.decisions(), 1);
    }

    void aFolderThatIsMovedAway() {
        RatingWindow desk(kImages);
        QVERIFY(desk.rateOne());
        const QString elsewhere = desk.window.path(QStringLiteral("elsewhere.attune"));
        QVERIFY(QFile::rename(desk.folder, elsewhere));
        QCOMPARE(rateUntilMessage(desk, 3), 0);
        QVERIFY2(desk.messages().text().contains(QStringLiteral("not where it was")), qPrintable(desk.messages().text()));
        QVERIFY(QFile::rename(elsewhere, desk.folder));
        QVERIFY(desk.rateOne());
        QCOMPARE(desk.decisions(), 2);
        checkIntegrity(desk);
    }
};

QTEST_MAIN(TestFullDisk)
#include "tst_full_disk.moc"
