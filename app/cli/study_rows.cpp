#include "study_rows.h"

#include <cstdio>
#include <utility>

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

Json toJson(const StudySettings& settings) {
    Json line = Json::object();
    line["study"] = {{"ratings", settings.ratings},
                     {"rounds", settings.rounds},
                     {"version", settings.version},
                     {"fingerprint", settings.fingerprint}};
    return line;
}

std::string inWords(const StudySettings& settings) {
    return "--ratings " + std::to_string(settings.ratings) + ", --rounds " + std::to_string(settings.rounds) + " and version " +
           settings.version;
}

}  // namespace

const std::vector<std::string>& studyMeasures() {
    static const std::vector<std::string> names{"gold_sampled", "gold_greedy", "proxy",        "kl",           "length",
                                                "pair_accuracy", "spearman",   "image_swap",   "reads_image",  "rated",
                                                "gold_peak_se", "gold_step_se", "guard_round", "guard_best",   "seconds"};
    return names;
}

StudyFile::StudyFile(std::filesystem::path file, StudySettings settings) : m_file(std::move(file)), m_settings(std::move(settings)) {
    if (!std::filesystem::exists(m_file)) return;
    bool isFirst = true;
    readJsonLines(m_file, [&](std::size_t, const Json& line) {
        if (std::exchange(isFirst, false)) return checkSettings(line);
        m_conditions.insert(required<std::string>(line, "condition"));
        for (const Json& row : required<std::vector<Json>>(line, "rows")) m_rows.push_back(rowFromJson(row));
    });
}

/// Rows that other settings shaped would stand in one table with ours, under the same names.
void StudyFile::checkSettings(const Json& line) const {
    const auto refuse = [this](const std::string& reason) {
        throw Error("the study in " + m_file.string() + " cannot go on", reason,
                    "name another folder with --out, or go on as the study was begun");
    };
    if (!line.is_object() || !line.contains("study")) refuse("it does not tell the settings it was begun with");
    const Json& told = line["study"];
    const StudySettings begun{required<int>(told, "ratings"), required<int>(told, "rounds"), required<std::string>(told, "version"),
                              optional<std::string>(told, "fingerprint", "")};
    if (inWords(begun) != inWords(m_settings))
        refuse("it was begun with " + inWords(begun) + ", and now it is " + inWords(m_settings));
    if (begun.fingerprint.empty()) refuse("it was begun with another version of the program, which did not note its defaults");
    if (begun != m_settings)
        refuse("it was begun with other defaults of the options, or another captioner, than this program has");
}

void StudyFile::add(const std::string& condition, const std::vector<StudyRow>& rows) {
    Json list = Json::array();
    for (const auto& row : rows) list.push_back(toJson(row));
    std::string old = std::filesystem::exists(m_file) ? readFile(m_file) : std::string();
    if (old.empty()) old = dumpJson(toJson(m_settings)) + "\n";
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
