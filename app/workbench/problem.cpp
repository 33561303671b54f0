#include "workbench/problem.h"

#include "data/describe_exception.h"
#include "data/error.h"
#include "workbench/core_messages.h"

namespace attune {

Problem problemOf(const std::exception& failure) {
    if (const auto* error = dynamic_cast<const Error*>(&failure))
        return {coreText(error->problem()), coreText(error->reason()), coreText(error->remedy())};
    return {coreText(describeException(failure)), {}, {}};
}

}  // namespace attune
