// Damaged, missing and hostile input in the real window: said in words, nothing is lost, and the window goes on.
#include <QFile>
#include <QScopeGuard>
#include <QtTest>
#include <unistd.h>

#include "captioned_project.h"
#include "press_message.h"
#include "run_drafts.h"
#include "workbench/library/import_task.h"

using namespace attune;
using test::RatingWindow;

namespace {

constexpr int kImages = 12;

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
bool replace(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

QByteArray halved(const QByteArray& bytes) { return bytes.left(bytes.size() / 2); }
QByteArray emptied(const QByteArray&) { return {}; }
QByteArray cutInTheHeader(const QByteArray& bytes) { return bytes.left(50); }
QByteArray junk(const QByteArray& bytes) { return QByteArray(bytes.size(), 'j'); }
QByteArray junkBehindTheHeader(const QByteArray& bytes) { return bytes.left(100) + QByteArray(bytes.size() - 100, 'j'); }
QByteArray ofTheFuture(const QByteArray& whole) {
    QByteArray bytes = whole;
    bytes[62] = 3;  // the user version is at 60 to 63, big-endian
    return bytes;
}
QByteArray ofAnotherProgram(const QByteArray& whole) {
    QByteArray bytes = whole;
    bytes[68] = 'x';
    return bytes;
}

}  // namespace

class TestBadInput : public QObject {
    Q_OBJECT

  private:
    using Damage = QByteArray (*)(const QByteArray&);
    static void stillWorks(RatingWindow& desk) {
        const QString folder = desk.window.path(QStringLiteral("good-%1.attune").arg(QRandomGenerator::global()->generate()));
        QVERIFY(desk.window.create(folder, [](Session& s, Observer& o) { test::addCaptionedImages(s, 4, o); }));
        desk.showRating();
        QVERIFY(desk.rateOne());
        QCOMPARE(desk.decisions(), 1);
    }
    /// Launches captions and returns what the window says when that fails.
    static QString failedCaptions(RatingWindow& desk) {
        desk.messages().clear();
        desk.window.workbench().runs.launch([](Project& project) {
            JobSettings settings;
            settings.device = "cpu";
            return draftGenerate(project, settings, {}, 1);
        });
        if (!QTest::qWaitFor([&] { return desk.messages().count() > 0; }, 60000)) return {};
        if (!desk.window.runsEnd(20000)) return {};
        return desk.messages().text();
    }
    static QString modelFolder(RatingWindow& desk) {
        return QString::fromStdString(
            desk.window.ask([](Session& s) { return s.modelFolder(s.currentModel("captioner")->id).string(); }));
    }

  private Q_SLOTS:
    void aDamagedProjectFile_data() {
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, Damage damage, const char* said) {
            QTest::newRow(name) << damage << QString::fromLatin1(said);
        };
        row("emptied", emptied, "is damaged");
        row("cut in the header", cutInTheHeader, "is damaged");
        row("halved", halved, "is damaged");
        row("junk", junk, "is damaged");
        row("junk behind the header", junkBehindTheHeader, "is damaged");
        row("of a newer version", ofTheFuture, "newer version");
        row("of another program", ofAnotherProgram, "not an Attune project");
    }
    void aDamagedProjectFile() {
        QFETCH(Damage, damage);
        QFETCH(QString, said);
        RatingWindow desk(kImages);
        const QString folder = desk.closed();
        const QString file = folder + QStringLiteral("/project.sqlite");
        const QByteArray damaged = damage(contents(file));
        QVERIFY(replace(file, damaged));
        desk.messages().clear();
        desk.window.workbench().project.open(folder);
        QVERIFY2(desk.waitMessage(said), qPrintable(desk.messages().text()));
        QVERIFY(!desk.window.workbench().project.isOpen());
        QCOMPARE(desk.window.window().page(), PageId::Start);
        // What can perhaps still be saved was not touched.
        QVERIFY(contents(file) == damaged);
        stillWorks(desk);
    }

