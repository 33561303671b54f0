#include "session/image_import.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <future>
#include <map>
#include <set>
#include <string_view>

#include "data/error.h"
#include "data/file.h"
#include "media/sha256.h"
#include "media/thumbnail.h"
#include "scenes/dataset.h"
#include "session/picture_reader.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kChunk = 64;       ///< pictures between two commits: what a cancel or a crash can cost
constexpr std::size_t kAhead = 3 * kChunk;  ///< pictures that are read while earlier ones are stored
constexpr std::string_view kPart = ".part";     ///< behind the name of a copy that is not whole yet
constexpr std::size_t kLongestName = 255;     ///< bytes, on all common file systems
constexpr std::size_t kLongestEnding = 16;    ///< more is no ending that tells what the file is

void makeFolder(const fs::path& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) throw Error("cannot make the folder " + folder.string(), failure.message());
}

/// Not flushed to the disk, which would take longer than all the rest: a lost thumbnail can be made again.
void writeThumbnail(const fs::path& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    if (!file.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
        throw Error("cannot write the thumbnail " + path.string(), "", "check that the disk is not full");
}

/// What a copy in the project is called: the stem is cut where the whole would be too long.
std::string copyName(const fs::path& file, const std::string& sha256) {
    std::string ending = file.extension().string();
    if (ending.size() > kLongestEnding) ending.clear();
    ending = "-" + sha256.substr(0, 8) + ending;
    std::string stem = file.stem().string();
    std::size_t length = kLongestName - kPart.size() - ending.size();
    if (stem.size() > length) {
        while (length > 0 && (static_cast<unsigned char>(stem[length]) & 0xC0) == 0x80) --length;  // within a character
        stem.resize(length);
    }
    return stem + ending;
}

/// Whether no other picture could be copied into the folder either.
bool concernsAll(const std::error_code& failure, const fs::path& folder) {
    return failure == std::errc::no_space_on_device || failure == std::error_code(EDQUOT, std::generic_category()) ||
           ::access(folder.c_str(), W_OK) != 0;
}

/// Where a picture that is new lies, or why it could not be copied.
struct Place {
    fs::path path;
    std::string problem;
};

class Importer {
  public:
    Importer(Project& project, const ImportOptions& options, ImportReport& report)
        : m_project(project), m_options(options), m_report(report) {}

    /// One chunk: what takes time (copies, thumbnails) outside of any transaction while the observer breathes, then
    /// the rows of all in a short one.
    void add(const DatasetItem* items, const std::vector<ReadPicture>& pictures, Observer& observer) {
        std::vector<const ReadPicture*> news;
        std::vector<const DatasetItem*> newItems;
        std::map<std::string, Place> places;  // of pictures that are new, by content
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            if (!pictures[i].problem.empty() || m_project.images().findBySha256(pictures[i].sha256)) continue;
            if (!places.emplace(pictures[i].sha256, Place{items[i].path, {}}).second) continue;
            news.push_back(&pictures[i]);
            newItems.push_back(&items[i]);
        }
        auto files = std::async(std::launch::async, [&] {
            for (std::size_t i = 0; i < news.size(); ++i) {
                Place& place = places.at(news[i]->sha256);
                if (m_options.copy) place = copyIn(newItems[i]->path, news[i]->sha256);
                if (place.problem.empty()) writeThumbnail(thumbnailPath(m_project, news[i]->sha256), news[i]->thumbnail.bytes);
            }
        });
        while (files.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready) observer.breathe();
        files.get();
        Transaction transaction(m_project.database());
        for (std::size_t i = 0; i < pictures.size(); ++i) add(items[i], pictures[i], places);
        transaction.commit();
    }

  private:
    void add(const DatasetItem& item, const ReadPicture& picture, const std::map<std::string, Place>& places) {
        if (!picture.problem.empty()) {
            m_report.problems.push_back({item.path, picture.problem});
            return;
        }
        const auto known = m_project.images().findBySha256(picture.sha256);
        if (!known && !places.at(picture.sha256).problem.empty()) {
            m_report.problems.push_back({item.path, places.at(picture.sha256).problem});
            return;
        }
        const Id image = known ? known->id : addNew(item, picture, places.at(picture.sha256).path);
        if (known) {
            ++m_report.known;
            findAgain(*known, item.path);
            addExtra(*known, item.extra);
        } else {
            m_report.added.push_back(image);
        }
        addReferences(image, item.captions);
    }

    Id addNew(const DatasetItem& item, const ReadPicture& picture, const fs::path& path) {
        ImageRecord image;
        image.sha256 = picture.sha256;
        image.width = picture.thumbnail.sourceWidth;
        image.height = picture.thumbnail.sourceHeight;
        image.split = !m_options.split.empty() ? m_options.split
                      : !item.split.empty()    ? item.split
                                               : splitOfHash(picture.sha256);
        image.extra = item.extra.is_object() ? item.extra : Json::object();
        image.path = m_project.storedPath(path);
        return m_project.images().add(image).id;
    }

    /// @throws Error where no other picture could be copied either
    Place copyIn(const fs::path& file, const std::string& sha256) {
        const fs::path folder = m_project.imagesFolder();
        makeFolder(folder);
        const fs::path target = folder / copyName(file, sha256);
        fs::path part = target;
        part += kPart;
        std::error_code failure;
        fs::copy_file(file, part, fs::copy_options::overwrite_existing, failure);
        if (!failure) {
            syncToDisk(part);
            fs::rename(part, target, failure);
        }
        if (failure) {
            std::error_code ignored;
            fs::remove(part, ignored);
            const Error problem("cannot copy " + file.string() + " into the project", failure.message());
            if (concernsAll(failure, folder)) throw problem;
            return {{}, problem.what()};
        }
        return {target, {}};
    }

    /// A picture that was moved is found by its content.
    void findAgain(const ImageRecord& image, const fs::path& now) {
        std::error_code failure;
        if (!fs::exists(m_project.resolve(image.path), failure))
            m_project.images().setPath(image.id, m_project.storedPath(now));
    }

    /// A list that comes behind the pictures says what they alone did not, as the numbers that it gives them.
    void addExtra(const ImageRecord& image, const Json& more) {
        if (!more.is_object()) return;
        Json extra = image.extra;
        for (const auto& [key, value] : more.items())
            if (!extra.contains(key)) extra[key] = value;
        if (extra == image.extra) return;
        m_project.images().setExtra(image.id, extra);
    }

    void addReferences(Id image, const std::vector<std::string>& texts) {
        if (texts.empty()) return;
        std::set<std::string> there;
        for (const auto& caption :
             m_project.captions().list({.imageId = image, .source = CaptionSource::Reference}))
            there.insert(caption.text);
        std::vector<CaptionRecord> captions;
        for (const auto& text : texts) {
            if (!there.insert(text).second) continue;
            CaptionRecord caption;
            caption.imageId = image;
            caption.source = CaptionSource::Reference;
            caption.text = text;
            captions.push_back(std::move(caption));
        }
        m_report.references += static_cast<std::int64_t>(captions.size());
        m_project.captions().addMany(captions);
    }

    Project& m_project;
    const ImportOptions& m_options;
    ImportReport& m_report;
};

}  // namespace

