// Text from files of unknown origin.
#pragma once

#include <string_view>

namespace attune {

/// Whether this is well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
bool isUtf8(std::string_view text);

/// Without blanks, line ends and a byte-order mark around it.
std::string_view trimmed(std::string_view text);

}  // namespace attune
