// A checkpoint folder in words, before anything of it is loaded.
#pragma once

#include <QString>

#include "session/memory_estimate.h"
#include "session/model_folder.h"

namespace attune {

/// What it is, what it takes and whether that fits. @param there  bytes of the device; 0 where that is not known
QString modelFolderText(const ModelFolderInfo& info, const ModelNeeds& needs, qint64 there);

}  // namespace attune