    void aFolderThatIsNoProject() {
        RatingWindow desk(kImages);
        for (const QString& name : {QStringLiteral("nowhere.attune"), QStringLiteral("empty.attune"), QStringLiteral("loop.attune")}) {
            const QString path = desk.window.path(name);
            if (name.startsWith(QLatin1String("empty"))) QVERIFY(QDir().mkpath(path));
            if (name.startsWith(QLatin1String("loop"))) QVERIFY(QFile::link(path, path));
            desk.messages().clear();
            desk.window.workbench().project.open(path);
            QVERIFY2(desk.waitMessage(path), qPrintable(desk.messages().text()));
        }
        stillWorks(desk);
    }

    void aReadOnlyProjectFolder() {
        RatingWindow desk(kImages);
        QVERIFY(desk.rateOne());
        const QString folder = desk.closed();
        const auto writable = QFile::permissions(folder);
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
        desk.messages().clear();
        QVERIFY(desk.window.open(folder));
        QVERIFY(desk.window.workbench().project.isReadOnly());
        QVERIFY2(desk.waitMessage(QStringLiteral("reading only")), qPrintable(desk.messages().text()));
        QVERIFY(desk.messages().text().contains(QStringLiteral("permissions")));
        // It can be looked at; a key on the Rate page is answered in words.
        desk.showRating();
        const Id image = desk.image();
        desk.messages().clear();
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY2(desk.waitMessage(QStringLiteral("was not saved")), qPrintable(desk.messages().text()));
        QCOMPARE(desk.image(), image);
        QVERIFY(QFile::setPermissions(folder, writable));
        QVERIFY(desk.window.open(folder));
        desk.showRating();
        QVERIFY(desk.rateOne());
        QCOMPARE(desk.decisions(), 2);
    }

    void picturesThatCannotBeImported() {
        RatingWindow desk(kImages);
        const QString folder = desk.window.path(QStringLiteral("pictures"));
        QVERIFY(QDir().mkpath(folder + QStringLiteral("/inner")));
        QVERIFY(replace(folder + QStringLiteral("/empty.png"), {}));
        QVERIFY(replace(folder + QStringLiteral("/text.jpg"), "no image"));
        QVERIFY(replace(folder + QStringLiteral("/bomb.png"),
                        QByteArray::fromHex("89504e470d0a1a0a0000000d494844527fffffff7fffffff0802000000")));
        QVERIFY(QFile::link(folder + QStringLiteral("/loop.png"), folder + QStringLiteral("/loop.png")));
        // The superuser may read everything.
        if (::geteuid() != 0) QVERIFY(QFile::setPermissions(folder + QStringLiteral("/inner"), QFile::Permissions()));
        auto& task = ImportTask::of(desk.window.workbench());
        QSignalSpy ended(&task, &ImportTask::ended);
        task.start({folder}, {});
        QVERIFY(ended.wait(30000));
        const auto report = ended[0][0].value<ImportReport>();
        QCOMPARE(report.added.size(), std::size_t{0});
        QVERIFY(report.problems.size() >= 3);
        for (const auto& problem : report.problems) QVERIFY2(!problem.reason.empty(), problem.path.c_str());
        desk.messages().clear();
        const QString nowhere = desk.window.path(QStringLiteral("nowhere"));
        task.start({nowhere}, {});
        QVERIFY(QTest::qWaitFor([&] { return ended.size() == 2; }, 30000));
        const bool inReport = !ended[1][0].value<ImportReport>().problems.empty();
        QVERIFY2(inReport || desk.messages().text().contains(nowhere), qPrintable(desk.messages().text()));
        QFile::setPermissions(folder + QStringLiteral("/inner"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY(desk.rateOne());
    }

    void aPictureThatIsGone() {
        RatingWindow desk(kImages);
        const auto gone = desk.window.ask([](Session& s) { return s.project().resolve(s.project().images().list()[3].path); });
        QVERIFY(QFile::remove(QString::fromStdString(gone.string())));
        const QString said = failedCaptions(desk);
        QVERIFY2(said.contains(QString::fromStdString(gone.filename().string())), qPrintable(said));
        QVERIFY(desk.rateOne());
    }

    void aModelThatIsGone() {
        RatingWindow desk(kImages);
        const QString folder = modelFolder(desk);
        QVERIFY(QFile::rename(folder, folder + QStringLiteral("-elsewhere")));
        const QString said = failedCaptions(desk);
        QVERIFY2(said.contains(QStringLiteral("no model folder")) && said.contains(QStringLiteral("scenes")), qPrintable(said));
        QVERIFY(desk.rateOne());
        // Brought back, it works: nothing remembers the failure.
        QVERIFY(QFile::rename(folder + QStringLiteral("-elsewhere"), folder));
        QSignalSpy ended(&desk.window.workbench().runs, &RunQueue::runEnded);
        desk.window.workbench().runs.launch([](Project& p) { return draftGenerate(p, {}, {}, 1); });
        QVERIFY(ended.wait(60000));
        QCOMPARE(ended[0][1].toString(), QStringLiteral("finished"));
    }

    void weightsThatAreCutShort() {
        RatingWindow desk(kImages);
        const QString weights = modelFolder(desk) + QStringLiteral("/model.safetensors");
        const QByteArray whole = contents(weights);
        for (const auto& bytes : {halved(whole), cutInTheHeader(whole), emptied(whole), junk(whole)}) {
            QVERIFY(replace(weights, bytes));
            const QString said = failedCaptions(desk);
            QVERIFY2(said.contains(QStringLiteral("model.safetensors")), qPrintable(said));
        }
        QVERIFY(desk.rateOne());
        QCOMPARE(desk.decisions(), 1);
    }

    void anEngineThatDiesAtOnceIsNotStartedForever() {
        RatingWindow desk(kImages);
        const QString program = desk.window.path(QStringLiteral("engine.sh")), count = desk.window.path(QStringLiteral("starts"));
        QVERIFY(replace(program, QStringLiteral("#!/bin/sh\necho start >> %1\nexit 3\n").arg(count).toUtf8()));
        QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner));
        const QByteArray engine = qgetenv("ATTUNE_ENGINE");
        qputenv("ATTUNE_ENGINE", program.toUtf8());
        const QString said = failedCaptions(desk);
        QTest::qWait(300);
        qputenv("ATTUNE_ENGINE", engine);
        QVERIFY2(said.contains(QStringLiteral("code 3")), qPrintable(said));
        QVERIFY(said.contains(QStringLiteral("can be resumed")));
        QCOMPARE(contents(count), QByteArray("start\n"));
        QVERIFY(desk.rateOne());
    }

