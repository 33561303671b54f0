#include "workbench/judge/judge_words.h"

#include <QCoreApplication>
#include <QLocale>

#include "workbench/sentences.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::JudgeWords)

  public:
    static QString percent(double share) {
        //: a share in percent
        return tr("%1 %").arg(QLocale().toString(share * 100, 'f', 0));
    }
    /// Halves are shown as such: 27.5 of 40.
    static QString scored(const QString& words, double score, int trials, const Interval& interval) {
        return words.arg(QLocale().toString(score, 'f', score == static_cast<int>(score) ? 0 : 1))
            .arg(trials)
            .arg(percent(score / trials), percent(interval.low), percent(interval.high));
    }
    static QString result(const JudgeTally& tally) {
        if (tally.trials() == 0) return tr("Nothing is judged yet");
        const Interval interval = tally.interval();
        if (interval.high < 0.5)
            return scored(tr("A wins %1 of %2 (%3, between %4 and %5)"), tally.trials() - tally.scoreOfB(), tally.trials(),
                          {1 - interval.high, 1 - interval.low});
        return scored(interval.low > 0.5 ? tr("B wins %1 of %2 (%3, between %4 and %5)")
                                         : tr("No winner yet: B scores %1 of %2 (%3, between %4 and %5)"),
                      tally.scoreOfB(), tally.trials(), interval);
    }
    static QString meaning(const JudgeTally& tally) {
        if (tally.trials() == 0) return {};
        const Interval interval = tally.interval();
        if (interval.low > 0.5)
            return tr("B is better: one half lies below the 95 % interval, so chance alone would hardly give this.");
        if (interval.high < 0.5)
            return tr("A is better: one half lies above the 95 % interval, so chance alone would hardly give this.");
        return tr("This does not tell them apart: one half lies within the 95 % interval. Judge more images, or take them as "
                  "about equal.");
    }
    static QString counts(const JudgeTally& tally) {
        const int equal = tally.ties + tally.bothBad + tally.identical;
        QStringList text{tr("B won %1, A won %2, equal %3.").arg(tally.winsB).arg(tally.winsA).arg(equal)};
        if (equal > 0) text.append(tr("Equal ones count as half a win."));
        if (tally.identical > 0)
            text.append(tr("%n pair(s) of the same words counted as equal without being shown.", nullptr, tally.identical));
        return joinSentences(text);
    }
};

}  // namespace

QString resultText(const JudgeTally& tally) { return Words::result(tally); }
QString meaningText(const JudgeTally& tally) { return Words::meaning(tally); }
QString countsText(const JudgeTally& tally) { return Words::counts(tally); }

}  // namespace attune
