// `kill -9` at random moments, of the engine and of the workbench: nothing that the screen has shown is ever lost, runs go
// on from where they were, to the same bytes. ATTUNE_KILLS says how many of each (6).
#include <QAbstractButton>
#include <QCryptographicHash>
#include <QDirIterator>
#include <QProcess>
#include <QtTest>
#include <csignal>
#include <random>

#include "captioned_project.h"
#include "protocol/run_folder.h"
#include "rate_forever.h"

using namespace attune;
using test::RatingWindow;

namespace {

/// Of a run that does not come to its end: hung, not slow, even on a machine that is at other work.
constexpr int kHungMs = 900000;

int kills() {
    const int wanted = qEnvironmentVariableIntValue("ATTUNE_KILLS");
    return wanted > 0 ? wanted : 6;
}

JobSettings onCpu(Json options) {
    JobSettings settings;
    settings.seed = 5;
    settings.device = "cpu";
    settings.options = std::move(options);
    return settings;
}

JobDraft rewardTraining(Project& project) {
    return draftTrainReward(project, onCpu({{"epochs", 600}, {"patience", 600}}));
}
JobDraft optimisation(Project& project) {
    return draftOptimize(project,
                         onCpu({{"rounds", 12}, {"images", 24}, {"captions_per_image", 2}, {"minibatch_images", 8}}));
}

/// SHA-256 of every file of the checkpoints, by name.
QMap<QString, QByteArray> fingerprint(const QString& folder) {
    QMap<QString, QByteArray> hashes;
    QDirIterator at(folder, QDir::Files, QDirIterator::Subdirectories);
    while (at.hasNext()) {
        QFile file(at.next());
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (file.open(QIODevice::ReadOnly) && hash.addData(&file))
            hashes[QDir(folder).relativeFilePath(file.fileName())] = hash.result();
    }
    return hashes;
}

/// The names of the files that only one has, or that differ.
QByteArray difference(const QMap<QString, QByteArray>& a, const QMap<QString, QByteArray>& b) {
    QStringList names;
    for (auto at = a.begin(); at != a.end(); ++at)
        if (b.value(at.key()) != at.value()) names += at.key();
    for (auto at = b.begin(); at != b.end(); ++at)
        if (!a.contains(at.key())) names += at.key();
    return names.join(QStringLiteral(", ")).toUtf8();
}

}  // namespace

class TestKill : public QObject {
    Q_OBJECT

  private:
    std::mt19937 m_random{20261124};

    int upTo(int ms) { return std::uniform_int_distribution<int>(0, ms)(m_random); }

    static QString checkpoints(RatingWindow& desk, Id run) {
        const auto folder = desk.window.ask([run](Session& s) { return s.runFolder(run); });
        return QString::fromStdString((folder / "checkpoints").string());
    }
    /// @return 0 if it does not finish
    static Id runToItsEnd(RatingWindow& desk, RunQueue::MakeDraft make) {
        QSignalSpy ended(&desk.window.workbench().runs, &RunQueue::runEnded);
        QSignalSpy died(&desk.window.workbench().runs, &RunQueue::engineDied);  // or was never found
        Id id = 0;
        desk.window.workbench().runs.launch(std::move(make), [&id](Id run) { id = run; });
        (void)QTest::qWaitFor([&] { return !ended.empty() || !died.empty(); }, kHungMs);
        if (id > 0 && desk.status(id) == "finished") return id;
        qWarning("the run %lld is %s; the window says: %s", static_cast<long long>(id), id > 0 ? desk.status(id).c_str() : "not begun",
                 qPrintable(desk.messages().text()));
        return 0;
    }
    /// By the button that the window offers, where it does.
    static void resume(RatingWindow& desk, Id run) {
        for (auto* button : desk.messages().findChildren<QAbstractButton*>())
            if (button->text() == QStringLiteral("Resume the run") && button->isVisible())
                return QTest::mouseClick(button, Qt::LeftButton);
        desk.window.workbench().runs.resume(run);
    }

