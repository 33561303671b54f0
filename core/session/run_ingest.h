// What a run says becomes rows of the project: captions, metrics, models, scores; each exactly once.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "project/project.h"
#include "protocol/run_folder.h"

namespace attune {

struct IngestReport {
    std::int64_t events = 0;    ///< taken in now
    std::int64_t captions = 0;  ///< new rows, here and below
    std::int64_t models = 0;
    std::int64_t scores = 0;
    std::vector<std::string>
        warnings;       ///< events that could not be understood, in words; they are passed over
    bool more = false;  ///< the limit was reached: there is more to take in
};

/// Follows one run. What an event brings and the note that it was taken in are one transaction, so it can be
/// called at any time and killed at any moment. It remembers its place in the events file, so that asking a
/// long run for news costs as much as the news.
class RunIngest {
  public:
    static constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

    /// @throws Error if there is no such run or its folder is unreadable
    RunIngest(Project& project, Id run);
    ~RunIngest();

    /// Takes in what lies behind the last event taken in. @param limit  of events, or of rows of a file of
    /// scores, for this call: 200 take some 10 ms. @throws Error if an event cannot be read or stored; make a
    /// new one then
    IngestReport take(std::int64_t limit = kAll);
    /// Whether the events file is as it was when all of it had been taken in.
    bool isUpToDate() const;
    /// Whether the last event taken in ended the run, though its engine may hold on to the folder for a moment.
    bool hasEnded() const;
    const RunFolder& folder() const;

  private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// All that is new, at once.
IngestReport ingestRun(Project& project, Id run);

}  // namespace attune
