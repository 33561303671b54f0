// A project: the folder, its lock, its database and the stores over it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "project/annotation_store.h"
#include "project/caption_store.h"
#include "project/database.h"
#include "project/decisions.h"
#include "project/image_detail.h"
#include "project/image_query.h"
#include "project/image_store.h"
#include "project/lock.h"
#include "project/model_store.h"
#include "project/run_store.h"

namespace attune {

/// `name.attune/{project.sqlite, thumbnails/, runs/, models/, lock}`. One writer at a time. For one thread at
/// a time; another thread opens the project again, read-only.
class Project {
  public:
    /// Makes the folder; it is either wholly there or not at all. @throws Error if something is there already
    static std::unique_ptr<Project> create(const std::filesystem::path& folder);

    /// Brings an older file up to date first (after a backup), and marks runs whose process has ended as
    /// interrupted.
    /// @throws Error, having changed nothing: no project, damaged, newer than this program, a read-only
    /// folder, or (for writing) open elsewhere
    static std::unique_ptr<Project> open(const std::filesystem::path& folder,
                                         OpenMode mode = OpenMode::ReadWrite);

    const std::filesystem::path& folder() const { return m_folder; }
    OpenMode mode() const { return m_database.mode(); }
    std::filesystem::path runsFolder() const { return m_folder / "runs"; }
    std::filesystem::path modelsFolder() const { return m_folder / "models"; }
    std::filesystem::path imagesFolder() const { return m_folder / "images"; }
    std::filesystem::path thumbnailsFolder() const { return m_folder / "thumbnails"; }
    /// The backup that opening made of an older file; empty if none.
    const std::filesystem::path& backup() const { return m_backup; }
    /// The runs that this opening marked as interrupted.
    const std::vector<Id>& foundInterrupted() const { return m_foundInterrupted; }
    /// Who writes to it, when it was opened read-only.
    std::optional<LockHolder> writer() const;

    /// A path as it is stored: relative to the project folder if it lies in it or beside it, else absolute.
    std::string storedPath(const std::filesystem::path& path) const;
    /// The absolute path of a stored one.
    std::filesystem::path resolve(const std::string& stored) const;

    /// For storing several things at once, or not at all.
    Database& database() { return m_database; }

    ImageStore images() { return ImageStore(m_database); }
    /// For listings of many images at once.
    ImageSearch search() { return ImageSearch(m_database); }
    ImageDetail detail(Id image) { return imageDetail(m_database, image); }
    PromptStore prompts() { return PromptStore(m_database); }
    CaptionStore captions() { return CaptionStore(m_database); }
    ModelStore models() { return ModelStore(m_database); }
    RunStore runs() { return RunStore(m_database); }
    MetricStore metrics() { return MetricStore(m_database); }
    RewardScoreStore rewardScores() { return RewardScoreStore(m_database); }
    TagStore tags() { return TagStore(m_database); }
    DecisionJournal decisions() { return DecisionJournal(m_database); }

    /// A setting of the project; empty where it was never set.
    std::string meta(const std::string& key);
    void setMeta(const std::string& key, const std::string& value);

    /// Reads the whole file (seconds for a large one). @throws Error naming what is wrong
    void checkIntegrity();

  private:
    Project(const std::filesystem::path& folder, OpenMode mode, std::unique_ptr<ProjectLock> lock);

    std::filesystem::path m_folder;
    std::unique_ptr<ProjectLock> m_lock;  ///< released after the database is closed
    Database m_database;
    std::filesystem::path m_backup;
    std::vector<Id> m_foundInterrupted;
};

}  // namespace attune
