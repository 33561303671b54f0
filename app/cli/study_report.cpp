#include "study_report.h"

#include <algorithm>
#include <map>
#include <utility>

#include "console.h"
#include "session/html_report.h"
#include "study_guard.h"
#include "study_plan.h"

namespace attune::cli {

namespace {

RowFilter partOf(const std::string& part) {
    return [part](const StudyRow& row) { return row.part == part; };
}

/// Rows of the part "algorithms" belong to every comparison of one thing at the full number of ratings.
RowFilter run(const std::vector<std::string>& parts, const std::string& algorithm, int ratings, const std::string& queue = "random",
              const std::string& reward = "mean") {
    return [=](const StudyRow& row) {
        return std::find(parts.begin(), parts.end(), row.part) != parts.end() && row.algorithm == algorithm && row.ratings == ratings &&
               row.queue == queue && row.reward == reward;
    };
}

class StudyPage {
  public:
    StudyPage(const StudySummary& summary, int ratings, std::string first)
        : m_summary(summary), m_ratings(ratings), m_first(std::move(first)), m_report("Attune study on the demo world") {}

    void write(const std::filesystem::path& file) {
        m_report.notice("All ratings are simulated: a program rated from what is truly in each image, and for the image-swap probe by "
                            "the number of words.");
        m_report.paragraph("Gold is the true score of a caption, from 0 to 1, on held-out images of which no rating was learnt. "
                           "Numbers are means over seeds, in brackets the 95 % interval (Student's t over seeds). A seed is a project "
                           "of its own: images, first captions, ratings, reward models and optimisations. Gains are over the base of the same seed. "
                           "A run that the guard stopped counts by the round that it points at, from which new work would start.");
        targets();
        algorithms();
        byRatings();
        queues();
        bound();
        guard();
        probe();
        m_report.write(file);
    }

  private:
    void targets() {
        m_report.heading("Targets");
        std::vector<std::vector<std::string>> rows;
        for (const auto& target : studyTargets(m_summary, m_ratings, m_first)) rows.push_back({target.wanted, target.found, target.verdict});
        m_report.table({"wanted", "found", ""}, rows);
    }

    std::vector<std::string> gainRow(const std::string& name, const RowFilter& filter) const {
        const auto seeds = m_summary.last(filter).size();
        return {name, std::to_string(seeds), toText(estimate(m_summary.gains("gold_sampled", filter))),
                toText(estimate(m_summary.gains("gold_greedy", filter))), mean(filter, "kl"), mean(filter, "length"), mean(filter, "seconds")};
    }

    std::string mean(const RowFilter& filter, const std::string& measure) const {
        std::vector<double> values;
        for (const auto& [seed, value] : m_summary.bySeed(measure, filter)) values.push_back(value);
        return values.empty() ? "" : fixed(attune::mean(values), measure == "seconds" || measure == "length" ? 1 : 2);
    }

    void gains(const std::vector<std::vector<std::string>>& rows) {
        m_report.table({"", "seeds", "gain, sampled", "gain, greedy", "KL (nats)", "words", "seconds"}, rows);
    }

    void algorithms() {
        m_report.heading("Algorithms");
        std::vector<std::vector<std::string>> base, rows;
        for (const auto& name : m_summary.algorithms("base")) {
            const auto filter = [&](const StudyRow& row) { return row.part == "base" && row.algorithm == name; };
            const auto values = [&](const char* measure) {
                std::vector<double> all;
                for (const auto& [seed, value] : m_summary.bySeed(measure, filter)) all.push_back(value);
                return toText(estimate(all), false);
            };
            base.push_back({name, values("gold_sampled"), name == "base" ? values("gold_greedy") : ""});
        }
        m_report.table({"before any optimisation", "gold, sampled", "gold, greedy"}, base);
        for (const auto& name : m_summary.algorithms("algorithms"))
            rows.push_back(name == kSftOnReferences
                               ? gainRow(name + ", no ratings", run({"algorithms"}, name, 0, "random", "none"))
                               : gainRow(name + ", " + std::to_string(m_ratings) + " ratings", run({"algorithms"}, name, m_ratings)));
        for (const auto& name : m_summary.algorithms("ceiling"))
            rows.push_back(gainRow(name + ", the true score as the reward", run({"ceiling"}, name, 0, "random", "gold")));
        gains(rows);
    }

