// The result of a judgement in words: whom its headline calls the winner.
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
};

QTEST_MAIN(TestJudgeWords)
#include "tst_judge_words.moc"
