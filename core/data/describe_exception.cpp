#include "data/describe_exception.h"

#include <new>

namespace attune {

std::string describeException(const std::exception& exception) {
    if (dynamic_cast<const std::bad_alloc*>(&exception)) return "the machine ran out of memory";
    const std::string text = exception.what();
    return text.substr(0, text.find('\n'));
}

}  // namespace attune
