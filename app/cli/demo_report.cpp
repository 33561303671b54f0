#include "demo_report.h"

#include <cmath>

#include "session/html_report.h"

namespace attune::cli {

namespace {

constexpr std::size_t kPictures = 18;

struct Judged {
    std::string text;
    double gold = 0;
};

/// The greedy caption of each image.
std::map<Id, Judged> greedyCaptions(const std::filesystem::path& file) {
    std::map<Id, Judged> captions;
    readJsonLines(file, [&](std::size_t, const Json& row) {
        if (required<std::string>(row, "mode") == "greedy")
            captions[required<Id>(row, "image")] = {required<std::string>(row, "text"), optional(row, "gold", 0.0)};
    });
    return captions;
}

PlotSeries seriesOf(const DemoResult& result, const std::string& name, double DemoRound::*value) {
    PlotSeries series{name, {}, false};
    for (const auto& r : result.rounds) series.points.emplace_back(r.round, r.*value);
    return series;
}

PlotSeries level(const DemoResult& result, const std::string& name, double value) {
    return {name, {{0, value}, {result.rounds.back().round, value}}, true};
}

std::vector<std::string> plotsOf(const DemoResult& result) {
    return {svgLinePlot({"True score on held-out images", "round", "gold score"},
                        {seriesOf(result, "sampled", &DemoRound::goldSampled), seriesOf(result, "greedy", &DemoRound::goldGreedy),
                         level(result, "base sampled at temperature 0.7", result.baseAt07),
                         level(result, "base sampled at temperature 0.5", result.baseAt05)}),
            svgLinePlot({"Learnt reward of the same captions", "round", "proxy reward"},
                        {seriesOf(result, "sampled", &DemoRound::proxy)}),
            svgLinePlot({"Distance from the base", "round", "KL, nats per caption"}, {seriesOf(result, "sampled", &DemoRound::kl)}),
            svgLinePlot({"Length", "round", "words per caption"}, {seriesOf(result, "sampled", &DemoRound::length)})};
}

std::vector<ReportPicture> galleryOf(Session& session, const std::vector<std::filesystem::path>& captions) {
    const auto before = greedyCaptions(captions.front());
    const auto after = greedyCaptions(captions.back());
    std::vector<ReportPicture> pictures;
    for (const auto& [image, caption] : before) {
        if (pictures.size() == kPictures || !after.contains(image)) break;
        const auto& now = after.at(image);
        const auto record = session.project().images().get(image);
        pictures.push_back({session.project().resolve(record.path),
                            "image " + std::to_string(image),
                            {{"before", caption.text, fixed(caption.gold, 2)}, {"after", now.text, fixed(now.gold, 2)}}});
    }
    return pictures;
}

}  // namespace

void writeDemoReport(const DemoResult& result, Session& session, const std::vector<std::filesystem::path>& captions) {
    HtmlReport report("Attune demo, seed " + std::to_string(result.seed));
    report.notice("All " + std::to_string(result.reward.value("ratings", 0)) +
                  " ratings are simulated: a program rated from what is truly in each image.");
    const auto& base = result.rounds.front();
    const auto& last = result.rounds.back();
    report.paragraph("A captioner of drawn scenes was sampled, its captions rated, a reward model trained on the ratings, "
                     "and the captioner optimised against it with " + result.algorithm + ". In " + std::to_string(last.round) +
                     " rounds the true score of sampled captions went from " + fixed(base.goldSampled, 3) + " to " +
                     fixed(last.goldSampled, 3) + ", of greedy ones from " + fixed(base.goldGreedy, 3) + " to " +
                     fixed(last.goldGreedy, 3) + ", on images that nothing was learnt from.");
    report.heading("Round by round");
    std::vector<std::vector<std::string>> rows;
    for (const auto& r : result.rounds)
        rows.push_back({r.round == 0 ? "base" : "round " + std::to_string(r.round), fixed(r.goldSampled, 3), fixed(r.goldGreedy, 3),
                        fixed(r.proxy, 2), fixed(r.kl, 2), fixed(r.length, 1), r.round == 0 ? "" : fixed(r.seconds, 1)});
    report.table({"", "gold, sampled", "gold, greedy", "proxy reward", "KL (nats)", "words", "seconds"}, rows);
    report.plots(plotsOf(result));
    report.heading("Reward model");
    report.paragraph("Against the true score of held-out captions: Spearman " +
                     fixed(optional<double>(result.againstGold, "spearman", std::nan("")), 3) +
                     ", pairs of one image in the right order " +
                     fixed(100 * optional<double>(result.againstGold, "pair_accuracy", std::nan("")), 1) +
                     " %. Against ratings that it did not learn from: Spearman " + fixed(optional<double>(result.reward, "spearman", std::nan("")), 3) +
                     ". Trained in " + duration(result.reward.value("seconds", 0.0)) + ".");
    report.heading("Before and after");
    report.paragraph("Greedy captions of held-out images; the number is the true score, from 0 to 1.");
    report.gallery(galleryOf(session, captions));
    report.write(result.report);
}

}  // namespace attune::cli
