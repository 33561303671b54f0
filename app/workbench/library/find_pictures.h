// Pictures whose files were moved: found again by their contents, below a folder of the user's choice.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <QVector>
#include <atomic>
#include <filesystem>
#include <memory>

#include "data/records.h"

namespace attune {

class Workbench;

/// Belongs to the workbench, so that a search goes on when the window is made anew. Closing the project ends it.
class FindPictures : public QObject {
    Q_OBJECT

  public:
    /// The workbench's one.
    static FindPictures& of(Workbench& workbench);
    /// Stops looking.
    ~FindPictures() override;

    /// Looks in this folder and below it (or at this file alone) for all pictures of the project that are missing.
    void start(const QString& place);
    void cancel();
    bool isRunning() const { return m_search != nullptr; }
    /// Files looked at, of those that may be pictures; 0 of 0 while the folders are read.
    qint64 done() const;
    qint64 total() const;

  Q_SIGNALS:
    /// It began, went on, or came to an end.
    void changed();
    /// @param found  images whose new places are in the project now
    /// @param missing  how many were looked for
    void ended(const QVector<qint64>& found, int missing);

  private:
    explicit FindPictures(Workbench& workbench);
    struct Known {
        Id id = 0;
        std::filesystem::path path;
        std::string sha256;
    };
    struct Result {
        std::vector<std::pair<Id, std::filesystem::path>> found;
        int missing = 0;
    };
    /// What the search at work and the window tell each other.
    struct Search {
        std::atomic<bool> cancelled = false;
        std::atomic<qint64> done = 0, total = 0;
    };
    static Result look(const std::vector<Known>& images, const std::filesystem::path& place, Search& search);
    void search(std::vector<Known> images, const QString& place);
    void store(const Result& result);
    void finish();

    Workbench& m_workbench;
    std::shared_ptr<Search> m_search;  ///< the one at work
    QTimer m_tick;
};

}  // namespace attune
