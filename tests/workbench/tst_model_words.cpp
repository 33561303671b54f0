// What models are called: those that the program named, in the language of the window, and others as they were named.
#include <QScopeGuard>
#include <QTranslator>
#include <QtTest>

#include "session/model_name.h"
#include "workbench/model_words.h"

using namespace attune;

class TestModelWords : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void namesOfTheProgramAreTranslated_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("run");
        QTest::addColumn<int>("round");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("name");
        const QString made = QStringLiteral("runs/7/checkpoints/x");
        QTest::newRow("round") << QStringLiteral("captioner") << 7 << 5 << made << QStringLiteral("round 5 of run 7");
        QTest::newRow("captioner") << QStringLiteral("captioner") << 7 << 0 << made << QStringLiteral("captioner of run 7");
        QTest::newRow("reward") << QStringLiteral("reward") << 7 << 0 << made << QStringLiteral("reward of run 7");
        QTest::newRow("demo") << QStringLiteral("captioner") << 0 << 0 << QStringLiteral("models/scenes") << QStringLiteral("base");
    }

    void namesOfTheProgramAreTranslated() {
        QFETCH(QString, kind);
        QFETCH(int, run);
        QFETCH(int, round);
        QFETCH(QString, path);
        QFETCH(QString, name);
        ModelRecord model;
        model.kind = kind.toStdString();
        model.runId = run;
        if (round > 0) model.info["round"] = round;
        model.path = path.toStdString();
        model.name = generatedModelName(model);
        QCOMPARE(QString::fromStdString(model.name), name);  // as it is stored
        QCOMPARE(modelName(model), name);
        QTranslator chinese;
        QVERIFY(chinese.load(QStringLiteral(":/translations/attune_zh_CN.qm")));
        QVERIFY(QCoreApplication::installTranslator(&chinese));
        const auto english = qScopeGuard([&chinese] { QCoreApplication::removeTranslator(&chinese); });
        const QString shown = modelName(model);
        QVERIFY2(shown != name, qPrintable(shown));
        for (const int number : {run, round})
            if (number > 0) QVERIFY2(shown.contains(QString::number(number)), qPrintable(shown));
        // One that the user has renamed keeps that name, in any language.
        for (const char* own : {"taste", "round 6 of run 7", "base 2"}) {
            model.name = own;
            QCOMPARE(modelName(model), QString::fromLatin1(own));
        }
    }

    void importedOnesKeepTheirName() {
        ModelRecord model;
        model.path = "models/blip";
        model.name = "base";
        QCOMPARE(generatedModelName(model), std::string());
        QCOMPARE(modelName(model), QStringLiteral("base"));
        model.name.clear();
        QCOMPARE(modelName(model), QString());
    }
};

QTEST_MAIN(TestModelWords)
#include "tst_model_words.moc"
