#include "data/error.h"

namespace attune {

namespace {

std::string joined(const std::string& problem, const std::string& reason, const std::string& remedy) {
    std::string text = problem;
    if (!reason.empty()) text += ": " + reason;
    if (!remedy.empty()) text += " (" + remedy + ")";
    // One line, whatever a file name or a library's message brings along.
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    return text;
}

}  // namespace

Error::Error(std::string problem, std::string reason, std::string remedy)
    : std::runtime_error(joined(problem, reason, remedy)),
      m_problem(std::move(problem)),
      m_reason(std::move(reason)),
      m_remedy(std::move(remedy)) {}

}  // namespace attune
