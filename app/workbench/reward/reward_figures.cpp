#include "workbench/reward/reward_figures.h"

#include <QCoreApplication>

#include "widgets/duration_text.h"
#include "widgets/number_text.h"
#include "workbench/decision_counts.h"
#include "workbench/reward/reward_doubts.h"
#include "workbench/sentences.h"
#include "workbench/training/spearman.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::RewardFigures)

  public:
    static Figure ranks(const Json& report) {
        const auto ratings = optional<std::int64_t>(report, "ratings", 0);
        const auto heldOut = optional<std::int64_t>(report, "held_out", ratings);
        QStringList help{tr("Spearman's correlation of predicted with given ratings, of captions that it did not learn from: 1 where it "
                            "puts them in the same order, 0 where it might as well guess.")};
        if (heldOut < ratings)
            help.append(tr("Each head of the reward learns from images drawn at random. The other ratings are of images that every "
                           "head has drawn."));
        //: of how many of the ratings a figure is: "of 194 of the 200 ratings"
        const QString note = heldOut < ratings ? tr("of %1 of the %2").arg(countText(heldOut), ratingsText(ratings))
                                               : tr("of %1").arg(ratingsText(heldOut));
        return {spearmanText(report), tr("Rank correlation"), note, joinSentences(help)};
    }
    static Figure pairs(const Json& report, double right) {
        const Interval interval = pairInterval(report);
        //: the bounds of an interval, and the sentence part "16 pairs"
        const QString note = tr("%1 to %2, of %3").arg(percentText(interval.low), percentText(interval.high),
                                                       tr("%Ln pair(s)", nullptr, optional<int>(report, "pairs", 0)));
        return {percentText(right), tr("Pairs in the right order"), note,
                tr("A pair is two captions that were rated differently, of one image where there are such, or a comparison that had a "
                   "winner. With few pairs the share is unsure: it lies between these bounds in 95 of 100 cases.")};
    }
    static Figure error(double points) {
        return {numberText(points, 2), tr("Points off on average"), tr("on the scale of 1 to 5"),
                tr("How far predicted ratings are from the given ones, of captions that it did not learn from.")};
    }
    static Figure swap(double fall) {
        return {numberText(fall, 2), tr("Fall with images exchanged"), tr("standard deviations"),
                tr("How far its score falls where a caption is judged beside the image of another. A reward that hardly falls does not "
                   "look at the image.")};
    }
};

}  // namespace

QVector<Figure> rewardFigures(const Json& report) {
    QVector<Figure> figures;
    const auto error = meanErrorOf(report), right = pairAccuracyOf(report);
    if (error) figures.append(Words::ranks(report));
    if (right) figures.append(Words::pairs(report, *right));
    if (error) figures.append(Words::error(*error));
    const auto fall = optional<Json>(report, "image_swap_fall", Json());
    if ((error || right) && fall.is_number()) figures.append(Words::swap(fall.get<double>()));
    return figures;
}

}  // namespace attune
