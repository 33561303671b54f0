// What every target does: bad input may be refused with attune::Error, and in no other way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "data/error.h"

namespace attune::fuzz {

/// Calls `read(bytes)`. Any exception but Error ends the process, which libFuzzer reports with the input.
template <class Read>
int refuseOrRead(const std::uint8_t* data, std::size_t size, Read read) {
    try {
        read(std::string_view(reinterpret_cast<const char*>(data), size));
    } catch (const Error&) {
    }
    return 0;
}

/// A property that must hold of what was read.
inline void require(bool holds) {
    if (!holds) __builtin_trap();
}

}  // namespace attune::fuzz
