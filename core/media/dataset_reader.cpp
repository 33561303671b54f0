#include "media/dataset_reader.h"

#include <algorithm>
#include <set>

#include "data/error.h"
#include "data/file.h"
#include "media/dataset_builder.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxSidecarBytes = std::uint64_t{1} << 20;

void addSidecar(DatasetBuilder& builder, const fs::path& image, const fs::path& sidecar) {
    try {
        const std::string text = readFile(sidecar, kMaxSidecarBytes);
        DatasetItem& item = builder.item(image);
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            if (!builder.addCaption(item, std::string_view(text).substr(begin, end - begin)))
                return builder.addProblem(sidecar, "it is not UTF-8 text");
            begin = end + 1;
        }
    } catch (const Error& e) {
        builder.addProblem(sidecar, e.what());
    }
}

/// The entries of one folder, sorted, without hidden ones.
std::set<fs::path> entriesOf(DatasetBuilder& builder, const fs::path& folder) {
    std::set<fs::path> entries;
    std::error_code error;
    fs::directory_iterator it(folder, error);
    for (; !error && it != fs::directory_iterator(); it.increment(error)) {
        builder.breathe();
        if (!it->path().filename().string().starts_with('.')) entries.insert(it->path());
    }
    if (error) builder.addProblem(folder, "the folder cannot be read: " + error.message());
    return entries;
}

std::string splitBelow(const fs::path& root, const fs::path& folder) {
    std::string split;
    for (const fs::path& part : folder.lexically_relative(root))
        if (const std::string named = canonicalSplit(part.string()); !named.empty()) split = named;
    return split;
}

/// Cameras write a raw file and a JPEG of the same picture; phones can.
bool hasJpegBeside(const std::set<fs::path>& entries, const fs::path& picture) {
    for (const char* extension : {".jpg", ".JPG", ".jpeg", ".JPEG"})
        if (entries.contains(fs::path(picture).replace_extension(extension))) return true;
    return false;
}

/// Says what decoding would: a folder of pictures from a phone must not look empty.
void addForeign(DatasetBuilder& builder, const fs::path& picture) {
    const Error error("cannot read image " + picture.filename().string(),
                      "its format is not one that can be read",
                      "the formats are JPEG, PNG, WebP, TIFF, BMP and GIF");
    builder.addProblem(picture, error.what());
}

/// Other programs keep what they know of one picture in name.json beside it, which is no list.
bool isOfOnePicture(const std::set<fs::path>& entries, const fs::path& file) {
    if (file.extension() != ".json") return false;
    const std::string name = fs::path(file).replace_extension().string() + '.';
    for (auto at = entries.lower_bound(name); at != entries.end() && at->string().starts_with(name); ++at)
        if (hasImageExtension(*at)) return true;
    return false;
}

/// @param given  all sources: what is among them needs no word here
void readFolder(DatasetBuilder& builder, const fs::path& root, const std::set<fs::path>& given) {
    std::vector<fs::path> lists, folders{root};
    while (!folders.empty()) {
        const fs::path folder = std::move(folders.back());
        folders.pop_back();
        const std::string split = splitBelow(root, folder);
        const auto entries = entriesOf(builder, folder);
        std::vector<fs::path> below;
        for (const fs::path& entry : entries) {
            std::error_code error;
            const fs::file_status status = fs::symlink_status(entry, error);
            if (fs::is_directory(status)) {
                below.push_back(entry);
                continue;
            }
            if (fs::is_symlink(status) && fs::is_directory(entry, error)) {
                if (!given.contains(entry))
                    builder.addProblem(entry,
                                       "a link to a folder is not followed, import that folder itself");
                continue;
            }
            if (entry.filename() == "metadata.jsonl" || entry.filename() == "metadata.csv")
                lists.push_back(entry);
            else if (hasListExtension(entry) && !given.contains(entry) && !isOfOnePicture(entries, entry))
                builder.addProblem(entry, "a list is not taken in with its folder, import it by itself");
            if (hasForeignImageExtension(entry) && !hasJpegBeside(entries, entry)) addForeign(builder, entry);
            if (!hasImageExtension(entry)) continue;
            if (!fs::is_regular_file(entry, error)) {
                builder.addProblem(entry, "it is not a regular file");
                continue;
            }
            if (DatasetItem& item = builder.item(entry); item.split.empty()) item.split = split;
            const fs::path sidecar = fs::path(entry).replace_extension(".txt");
            if (entries.contains(sidecar)) addSidecar(builder, entry, sidecar);
        }
        folders.insert(folders.end(), below.rbegin(), below.rend());
    }
    for (const fs::path& list : lists) readListFile(builder, list);
}

fs::path normal(const fs::path& source) { return fs::absolute(source).lexically_normal(); }

void readSource(DatasetBuilder& builder, const fs::path& named, const std::set<fs::path>& given) {
    const fs::path source = normal(named);
    std::error_code error;
    const fs::file_status status = fs::status(source, error);
    if (!fs::exists(status)) return builder.addProblem(named, "there is no such file or folder");
    if (fs::is_directory(status)) return readFolder(builder, source, given);
    if (!fs::is_regular_file(status)) return builder.addProblem(named, "it is neither a file nor a folder");
    if (hasListExtension(source)) return readListFile(builder, source);
    builder.item(source);
    const fs::path sidecar = fs::path(source).replace_extension(".txt");
    if (sidecar != source && fs::is_regular_file(sidecar, error)) addSidecar(builder, source, sidecar);
}

}  // namespace

Dataset readDataset(const std::vector<fs::path>& sources, const DatasetOptions& options, Observer* observer) {
    DatasetBuilder builder(options, observer);
    std::set<fs::path> given;
    for (const fs::path& source : sources) given.insert(normal(source));
    for (const fs::path& source : sources) readSource(builder, source, given);
    return builder.take();
}

}  // namespace attune
