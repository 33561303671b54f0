#include "workbench/library/find_pictures.h"

#include <QCoreApplication>
#include <QFuture>
#include <QPromise>
#include <algorithm>
#include <mutex>
#include <set>
#include <unordered_map>
#include <utility>

#include "media/dataset_reader.h"
#include "media/sha256.h"
#include "workbench/workbench.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

using Places = std::vector<std::pair<Id, fs::path>>;

/// Files that may be pictures; what cannot be entered is passed over.
std::vector<fs::path> candidatesIn(const fs::path& place, const std::atomic<bool>& cancelled) {
    std::error_code failure;
    if (!fs::is_directory(place, failure)) return {place};
    std::vector<fs::path> files;
    fs::recursive_directory_iterator at(place, fs::directory_options::skip_permission_denied, failure), end;
    while (!failure && at != end && !cancelled) {
        std::error_code ignored;
        if (hasImageExtension(at->path()) && at->is_regular_file(ignored)) files.push_back(at->path());
        at.increment(failure);
    }
    return files;
}

/// Puts them into the project, on the writer's thread.
auto storing(Places places) {
    return [places = std::move(places)](Session& session) {
        Project& project = session.project();
        Transaction transaction(project.database());
        for (const auto& [id, path] : places) project.images().setPath(id, project.storedPath(path));
        transaction.commit();
    };
}

}  // namespace

struct FindPictures::Search : TaskControl {
    void add(Id id, const fs::path& path) {
        const std::lock_guard lock(m_mutex);
        m_found.emplace_back(id, path);
    }
    /// What was found and not taken yet.
    Places take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_found, {});
    }

  private:
    std::mutex m_mutex;
    Places m_found;
};

FindPictures& FindPictures::of(Workbench& workbench) {
    if (auto* find = workbench.findChild<FindPictures*>(QString(), Qt::FindDirectChildrenOnly)) return *find;
    return *new FindPictures(workbench);
}

FindPictures::FindPictures(Workbench& workbench) : LongTask(workbench) {
    connect(&workbench.project, &ProjectService::closing, this, &FindPictures::leave);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &FindPictures::leave);
    // Answers about a project that is closed never come.
    connect(&workbench.project, &ProjectService::closed, this, [this] {
        m_search.reset();
        over();
    });
}

FindPictures::~FindPictures() { cancel(); }

void FindPictures::start(const QString& place) {
    if (isRunning() || !workbench().project.isOpen()) return;
    m_search = std::make_shared<Search>();
    workbench().project.read(
        this,
        [](Project& project) {
            std::vector<Known> images;
            for (const ImageRecord& image : project.images().list())
                images.push_back({image.id, project.resolve(image.path), image.sha256});
            return images;
        },
        [this, place](std::vector<Known> images) { search(std::move(images), place); },
        [this](const Problem& problem) { end({}, problem); });
    begin(m_search);
}

void FindPictures::search(std::vector<Known> images, const QString& place) {
    auto promise = std::make_shared<QPromise<FindReport>>();
    // Not called any more once this is gone.
    promise->future().then(this, [this, mine = m_search](const FindReport& report) {
        if (mine == m_search) store(report);  // else the project was closed meanwhile
    });
    workbench().threads.start(
        [promise, images = std::move(images), folder = fs::path(place.toStdString()), search = m_search] {
            promise->start();
            promise->addResult(look(images, folder, *search));
            promise->finish();
        });
}

FindReport FindPictures::look(const std::vector<Known>& images, const fs::path& place, Search& search) {
    const auto& cancelled = search.cancelled;
    std::unordered_map<std::string, const Known*> missing;  // by content
    std::set<fs::path> names;
    for (const Known& image : images) {
        std::error_code failure;
        if (cancelled || fs::exists(image.path, failure)) continue;
        missing.emplace(image.sha256, &image);
        names.insert(image.path.filename());
    }
    std::vector<fs::path> files;
    if (!missing.empty()) files = candidatesIn(place, cancelled);
    FindReport report;
    report.cancelled = cancelled;
    if (report.cancelled) return report;
    // Those that still have their names first: mostly nothing else needs to be read.
    std::stable_partition(files.begin(), files.end(), [&](const fs::path& file) { return names.contains(file.filename()); });
    report.files = static_cast<std::int64_t>(files.size());
    for (const fs::path& file : files) {
        search.progress(report.looked, report.files);
        if (cancelled || missing.empty()) break;
        ++report.looked;
        try {
            const auto at = missing.find(sha256OfFile(file));
            if (at == missing.end()) continue;
            search.add(at->second->id, file);
            missing.erase(at);
        } catch (const std::exception&) {
            ++report.unread;  // so it is not the one that is looked for
        }
    }
    report.cancelled = cancelled;
    for (const auto& [content, image] : missing) report.missing.push_back(image->path);
    std::sort(report.missing.begin(), report.missing.end());
    return report;
}

void FindPictures::store(FindReport report) {
    Places found = m_search->take();
    for (const auto& [id, path] : found) report.found.push_back(id);
    if (found.empty()) return end(report, {});
    workbench().project.write(
        this, Change::Images, storing(std::move(found)), [this, report] { end(report, {}); },
        [this](const Problem& problem) { end({}, problem); }, TaskThread::Priority::Urgent);
}

void FindPictures::leave() {
    cancel();
    if (!m_search) return;
    if (Places found = m_search->take(); !found.empty())
        workbench().project.write(this, {}, storing(std::move(found)), [] {}, {}, TaskThread::Priority::Urgent);
}

void FindPictures::end(const FindReport& report, const Problem& problem) {
    m_search.reset();
    over();
    Q_EMIT ended(report, problem);
}

}  // namespace attune
