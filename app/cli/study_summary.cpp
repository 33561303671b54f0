#include "study_summary.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <tuple>

namespace attune::cli {

namespace {

bool isBase(const StudyRow& row) { return row.part == "base" && row.algorithm == "base"; }

}  // namespace

Estimate estimate(const std::vector<double>& values) { return {mean(values), meanInterval(values), values.size()}; }

std::string toText(const Estimate& e, bool sign) {
    if (e.seeds == 0) return "-";
    const auto number = [sign](double value) {
        char text[32];
        std::snprintf(text, sizeof text, sign ? "%+.3f" : "%.3f", value);
        return std::string(text);
    };
    if (e.seeds == 1) return number(e.mean);
    return number(e.mean) + " (" + number(e.interval.low) + " .. " + number(e.interval.high) + ")";
}

std::vector<StudyRow> StudySummary::last(const RowFilter& filter) const {
    std::map<std::uint64_t, StudyRow> found;
    for (const auto& row : m_rows)
        if (filter(row) && (!found.contains(row.seed) || found[row.seed].round <= row.round)) found[row.seed] = row;
    std::vector<StudyRow> rows;
    for (auto& [seed, row] : found) rows.push_back(std::move(row));
    return rows;
}

std::map<std::uint64_t, double> StudySummary::bySeed(const std::string& measure, const RowFilter& filter) const {
    std::map<std::uint64_t, double> values;
    for (const auto& row : last(filter))
        if (const auto at = row.values.find(measure); at != row.values.end()) values[row.seed] = at->second;
    return values;
}

std::vector<double> StudySummary::gains(const std::string& measure, const RowFilter& filter) const {
    return differences(measure, filter, isBase);
}

std::vector<double> StudySummary::differences(const std::string& measure, const RowFilter& a, const RowFilter& b) const {
    const auto first = bySeed(measure, a), second = bySeed(measure, b);
    std::vector<double> values;
    for (const auto& [seed, value] : first)
        if (const auto at = second.find(seed); at != second.end()) values.push_back(value - at->second);
    return values;
}

std::vector<std::string> StudySummary::algorithms(const std::string& part) const {
    std::vector<std::string> names;
    for (const auto& row : m_rows)
        if (row.part == part && std::find(names.begin(), names.end(), row.algorithm) == names.end()) names.push_back(row.algorithm);
    return names;
}

std::vector<int> StudySummary::ratings(const RowFilter& filter) const {
    std::set<int> sizes;
    for (const auto& row : m_rows)
        if (filter(row)) sizes.insert(row.ratings);
    return {sizes.begin(), sizes.end()};
}

std::vector<GuardCase> guardCases(const StudySummary& summary) {
    std::map<std::uint64_t, double> base = summary.bySeed("gold_sampled", isBase);
    std::map<std::pair<int, std::uint64_t>, std::vector<StudyRow>> runs;
    for (const auto& row : summary.rows())
        if (row.part == "guard") runs[{row.ratings, row.seed}].push_back(row);
    std::vector<GuardCase> cases;
    for (auto& [key, rows] : runs) {
        std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.round < b.round; });
        GuardCase one;
        std::tie(one.ratings, one.seed) = key;
        std::vector<double> gold{base.contains(one.seed) ? base[one.seed] : 0};
        for (const auto& row : rows) gold.push_back(row.values.at("gold_sampled"));
        one.peakRound = static_cast<int>(std::max_element(gold.begin(), gold.end()) - gold.begin());
        one.peak = gold[static_cast<std::size_t>(one.peakRound)];
        one.last = gold.back();
        const auto proxy = [&](std::size_t round) { return rows[round - 1].values.at("proxy"); };
        const auto peakAt = static_cast<std::size_t>(std::max(one.peakRound, 1));
        one.falls = one.last < one.peak - 0.02 && proxy(rows.size()) > proxy(peakAt);
        if (const auto at = rows.back().values.find("guard_round"); at != rows.back().values.end()) {
            one.guardRound = static_cast<int>(at->second);
            one.reason = rows.back().note;
            const auto next = static_cast<std::size_t>(one.guardRound) + 1;
            one.improving = next < gold.size() && gold[next] > gold[next - 1] + 0.02;
        }
        cases.push_back(one);
    }
    return cases;
}

}  // namespace attune::cli
