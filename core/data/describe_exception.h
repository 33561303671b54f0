// Exceptions of any origin as one line for the user.
#pragma once

#include <exception>
#include <string>

namespace attune {

/// What to tell a user of an exception: one line, without the stack traces that some libraries add.
std::string describeException(const std::exception& exception);

}  // namespace attune
