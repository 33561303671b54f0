// Every word of the window in every language: nothing unfinished, nothing forgotten, no placeholder lost.
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>
#include <QtTest>

#include "data/embed_options.h"
#include "data/evaluate_options.h"
#include "data/generation_options.h"
#include "data/policy_options.h"
#include "data/precision_options.h"
#include "data/reward_options.h"
#include "workbench/option_fields.h"

using namespace attune;

namespace {

struct Text {
    QString context, source, comment;
    QStringList translations;  ///< more than one for plurals
    bool unfinished = false;

    QString key() const { return QStringLiteral("%1 | %2 | %3").arg(context, source, comment); }
};

Text readMessage(QXmlStreamReader& xml, const QString& context) {
    Text text;
    text.context = context;
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            text.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            text.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            text.unfinished = xml.attributes().hasAttribute(QLatin1String("type"));
            QString own;
            while (xml.readNext() != QXmlStreamReader::EndElement) {
                if (xml.isCharacters()) own += xml.text();
                if (xml.isStartElement()) text.translations.append(xml.readElementText());
            }
            if (text.translations.isEmpty()) text.translations.append(own);
        } else {
            xml.skipCurrentElement();
        }
    }
    return text;
}

QList<Text> readTexts(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QXmlStreamReader xml(&file);
    QList<Text> texts;
    xml.readNextStartElement();
    while (xml.readNextStartElement()) {
        if (xml.name() != QLatin1String("context")) {
            xml.skipCurrentElement();
            continue;
        }
        QString context;
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else
                texts.append(readMessage(xml, context));
        }
    }
    return texts;
}

QString source(const QString& path) { return QStringLiteral(ATTUNE_SOURCE_DIR "/") + path; }

/// %1, %2, %n as they come, sorted.
QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("%L?[0-9n]"));
    QStringList all;
    for (auto match = pattern.globalMatch(text); match.hasNext();) all.append(match.next().captured());
    all.sort();
    return all;
}

}  // namespace

class TestTranslations : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void nothingIsUnfinished_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("Chinese") << source(QStringLiteral("translations/attune_zh_CN.ts"));
        QTest::newRow("English plurals") << source(QStringLiteral("translations/attune_en.ts"));
    }

    void nothingIsUnfinished() {
        QFETCH(QString, file);
        const auto texts = readTexts(file);
        QVERIFY(texts.size() > 10);
        QStringList bad;
        for (const auto& text : texts) {
            bool empty = text.unfinished;
            for (const QString& translation : text.translations) {
                empty = empty || translation.trimmed().isEmpty();
                // A plural of one may leave the number out.
                if (text.translations.size() == 1 && placeholders(translation) != placeholders(text.source))
                    bad.append(QStringLiteral("placeholders: ") + text.key());
            }
            if (empty) bad.append(QStringLiteral("unfinished: ") + text.key());
        }
        QVERIFY2(bad.isEmpty(), qPrintable(bad.join(QLatin1Char('\n'))));
    }

    void theFilesKnowEveryWordOfTheSources() {
        const QTemporaryDir folder;
        const QString fresh = folder.filePath(QStringLiteral("fresh.ts"));
        QProcess lupdate;
        lupdate.setWorkingDirectory(source({}));
        lupdate.start(QStringLiteral(ATTUNE_LUPDATE),
                      {QStringLiteral("-silent"), QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("-I"),
                       QStringLiteral("app"), QStringLiteral("-I"), QStringLiteral("core"), QStringLiteral("-recursive"),
                       QStringLiteral("app/workbench"), QStringLiteral("widgets"), QStringLiteral("-ts"), fresh});
        QVERIFY(lupdate.waitForFinished(60000));
        QCOMPARE(lupdate.exitCode(), 0);
        QSet<QString> known;
        for (const auto& text : readTexts(source(QStringLiteral("translations/attune_zh_CN.ts")))) known.insert(text.key());
        QStringList missing;
        for (const auto& text : readTexts(fresh))
            if (!known.contains(text.key())) missing.append(text.key());
        QVERIFY2(missing.isEmpty(),
                 qPrintable(QStringLiteral("run ./dev translations:\n") + missing.join(QLatin1Char('\n'))));
    }

    void everyOptionOfAJobIsTranslated() {
        QTranslator chinese;
        QVERIFY(chinese.load(QStringLiteral(":/translations/attune_zh_CN.qm")));
        QCoreApplication::installTranslator(&chinese);
        QStringList missing;
        const auto check = [&missing](const std::vector<OptionDescription>& options) {
            for (const auto& option : options) {
                if (optionText(option.info.help) == QString::fromStdString(option.info.help))
                    missing.append(QString::fromStdString(option.info.help));
                const QString label = optionLabel(option.name);
                if (label.toLatin1() == label.toUtf8() && label.size() > 6) missing.append(label);
            }
        };
        check(describeOptions<GenerationOptions>());
        check(describeOptions<PrecisionOptions>());
        check(describeOptions<RewardOptions>());
        check(describeOptions<PolicyOptions>());
        check(describeOptions<EvaluateOptions>());
        check(describeOptions<EmbedOptions>());
        QCoreApplication::removeTranslator(&chinese);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
