#include "model/weights_file.h"

#include "model/pytorch_weights.h"
#include "model/safetensors.h"

namespace attune {

std::shared_ptr<const WeightsFile> openWeights(const std::filesystem::path& file) {
    if (file.extension() == ".bin") return std::make_shared<const PytorchWeights>(file);
    return std::make_shared<const SafetensorsFile>(file);
}

}  // namespace attune
