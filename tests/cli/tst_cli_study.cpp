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
                q("--algorithm"), q("reinforce"), q("--parts"), q("algorithms,ceiling,probe")};
    }

  private Q_SLOTS:
    void itMeasuresAndReports() {
        const auto run = cli(arguments() + QStringList{q("--json")});
        if (run.code != 0) qWarning("%s", run.err.constData());
        QCOMPARE(run.code, 0);
        QVERIFY(run.json()["targets"].size() > 8);

        const auto lines = contents(m_dir.filePath(q("s/study.csv"))).trimmed().split('\n');
        // Head, three temperatures of the base, a reward of lengths, what learns from no rating, then a reward and what learns from it.
        QCOMPARE(lines.size(), 8);
        const auto value = [&](int line, const char* measure) {
            return lines[line].split(',').value(lines[0].split(',').indexOf(QByteArray(measure)));
        };
        QVERIFY(lines[0].startsWith("part,algorithm,ratings,queue,reward,seed,round,gold_sampled,gold_greedy"));
        QVERIFY(lines[4].startsWith("probe,base,40,random,mean,0,0,,,"));
        QVERIFY(lines[5].startsWith("ceiling,reinforce,0,random,gold,0,1,0."));
        QVERIFY(lines[6].startsWith("reward,base,40,random,mean,0,0,,,"));
        QVERIFY(lines[7].startsWith("algorithms,reinforce,40,random,mean,0,1,0."));
        for (const int line : {4, 6}) {
            QCOMPARE(value(line, "rated"), QByteArray("40"));
            QVERIFY2(!value(line, "image_swap").isEmpty() && !value(line, "reads_image").isEmpty(), lines[line].constData());
        }
        // The true score teaches at once.
        QVERIFY(value(5, "gold_sampled").toDouble() > value(1, "gold_sampled").toDouble());

        const QByteArray html = contents(m_dir.filePath(q("s/study.html")));
        QVERIFY(html.contains("All ratings are simulated") && html.contains("the true score as the reward") && html.contains("Image-swap probe"));
        QVERIFY(!QFileInfo::exists(m_dir.filePath(q("s/projects/seed-0"))));
    }

    void aSecondCallMeasuresNothingAgain() {
        const QByteArray before = contents(m_dir.filePath(q("s/study.csv")));
        const auto run = cli(arguments());
        QCOMPARE(run.code, 0);
        QVERIFY(run.out.contains("not measured: ppo after 40 ratings"));
        QCOMPARE(contents(m_dir.filePath(q("s/study.csv"))), before);
    }

    void whatLearnsAfterSoManyRatingsSeesNoOthers() {
        const QString out = m_dir.filePath(q("few"));
        const auto run = cli({q("study"), q("--out"), out, q("--seeds"), q("1"), q("--ratings"), q("40"), q("--rounds"), q("1"),
                              q("--algorithm"), q("sft"), q("--parts"), q("algorithms,ratings"), q("--keep")});
        if (run.code != 0) qWarning("%s", run.err.constData());
        QCOMPARE(run.code, 0);
        // A quarter, half, once and four times as many.
        for (const int ratings : {10, 20, 40, 160}) {
            const QString project = out + QStringLiteral("/projects/seed-0/random-%1.attune").arg(ratings);
            const auto info = cli({q("info"), project, q("--json")}).json();
            QCOMPARE(info["decisions"]["ratings"].get<int>(), ratings);
        }
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
