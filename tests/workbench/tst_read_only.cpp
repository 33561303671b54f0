// A project that another process writes to: it can be looked at, everything says why it cannot be changed, and once the
// other one is gone it can. And places that cannot be read at all.
#include <QAction>
#include <QProcess>
#include <QtTest>
#include <cstdio>
#include <string_view>
#include <sys/stat.h>

#include "captioned_project.h"
#include "drop_files.h"
#include "labels.h"
#include "session/job_builder.h"
#include "training_desk.h"
#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"
#include "workbench/library/import_task.h"
#include "workbench/library/library_page.h"
#include "workbench/status_strip.h"

using namespace attune;
using test::RatingWindow;

namespace {

constexpr int kImages = 12;

/// Has the project open for writing until its input ends.
int hold(const char* folder) {
    const Session session = Session::open(folder);
    std::printf("held\n");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}

class Holder {
  public:
    explicit Holder(const QString& folder) {
        m_process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold"), folder});
    }
    ~Holder() { letGo(); }

    bool holds() { return m_process.waitForReadyRead(20000) && m_process.readAllStandardOutput().contains("held"); }
    void letGo() {
        if (m_process.state() == QProcess::NotRunning) return;
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(20000)) m_process.kill();
        m_process.waitForFinished();
    }
    qint64 pid() const { return m_process.processId(); }

  private:
    QProcess m_process;
};

}  // namespace

class TestReadOnly : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aProjectThatAnotherProcessWritesTo() {
        RatingWindow desk(kImages);
        QVERIFY(desk.rateOne());
        desk.window.ask([](Session& s) {
            s.rateSimulated(20, 1);
            return test::tellRun(s, draftTrainReward(s.project(), {}), {{"started", Json::object()}, {"cancelled", Json::object()}});
        });
        const QString folder = desk.closed();
        Holder other(folder);
        QVERIFY(other.holds());
        desk.messages().clear();
        QVERIFY(desk.window.open(folder));
        QVERIFY(desk.window.workbench().project.isReadOnly());
        QVERIFY2(desk.waitMessage(QStringLiteral("reading only")), qPrintable(desk.messages().text()));
        // Who it is, and what to do.
        const QString process = QStringLiteral("process %1").arg(other.pid());
        QVERIFY2(desk.messages().text().contains(process), qPrintable(desk.messages().text()));
        QVERIFY(desk.messages().text().contains(QStringLiteral("Close it there")));
        QVERIFY(test::says(desk.window.window().findChild<StatusStrip*>(), QStringLiteral("read-only")));

        // What would change it is not on offer, and says why.
        auto& actions = desk.window.window().actions();
        auto* library = desk.window.page<LibraryPage>(PageId::Library);
        QVERIFY(QTest::qWaitFor([&] { return library->grid().model()->size() == kImages + 2; }, 20000));
        for (const char* id : {"edit.undo", "edit.redo", "library.import_files", "library.import_folder", "library.captioner",
                               "library.generate", "library.tag", "library.untag", "library.split_test", "library.score",
                               "reward.launch", "optimise.launch"}) {
            QVERIFY2(!actions.action(QLatin1String(id))->isEnabled(), id);
            QVERIFY2(actions.reason(QLatin1String(id)).contains(QStringLiteral("reading only")), id);
        }
        for (int i = 0; i < kPageCount; ++i) {
            desk.window.window().showPage(static_cast<PageId>(i));
            QTest::qWait(50);
            QVERIFY(desk.window.window().pageWidget(static_cast<PageId>(i))->isVisible());
        }
        QTRY_VERIFY(!actions.action(QStringLiteral("reward.launch"))->isEnabled());
        auto reward = test::TrainingDesk(desk.window, PageId::Reward, "train_reward");
        QTRY_VERIFY(reward.button(QStringLiteral("Resume")));
        QVERIFY(!reward.button(QStringLiteral("Resume"))->isEnabled());
        QVERIFY(reward.button(QStringLiteral("Resume"))->toolTip().contains(QStringLiteral("reading only")));

        // A key on the Rate page is answered in words, and decides nothing.
        desk.showRating();
        desk.window.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window.window()));
        const Id image = desk.image();
        desk.messages().clear();
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY2(desk.waitMessage(QStringLiteral("was not saved")), qPrintable(desk.messages().text()));
        QCOMPARE(desk.image(), image);
        QCOMPARE(desk.decisions(), 1);

        // What is dropped goes nowhere, which is said where one is.
        desk.messages().clear();
        QVERIFY(test::dropFiles(&desk.window.window(), {desk.window.path(QStringLiteral("new.png"))}, {400, 300}));
        QVERIFY2(desk.waitMessage(QStringLiteral("Nothing was imported")), qPrintable(desk.messages().text()));
        QCOMPARE(desk.window.window().page(), PageId::Rate);

        other.letGo();
        QVERIFY(desk.window.open(folder));
        QVERIFY(!desk.window.workbench().project.isReadOnly());
        desk.showRating();
        QVERIFY(desk.rateOne());
        QCOMPARE(desk.decisions(), 2);
    }

    void placesThatCannotBeRead() {
        RatingWindow desk(kImages);
        const QString folder = desk.window.path(QStringLiteral("odd"));
        QVERIFY(QDir().mkpath(folder));
        // A pipe that nobody writes to would be waited for without end.
        const QString pipe = folder + QStringLiteral("/pipe.png");
        QCOMPARE(::mkfifo(qPrintable(pipe), 0600), 0);
        QVERIFY(QFile::link(desk.window.path(QStringLiteral("gone.png")), folder + QStringLiteral("/dangling.png")));
        auto& task = ImportTask::of(desk.window.workbench());
        QSignalSpy ended(&task, &ImportTask::ended);
        for (const QString& place : {folder, pipe, folder + QStringLiteral("/dangling.png")}) {
            const auto before = ended.size();
            task.start({place}, {});
            QVERIFY2(QTest::qWaitFor([&] { return ended.size() > before; }, 30000), qPrintable(place));
            QCOMPARE(ended.back()[0].value<ImportReport>().added.size(), std::size_t{0});
        }
        // In the place of a project, and of a picture of the project.
        desk.messages().clear();
        const QString project = desk.window.path(QStringLiteral("pipe.attune"));
        QCOMPARE(::mkfifo(qPrintable(project), 0600), 0);
        const QString picture = QString::fromStdString(
            desk.window.ask([](Session& s) { return s.project().resolve(s.project().images().list().front().path); }).string());
        QVERIFY(QFile::remove(picture));
        QCOMPARE(::mkfifo(qPrintable(picture), 0600), 0);
        desk.window.workbench().pictures.clear();
        bool answered = false;
        QString problem;
        desk.window.workbench().pictures.get(picture, this, [&](const QImage&, const QString& why) {
            answered = true;
            problem = why;
        });
        QVERIFY(QTest::qWaitFor([&] { return answered; }, 10000));
        QVERIFY2(problem.contains(QStringLiteral("regular file")), qPrintable(problem));
        QVERIFY(desk.rateOne());
        desk.window.workbench().project.open(project);
        QVERIFY2(desk.waitMessage(project), qPrintable(desk.messages().text()));
        QVERIFY(desk.window.workbench().project.isOpen());  // the one before
    }
};

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--hold") return hold(argv[2]);
    QApplication application(argc, argv);
    TestReadOnly test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_read_only.moc"
