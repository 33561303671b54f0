// Bad input gives one clear sentence on stderr, exit code 1, and changes nothing.
#include <QtTest>

#include "golden.h"
#include "program.h"
#include "small_disk.h"

using namespace attune::test;
using nlohmann::json;

namespace {

QString q(const char* text) { return QString::fromUtf8(text); }

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    file.write(bytes);
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A PNG that says it has 60,000 x 60,000 pixels.
QByteArray pngBomb() {
    return QByteArray::fromHex("89504e470d0a1a0a0000000d49484452" "0000ea60" "0000ea60" "0802000000" "00000000");
}

QByteArray safetensors(const QByteArray& header, const QByteArray& data) {
    QByteArray bytes(8, '\0');
    qToLittleEndian<quint64>(static_cast<quint64>(header.size()), bytes.data());
    return bytes + header + data;
}

void copyFolder(const QString& from, const QString& to) {
    QDir().mkpath(to);
    for (const auto& name : QDir(from).entryList(QDir::Files)) {
        QFile::copy(from + q("/") + name, to + q("/") + name);
        QFile::setPermissions(to + q("/") + name, QFile::ReadOwner | QFile::WriteOwner);
    }
}

}  // namespace

class TestCliBadInput : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_model;  ///< a sound checkpoint
    QString m_photo;

    QString at(const char* name) const { return m_dir.filePath(q(name)); }

    /// One sentence, code 1, and it names what it should.
    static void refused(const Outcome& outcome, const QByteArray& named) {
        QVERIFY2(outcome.code == 1, outcome.err + outcome.out);
        QVERIFY2(outcome.errorLines() == 1, outcome.err.constData());
        QVERIFY2(outcome.err.contains(named), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
    }

  private Q_SLOTS:
    void initTestCase() {
        m_model = q(ATTUNE_SOURCE_DIR "/resources/models/scenes");
        QVERIFY2(QFile::exists(m_model + q("/config.json")), "the shipped captioner is missing");
        const auto scene = at("scene.attune");
        QCOMPARE(cli({q("new"), scene, q("--demo"), q("--pictures"), q("8")}).code, 0);
        QDirIterator it(scene + q("/images"), {q("*.png")}, QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(it.hasNext());
        m_photo = it.next();
    }

    void aResultThatCannotBeWrittenIsAFailure() {
        QProcess shell;
        shell.start(q("/bin/sh"), {q("-c"), q("exec \"$0\" info \"$1\" --json >/dev/full"), programPath("attune-cli"), at("scene.attune")});
        QVERIFY(shell.waitForFinished(60000));
        QCOMPARE(shell.exitCode(), 1);
        QVERIFY(shell.readAllStandardError().contains("cannot be written"));
    }

    void usageErrorsAreCodeTwo() {
        QCOMPARE(cli({}).code, 2);
        QCOMPARE(cli({q("fly")}).code, 2);
        QCOMPARE(cli({q("info")}).code, 2);
        QCOMPARE(cli({q("optimize"), q("x"), q("--rounds"), q("many")}).code, 2);
        QCOMPARE(cli({q("optimize"), q("x"), q("--clip-range"), q("7")}).code, 2);
        const auto unread = cli({q("train-reward"), q("x"), q("--trunk-rank"), q("4")});
        QCOMPARE(unread.code, 2);
        QVERIFY2(unread.err.contains("--trunk-rank cannot be 4") && unread.err.contains("trunk set to lora"), unread.err.constData());
        QVERIFY(cli({q("train-reward"), q("--help")}).out.contains("needs --trunk lora or full]"));
        QCOMPARE(cli({q("rate"), q("x")}).code, 2);
    }
    void usageErrorsNameWhatIsWrong_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* arguments, const char* named) {
            QTest::newRow(arguments) << q(arguments).split(q(" ")) << QByteArray(named);
        };
        row("fly away", "no command \"fly\"");
        row("generate x --mode greddy", "--mode cannot be \"greddy\": it is one of greedy, sample, beam");
        row("generate x --top-k -1", "--top-k cannot be -1");
        row("optimize x --rounds many", "--rounds cannot be \"many\": it is a whole number");
        row("optimize x --guard maybe", "--guard cannot be \"maybe\": it is true or false");
        row("optimize x --algorithm pppo", "--algorithm cannot be \"pppo\"");
        row("models x --name heron", "--name requires --add");
        row("models x --add y --current 1", "excludes");
        row("rate x --queue uncertain", "--queue requires --simulate");
        row("rate x --simulate 5 --queue best", "--queue");
        row("embed x --neighbours 1", "--neighbours cannot be 1");
        row("embed x --umap false --neighbours 5", "--neighbours cannot be 5: it is read only with umap set to true");
        row("new x --pictures 20", "--pictures requires --demo");
        row("export x --format word --out y", "--format");
        row("export x --format csv --out y --run 1", "--run");
        row("export x --format tensorboard --out y --run 0", "--run");
        row("info x --loudly", "--loudly");
    }
    void usageErrorsNameWhatIsWrong() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const auto outcome = cli(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.err.contains(named), outcome.err + outcome.out);
        QVERIFY(outcome.out.isEmpty());
    }

    void aDeviceThatIsNotThere() {
        refused(cli({q("models"), at("scene.attune"), q("--inspect"), m_model, q("--device"), q("cuda:99")}), "cuda:99");
        refused(cli({q("models"), at("scene.attune"), q("--inspect"), m_model, q("--device"), q("gpu")}), "gpu");
    }

    void brokenPictures_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        const QByteArray png = read(m_photo);
        QTest::newRow("truncated png") << png.left(png.size() / 2) << q("t.png");
        QTest::newRow("text named jpg") << QByteArray("just some words\n") << q("words.jpg");
        QTest::newRow("bomb") << pngBomb() << q("bomb.png");
        QTest::newRow("empty") << QByteArray() << q("empty.png");
    }
    void brokenPictures() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        const QString file = m_dir.filePath(name);
        write(file, bytes);
        refused(cli({q("caption"), q("--model"), m_model, file}), name.toUtf8());

        const QString project = m_dir.filePath(name + q(".attune"));
        QCOMPARE(cli({q("new"), project}).code, 0);
        const auto import = cli({q("import"), project, file, m_photo, q("--json")});
        QVERIFY2(import.code == 0, import.err.constData());
        QCOMPARE(import.json()["added"].get<int>(), 1);
        QCOMPARE(import.json()["problems"].size(), std::size_t{1});
        int images = 0;
        const json info = cli({q("info"), project, q("--json")}).json();
        for (const auto& count : info["images"]) images += count.get<int>();
        QCOMPARE(images, 1);
        refused(cli({q("import"), project, file}), name.toUtf8());
    }

    void brokenCheckpoints_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("named");
        const QByteArray weights = read(m_model + q("/model.safetensors"));
        QTest::newRow("cut short") << q("model.safetensors") << weights.left(weights.size() - 100) << QByteArray("model.safetensors");
        QTest::newRow("cut in the header") << q("model.safetensors") << weights.left(60) << QByteArray("model.safetensors");
        QTest::newRow("overlapping") << q("model.safetensors")
                                     << safetensors(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
                                                    QByteArray(12, '\0'))
                                     << QByteArray("model.safetensors");
        QTest::newRow("oversized") << q("model.safetensors")
                                   << safetensors(R"({"a":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,8]}})", QByteArray(8, '\0'))
                                   << QByteArray("model.safetensors");
        QTest::newRow("endless header") << q("model.safetensors") << QByteArray(8, '\x7f') + QByteArray(100, ' ') << QByteArray("model.safetensors");
        QTest::newRow("unknown family") << q("config.json") << QByteArray(R"({"model_type":"perceiver"})") << QByteArray("perceiver");
        QTest::newRow("no family") << q("config.json") << QByteArray("{}") << QByteArray("model_type");
        QTest::newRow("config no json") << q("config.json") << QByteArray("{") << QByteArray("config.json");
        QTest::newRow("no config") << q("config.json") << QByteArray() << QByteArray("config.json");
        QTest::newRow("no weights") << q("model.safetensors") << QByteArray() << QByteArray("model.safetensors");
    }
    void brokenCheckpoints() {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, named);
        const QString folder = m_dir.filePath(q("checkpoint-") + QString::number(qHash(QString::fromUtf8(QTest::currentDataTag()))));
        copyFolder(m_model, folder);
        QFile::remove(folder + q("/") + file);
        if (!bytes.isEmpty()) write(folder + q("/") + file, bytes);
        refused(cli({q("caption"), q("--model"), folder, m_photo}), named);

        const QString project = folder + q(".attune");
        QCOMPARE(cli({q("new"), project}).code, 0);
        const auto before = cli({q("models"), project, q("--json")}).out;
        refused(cli({q("models"), project, q("--add"), folder}), named);
        QCOMPARE(cli({q("models"), project, q("--json")}).out, before);
    }

    void aModelWithoutTokenizer() {
        const QString folder = at("no-tokenizer");
        copyFolder(m_model, folder);
        for (const char* name : {"tokenizer.json", "vocab.json", "merges.txt"}) QFile::remove(folder + q("/") + q(name));
        refused(cli({q("caption"), q("--model"), folder, m_photo}), "tokenizer");
        refused(cli({q("tokenize"), q("--model"), folder}), "tokenizer");
    }

    void missingThings() {
        refused(cli({q("info"), at("nothing.attune")}), "nothing.attune");
        refused(cli({q("caption"), q("--model"), at("no-model"), m_photo}), "no-model");
        refused(cli({q("caption"), q("--model"), m_model, at("gone.png")}), "gone.png");
        QCOMPARE(cli({q("new"), at("empty.attune")}).code, 0);
        refused(cli({q("generate"), at("empty.attune")}), "");
        refused(cli({q("train-reward"), at("empty.attune")}), "");
        refused(cli({q("optimize"), at("empty.attune")}), "");
        refused(cli({q("optimize"), at("empty.attune"), q("--resume")}), "resume");
        refused(cli({q("new"), at("empty.attune")}), "empty.attune");
    }

    void aReadOnlyProjectIsReadButNotWritten() {
        const QString project = at("locked.attune");
        QCOMPARE(cli({q("new"), project}).code, 0);
        const auto before = snapshot(project);
        const auto permissions = QFile::permissions(project);
        const auto readOnly = QFile::ReadOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup;
        QVERIFY(QFile::setPermissions(project, readOnly));
        QVERIFY(QFile::setPermissions(project + q("/project.sqlite"), QFile::ReadOwner));
        refused(cli({q("import"), project, m_photo}), "locked.attune");
        refused(cli({q("models"), project, q("--add"), m_model}), "locked.attune");
        QCOMPARE(cli({q("info"), project}).code, 0);
        QVERIFY(QFile::setPermissions(project, permissions));
        QCOMPARE(snapshot(project), before);
    }

    void onAFullDiskAProjectCanBeLookedAt() {
        attune::test::SmallDisk disk(8);
        if (!disk.problem().isEmpty()) QSKIP(qPrintable(disk.problem()));
        const QString project = disk.path(q("small.attune"));
        QCOMPARE(cli({q("new"), project}).code, 0);
        disk.fill(0);
        QCOMPARE(cli({q("info"), project}).code, 0);
        refused(cli({q("import"), project, m_photo}), "full");
        refused(cli({q("new"), disk.path(q("other.attune"))}), "space");
        QVERIFY(!QFile::exists(disk.path(q("other.attune"))));
        disk.makeRoom();
        QCOMPARE(cli({q("import"), project, m_photo}).code, 0);
    }

    void aNewerProjectIsRefusedUntouched() {
        const QString project = at("newer.attune");
        QCOMPARE(cli({q("new"), project}).code, 0);
        // SQLite keeps the user version, which is the schema's, big-endian at byte 60.
        QFile file(project + q("/project.sqlite"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(60);
        file.write(QByteArray::fromHex("00000063"));
        file.close();
        const auto before = snapshot(project);
        refused(cli({q("info"), project}), "newer");
        refused(cli({q("import"), project, m_photo}), "newer");
        QCOMPARE(snapshot(project), before);
    }

    void aDamagedProjectIsRefused() {
        const QString project = at("damaged.attune");
        QCOMPARE(cli({q("new"), project}).code, 0);
        write(project + q("/project.sqlite"), QByteArray(5000, 'x'));
        refused(cli({q("info"), project}), "damaged.attune");
    }

    void badRatingsAreRefusedWhole() {
        const QString project = at("scene.attune");
        const auto before = cli({q("info"), project, q("--json")}).out;
        write(at("r.jsonl"), "{\"caption\": 1, \"value\": 5}\n{\"caption\": 1, \"value\": 9}\n");
        refused(cli({q("rate"), project, q("--from"), at("r.jsonl")}), "line 2");
        QCOMPARE(cli({q("info"), project, q("--json")}).out, before);
    }
};

QTEST_GUILESS_MAIN(TestCliBadInput)
#include "tst_cli_bad_input.moc"
