// The weights of a Hugging Face checkpoint folder, in one file or in shards with an index.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/safetensors.h"

namespace attune {

/// Opens `model.safetensors`, or the shards that `model.safetensors.index.json` names.
class Checkpoint {
  public:
    /// @throws Error if the folder holds no weights that can be read
    explicit Checkpoint(const std::filesystem::path& folder);

    bool contains(const std::string& key) const { return m_shardOf.count(key) > 0; }
    std::vector<std::string> keys() const;
    /// @throws Error if there is no such key
    torch::Tensor tensor(const std::string& key) const;
    const std::filesystem::path& folder() const { return m_folder; }
    /// The same weights under other names, for families whose files come with several. @throws Error if two keys become one
    Checkpoint renamed(const std::function<std::string(const std::string&)>& nameOf) const;

  private:
    void openShards(const std::filesystem::path& index);

    std::filesystem::path m_folder;
    std::vector<SafetensorsFile> m_shards;
    std::map<std::string, std::size_t> m_shardOf;
    std::map<std::string, std::string> m_storedName;  ///< of keys that were renamed
};

/// Copies the checkpoint into the parameters of `module`, key by key.
/// @param ignorable  says of a key that the module does not have whether that is as it should be
/// @throws Error naming the first missing, unexpected and mis-shaped keys and how many there are
void loadParameters(torch::nn::Module& module, const Checkpoint& checkpoint,
                    const std::function<bool(const std::string&)>& ignorable);

/// Refuses a configuration whose network is larger than the weights given for it, before memory is taken.
/// @param parameters  how many the configuration describes, or somewhat fewer @throws Error
void refuseLarger(const Checkpoint& checkpoint, double parameters);

}  // namespace attune
