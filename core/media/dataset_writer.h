// Judgements and captions in the formats that other programs read. Rows are written one at a time, so that an
// export of any size needs no memory to speak of; the file appears under its name with `commit`, or not at
// all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/atomic_file.h"

namespace attune {

/// One picture, two captions, and which was preferred.
struct PreferenceRow {
    std::string image;   ///< path
    std::string prompt;  ///< may be empty: then the picture is the whole prompt
    std::string chosen;
    std::string rejected;
    bool simulated = false;  ///< judged by a program; the row then says so
};

/// One picture, one caption, and whether it is wanted.
struct UnpairedRow {
    std::string image;
    std::string prompt;
    std::string completion;
    bool label = true;
    bool simulated = false;
};

struct RatingRow {
    std::string image;
    std::string caption;
    std::optional<int> value;        ///< 1 (bad) .. 5 (good)
    std::vector<std::string> flags;  ///< "hallucinates", "incomplete", "repeats"
    std::string note;
    std::string prompt;
    std::string model;  ///< the name of the captioner, empty for references
    std::string rater;
    bool simulated = false;
    double seconds = 0;
    std::string createdAt;
};

/// One generated caption under the picture's COCO id.
struct CocoResultRow {
    std::int64_t imageId = 0;
    std::string caption;
};

/// TRL's preference data with images: `images`, `prompt`, `chosen`, `rejected`, the last three as lists of
/// messages.
class TrlPreferenceWriter {
  public:
    explicit TrlPreferenceWriter(const std::filesystem::path& path) : m_file(path) {}
    void write(const PreferenceRow& row);
    void commit() { m_file.commit(); }

  private:
    AtomicFile m_file;
};

/// TRL's unpaired preference data with images: `images`, `prompt`, `completion`, `label`.
class TrlUnpairedWriter {
  public:
    explicit TrlUnpairedWriter(const std::filesystem::path& path) : m_file(path) {}
    void write(const UnpairedRow& row);
    void commit() { m_file.commit(); }

  private:
    AtomicFile m_file;
};

/// One JSON object a line, with the fields of RatingRow in snake case.
class RatingsJsonlWriter {
  public:
    explicit RatingsJsonlWriter(const std::filesystem::path& path) : m_file(path) {}
    void write(const RatingRow& row);
    void commit() { m_file.commit(); }

  private:
    AtomicFile m_file;
};

/// RFC 4180 with a header; flags are separated by semicolons.
class RatingsCsvWriter {
  public:
    explicit RatingsCsvWriter(const std::filesystem::path& path);
    void write(const RatingRow& row);
    void commit() { m_file.commit(); }

  private:
    AtomicFile m_file;
};

/// COCO caption results: `[{"image_id": 1, "caption": "..."}, ...]`.
class CocoResultsWriter {
  public:
    explicit CocoResultsWriter(const std::filesystem::path& path) : m_file(path) { m_file.write("["); }
    void write(const CocoResultRow& row);
    void commit();

  private:
    AtomicFile m_file;
    bool m_any = false;
};

}  // namespace attune
