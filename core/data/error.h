// The one exception type of the core: what happened, why, and what to do about it.
#pragma once

#include <stdexcept>
#include <string>

namespace attune {

/// An error worded for the user. `what()` is the whole message on one line; the parts are kept so that a window
/// can lay them out. Thrown by core/, caught once at each boundary (engine main, session, CLI main).
class Error : public std::runtime_error {
  public:
    /// @param problem  what happened, one clause without a final stop: "cannot read image /a/b.png"
    /// @param reason   why, or what it means; may be empty
    /// @param remedy   what the user can do; may be empty
    explicit Error(std::string problem, std::string reason = {}, std::string remedy = {});

    const std::string& problem() const { return m_problem; }
    const std::string& reason() const { return m_reason; }
    const std::string& remedy() const { return m_remedy; }

  private:
    std::string m_problem;
    std::string m_reason;
    std::string m_remedy;
};

/// A wish by the user or the workbench to stop: not a failure. Work in progress leaves a checkpoint, then throws it.
class Cancelled : public std::runtime_error {
  public:
    Cancelled() : std::runtime_error("cancelled") {}
};

}  // namespace attune
