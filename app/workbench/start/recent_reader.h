// Looks at recent projects behind the window's back, one after the other.
#pragma once

#include <QObject>
#include <QStringList>
#include <memory>

#include "workbench/start/recent_project.h"

namespace attune {

class Workbench;

/// One thread for all visits to the start page, which nobody waits for: a disk that does not answer holds it for as long as it
/// likes, and neither another visit, nor other work on a pool, nor the end of the program may hang on that.
class RecentReader : public QObject {
    Q_OBJECT

  public:
    /// The workbench's one.
    static RecentReader& of(Workbench& workbench);
    /// Waits for nothing; what is still read is for nobody.
    ~RecentReader() override;

    /// Reads these; those of an earlier call that were not reached are dropped.
    void read(const QStringList& folders);
    /// Whether the thread is there: it ends when nothing is left to read.
    bool isAtWork() const;

  Q_SIGNALS:
    void found(const attune::RecentProject& project);

  private:
    explicit RecentReader(Workbench& workbench);
    struct Shared;
    static void work(const std::shared_ptr<Shared>& shared);

    std::shared_ptr<Shared> m_shared;  ///< with the thread, which may outlive this
};

}  // namespace attune
