#include "study_summary.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

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

}  // namespace attune::cli
