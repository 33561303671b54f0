#include "workbench/library/find_pictures.h"

#include <QPromise>
#include <QFuture>
#include <QThreadPool>
#include <QVector>
#include <algorithm>
#include <filesystem>
#include <set>
#include <unordered_map>

#include "media/dataset_reader.h"
#include "media/sha256.h"
#include "workbench/workbench.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr int kTickMs = 100;

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

}  // namespace

FindPictures& FindPictures::of(Workbench& workbench) {
    if (auto* find = workbench.findChild<FindPictures*>(QString(), Qt::FindDirectChildrenOnly)) return *find;
    return *new FindPictures(workbench);
}

FindPictures::FindPictures(Workbench& workbench) : QObject(&workbench), m_workbench(workbench) {
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &FindPictures::changed);
    connect(&workbench.project, &ProjectService::closed, this, &FindPictures::cancel);
}

FindPictures::~FindPictures() {
    if (m_search) m_search->cancelled = true;
}

void FindPictures::cancel() {
    if (!m_search) return;
    m_search->cancelled = true;
    finish();
}

void FindPictures::finish() {
    m_search.reset();
    m_tick.stop();
    Q_EMIT changed();
}

qint64 FindPictures::done() const { return m_search ? m_search->done.load() : 0; }
qint64 FindPictures::total() const { return m_search ? m_search->total.load() : 0; }

void FindPictures::start(const QString& place) {
    cancel();
    m_search = std::make_shared<Search>();
    m_tick.start();
    Q_EMIT changed();
    m_workbench.project.read(
        this,
        [](Project& project) {
            std::vector<Known> images;
            for (const ImageRecord& image : project.images().list())
                images.push_back({image.id, project.resolve(image.path), image.sha256});
            return images;
        },
        [this, place, mine = m_search](std::vector<Known> images) {
            if (mine == m_search) search(std::move(images), place);
        },
        [this, mine = m_search](const Problem& problem) {
            if (mine == m_search) finish();
            m_workbench.report(problem);
        });
}

void FindPictures::search(std::vector<Known> images, const QString& place) {
    auto promise = std::make_shared<QPromise<Result>>();
    // Not called any more once this is gone.
    promise->future().then(this, [this, mine = m_search](const Result& result) {
        if (mine == m_search) store(result);
    });
    QThreadPool::globalInstance()->start(
        [promise, images = std::move(images), folder = fs::path(place.toStdString()), search = m_search] {
            promise->start();
            promise->addResult(look(images, folder, *search));
            promise->finish();
        });
}

FindPictures::Result FindPictures::look(const std::vector<Known>& images, const fs::path& place, Search& search) {
    const auto& cancelled = search.cancelled;
    std::unordered_map<std::string, Id> missing;  // by content
    std::set<fs::path> names;
    Result result;
    for (const Known& image : images) {
        std::error_code failure;
        if (cancelled || fs::exists(image.path, failure)) continue;
        missing.emplace(image.sha256, image.id);
        names.insert(image.path.filename());
    }
    result.missing = static_cast<int>(missing.size());
    auto files = candidatesIn(place, cancelled);
    // Those that still have their names first: mostly nothing else needs to be read.
    std::stable_partition(files.begin(), files.end(), [&](const fs::path& file) { return names.contains(file.filename()); });
    search.total = static_cast<qint64>(files.size());
    for (const fs::path& file : files) {
        if (cancelled || missing.empty()) break;
        ++search.done;
        try {
            const auto at = missing.find(sha256OfFile(file));
            if (at == missing.end()) continue;
            result.found.emplace_back(at->second, file);
            missing.erase(at);
        } catch (const std::exception&) {
            // Unreadable, so it is not the one that is looked for.
        }
    }
    return result;
}

void FindPictures::store(const Result& result) {
    QVector<qint64> ids;
    for (const auto& [id, path] : result.found) ids.append(id);
    if (ids.isEmpty()) {
        finish();
        Q_EMIT ended(ids, result.missing);
        return;
    }
    m_workbench.project.write(
        this, Change::Images,
        [found = result.found](Session& session) {
            Project& project = session.project();
            Transaction transaction(project.database());
            for (const auto& [id, path] : found) project.images().setPath(id, project.storedPath(path));
            transaction.commit();
        },
        [this, ids, missing = result.missing, mine = m_search] {
            if (mine == m_search) finish();
            Q_EMIT ended(ids, missing);
        },
        [this, mine = m_search](const Problem& problem) {
            if (mine == m_search) finish();
            m_workbench.report(problem);
        },
        TaskThread::Priority::Urgent);
}

}  // namespace attune
