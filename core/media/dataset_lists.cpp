// COCO captions, JSON, JSONL and CSV lists of pictures.
#include <algorithm>
#include <fstream>
#include <unordered_map>

#include "data/error.h"
#include "media/csv.h"
#include "media/dataset_builder.h"
#include "media/utf8.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxJsonBytes = std::uint64_t{1} << 31;

std::string lowerExtension(const fs::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return extension;
}

std::string lineName(std::size_t number) {
    return "line " + std::to_string(number);
}

void readJsonl(DatasetBuilder& builder, const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return builder.addProblem(path, "it cannot be opened");
    std::string line;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
        builder.breathe();
        const std::string_view text = trimmed(line);
        if (text.empty()) continue;
        try {
            builder.addRow(path, parseJson(text, lineName(number)), lineName(number));
        } catch (const Error& e) {
            builder.addProblem(path, e.what());
        }
    }
    if (file.bad()) builder.addProblem(path, "it could not be read to its end");
}

/// A column's name as the rows' field names are spelt.
std::string columnName(std::string_view text) {
    std::string name(trimmed(text));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name;
}

/// The delimiter that the header line uses: programs of some countries write semicolons.
char delimiterOf(const fs::path& path, std::istream& file) {
    if (lowerExtension(path) == ".tsv") return '\t';
    std::string header;
    std::getline(file, header);
    file.clear();
    file.seekg(0);
    return header.find(',') == std::string::npos && header.find(';') != std::string::npos ? ';' : ',';
}

void readCsv(DatasetBuilder& builder, const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return builder.addProblem(path, "it cannot be opened");
    const char delimiter = delimiterOf(path, file);
    char mark[3] = {};  // a byte-order mark would hide the first quotation mark
    file.read(mark, 3);
    file.clear();
    if (std::string_view(mark, 3) != "\xEF\xBB\xBF") file.seekg(0);
    CsvReader reader(file, delimiter);
    std::vector<std::string> columns, fields;
    if (!reader.next(columns)) return builder.addProblem(path, "it is empty");
    for (std::string& column : columns) column = columnName(column);
    while (reader.next(fields)) {
        builder.breathe();
        const std::string where = lineName(reader.line());
        if (reader.unterminated())
            return builder.addProblem(path, where + ": a quotation mark is never closed");
        if (fields.size() != columns.size()) {
            builder.addProblem(path, where + ": it has " + std::to_string(fields.size()) +
                                         " fields and the header has " + std::to_string(columns.size()));
            continue;
        }
        Json row = Json::object();
        for (std::size_t i = 0; i < fields.size(); ++i) row[columns[i]] = fields[i];
        builder.addRow(path, row, where);
    }
}

void readJson(DatasetBuilder& builder, const fs::path& path) {
    const Json json = readJsonFile(path, kMaxJsonBytes);
    if (json.is_array()) {
        std::size_t number = 0;
        for (const Json& row : json) {
            builder.breathe();
            builder.addRow(path, row, "entry " + std::to_string(++number));
        }
    } else if (json.is_object() && json.contains("images") && json.at("images").is_array()) {
        readCocoCaptions(builder, path, json);
    } else {
        builder.addProblem(path, "it holds neither COCO captions nor a list of rows");
    }
}

}  // namespace

void readCocoCaptions(DatasetBuilder& builder, const fs::path& path, const Json& coco) {
    const Json none = Json::array();
    const Json& annotations = coco.contains("annotations") ? coco.at("annotations") : none;
    if (!annotations.is_array()) return builder.addProblem(path, "\"annotations\" is not a list");
    const bool anyCaption = std::any_of(annotations.begin(), annotations.end(),
                                        [](const Json& a) { return a.is_object() && a.contains("caption"); });
    // Boxes and outlines come in the same format: one remark, not one for each of a million.
    if (!annotations.empty() && !anyCaption) builder.addProblem(path, "its annotations hold no captions");

    std::unordered_map<std::int64_t, std::vector<std::string>> captions;
    std::size_t number = 0;
    for (const Json& annotation : annotations) {
        ++number;
        if (!anyCaption) break;
        try {
            captions[required<std::int64_t>(annotation, "image_id")].push_back(
                required<std::string>(annotation, "caption"));
        } catch (const Error& e) {
            builder.addProblem(path, "annotation " + std::to_string(number) + ": " + e.what());
        }
    }
    number = 0;
    for (const Json& image : coco.at("images")) {
        builder.breathe();
        const std::string where = "image " + std::to_string(++number);
        try {
            const auto id = required<std::int64_t>(image, "id");
            Json row{{"file_name", required<std::string>(image, "file_name")}, {"coco_id", id}};
            if (const auto at = captions.find(id); at != captions.end()) {
                row["captions"] = at->second;
                captions.erase(at);
            }
            builder.addRow(path, row, where);
        } catch (const Error& e) {
            builder.addProblem(path, where + ": " + e.what());
        }
    }
    for (const auto& [id, texts] : captions)
        builder.addProblem(path, std::to_string(texts.size()) + " captions belong to image " +
                                     std::to_string(id) + ", which it does not list");
}

bool hasListExtension(const fs::path& path) {
    const std::string extension = lowerExtension(path);
    return extension == ".json" || extension == ".jsonl" || extension == ".csv" || extension == ".tsv";
}

void readListFile(DatasetBuilder& builder, const fs::path& path) {
    try {
        const std::string extension = lowerExtension(path);
        if (extension == ".jsonl")
            readJsonl(builder, path);
        else if (extension == ".json")
            readJson(builder, path);
        else
            readCsv(builder, path);
    } catch (const Error& e) {
        builder.addProblem(path, e.what());
    }
}

bool hasImageExtension(const fs::path& path) {
    constexpr std::array kExtensions{".jpg", ".jpeg", ".jpe", ".png", ".webp",
                                     ".tif", ".tiff", ".bmp", ".gif"};
    return std::find(kExtensions.begin(), kExtensions.end(), lowerExtension(path)) != kExtensions.end();
}

bool hasForeignImageExtension(const fs::path& path) {
    constexpr std::array kExtensions{".heic", ".heif", ".avif", ".jxl", ".jp2", ".psd", ".dng", ".cr2",
                                     ".cr3",  ".nef",  ".arw",  ".raf", ".orf", ".rw2", ".pef"};
    return std::find(kExtensions.begin(), kExtensions.end(), lowerExtension(path)) != kExtensions.end();
}

}  // namespace attune