    /// Kills the engine again and again while it does what the first run did.
    void killTheEngine(RatingWindow& desk, RunQueue::MakeDraft make, int times) {
        auto& runs = desk.window.workbench().runs;
        QElapsedTimer clock;
        clock.start();
        const Id first = runToItsEnd(desk, std::move(make));
        QVERIFY(first > 0);
        const int span = static_cast<int>(clock.elapsed());
        const auto expected = fingerprint(checkpoints(desk, first));
        QVERIFY(!expected.isEmpty());

        std::int64_t rated = desk.decisions();
        Id run = 0;
        int finished = 0;
        for (int killed = 0; killed < times;) {
            if (run == 0) run = desk.window.ask([first](Session& s) { return s.reproduce(first).id; });
            resume(desk, run);
            QVERIFY(QTest::qWaitFor([&] { return !runs.isIdle() && desk.window.workbench().engine.processId() > 0; }, 20000));
            QTest::qWait(upTo(span));
            // It may have come to its end by now, or come to it just then.
            if (!runs.isIdle()) {
                desk.messages().clear();
                QSignalSpy died(&runs, &RunQueue::engineDied);
                ::kill(static_cast<pid_t>(desk.window.workbench().engine.processId()), SIGKILL);
                QVERIFY(died.wait(20000));
                QVERIFY(QTest::qWaitFor([&] { return runs.isIdle(); }, 20000));
            }
            if (desk.status(run) == "finished") {
                QCOMPARE(difference(fingerprint(checkpoints(desk, run)), expected), QByteArray());
                ++finished;
                run = 0;
                continue;
            }
            ++killed;
            const std::string status = desk.status(run);
            QVERIFY2(status == "interrupted" || status == "queued", status.c_str());
            QVERIFY2(desk.messages().text().contains(QStringLiteral("can be resumed")), qPrintable(desk.messages().text()));
            QCOMPARE(desk.decisions(), rated);
            QVERIFY(desk.rateOne());
            QCOMPARE(desk.decisions(), ++rated);
        }
        if (run > 0 && desk.status(run) != "finished") {
            resume(desk, run);
            QVERIFY(QTest::qWaitFor([&] { return desk.status(run) == "finished"; }, kHungMs));
        }
        if (run > 0) QCOMPARE(difference(fingerprint(checkpoints(desk, run)), expected), QByteArray());
        qInfo("killed %d times, within %d ms of a start; %d runs finished in between", times, span, finished);
    }

    struct Rated {
        QList<QByteArrayList> said;
        bool wasKilled = false;
    };
    /// Lets a rater work on the project and kills the window some time after the first decision was on screen.
    Rated killARater(const QString& folder, const QStringList& more = {}) {
        QProcess rater;
        rater.start(QCoreApplication::applicationFilePath(), QStringList{QStringLiteral("--rate-forever"), folder} + more);
        QByteArray lines;
        const auto read = [&] {
            QCoreApplication::processEvents();
            rater.waitForReadyRead(5);
            lines += rater.readAllStandardOutput();
            return lines.contains("comparison");
        };
        const bool begun = QTest::qWaitFor(read, 90000);
        QElapsedTimer clock;
        clock.start();
        for (const int delay = upTo(1500); begun && clock.elapsed() < delay;) read();
        Rated result;
        result.wasKilled = begun && rater.state() == QProcess::Running;
        if (rater.state() == QProcess::Running) ::kill(static_cast<pid_t>(rater.processId()), SIGKILL);
        rater.waitForFinished();
        if (!result.wasKilled)
            qWarning("the rater ended with code %d: %s", rater.exitCode(), rater.readAllStandardError().constData());
        lines += rater.readAllStandardOutput();
        lines.truncate(lines.lastIndexOf('\n') + 1);  // what was not said to its end was not said
        for (const auto& line : lines.split('\n'))
            if (!line.isEmpty()) result.said.append(line.split(' '));
        return result;
    }

