// What core says is said in the language of the window: every sentence of its sources has a pattern, and is found again.
#include <QDirIterator>
#include <QRegularExpression>
#include <QTranslator>
#include <QtTest>

#include "data/error.h"
#include "message_scanner.h"
#include "workbench/core_messages.h"
#include "workbench/problem.h"

using namespace attune;

namespace {

constexpr QChar kHole(0xFFFC);

/// Sources whose sentences never come to the window.
const QStringList kExempt{
    QStringLiteral("core/engine/standalone.cpp"),       // tools for the terminal
    QStringLiteral("core/engine/text_tools.cpp"),       //
    QStringLiteral("core/engine/scenes_pretrain.cpp"),  // pre-training has no page
    QStringLiteral("core/engine/pretrain_job.cpp"),     //
    QStringLiteral("core/learn/pretrain.cpp"),          //
    QStringLiteral("core/learn/pretrain_state.cpp"),    //
    QStringLiteral("core/text/bpe_trainer.cpp"),        //
    QStringLiteral("core/scenes/dataset.cpp"),          //
    QStringLiteral("core/scenes/grammar.cpp"),          //
    QStringLiteral("core/protocol/request.cpp"),        // what an engine says to a program, not to a user
    QStringLiteral("core/engine/serve.cpp"),            //
};

/// What speaks in core: Error, and those that hand their argument on to it.
QSet<QString> speakers(const QString& file) {
    QSet<QString> all{QStringLiteral("Error"),         QStringLiteral("StorageError"),     QStringLiteral("refuse"),
                      QStringLiteral("throwDamaged"),
                      QStringLiteral("broken"),        QStringLiteral("addProblem"),       QStringLiteral("warning"),
                      QStringLiteral("failure"),       QStringLiteral("requireRows"),      QStringLiteral("warnings.push_back"),
                      QStringLiteral("refuseSavedState"), QStringLiteral("notes.push_back"), QStringLiteral("problems.push_back")};
    if (file == QLatin1String("core/learn/guard.cpp")) all.insert(QStringLiteral("words"));
    return all;
}

QString read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// A sentence and not a key, a format or a file's name: two words of letters at least.
bool isSentence(const QString& text) {
    static const QRegularExpression words(QStringLiteral("[a-z]{2,}[^a-z]* [^a-z]*[a-z]{2,}|[a-z]{2,} \\x{FFFC}|\\x{FFFC} [a-z]{2,}"));
    return words.match(text).hasMatch();
}

/// With something at each hole, as at run time; of printf's formats too.
QString filled(QString text) {
    static const QRegularExpression number(QStringLiteral("%\\.\\d+f"));
    text.replace(number, QStringLiteral("1.5"));
    text.replace(QLatin1String("%%"), QLatin1String("%"));
    return text.replace(kHole, QLatin1String("/x/y.z"));
}

class Chinese {
  public:
    Chinese() {
        if (m_translator.load(QStringLiteral(":/translations/attune_zh_CN.qm"))) QCoreApplication::installTranslator(&m_translator);
    }
    ~Chinese() { QCoreApplication::removeTranslator(&m_translator); }

  private:
    QTranslator m_translator;
};

}  // namespace

