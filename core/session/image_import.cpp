#include "session/image_import.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <set>
#include <thread>

#include "data/error.h"
#include "data/file.h"
#include "media/decode.h"
#include "media/sha256.h"
#include "media/thumbnail.h"
#include "media/utf8.h"
#include "scenes/dataset.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kChunk = 64;  ///< pictures between two commits: what a cancel or a crash can cost

/// A picture that was read, before it is known whether it is new.
struct ReadPicture {
    std::string sha256;
    Thumbnail thumbnail;
    std::string problem;  ///< why it could not be read; empty if it could
};

ReadPicture readPicture(const fs::path& path) {
    ReadPicture picture;
    try {
        if (!isUtf8(path.string())) throw Error("the file's name is not UTF-8", "", "rename it");
        const std::string bytes = readFile(path, DecodeOptions{}.maxFileBytes);
        picture.sha256 = sha256(bytes);
        picture.thumbnail = makeThumbnail(bytes, path.filename().string());
    } catch (const std::exception& failure) {
        picture.problem = failure.what();
    }
    return picture;
}

/// Decoding is what takes time; each worker takes the next picture that nobody has.
std::vector<ReadPicture> readPictures(const DatasetItem* items, std::size_t count) {
    std::vector<ReadPicture> pictures(count);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) pictures[i] = readPicture(items[i].path);
    };
    const std::size_t workers =
        std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()), count);
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < workers; ++i) threads.emplace_back(work);
    work();
    for (auto& thread : threads) thread.join();
    return pictures;
}

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

class Importer {
  public:
    Importer(Project& project, const ImportOptions& options, ImportReport& report)
        : m_project(project), m_options(options), m_report(report) {}

    void add(const DatasetItem& item, const ReadPicture& picture) {
        if (!picture.problem.empty()) {
            m_report.problems.push_back({item.path, picture.problem});
            return;
        }
        const auto known = m_project.images().findBySha256(picture.sha256);
        const Id image = known ? known->id : addNew(item, picture);
        if (known) {
            ++m_report.known;
            findAgain(*known, item.path);
        } else {
            m_report.added.push_back(image);
        }
        addReferences(image, item.captions);
    }

  private:
    Id addNew(const DatasetItem& item, const ReadPicture& picture) {
        ImageRecord image;
        image.sha256 = picture.sha256;
        image.width = picture.thumbnail.sourceWidth;
        image.height = picture.thumbnail.sourceHeight;
        image.split = !m_options.split.empty() ? m_options.split
                      : !item.split.empty()    ? item.split
                                               : splitOfHash(picture.sha256);
        image.extra = item.extra.is_object() ? item.extra : Json::object();
        image.path = m_project.storedPath(m_options.copy ? copyIn(item.path, picture.sha256) : item.path);
        writeThumbnail(thumbnailPath(m_project, image), picture.thumbnail.bytes);
        return m_project.images().add(image).id;
    }

    fs::path copyIn(const fs::path& file, const std::string& sha256) {
        makeFolder(m_project.imagesFolder());
        const fs::path target = m_project.imagesFolder() / (file.stem().string() + "-" + sha256.substr(0, 8) +
                                                            file.extension().string());
        fs::path part = target;
        part += ".part";
        std::error_code failure;
        fs::copy_file(file, part, fs::copy_options::overwrite_existing, failure);
        if (!failure) {
            syncToDisk(part);
            fs::rename(part, target, failure);
        }
        if (failure) {
            std::error_code ignored;
            fs::remove(part, ignored);
            throw Error("cannot copy " + file.string() + " into the project", failure.message());
        }
        return target;
    }

    /// A picture that was moved is found by its content.
    void findAgain(const ImageRecord& image, const fs::path& now) {
        std::error_code failure;
        if (!fs::exists(m_project.resolve(image.path), failure))
            m_project.images().setPath(image.id, m_project.storedPath(now));
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
                          Observer& observer) {
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
        for (std::size_t begin = 0; begin < items.size(); begin += kChunk) {
            observer.breathe();
            const std::size_t count = std::min(kChunk, items.size() - begin);
            const auto pictures = readPictures(items.data() + begin, count);
            Transaction transaction(project.database());
            for (std::size_t i = 0; i < count; ++i) importer.add(items[begin + i], pictures[i]);
            transaction.commit();
            observer.progress(static_cast<std::int64_t>(begin + count),
                              static_cast<std::int64_t>(items.size()));
        }
    } catch (const Cancelled&) {
        report.cancelled = true;
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
    return project.thumbnailsFolder() / (image.sha256 + ".jpg");
}

}  // namespace attune
