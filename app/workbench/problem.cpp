#include "workbench/problem.h"

#include "data/describe_exception.h"
#include "data/error.h"

namespace attune {

Problem problemOf(const std::exception& failure) {
    if (const auto* error = dynamic_cast<const Error*>(&failure))
        return {QString::fromStdString(error->problem()), QString::fromStdString(error->reason()),
                QString::fromStdString(error->remedy())};
    return {QString::fromStdString(describeException(failure)), {}, {}};
}

}  // namespace attune
