#include "study_errors.h"

#include <algorithm>

#include "data/statistics.h"

namespace attune::cli {

GoldByPicture goldByPicture(const std::filesystem::path& file) {
    std::map<std::int64_t, std::vector<double>> scores;
    readJsonLines(file, [&](std::size_t, const Json& row) {
        if (required<std::string>(row, "mode") == "sample")
            scores[required<std::int64_t>(row, "image")].push_back(required<double>(row, "gold"));
    });
    GoldByPicture golds;
    for (const auto& [image, own] : scores) golds[image] = mean(own);
    return golds;
}

double pairedError(const GoldByPicture& a, const GoldByPicture& b) {
    std::vector<double> differences;
    for (const auto& [image, gold] : a)
        if (const auto at = b.find(image); at != b.end()) differences.push_back(gold - at->second);
    if (differences.size() != a.size() || differences.size() != b.size() || differences.size() < 2)
        throw Error("two rounds cannot be compared", "they were not measured on the same images, two at least");
    return standardError(differences);
}

void addGoldErrors(std::vector<StudyRow>& rows, const std::vector<GoldByPicture>& golds) {
    const auto peak = std::max_element(rows.begin(), rows.end(), [](const StudyRow& a, const StudyRow& b) {
                          return a.values.at("gold_sampled") < b.values.at("gold_sampled");
                      }) - rows.begin();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].values["gold_peak_se"] = pairedError(golds.at(i), golds.at(static_cast<std::size_t>(peak)));
        if (i > 0) rows[i].values["gold_step_se"] = pairedError(golds.at(i), golds.at(i - 1));
    }
}

}  // namespace attune::cli