ImportReport importImages(Project& project, const std::vector<fs::path>& paths, const ImportOptions& options,
                          Observer& observer, ImportReport* beforeFailure) {
    ImportReport report;
    if (!options.split.empty() && options.split != "train" && options.split != "validation" &&
        options.split != "test")
        throw Error("\"" + options.split + "\" is not a split", "the splits are train, validation and test");
    try {
        observer.phase("list");
        Dataset dataset = readDataset(paths, options.dataset, &observer);
        report.problems = std::move(dataset.problems);
        observer.phase("import");
        Importer importer(project, options, report);
        const auto& items = dataset.items;
        PictureReader reader(items, kAhead);
        for (std::size_t begin = 0; begin < items.size(); begin += kChunk) {
            const auto pictures = reader.take(kChunk, observer);
            importer.add(items.data() + begin, pictures, observer);
            observer.progress(static_cast<std::int64_t>(begin + pictures.size()),
                              static_cast<std::int64_t>(items.size()));
        }
    } catch (const Cancelled&) {
        report.cancelled = true;
    } catch (...) {
        if (beforeFailure) *beforeFailure = std::move(report);
        throw;
    }
    return report;
}

std::string splitOfHash(const std::string& sha256) {
    // 13 hexadecimal digits are 52 bits: exact in a double.
    const double share = static_cast<double>(std::stoull(sha256.substr(0, 13), nullptr, 16)) * 0x1.0p-52;
    return share < 0.8 ? "train" : share < 0.9 ? "validation" : "test";
}

std::vector<Id> importScenes(Project& project, int count, std::uint64_t seed, std::uint64_t firstIndex,
                             const std::string& split, Observer& observer) {
    makeFolder(project.imagesFolder());
    std::vector<Id> ids;
    Transaction transaction(project.database());
    for (int i = 0; i < count; ++i) {
        observer.breathe();
        const std::uint64_t index = firstIndex + static_cast<std::uint64_t>(i);
        const ScenesExample example = makeScenesExample(seed, index);
        const std::string bytes = encodePng(example.picture);
        const fs::path file =
            project.imagesFolder() / ("scene-" + std::to_string(seed) + "-" + std::to_string(index) + ".png");
        writeFileAtomically(file, bytes);
        ImageRecord image;
        image.path = project.storedPath(file);
        image.sha256 = sha256(bytes);
        image.width = example.picture.width;
        image.height = example.picture.height;
        image.split = split;
        image.extra = {{"scene", toJson(example.scene)}};
        const auto added = project.images().add(image);
        ids.push_back(added.id);
        if (!added.isNew) continue;
        writeThumbnail(thumbnailPath(project, image), makeThumbnail(example.picture).bytes);
        for (const auto& text : example.captions) {
            CaptionRecord reference;
            reference.imageId = added.id;
            reference.source = CaptionSource::Reference;
            reference.text = text;
            project.captions().add(reference);
        }
        observer.progress(i + 1, count);
    }
    transaction.commit();
    return ids;
}

fs::path thumbnailPath(const Project& project, const ImageRecord& image) {
    return thumbnailPath(project, image.sha256);
}

fs::path thumbnailPath(const Project& project, const std::string& sha256) {
    return project.thumbnailsFolder() / (sha256 + ".jpg");
}

}  // namespace attune
