#include "study_rows.h"

#include <cstdio>

#include "data/file.h"

namespace attune::cli {

namespace {

Json toJson(const StudyRow& row) {
    return {{"part", row.part},     {"algorithm", row.algorithm}, {"ratings", row.ratings}, {"queue", row.queue},
            {"reward", row.reward}, {"seed", row.seed},           {"round", row.round},     {"values", row.values},
            {"note", row.note}};
}

StudyRow rowFromJson(const Json& json) {
    StudyRow row;
    row.part = required<std::string>(json, "part");
    row.algorithm = required<std::string>(json, "algorithm");
    row.ratings = required<int>(json, "ratings");
    row.queue = required<std::string>(json, "queue");
    row.reward = required<std::string>(json, "reward");
    row.seed = required<std::uint64_t>(json, "seed");
    row.round = required<int>(json, "round");
    row.values = required<std::map<std::string, double>>(json, "values");
    row.note = optional<std::string>(json, "note", "");
    return row;
}

}  // namespace

const std::vector<std::string>& studyMeasures() {
    static const std::vector<std::string> names{"gold_sampled", "gold_greedy", "proxy",    "kl",          "length",
                                                "pair_accuracy", "spearman",   "image_swap", "guard_round", "guard_best", "seconds"};
    return names;
}

StudyFile::StudyFile(std::filesystem::path file) : m_file(std::move(file)) {
    if (!std::filesystem::exists(m_file)) return;
    readJsonLines(m_file, [this](std::size_t, const Json& line) {
        m_conditions.insert(required<std::string>(line, "condition"));
        for (const Json& row : required<std::vector<Json>>(line, "rows")) m_rows.push_back(rowFromJson(row));
    });
}

void StudyFile::add(const std::string& condition, const std::vector<StudyRow>& rows) {
    Json list = Json::array();
    for (const auto& row : rows) list.push_back(toJson(row));
    const std::string old = std::filesystem::exists(m_file) ? readFile(m_file) : std::string();
    writeFileAtomically(m_file, old + dumpJson({{"condition", condition}, {"rows", list}}) + "\n");
    m_conditions.insert(condition);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
}

std::string studyCsv(const std::vector<StudyRow>& rows) {
    std::string csv = "part,algorithm,ratings,queue,reward,seed,round";
    for (const auto& name : studyMeasures()) csv += "," + name;
    csv += ",note\n";
    for (const auto& row : rows) {
        csv += row.part + "," + row.algorithm + "," + std::to_string(row.ratings) + "," + row.queue + "," + row.reward + "," +
               std::to_string(row.seed) + "," + std::to_string(row.round);
        for (const auto& name : studyMeasures()) {
            csv += ",";
            const auto at = row.values.find(name);
            if (at == row.values.end()) continue;
            char text[32];
            std::snprintf(text, sizeof text, "%.6g", at->second);
            csv += text;
        }
        csv += "," + row.note + "\n";
    }
    return csv;
}

}  // namespace attune::cli
