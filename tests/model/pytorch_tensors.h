// Tensors into a `pytorch_model.bin`.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "data/file.h"
#include "model/safetensors.h"
#include "pytorch_writer.h"

namespace attune::test {

inline std::string storageType(torch::Dtype dtype) {
    if (dtype == torch::kFloat16) return "HalfStorage";
    if (dtype == torch::kBFloat16) return "BFloat16Storage";
    if (dtype == torch::kInt64) return "LongStorage";
    return dtype == torch::kBool ? "BoolStorage" : "FloatStorage";
}

/// As torch.save would: each tensor a storage of its own, transposed ones with their strides.
/// @param isAligned  as torch.save aligns them; other programs do not
inline void writePytorch(const std::filesystem::path& path, const NamedTensors& tensors, bool isAligned = false) {
    std::vector<PickledTensorText> texts;
    std::vector<std::pair<std::string, std::string>> storages;
    for (const auto& [name, tensor] : tensors) {
        const auto key = std::to_string(storages.size());
        texts.push_back({name, storageType(tensor.scalar_type()), key, tensor.numel(), 0, tensor.sizes().vec(),
                         tensor.strides().vec()});
        storages.emplace_back(key, std::string(static_cast<const char*>(tensor.data_ptr()), tensor.nbytes()));
    }
    auto files = pytorchFiles(pickledState(texts), storages);
    for (ZipFile& file : files) file.isAligned = isAligned;
    writeFileAtomically(path, zipArchive(files));
}

}  // namespace attune::test
