// What can be imported: pictures and captions from folders, single files and the lists of other programs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/json.h"
#include "data/observer.h"

namespace attune {

struct DatasetItem {
    std::filesystem::path path;  ///< absolute; the picture existed when it was listed, but was not decoded
    std::vector<std::string> captions;
    std::string split;            ///< "train", "validation", "test", or empty where the source does not say
    Json extra = Json::object();  ///< the source's other fields
};

/// Something that could not be read, and why. Nothing is left out silently.
struct DatasetProblem {
    std::filesystem::path path;  ///< the picture, or the list that names it
    std::string reason;          ///< one clause, with the line or entry where there is one
};

struct Dataset {
    std::vector<DatasetItem> items;  ///< in the order of the sources, each picture once
    std::vector<DatasetProblem> problems;
};

struct DatasetOptions {
    /// Where relative names in lists are looked up first; empty: the list's own folder and its usual
    /// neighbours.
    std::filesystem::path imageRoot = {};
};

/// Lists what the sources hold; a bad row or file becomes a problem and the rest goes on. A source is
///  - a folder: its pictures, sub-folders included, sorted by path. `name.txt` beside `name.jpg` holds
///  captions, one a
///    line; `metadata.jsonl` and `metadata.csv` hold them by file name; a folder called train, val, valid,
///    validation or test gives the split. Pictures of formats that cannot be read (HEIC, raw) become
///    problems, unless a JPEG of the same name lies beside them. So do other lists, which may be of other
///    pictures, and symbolic links to folders, which are not followed, unless they are sources themselves.
///    Names that begin with a dot are passed over, and name.json beside a picture of that name.
///  - a COCO captions file (.json with "images" and "annotations"), or a JSON array of rows
///  - a .jsonl, .csv or .tsv of rows with the picture under image, file_name, filename, path or image_path
///  and the
///    caption under text, caption or captions
///  - any other file: a picture
/// @throws Cancelled through the observer
Dataset readDataset(const std::vector<std::filesystem::path>& sources, const DatasetOptions& options = {},
                    Observer* observer = nullptr);

/// Whether the extension is that of a picture format that can be decoded.
bool hasImageExtension(const std::filesystem::path& path);

/// Whether it is that of a picture format that cannot: HEIC and other new ones, and what cameras call raw.
bool hasForeignImageExtension(const std::filesystem::path& path);

}  // namespace attune
