// A checkpoint folder, or an adapter, in words, before anything of it is loaded.
#pragma once

#include <QString>

#include "data/adapter_folder.h"
#include "session/memory_estimate.h"
#include "session/model_folder.h"

namespace attune {

/// What it is, what it takes and whether that fits. @param there  bytes of the device; 0 where that is not known
QString modelFolderText(const ModelFolderInfo& info, const ModelNeeds& needs, qint64 there);
/// What an adapter adapts, how large it is, and which base it names.
QString adapterText(const AdapterFolder& adapter);

}  // namespace attune
