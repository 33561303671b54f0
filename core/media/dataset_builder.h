// Collects what the readers of the single formats find; used by dataset_reader.cpp and its parts only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "media/dataset_reader.h"

namespace attune {

class DatasetBuilder {
  public:
    DatasetBuilder(const DatasetOptions& options, Observer* observer)
        : m_options(options), m_observer(observer) {}

    /// The item of a picture, made on the first call. The reference is good until the next call.
    DatasetItem& item(const std::filesystem::path& path);
    void addProblem(const std::filesystem::path& path, std::string reason);
    /// Trims; passes over blanks and repeats. @return false if it is not UTF-8
    bool addCaption(DatasetItem& item, std::string_view caption);

    /// The picture that a list means by `name`: below the image root, the list's folder, or a neighbour of
    /// it.
    /// @return an empty path, and a problem, where there is no such file
    std::filesystem::path locate(const std::filesystem::path& list, const std::string& name,
                                 const std::string& where);

    /// One row of a list; see readDataset for the field names. @param where  "line 3"
    void addRow(const std::filesystem::path& list, const Json& row, const std::string& where);

    /// To be called now and then: lets the user stop.
    void breathe();

    Dataset take() { return std::move(m_dataset); }

  private:
    const DatasetOptions& m_options;
    Observer* m_observer;
    Dataset m_dataset;
    std::unordered_map<std::string, std::size_t> m_indices;  ///< of the items, by path
};

/// "train", "validation", "test" for their usual spellings, else empty.
std::string canonicalSplit(std::string_view name);

void readCocoCaptions(DatasetBuilder& builder, const std::filesystem::path& path, const Json& coco);
/// .json, .jsonl, .csv or .tsv
void readListFile(DatasetBuilder& builder, const std::filesystem::path& path);
bool hasListExtension(const std::filesystem::path& path);

}  // namespace attune
