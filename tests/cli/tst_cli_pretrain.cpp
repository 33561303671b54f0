// attune-cli pretrain, stopped and killed: with --resume it goes on to the bytes of one that was left alone.
#include <QtTest>
#include <filesystem>
#include <utility>

#include "data/json.h"
#include "program.h"

using namespace attune;
using namespace attune::test;
namespace fs = std::filesystem;

namespace {

QString q(const char* text) { return QString::fromUtf8(text); }

enum class End { Stop, Kill };

/// Steps of a captioner that are kept beside it; 0 where there are none.
int keptOf(const QString& out) {
    const fs::path file = out.toStdString() + ".pretraining/state.json";
    return fs::exists(file) ? readJsonFile(file)["steps"].get<int>() : 0;
}

/// All files of a folder.
QMap<QString, QByteArray> filesOf(const QString& folder) {
    QMap<QString, QByteArray> files;
    for (const QString& name : QDir(folder).entryList(QDir::Files | QDir::Hidden)) {
        QFile file(folder + QLatin1Char('/') + name);
        if (file.open(QIODevice::ReadOnly)) files[name] = file.readAll();
    }
    return files;
}

}  // namespace

class TestCliPretrain : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    /// Three stages, a captioner that is small.
    static QStringList pretrain(const QString& out, const QStringList& more = {}) {
        QStringList arguments{q("pretrain"), q("--recipe"), q("scenes"), q("--out"), out};
        const QList<std::pair<const char*, const char*>> options{
            {"--width", "32"},         {"--encoder-layers", "1"}, {"--encoder-heads", "2"},      {"--decoder-layers", "1"},
            {"--decoder-heads", "2"},  {"--patch-size", "16"},    {"--perception-steps", "300"}, {"--perception-batch", "4"},
            {"--caption-steps", "60"}, {"--caption-batch", "4"},  {"--finish-steps", "3"}};
        for (const auto& [name, value] : options) arguments << q(name) << q(value);
        return arguments + more;
    }

    /// Ends it once it has kept more steps than there were before.
    static Outcome endOnceKept(const QStringList& arguments, const QString& out, End end) {
        const int before = keptOf(out);
        QProcess process;
        process.start(programPath("attune-cli"), arguments);
        while (!process.waitForFinished(10) && keptOf(out) <= before) {
        }
        end == End::Kill ? process.kill() : process.terminate();
        process.waitForFinished();
        Outcome outcome;
        if (process.exitStatus() == QProcess::NormalExit) outcome.code = process.exitCode();
        outcome.err = process.readAllStandardError();
        return outcome;
    }

  private Q_SLOTS:
    void stoppedAndKilledItGoesOnToTheSameBytes() {
        const QString calm = m_dir.filePath(q("calm")), cut = m_dir.filePath(q("cut"));
        const auto whole = cli(pretrain(calm));
        QVERIFY2(whole.code == 0, whole.err.constData());
        QVERIFY(filesOf(calm).contains(q("model.safetensors")));

        const auto stopped = endOnceKept(pretrain(cut), cut, End::Stop);
        QCOMPARE(stopped.code, 1);
        QVERIFY2(stopped.err.contains("--resume"), stopped.err.constData());
        QVERIFY(!QFile::exists(cut));
        const int first = keptOf(cut);
        QVERIFY(first > 0);

        // As a shell's completion writes it.
        const QString withSlash = cut + QLatin1Char('/');
        QCOMPARE(endOnceKept(pretrain(withSlash, {q("--resume")}), cut, End::Kill).code, -1);
        QVERIFY(keptOf(cut) > first);
        const auto other = cli(pretrain(cut, {q("--resume"), q("--seed"), q("9")}));
        QCOMPARE(other.code, 1);
        QVERIFY2(other.err.contains("belongs to another run"), other.err.constData());

        const auto resumed = cli(pretrain(cut, {q("--resume")}));
        QVERIFY2(resumed.code == 0, resumed.err.constData());
        QVERIFY(filesOf(cut) == filesOf(calm));
        const auto left = QDir(m_dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        QCOMPARE(left, (QStringList{q("calm"), q("cut")}));
    }

    void whereNothingIsKeptThereIsNothingToResume() {
        const QString none = m_dir.filePath(q("none"));
        const auto refused = cli(pretrain(none, {q("--resume")}));
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("there is no run to resume"), refused.err.constData());
        QVERIFY(!QFile::exists(none));
    }

    /// Without --resume it begins anew, whatever is kept of other options.
    void anotherRunTakesThePlaceOfOneThatWasStopped() {
        const QString out = m_dir.filePath(q("again"));
        QCOMPARE(endOnceKept(pretrain(out, {q("--seed"), q("9")}), out, End::Stop).code, 1);
        QVERIFY(keptOf(out) > 0);
        const auto again = cli(pretrain(out));
        QVERIFY2(again.code == 0, again.err.constData());
        QVERIFY(filesOf(out).contains(q("model.safetensors")));
        QVERIFY(!QFile::exists(out + q(".pretraining")));
    }
};

QTEST_GUILESS_MAIN(TestCliPretrain)
#include "tst_cli_pretrain.moc"
