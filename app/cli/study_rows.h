// What a study has measured, kept line by line so that a study that was cut off goes on where it was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "data/json.h"

namespace attune::cli {

/// A captioner of one seed's project on held-out pictures, or a reward model against the truth.
struct StudyRow {
    std::string part;       ///< which question it belongs to, see study_plan.h; or "base", or "reward"
    std::string algorithm;  ///< "base" before any optimisation; or the label of a condition, see study_plan.h
    int ratings = 0;
    std::string queue = "random";
    std::string reward = "mean";  ///< what was optimised: "mean", "lower bound", "gold" or "none"
    std::uint64_t seed = 0;
    int round = 0;  ///< 0 before the first
    std::map<std::string, double> values;  ///< by the names of studyMeasures()
    std::string note;                      ///< why the guard stopped the run
};

/// What shapes every number of a study besides its seeds.
struct StudySettings {
    int ratings = 200;
    int rounds = 5;
    std::string version;      ///< of the program
    std::string fingerprint;  ///< of its defaults and its captioner, see study_fingerprint.h

    bool operator==(const StudySettings&) const = default;
};

/// Names of all measures, in the order of the table's columns.
const std::vector<std::string>& studyMeasures();

/// `rows.jsonl` in the study's folder: a line that tells the settings, and one for each condition that was measured to its end.
class StudyFile {
  public:
    /// @throws Error if the file is there and damaged, or was begun with other settings
    StudyFile(std::filesystem::path file, StudySettings settings);

    bool has(const std::string& condition) const { return m_conditions.contains(condition); }
    /// On the disk when it returns. @throws Error
    void add(const std::string& condition, const std::vector<StudyRow>& rows);
    const std::vector<StudyRow>& rows() const { return m_rows; }

  private:
    void checkSettings(const Json& line) const;

    std::filesystem::path m_file;
    StudySettings m_settings;
    std::set<std::string> m_conditions;
    std::vector<StudyRow> m_rows;
};

/// The table: one line a row, the measures as columns, empty where a row has none.
std::string studyCsv(const std::vector<StudyRow>& rows);

}  // namespace attune::cli
