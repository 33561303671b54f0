// Imports at work: one after the other, on the project's writing thread, ratings let through between two pictures.
#pragma once

#include <QList>
#include <QStringList>

#include "session/image_import.h"
#include "workbench/long_task.h"
#include "workbench/problem.h"

namespace attune {

/// Closing the project cancels it; what was added before stays.
class ImportTask : public LongTask {
    Q_OBJECT

  public:
    /// The workbench's one.
    static ImportTask& of(Workbench& workbench);

    /// Begins, or waits behind the import at work.
    void start(const QStringList& paths, const ImportOptions& options);
    /// Forgets those that wait, too.
    void cancel() override;

    /// Imports behind the one at work.
    int waiting() const { return static_cast<int>(m_waiting.size()); }

  Q_SIGNALS:
    /// So many that waited were forgotten.
    void dropped(int imports);
    /// @param problem  why it ended early; `what` is empty if it did not. What was added before stays either way
    void ended(const attune::ImportReport& report, const attune::Problem& problem);

  private:
    explicit ImportTask(Workbench& workbench);
    struct Wish {
        std::vector<std::filesystem::path> paths;
        ImportOptions options;
    };
    void startNext();
    void end(const ImportReport& report, const Problem& problem);

    QList<Wish> m_waiting;
};

}  // namespace attune