    /// A measure against the number of ratings, with its interval.
    PlotSeries againstRatings(const std::string& name, const std::string& measure, const RowFilter& filter, bool gain) const {
        PlotSeries series{name, {}};
        for (const int ratings : m_summary.ratings(filter)) {
            const auto here = [&](const StudyRow& row) { return filter(row) && row.ratings == ratings; };
            std::vector<double> values;
            if (gain) values = m_summary.gains(measure, here);
            else for (const auto& [seed, value] : m_summary.bySeed(measure, here)) values.push_back(value);
            const auto e = estimate(values);
            if (e.seeds == 0) continue;
            series.points.emplace_back(ratings, e.mean);
            series.intervals.emplace_back(e.interval.low, e.interval.high);
        }
        return series;
    }

    void byRatings() {
        const auto filter = [this](const StudyRow& row) {
            return (row.part == "ratings" || row.part == "algorithms") && row.algorithm == m_first;
        };
        if (m_summary.ratings(filter).empty()) return;
        m_report.heading("How many ratings");
        std::vector<std::vector<std::string>> rows;
        for (const int ratings : m_summary.ratings(filter))
            rows.push_back(gainRow(m_first + ", " + std::to_string(ratings) + " ratings", run({"ratings", "algorithms"}, m_first, ratings)));
        gains(rows);
        m_report.plots({svgLinePlot({"Gain by ratings", "ratings", "gold over the base"},
                                    {againstRatings("sampled", "gold_sampled", filter, true), againstRatings("greedy", "gold_greedy", filter, true)}),
                        svgLinePlot({"Reward model by ratings", "ratings", "pairs in the right order"}, {rewards("random"), rewards("active")})});
    }

    PlotSeries rewards(const std::string& queue) const {
        return againstRatings(queue + " queue", "pair_accuracy",
                              [queue](const StudyRow& row) { return row.part == "reward" && row.queue == queue; }, false);
    }

    void queues() {
        m_report.heading("What to rate next: random against active");
        std::vector<std::vector<std::string>> rows;
        for (const int ratings : m_summary.ratings([](const StudyRow& row) { return row.part == "reward" && row.queue == "active"; })) {
            const auto active = run({"reward"}, "base", ratings, "active"), random = run({"reward"}, "base", ratings);
            rows.push_back({std::to_string(ratings) + " ratings", mean(random, "pair_accuracy"), mean(active, "pair_accuracy"),
                            toText(estimate(m_summary.differences("pair_accuracy", active, random))),
                            toText(estimate(m_summary.differences("gold_sampled", run({"queue"}, m_first, ratings, "active"),
                                                                  run({"ratings", "algorithms"}, m_first, ratings))))});
        }
        m_report.table({"", "pair accuracy, random", "active", "difference", "difference in gold after " + m_first}, rows);
    }

    void bound() {
        m_report.heading("Mean of the ensemble against its lower bound");
        std::vector<std::vector<std::string>> rows;
        for (const int ratings : m_summary.ratings(partOf("bound"))) {
            const auto lower = run({"bound"}, m_first, ratings, "random", "lower bound"), plain = run({"ratings", "algorithms"}, m_first, ratings);
            rows.push_back({std::to_string(ratings) + " ratings", toText(estimate(m_summary.gains("gold_sampled", plain))),
                            toText(estimate(m_summary.gains("gold_sampled", lower))),
                            toText(estimate(m_summary.differences("gold_sampled", lower, plain))),
                            toText(estimate(m_summary.differences("gold_greedy", lower, plain)))});
        }
        m_report.table({"", "gain with the mean", "with the lower bound", "difference, sampled", "difference, greedy"}, rows);
    }

