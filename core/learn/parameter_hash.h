// Which network is this? An answer that does not depend on where its files lie.
#pragma once

#include <torch/torch.h>

#include <string>

namespace attune {

/// 16 hexadecimal digits over names, shapes, types and bytes of all parameters. Tells checkpoints apart by accident,
/// not by design: it is no cryptographic hash.
std::string parameterHash(const torch::nn::Module& module);

}  // namespace attune
