// Pictures whose files were moved: found again by their contents, below a folder of the user's choice.
#pragma once

#include <QString>
#include <filesystem>
#include <memory>
#include <vector>

#include "data/records.h"
#include "workbench/long_task.h"
#include "workbench/problem.h"

namespace attune {

/// What came of it. Where it was cancelled before it looked at a file, what is missing is not known.
struct FindReport {
    std::vector<Id> found;                       ///< images whose new places are in the project now
    std::vector<std::filesystem::path> missing;  ///< where those that are still missing were, sorted
    std::int64_t files = 0;                      ///< that may be pictures
    std::int64_t looked = 0;                     ///< files looked at; not all once nothing is missing any more
    std::int64_t unread = 0;                     ///< of those
    bool cancelled = false;                      ///< what was found before is kept
};

/// Closing the project ends it; what was found before is kept.
class FindPictures : public LongTask {
    Q_OBJECT

  public:
    /// The workbench's one.
    static FindPictures& of(Workbench& workbench);
    /// Stops looking.
    ~FindPictures() override;

    /// Looks in this folder and below it (or at this file alone) for all pictures of the project that are missing; does
    /// nothing while it looks already. Its counts are of the files that may be pictures.
    void start(const QString& place);

  Q_SIGNALS:
    /// @param problem  why nothing came of it; `what` is empty if something did
    void ended(const attune::FindReport& report, const attune::Problem& problem);

  private:
    explicit FindPictures(Workbench& workbench);
    struct Known {
        Id id = 0;
        std::filesystem::path path;
        std::string sha256;
    };
    struct Search;
    static FindReport look(const std::vector<Known>& images, const std::filesystem::path& place, Search& search);
    void search(std::vector<Known> images, const QString& place);
    void store(FindReport report);
    /// Stops it where nobody will be told any more what it found.
    void leave();
    void end(const FindReport& report, const Problem& problem);

    std::shared_ptr<Search> m_search;  ///< the one at work
};

}  // namespace attune
