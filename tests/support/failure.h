// What an error says, for tests that look for words in it.
#pragma once

#include <string>

#include "data/error.h"

namespace attune::test {

/// The message that `action` fails with; empty if it does not fail.
template <class Action>
std::string failure(Action action) {
    try {
        action();
        return {};
    } catch (const Error& e) {
        return e.what();
    }
}

inline bool mentions(const std::string& text, const std::string& word) { return text.find(word) != std::string::npos; }

}  // namespace attune::test
