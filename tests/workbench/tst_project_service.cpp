// The project on its threads: answers come back in order and to whom they belong, problems come in words.
#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <fstream>

#include "data/error.h"
#include "workbench/project_service.h"

using namespace attune;

class TestProjectService : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_home;
    int m_projects = 0;
    QString newFolder() { return m_home.filePath(QStringLiteral("p%1.attune").arg(++m_projects)); }
    static bool waitOpen(ProjectService& service) {
        return QTest::qWaitFor([&] { return service.isOpen(); }, 10000);
    }

  private Q_SLOTS:
    void answersComeBackOnThisThread() {
        ProjectService service;
        service.create(newFolder());
        QVERIFY(waitOpen(service));
        QVERIFY(!service.isReadOnly());
        QSignalSpy changed(&service, &ProjectService::changed);
        QList<int> order;
        Qt::HANDLE writer = nullptr, reader = nullptr, answer = nullptr;
        for (int i = 0; i < 5; ++i)
            service.write(
                this, Change::Tags,
                [&writer, i](Session& session) {
                    writer = QThread::currentThreadId();
                    session.project().setMeta("count", std::to_string(i));
                    return i;
                },
                [&](int n) {
                    order.append(n);
                    answer = QThread::currentThreadId();
                });
        QVERIFY(QTest::qWaitFor([&] { return order.size() == 5; }, 5000));
        QCOMPARE(order, (QList<int>{0, 1, 2, 3, 4}));
        QCOMPARE(changed.size(), 5);
        std::string seen;
        service.read(
            this,
            [&reader](Project& project) {
                reader = QThread::currentThreadId();
                return project.meta("count");
            },
            [&](const std::string& value) { seen = value; });
        QVERIFY(QTest::qWaitFor([&] { return !seen.empty(); }, 5000));
        QCOMPARE(seen, std::string("4"));
        QCOMPARE(answer, QThread::currentThreadId());
        QVERIFY(writer != answer && reader != answer && writer != reader);
    }

    void urgentTasksPassAWaitingOne() {
        ProjectService service;
        service.create(newFolder());
        QVERIFY(waitOpen(service));
        QStringList order;
        service.write(this, {}, [&service](Session&) {
            for (int i = 0; i < 50; ++i) {
                QThread::msleep(2);
                service.letUrgentThrough();
            }
        }, [&] { order.append(QStringLiteral("long")); });
        service.write(this, {}, [](Session&) {}, [&] { order.append(QStringLiteral("normal")); });
        service.write(this, {}, [](Session&) {}, [&] { order.append(QStringLiteral("urgent")); }, {},
                      TaskThread::Priority::Urgent);
        QVERIFY(QTest::qWaitFor([&] { return order.size() == 3; }, 5000));
        QCOMPARE(order, (QStringList{QStringLiteral("urgent"), QStringLiteral("long"), QStringLiteral("normal")}));
    }

    void problemsGoToWhoeverAsked() {
        ProjectService service;
        service.create(newFolder());
        QVERIFY(waitOpen(service));
        const auto fail = [](Session&) -> int { throw Error("it broke", "the cause", "the remedy"); };
        QSignalSpy failed(&service, &ProjectService::failed);
        service.write(this, Change::All, fail, [](int) { QFAIL("it did not fail"); });
        QVERIFY(failed.wait(5000));
        const auto problem = failed[0][0].value<Problem>();
        QCOMPARE(problem.what, QStringLiteral("it broke"));
        QCOMPARE(problem.why, QStringLiteral("the cause"));
        QCOMPARE(problem.remedy, QStringLiteral("the remedy"));
        QString own;
        service.write(this, {}, fail, [](int) {}, [&](const Problem& p) { own = p.what; });
        QVERIFY(QTest::qWaitFor([&] { return !own.isEmpty(); }, 5000));
        QCOMPARE(failed.size(), 1);
    }

    void lateAnswersOfAClosedProjectAreDropped() {
        ProjectService service;
        service.create(newFolder());
        QVERIFY(waitOpen(service));
        bool answered = false;
        service.write(this, {}, [](Session&) { QThread::msleep(50); }, [&] { answered = true; });
        service.close();
        service.create(newFolder());
        QVERIFY(waitOpen(service));
        QTest::qWait(100);
        QVERIFY(!answered);
        {
            QObject gone;
            service.read(&gone, [](Project&) { return 1; }, [&](int) { answered = true; });
        }
        QTest::qWait(100);
        QVERIFY(!answered);
    }

    void wordsThatNobodyIsThereToHearOfAreLost() {
        ProjectService service;
        service.create(newFolder());
        QVERIFY(waitOpen(service));
        const auto fail = [](Session&) { throw Error("it broke"); };
        QSignalSpy lost(&service, &ProjectService::lost), failed(&service, &ProjectService::failed);
        const auto write = [&](const QString& words) {
            QObject gone;
            service.write(&gone, {}, fail, [] {}, {}, TaskThread::Priority::Urgent, words);
        };
        write({});
        write(QStringLiteral("a kite"));
        service.settle();
        QCOMPARE(lost.size(), 1);
        QVERIFY(lost[0][0].value<Problem>().remedy.contains(QStringLiteral("a kite")));
        service.write(this, {}, fail, [] {}, {}, TaskThread::Priority::Urgent, QStringLiteral("a star"));
        service.close();
        QVERIFY(QTest::qWaitFor([&] { return lost.size() == 2; }, 5000));
        QVERIFY(lost[1][0].value<Problem>().remedy.contains(QStringLiteral("a star")));
        QCOMPARE(failed.size(), 0);
    }

    void aDecisionThatNobodyIsThereToHearOfIsLost() {
        ProjectService service;
        service.create(newFolder());
        QVERIFY(waitOpen(service));
        QSignalSpy lost(&service, &ProjectService::lost), failed(&service, &ProjectService::failed);
        service.write(this, {}, [](Session&) { throw Error("it broke", "too old", "mend it"); }, [] {}, {}, TaskThread::Priority::Urgent,
                      {}, QStringLiteral("Your rating of “%2” was not saved"));
        service.close();
        QVERIFY(QTest::qWaitFor([&] { return lost.size() == 1; }, 5000));
        const auto problem = lost[0][0].value<Problem>();
        QCOMPARE(problem.what, QStringLiteral("Your rating of “%2” was not saved: it broke"));
        QCOMPARE(problem.remedy, QStringLiteral("mend it"));
        QCOMPARE(failed.size(), 0);
    }

    void aSecondWindowMayOnlyLook() {
        const QString folder = newFolder();
        ProjectService first;
        first.create(folder);
        QVERIFY(waitOpen(first));
        ProjectService second;
        second.open(folder);
        QVERIFY(waitOpen(second));
        QVERIFY(second.isReadOnly());
        QVERIFY(second.writer().contains(QString::number(QCoreApplication::applicationPid())));
        QSignalSpy failed(&second, &ProjectService::failed);
        second.write(this, {}, [](Session& s) { s.project().setMeta("a", "b"); }, [] { QFAIL("it wrote"); });
        QVERIFY(failed.wait(5000));
    }

    void whatCannotBeOpenedIsSaidInWords_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("missing") << m_home.filePath(QStringLiteral("missing.attune"));
        const QString broken = m_home.filePath(QStringLiteral("broken.attune"));
        QDir().mkpath(broken);
        std::ofstream(QDir(broken).filePath(QStringLiteral("project.sqlite")).toStdString()) << "this is no database at all";
        QTest::newRow("broken") << broken;
        const QString empty = m_home.filePath(QStringLiteral("empty.attune"));
        QDir().mkpath(empty);
        QTest::newRow("empty") << empty;
    }

    void whatCannotBeOpenedIsSaidInWords() {
        QFETCH(QString, folder);
        ProjectService service;
        QSignalSpy failed(&service, &ProjectService::openFailed);
        service.open(folder);
        QVERIFY(failed.wait(5000));
        QVERIFY(!failed[0][1].value<Problem>().what.isEmpty());
        QVERIFY(!service.isOpen());
        // And the window goes on: another project opens.
        service.create(newFolder());
        QVERIFY(waitOpen(service));
    }

    void whereAnotherCannotBeOpenedTheOneBeforeStays() {
        ProjectService service;
        const QString folder = newFolder();
        service.create(folder);
        QVERIFY(waitOpen(service));
        QSignalSpy closed(&service, &ProjectService::closed), failed(&service, &ProjectService::openFailed);
        service.open(m_home.filePath(QStringLiteral("missing.attune")));
        QVERIFY(failed.wait(5000));
        QVERIFY(service.isOpen());
        QCOMPARE(service.folder(), folder);
        QVERIFY(closed.isEmpty());
        bool written = false;
        service.write(this, {}, [](Session& s) { s.project().setMeta("a", "b"); }, [&] { written = true; });
        QVERIFY(QTest::qWaitFor([&] { return written; }, 5000));
        // And one that can be opened takes its place.
        const QString other = newFolder();
        service.create(other);
        QVERIFY(closed.wait(5000));
        QVERIFY(waitOpen(service));
        QCOMPARE(service.folder(), other);
    }

    void theOneThatIsOpenIsNotOpenedAnew() {
        ProjectService service;
        const QString folder = newFolder();
        service.create(folder);
        QVERIFY(waitOpen(service));
        QSignalSpy closed(&service, &ProjectService::closed), already(&service, &ProjectService::openAlready);
        service.open(folder + QLatin1Char('/'));
        QVERIFY(already.wait(5000));
        QVERIFY(closed.isEmpty());
        QVERIFY(service.isOpen() && !service.isReadOnly());
    }

    void itMayGoWhileAProjectIsMade() {
        const QString folder = newFolder();
        {
            std::atomic<bool> begun = false;
            ProjectService service;
            service.create(folder, [&begun](Session&, Observer&) {
                begun = true;
                QThread::msleep(200);
            });
            while (!begun) QThread::msleep(1);
        }
        // All of it was made, and nobody holds it.
        ProjectService again;
        again.open(folder);
        QVERIFY(waitOpen(again));
        QVERIFY(!again.isReadOnly());
    }

    void whatTheWriterPostsToTheReaderAtTheEndIsDone() {
        std::atomic<bool> begun = false, read = false;
        {
            ProjectService service;
            service.create(newFolder());
            QVERIFY(waitOpen(service));
            service.write(this, {}, [&](Session&) {
                begun = true;
                QThread::msleep(200);
                service.read(this, [&read](Project&) { return read = true; }, [](bool) {});
            }, [] {});
            while (!begun) QThread::msleep(1);
        }
        QVERIFY(read);
    }
};

QTEST_MAIN(TestProjectService)
#include "tst_project_service.moc"
