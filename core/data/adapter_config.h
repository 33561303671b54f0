// What adapter_config.json of the PEFT library says of an adapter, read without Torch.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace attune {

/// A LoRA adapter (Hu et al. 2021) of linear layers. The layers themselves are told by the weights beside it.
struct AdapterConfig {
    std::int64_t rank = 8;     ///< of those layers that `rank_pattern` does not name
    double alpha = 8;          ///< an adapter's part is multiplied by alpha / rank
    bool divideByRoot = false; ///< by alpha / sqrt(rank) instead ("rsLoRA")
    /// Layers of another alpha (`alpha_pattern`), by their name or its end; `*` in it stands for any letters.
    std::map<std::string, double> alphas;
    std::vector<std::string> targets;  ///< as the file says: names, or one regular expression; for people
    std::string base;                  ///< what it calls the network below; empty: it does not say
};

/// Whether a folder is an adapter: it holds adapter_config.json, and no weights of a whole model.
bool isAdapterFolder(const std::filesystem::path& folder);

/// @throws Error naming the option that asks for something that is not done here, or what is missing or damaged
AdapterConfig readAdapterConfig(const std::filesystem::path& folder);

}  // namespace attune
