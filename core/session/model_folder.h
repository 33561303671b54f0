// What a checkpoint folder says about itself, without loading it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "data/model_family.h"
#include "data/observer.h"
#include "data/safetensors_header.h"
#include "session/model_shape.h"

namespace attune {

struct ModelFolderInfo {
    std::string kind;             ///< "captioner", "encoder" (of images and texts) or "reward"
    std::string family;           ///< config.json's model_type
    std::int64_t parameters = 0;
    std::int64_t decoderParameters = 0;  ///< behind the vision tower; 0 where that is not known
    std::int64_t adapterWidths = 0;      ///< inputs and outputs of the decoder's linear layers: adapters of rank r have r times as many numbers
    std::int64_t bytes = 0;       ///< of the weights on the disk
    std::string dtype;            ///< most of the weights are stored in it: "float32", "bfloat16", ...; empty: not known
    PromptStyle prompt = PromptStyle::None;
    ModelShape shape;             ///< of a captioner or an encoder
};

/// Looks at config.json, at the image settings, at the headers of the weights and, of a captioner, at its tokenizer; loads
/// nothing.
/// @throws Error naming what is missing, damaged or of an unknown family
ModelFolderInfo inspectModelFolder(const std::filesystem::path& folder);

/// Whether a folder is meant as a model or an adapter, sound or not: it has the configuration of an adapter, or a config.json that
/// names a model_type or lies beside weights. Other programs have files of that name, too.
bool holdsModel(const std::filesystem::path& folder);

/// Name, dtype and shape of every parameter, from the headers of the weights alone: without the names of wrappers, and weights
/// that are the same ones once. @throws Error if there are no weights, or they are damaged
std::vector<TensorEntry> modelParameters(const std::filesystem::path& folder);

/// Copies a checkpoint folder, without the adapters that may lie in it; the target appears whole or not at all.
/// @throws Error if something is there already
void copyModelFolder(const std::filesystem::path& from, const std::filesystem::path& to);
/// @param files     name -> text of those that are written in the place of what is there
/// @param observer  hears of bytes, and may stop it. @throws Cancelled
void copyModelFolder(const std::filesystem::path& from, const std::filesystem::path& to, const std::map<std::string, std::string>& files,
                     Observer& observer);

/// Where a checkpoint keeps the adapters that were merged into it.
inline constexpr const char* kAdapterFolder = "adapter";

}  // namespace attune
