// What models are called in the window.
#pragma once

#include <QString>

#include "data/records.h"

namespace attune {

/// A name that the program gave comes in the language of the window, one of the user's own as it is.
QString modelName(const ModelRecord& model);

}  // namespace attune
