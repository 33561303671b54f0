// Which captioner of a project an adapter from outside belongs to.
#pragma once

#include <filesystem>

#include "data/adapter_folder.h"
#include "project/project.h"

namespace attune {

struct AdapterBase {
    ModelRecord captioner;
    bool isNamed = false;  ///< the adapter names it as its base; otherwise it is the current one
};

/// The captioner whose path, name or folder the adapter gives as that of its base, the current one before others that are
/// called alike; where there is none, the current one. @throws Error if the project has no captioner
AdapterBase adapterBase(Project& project, const AdapterConfig& adapter);

/// Whether the captioner in a checkpoint folder has the layers that are adapted, as far as the headers of its weights tell.
/// @throws Error naming those that are not there or of other widths
void checkAdapterFits(const AdapterFolder& adapter, const std::filesystem::path& captioner);

}  // namespace attune
