// The study: what it writes, that it labels its ratings, and that it goes on where it was.
#include <QtTest>

#include "program.h"

using namespace attune::test;

namespace {

QString q(const char* text) { return QString::fromUtf8(text); }

QByteArray contents(const QString& file) {
    QFile f(file);
    return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
}

}  // namespace

class TestCliStudy : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QStringList arguments() const {
        return {q("study"), q("--out"), m_dir.filePath(q("s")), q("--seeds"), q("1"), q("--ratings"), q("40"), q("--rounds"), q("1"),
                q("--algorithm"), q("reinforce"), q("--parts"), q("algorithms,ceiling")};
    }

  private Q_SLOTS:
    void itMeasuresAndReports() {
        const auto run = cli(arguments() + QStringList{q("--json")});
        if (run.code != 0) qWarning("%s", run.err.constData());
        QCOMPARE(run.code, 0);
        QVERIFY(run.json()["targets"].size() > 8);

        const auto lines = contents(m_dir.filePath(q("s/study.csv"))).trimmed().split('\n');
        QCOMPARE(lines.size(), 7);  // head, three temperatures of the base, its reward model, two optimisations
        QVERIFY(lines[0].startsWith("part,algorithm,ratings,queue,reward,seed,round,gold_sampled,gold_greedy"));
        QVERIFY(lines[4].startsWith("reward,base,40,random,mean,0,0,,,"));
        const auto swap = lines[0].split(',').indexOf(QByteArray("image_swap"));
        QVERIFY(swap > 0);
        QVERIFY2(!lines[4].split(',')[swap].isEmpty(), lines[4].constData());
        QVERIFY(lines[5].startsWith("algorithms,reinforce,40,random,mean,0,1,0."));
        QVERIFY(lines[6].startsWith("ceiling,reinforce,0,random,gold,0,1,0."));
        QCOMPARE(lines[4].split(',').value(lines[0].split(',').indexOf(QByteArray("rated"))), QByteArray("40"));
        // The true score teaches at once.
        QVERIFY(lines[6].split(',')[7].toDouble() > lines[1].split(',')[7].toDouble());

        const QByteArray html = contents(m_dir.filePath(q("s/study.html")));
        QVERIFY(html.contains("All ratings are simulated") && html.contains("the true score as the reward"));
        QVERIFY(!QFileInfo::exists(m_dir.filePath(q("s/projects/seed-0"))));
    }

    void aSecondCallMeasuresNothingAgain() {
        const QByteArray before = contents(m_dir.filePath(q("s/study.csv")));
        const auto run = cli(arguments());
        QCOMPARE(run.code, 0);
        QVERIFY(run.out.contains("not measured: ppo after 40 ratings"));
        QCOMPARE(contents(m_dir.filePath(q("s/study.csv"))), before);
    }

    void anotherStudyIsRefusedInTheSameFolder() {
        const auto before = snapshot(m_dir.filePath(q("s")));
        QVERIFY(!before.isEmpty());
        auto other = arguments();
        other[other.indexOf(q("--rounds")) + 1] = q("2");
        const auto run = cli(other);
        QCOMPARE(run.code, 1);
        QVERIFY2(run.err.contains("--rounds 1") && run.err.contains("--rounds 2") && run.err.contains("--out"), run.err.constData());
        QVERIFY(snapshot(m_dir.filePath(q("s"))) == before);
    }

    void unknownPartsAreRefused() {
        QCOMPARE(cli({q("study"), q("--out"), m_dir.filePath(q("x")), q("--parts"), q("everything")}).code, 2);
        QVERIFY(!QFileInfo::exists(m_dir.filePath(q("x"))));
    }
};

QTEST_GUILESS_MAIN(TestCliStudy)
#include "tst_cli_study.moc"
