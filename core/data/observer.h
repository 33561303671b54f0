// How long work speaks to whoever waits for it, without knowing whether that is a terminal, a pipe or a test.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace attune {

/// Receives what a trainer or a generator has to say. The default does nothing, so that tests need no stub.
class Observer {
  public:
    virtual ~Observer() = default;

    /// A named stage begins: "encode images", "rollout", "update".
    virtual void phase(const std::string& /*name*/) {}
    /// `done` of `total` units of the whole job.
    virtual void progress(std::int64_t /*done*/, std::int64_t /*total*/) {}
    /// Values at a step, under the names that the tables and legends show.
    virtual void metrics(std::int64_t /*step*/, const std::map<std::string, double>& /*values*/) {}
    /// Something the user should know that does not stop the work.
    virtual void warning(const std::string& /*text*/) {}
    /// Called between short units of work (well under half a second): waits while paused.
    /// @throws Cancelled when the user wants to stop
    virtual void breathe() {}
};

}  // namespace attune
