// The result of a judgement in words: whom its headline calls the winner.
#include <QScopeGuard>
#include <QTranslator>
#include <QtTest>
#include <utility>

#include "workbench/judge/judge_words.h"

using namespace attune;

class TestJudgeWords : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aWinnerIsNamedOnlyWhereOneHalfLiesOutsideTheInterval() {
        JudgeTally tally;
        tally.winsA = 30;
        tally.winsB = 10;
        QCOMPARE(resultText(tally), QStringLiteral("A wins 30 of 40 (75 %, between 60 % and 86 %)"));
        std::swap(tally.winsA, tally.winsB);
        QCOMPARE(resultText(tally), QStringLiteral("B wins 30 of 40 (75 %, between 60 % and 86 %)"));
        tally.winsA = 30;
        QVERIFY(resultText(tally).startsWith(QStringLiteral("No winner yet: B scores 30 of 60 (50 %, ")));
    }

    void sentencesStandInARow() {
        JudgeTally tally;
        tally.winsA = 3;
        tally.ties = 1;
        tally.identical = 2;
        QVERIFY2(countsText(tally).contains(QStringLiteral("equal 3. Equal ones")),
                 qPrintable(countsText(tally)));
        QTranslator chinese;
        QVERIFY(chinese.load(QStringLiteral(":/translations/attune_zh_CN.qm")));
        QVERIFY(QCoreApplication::installTranslator(&chinese));
        const auto english = qScopeGuard([&chinese] { QCoreApplication::removeTranslator(&chinese); });
        const QString words = countsText(tally);
        QCOMPARE(words.count(QChar(0x3002)), 3);  // full stops
        QVERIFY2(!words.contains(QString(QChar(0x3002)) + QLatin1Char(' ')), qPrintable(words));
    }
};

QTEST_MAIN(TestJudgeWords)
#include "tst_judge_words.moc"
