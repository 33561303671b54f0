#include "workbench/reward/reward_doubts.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "workbench/sentences.h"

namespace attune {

namespace {

constexpr std::int64_t kFirstReward = 50;  ///< decisions that make a first reward model, as the other pages say
constexpr std::int64_t kFewestRanks = 5;   ///< fewer held-out ratings have no interval to speak of
constexpr double kQuantile = 1.96;

std::int64_t count(const Json& report, const char* name) { return optional<std::int64_t>(report, name, 0); }

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::RewardDoubts)

  public:
    static QString order(const Json& report) {
        const std::int64_t decisions = count(report, "ratings") + count(report, "comparisons");
        const QString problem = count(report, "held_out") < kFewestRanks && count(report, "pairs") == 0
                                    ? tr("Nothing was held out that could tell whether this reward orders captions as they were judged.")
                                    : tr("This reward does not order captions measurably better than chance.");
        const QString remedy =
            decisions < kFirstReward
                ? tr("It learnt from %Ln decision(s), and a first reward model takes about 50: rate more captions and train it again "
                     "before you optimise with it.", nullptr, static_cast<int>(decisions))
                : tr("See in the report where it disagrees with the ratings, rate pairs that differ clearly, or let it read other features, and "
                     "train it again before you optimise with it.");
        return joinSentences({problem, remedy});
    }
    static QString picture(const Json& report) {
        return tr("This reward hardly looks at the image: with the images exchanged its score falls by only %1 standard "
                  "deviations. It rewards how captions sound, not what is there. Rate captions that are wrong about the image.")
            .arg(QLocale().toString(optional<double>(report, "image_swap_fall", 0), 'f', 2));
    }
};

}  // namespace

Interval pairInterval(const Json& report) {
    const auto own = optional<Json>(report, "pair_interval", Json());
    if (own.is_array() && own.size() == 2 && own[0].is_number() && own[1].is_number())
        return {own[0].get<double>(), own[1].get<double>()};
    const std::int64_t pairs = std::min(count(report, "pairs"), count(report, "comparisons") + count(report, "held_out"));
    return wilsonIntervalOfShare(optional<double>(report, "pair_accuracy", 0), pairs);
}

bool ordersBetterThanChance(const Json& report) {
    const std::int64_t ratings = count(report, "held_out");
    const double rho = optional<double>(report, "spearman", 0);
    if (ratings >= kFewestRanks && rho > 0) {
        const double deviation = std::sqrt((1 + rho * rho / 2) / static_cast<double>(ratings - 3));
        if (std::atanh(std::min(rho, 0.999)) - kQuantile * deviation > 0) return true;
    }
    return pairInterval(report).low > 0.5;
}

QStringList rewardDoubts(const Json& report) {
    QStringList doubts;
    if (!report.is_object() || !report.contains("spearman")) return doubts;
    if (!ordersBetterThanChance(report)) doubts.append(Words::order(report));
    if (!optional<bool>(report, "reads_image", true)) doubts.append(Words::picture(report));
    return doubts;
}

}  // namespace attune