    void probe() {
        std::vector<std::vector<std::string>> rows;
        const auto add = [&](const std::string& name, const RowFilter& filter) {
            const auto falls = m_summary.bySeed("image_swap", filter), reads = m_summary.bySeed("reads_image", filter);
            if (falls.empty()) return;
            std::vector<double> values;
            for (const auto& [seed, value] : falls) values.push_back(value);
            const auto flagged = std::count_if(reads.begin(), reads.end(), [](const auto& each) { return each.second == 0; });
            rows.push_back({name, std::to_string(falls.size()), toText(estimate(values), false), std::to_string(flagged)});
        };
        if (m_summary.last(partOf("probe")).empty()) return;
        add("the length of captions alone", partOf("probe"));
        for (const int ratings : m_summary.ratings(partOf("reward")))
            add(std::to_string(ratings) + " ratings by the true score", run({"reward"}, "base", ratings));
        m_report.heading("Image-swap probe");
        m_report.paragraph("By how many of its standard deviations a reward falls when it reads each caption beside another image. One "
                           "that hardly falls judges the text alone, and is flagged.");
        m_report.table({"reward of", "seeds", "fall", "flagged"}, rows);
    }

    void guard() {
        const auto cases = guardCases(m_summary);
        if (cases.empty()) return;
        m_report.heading("The guard");
        m_report.paragraph("Each run went on to its last round whatever the guard said; its word was noted. Few ratings, no KL "
                           "penalty and large steps provoke over-optimisation; the runs with all ratings and default settings should be left alone.");
        m_report.paragraph("Rounds are compared on the same held-out images, image by image, so that their difference has a standard error: "
                           "the highest round and those next to it, one after the other, that lie less than two errors below may be the "
                           "true peak, and the guard is right from one round before the first of them to one behind the last. A run falls if it ends more than 0.02 and more than two "
                           "errors below its highest round with a higher proxy than there, and a stop is wrong if the next round gained more "
                           "than 0.02 and more than two errors; how many are wrong by more than 0.02 alone is told as well.");
        std::vector<std::vector<std::string>> rows;
        for (const auto& one : cases) rows.push_back(guardRow(one));
        m_report.table({"", "highest at round", "gold there", "peak within rounds", "gold at the end", "guard stopped at", "gold there",
                        "points at round", "gold there", "because of", "proxy rose, truth fell"}, rows);
        std::vector<std::string> plots;
        for (const auto& algorithm : m_summary.algorithms("guard"))
            for (const int ratings : m_summary.ratings([&](const StudyRow& row) { return row.part == "guard" && row.algorithm == algorithm; })) {
                const std::string after = ", " + algorithm + " after " + std::to_string(ratings) + " ratings";
                plots.push_back(svgLinePlot({"True score" + after, "round", "gold, sampled"}, curves("gold_sampled", algorithm, ratings)));
                plots.push_back(svgLinePlot({"Learnt reward" + after, "round", "proxy"}, curves("proxy", algorithm, ratings)));
            }
        m_report.plots(plots);
    }

    static std::vector<std::string> guardRow(const GuardCase& one) {
        const std::string first = std::to_string(one.firstPeak), last = std::to_string(one.lastPeak);
        return {one.algorithm + ", seed " + std::to_string(one.seed) + ", " + std::to_string(one.ratings) + " ratings",
                std::to_string(one.peakRound),
                fixed(one.peak, 3),
                one.firstPeak == one.lastPeak ? first : first + " to " + last,
                fixed(one.last, 3),
                one.guardRound > 0 ? std::to_string(one.guardRound) : "-",
                one.guardRound > 0 ? fixed(one.atStop, 3) : "-",
                one.guardRound > 0 ? std::to_string(one.keptRound) : "-",
                one.guardRound > 0 ? fixed(one.kept, 3) : "-",
                one.reason,
                one.falls ? "yes" : "no"};
    }

    /// A measure by round, a curve for each seed.
    std::vector<PlotSeries> curves(const std::string& measure, const std::string& algorithm, int ratings) const {
        std::map<std::uint64_t, PlotSeries> curves;
        for (const auto& row : m_summary.rows())
            if (row.part == "guard" && row.algorithm == algorithm && row.ratings == ratings)
                curves.try_emplace(row.seed, PlotSeries{"seed " + std::to_string(row.seed), {}})
                    .first->second.points.emplace_back(row.round, row.values.at(measure));
        std::vector<PlotSeries> all;
        for (auto& [seed, curve] : curves) all.push_back(std::move(curve));
        return all;
    }

    const StudySummary& m_summary;
    int m_ratings;
    std::string m_first;
    HtmlReport m_report;
};

}  // namespace

void writeStudyReport(const StudySummary& summary, int ratings, const std::string& first, const std::filesystem::path& file) {
    StudyPage(summary, ratings, first).write(file);
}

}  // namespace attune::cli