    void allThatWaitedForAnEngineThatDiesAreOffered() {
        RatingWindow desk(kImages);
        const QString program = desk.window.path(QStringLiteral("engine.sh"));
        QVERIFY(replace(program, QByteArray("#!/bin/sh\nsleep 2\nexit 3\n")));
        QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner));
        const QByteArray engine = qgetenv("ATTUNE_ENGINE");
        const auto restore = qScopeGuard([engine] { qputenv("ATTUNE_ENGINE", engine); });
        qputenv("ATTUNE_ENGINE", program.toUtf8());
        QList<Id> launched;
        auto& runs = desk.window.workbench().runs;
        for (int i = 0; i < 2; ++i)
            runs.launch([](Project& p) { return test::captionDraft(p, 1); }, [&launched](Id run) { launched.append(run); });
        QVERIFY(QTest::qWaitFor([&] { return runs.runs().size() == 2; }, 10000));
        QVERIFY(desk.waitMessage(QStringLiteral("code 3")));
        const QString said = desk.messages().text();
        QVERIFY(runs.isIdle());
        QVERIFY2(said.contains(QStringLiteral("2 run")), qPrintable(said));
        for (const Id run : launched) QVERIFY2(said.contains(QString::number(run)), qPrintable(said));
        qputenv("ATTUNE_ENGINE", engine);
        QVERIFY(test::pressMessage(desk.messages(), said, QStringLiteral("Resume the runs")));
        for (const Id run : launched) QTRY_VERIFY_WITH_TIMEOUT(desk.status(run) == "finished", 60000);
    }
};

QTEST_MAIN(TestBadInput)
#include "tst_bad_input.moc"