    /// Everything that the screen has shown is in the project, whole.
    static void checkDecisions(const QString& folder, const QList<QByteArrayList>& said) {
        Session session = Session::open(folder.toStdString());
        session.project().checkIntegrity();
        QSet<QByteArrayList> held;
        for (const auto& c : session.project().decisions().comparisons())
            held.insert({"comparison", QByteArray::number(c.leftCaptionId), QByteArray::number(c.rightCaptionId),
                         QByteArray::fromStdString(toText(c.outcome))});
        auto ratings = session.project().decisions().ratings();
        for (const auto& again : session.project().decisions().repeatedRatings()) ratings.push_back(again);
        for (const auto& r : ratings)
            held.insert({"rating", QByteArray::number(r.captionId), QByteArray::number(r.value.value_or(0))});
        for (const auto& decision : said)
            if (decision[0] != "run") QVERIFY2(held.contains(decision), decision.join(' ').constData());
    }

    /// Its runs are those that are launched here.
    static void rateAlone(RatingWindow& desk) {
        desk.window.workbench().settings.setScoresAfterTraining(false);
        desk.window.ask([](Session& s) { return s.rateSimulated(60, 1).ratings; });
    }

    static QString makeProject(const QTemporaryDir& home, int images) {
        const QString folder = home.filePath(QStringLiteral("rate.attune"));
        Session session = Session::create(folder.toStdString());
        Observer silent;
        test::addCaptionedImages(session, images, silent);
        return folder;
    }

  private Q_SLOTS:
    void theEngineInRewardTraining() {
        RatingWindow desk(40);
        rateAlone(desk);
        killTheEngine(desk, rewardTraining, kills() / 2);
    }

    void theEngineInOptimisation() {
        RatingWindow desk(40);
        rateAlone(desk);
        QVERIFY(runToItsEnd(desk, rewardTraining) > 0);
        killTheEngine(desk, optimisation, (kills() + 1) / 2);
    }

    void theWindowInRating() {
        const QTemporaryDir home;
        const QString folder = makeProject(home, 40 + 60 * kills());
        QList<QByteArrayList> said;
        for (int i = 0; i < kills(); ++i) {
            const Rated rated = killARater(folder);
            QVERIFY(rated.wasKilled);
            said += rated.said;
            checkDecisions(folder, said);
            if (QTest::currentTestFailed()) return;
        }
        qInfo("killed %d times, %lld decisions shown, all kept", kills(), static_cast<long long>(said.size()));
    }

    void theWindowWhileARunIsAtWork() {
        const QTemporaryDir home;
        const QString folder = makeProject(home, 120);
        const Rated rated = killARater(folder, {QStringLiteral("--generate")});
        QVERIFY(rated.wasKilled);
        QCOMPARE(rated.said.value(0).value(0), QByteArray("run"));
        const Id run = rated.said[0][1].toLongLong();
        // Nobody listens to the engine any more; it finishes all the same.
        const auto runFolder = RunFolder::open(std::filesystem::path(folder.toStdString()) / "runs" / std::to_string(run));
        const bool wasAtWork = runFolder.isAtWork();
        QVERIFY(QTest::qWaitFor([&] { return !runFolder.isAtWork(); }, 60000));
        test::Window window;
        QVERIFY(window.open(folder));
        QCOMPARE(window.status(run), std::string("finished"));
        QCOMPARE(window.ask([run](Session& s) { return s.project().captions().count({.runId = run}); }), 122 * 50);
        window.workbench().project.close();
        QVERIFY(QTest::qWaitFor([&] { return !ProjectLock::holder(folder.toStdString()); }, 10000));
        checkDecisions(folder, rated.said);
        qInfo("the run %s when the window was killed", wasAtWork ? "was at work" : "was over");
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QStringLiteral("--rate-forever"))
        return test::rateForever(arguments.value(2), arguments.contains(QStringLiteral("--generate")));
    // Twenty kills of each take longer than QtTest waits for a whole program.
    if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT")) qputenv("QTEST_FUNCTION_TIMEOUT", "1800000");
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_kill.moc"
