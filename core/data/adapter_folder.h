// An adapter as the PEFT library writes it, adapter_config.json and adapter_model.safetensors (or .bin), read without
// Torch: what it adapts, and whether a network has such layers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/adapter_config.h"

namespace attune {

/// The two matrices of one layer: A (rank, inputs) and B (outputs, rank).
struct AdapterPart {
    std::string layer;  ///< as the file calls it
    std::string a, b;   ///< names of the tensors
    std::int64_t rank = 0, inputs = 0, outputs = 0;
};

struct AdapterFolder {
    AdapterConfig config;
    std::filesystem::path weights;   ///< the file of the tensors
    std::vector<AdapterPart> parts;  ///< one at least, in the order of the layers' names

    std::int64_t parameters() const;
    std::int64_t lowestRank() const;
    std::int64_t highestRank() const;
};

/// Looks at the configuration and at the header of the weights. @throws Error saying what is missing, damaged or of another
/// kind of adapter
AdapterFolder readAdapterFolder(const std::filesystem::path& folder);

/// A layer that adapters can be put on.
struct LinearLayer {
    std::string name;
    std::int64_t inputs = 0, outputs = 0;
    bool eitherWay = false;  ///< it is not known which of the two is which
};

/// Which of the layers each part belongs to. Files of different ages, and wrappers around a network, call the outermost
/// modules differently ("model.decoder.x", "decoder.x"): where a name is not there, the only one that ends alike is meant.
/// @return for each part an index into `layers` @throws Error naming the layers that are not there or of other widths
std::vector<std::size_t> fitAdapter(const AdapterFolder& adapter, const std::vector<LinearLayer>& layers);

}  // namespace attune