class TestCoreMessages : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void clausesBecomeSentences_data() {
        QTest::addColumn<QString>("clause");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("clause") << "the disk is full" << "The disk is full.";
        QTest::newRow("sentence") << "Run 3 was stopped." << "Run 3 was stopped.";
        QTest::newRow("file first") << "tokenizer.json is missing" << "tokenizer.json is missing.";
        QTest::newRow("option first") << "label_smoothing must be below 1" << "label_smoothing must be below 1.";
        QTest::newRow("path first") << "/a/b.png cannot be read" << "/a/b.png cannot be read.";
        QTest::newRow("path last") << "cannot open /a/b.attune" << "Cannot open /a/b.attune";
        const auto chinese = [](const char* name, const char* clause, const char* sentence) {
            QTest::newRow(name) << QString::fromUtf8(clause) << QString::fromUtf8(sentence);
        };
        chinese("Chinese", "磁盘已满", "磁盘已满。");
        chinese("Chinese sentence", "磁盘已满。", "磁盘已满。");
        chinese("Chinese, Latin word last", "无法读取 JSON", "无法读取 JSON。");
        chinese("Chinese, file first", "tokenizer.json 缺失", "tokenizer.json 缺失。");
        chinese("Chinese, path first", "/a/b.png 无法读取", "/a/b.png 无法读取。");
        chinese("Chinese, path last", "无法打开 /a/b.attune", "无法打开 /a/b.attune");
        chinese("Chinese, path and reason", "无法写入 /a/b.attune：磁盘已满", "无法写入 /a/b.attune：磁盘已满。");
        chinese("Chinese, quoted path last", "无法打开“/a/b.attune”", "无法打开“/a/b.attune”。");
        chinese("Chinese, file of a Chinese name", "无法打开 /图片/一", "无法打开 /图片/一");
        chinese("English, file of a Chinese name", "cannot open /a/图片", "Cannot open /a/图片");
        chinese("Chinese, device first", "cuda:63 不存在", "cuda:63 不存在。");
        chinese("Chinese, name of a word first", "cuda 不可用", "cuda 不可用。");
        chinese("Chinese, two Latin words first", "batch size 必须大于 0", "batch size 必须大于 0。");
        chinese("Chinese, English reason", "无法读取 /a/b：No such file or directory", "无法读取 /a/b：No such file or directory。");
        chinese("Chinese, English reason behind Latin", "JSON 无法解析：unexpected end of input", "JSON 无法解析：unexpected end of input。");
        chinese("English, quoted Chinese name", "there is no image \"猫\" in this project", "There is no image \"猫\" in this project.");
        chinese("English, Chinese name last", "there is no model \"猫\"", "There is no model \"猫\".");
        chinese("English, Chinese file first", "猫.png is missing", "猫.png is missing.");
        chinese("English, Chinese path first", "/图片/a.png cannot be read", "/图片/a.png cannot be read.");
        chinese("English, Chinese word within", "tokenizer.json of 模型 is missing", "tokenizer.json of 模型 is missing.");
        QTest::newRow("device first") << "cuda:63 is not there" << "cuda:63 is not there.";
        QTest::newRow("the system's words") << "No such file or directory" << "No such file or directory.";
        QTest::newRow("nothing") << QString() << QString();
    }
    void clausesBecomeSentences() {
        QFETCH(QString, clause);
        QTEST(asSentence(clause), "sentence");
    }

    void englishWordsInAChineseWindowStayEnglishSentences() {
        const Chinese chinese;
        QCOMPARE(asSentence(QStringLiteral("the disk is full")), QStringLiteral("The disk is full."));
        QCOMPARE(asSentence(QStringLiteral("cannot open the model \"猫\"")), QStringLiteral("Cannot open the model \"猫\"."));
    }

    void theScannerReadsSumsAndChoices() {
        const auto found = test::sentencesOf(QStringLiteral(R"x(
            throw Error("cannot read " + path.string(), bad ? "it is " "empty" : std::string("it has ") + toText(n) + " parts",
                        "" /* nothing */); // Error("a comment")
            other("not a sentence");)x"), {QStringLiteral("Error")});
        QStringList texts;
        for (const auto& sentence : found) texts.append(sentence.text);
        QCOMPARE(texts, (QStringList{QStringLiteral("cannot read ") + kHole, QStringLiteral("it is empty"),
                                     QStringLiteral("it has ") + kHole + QStringLiteral(" parts"), QString()}));
        QCOMPARE(found.front().line, 2);
    }

    void everySentenceHasAPattern_data() {
        QTest::addColumn<QString>("folder");
        for (const char* folder : {"data", "protocol", "media", "scenes", "text", "project", "session", "model", "learn", "engine"})
            QTest::newRow(folder) << QStringLiteral("core/%1").arg(QLatin1String(folder));
    }

    void everySentenceHasAPattern() {
        QFETCH(QString, folder);
        const QString root = QStringLiteral(ATTUNE_SOURCE_DIR "/");
        QStringList missing;
        int sentences = 0;
        QDirIterator files(root + folder, {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next(), name = path.mid(root.size());
            if (kExempt.contains(name)) continue;
            for (const auto& sentence : test::sentencesOf(read(path), speakers(name))) {
                if (!isSentence(sentence.text)) continue;
                ++sentences;
                QString whole = sentence.text;
                // A sum that begins with what a line above holds.
                if (name == QLatin1String("core/data/json.h") && whole.startsWith(kHole + QLatin1Char(' ')))
                    whole.prepend(QLatin1String("the field \"")).insert(whole.indexOf(kHole) + 1, QLatin1Char('"'));
                if (!isCoreTextKnown(filled(whole)))
                    missing.append(QStringLiteral("%1:%2  %3").arg(name).arg(sentence.line).arg(QString(sentence.text).replace(kHole, QLatin1String("%"))));
            }
        }
        QVERIFY2(sentences > 0, "nothing was found: is the scanner broken?");
        QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("no pattern in core_message_texts.cpp for\n") + missing.join(QLatin1Char('\n'))));
    }

    void whatIsExemptExists() {
        for (const QString& path : kExempt) QVERIFY2(QFile::exists(QStringLiteral(ATTUNE_SOURCE_DIR "/") + path), qPrintable(path));
    }

    void englishStaysAsItIs() {
        QCOMPARE(coreText(std::string("cannot open /a/b.png")), QStringLiteral("cannot open /a/b.png"));
    }

    void partsAreTranslatedInTheirPlaces() {
        const Chinese chinese;
        QCOMPARE(coreText(std::string("cannot open /a/b.png")), QStringLiteral("无法打开 /a/b.png"));
        // A reason within a reason, and an error on one line.
        QCOMPARE(coreText(std::string("line 3: the caption is not UTF-8 text")), QStringLiteral("第 3 行：该描述不是 UTF-8 文本"));
        QCOMPARE(coreText(std::string("cannot decode image x.png: the image data ends early (the file may be incomplete: copy or "
                                      "download it again)")),
                 QStringLiteral("无法解码图片 x.png：图片数据提前结束（文件可能不完整：请重新复制或下载）"));
        QCOMPARE(coreText(std::string("cannot write the project database /a/b.sqlite")), QStringLiteral("无法写入项目数据库 /a/b.sqlite"));
        // What nobody knows stays, also beside what is known.
        QCOMPARE(coreText(std::string("cannot open a: strange words")), QStringLiteral("无法打开 a: strange words"));
        QCOMPARE(coreText(std::string("strange words")), QStringLiteral("strange words"));
        QCOMPARE(coreText(std::string()), QString());
    }

    void aFileMayBeCalledLikeAPlaceholder() {
        const Chinese chinese;
        QCOMPARE(coreText(std::string("nothing was taken from /a/%2.csv because line 7 is wrong")),
                 QStringLiteral("没有从 /a/%2.csv 导入任何内容，因为第 7 行有误"));
    }

    void devicesAreCalledAsInTheWindow_data() {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const auto row = [](const char* name, const char* message, const char* english, const char* chinese) {
            QTest::newRow(name) << QString::fromUtf8(message) << QString::fromUtf8(english) << QString::fromUtf8(chinese);
        };
        row("a GPU", "there is no device cuda:63", "there is no device GPU 63", "找不到设备 GPU 63");
        row("any GPU", "there is no device cuda", "there is no device GPU", "找不到设备 GPU");
        row("two", "use the device cpu or auto", "use the device CPU or Automatic", "请将设备改为“CPU”或“自动”");
        row("one line", "there is no device cuda:63: LibTorch sees one GPU (use the device cpu or auto)",
            "there is no device GPU 63: LibTorch sees one GPU (use the device CPU or Automatic)",
            "找不到设备 GPU 63：LibTorch 检测到 1 块 GPU（请将设备改为“CPU”或“自动”）");
        // What no machine has is shown as it was written, and so is a file of that name.
        row("no device at all", "there is no device \"tpu\"", "there is no device \"tpu\"", "找不到设备“tpu”");
        row("a file", "cannot open cuda", "cannot open cuda", "无法打开 cuda");
    }

    void devicesAreCalledAsInTheWindow() {
        QFETCH(QString, message);
        QTEST(coreText(message), "english");
        const Chinese chinese;
        QTEST(coreText(message), "chinese");
    }

    void theMoreExactPatternWins() {
        const Chinese chinese;
        QCOMPARE(coreText(std::string("it is a database of another program")), QStringLiteral("它是另一个程序的数据库"));
        QCOMPARE(coreText(std::string("this project has no reward model yet")), QStringLiteral("项目中还没有奖励模型"));
    }

    void aProblemIsInTheLanguageOfTheWindow() {
        const Chinese chinese;
        const Problem problem = problemOf(Error("there is nothing to export", "the project has no preferences", "rate some captions first"));
        QCOMPARE(problem.what, QStringLiteral("没有可导出的内容"));
        QCOMPARE(problem.why, QStringLiteral("项目中没有偏好"));
        QCOMPARE(problem.remedy, QStringLiteral("请先给一些描述评分"));
    }
};

QTEST_MAIN(TestCoreMessages)
#include "tst_core_messages.moc"
