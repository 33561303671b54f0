// Adapters on a policy: what learns is a few small matrices, and the policy without them is its own reference.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/captioner.h"
#include "model/lora.h"

namespace attune {

/// Freezes all weights and puts adapters on the linear layers behind the image features, but for the projection onto the
/// vocabulary. @param targets  names as `isLoraTarget` takes them, separated by commas or spaces; none: all such layers
/// @throws Error if a target names no such layer, saying of one that is there why it cannot learn
std::unique_ptr<Lora> adaptDecoder(Captioner& captioner, std::int64_t rank, double alpha, const std::string& targets,
                                   std::uint64_t seed);

/// The same network with the same memory below its parameters: adapters of the one are none of the other, and neither may
/// be trained itself.
std::shared_ptr<Captioner> sharingCopy(const Captioner& captioner);

}  // namespace attune
