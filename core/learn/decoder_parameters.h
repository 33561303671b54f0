// Which parameters of a captioner the decoder uses, found by asking the network rather than its family.
#pragma once

#include <torch/torch.h>

#include "learn/adam.h"
#include "model/captioner.h"

namespace attune {

/// The parameters that the decoder's logits depend on, given image states; afterwards these and no others take
/// gradients. In order of name. @param features (B, S, D_v), B >= 1
NamedParameters trainDecoderOnly(Captioner& captioner, const torch::Tensor& features);

}  // namespace attune
