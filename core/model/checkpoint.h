// The weights of a Hugging Face checkpoint folder, in one file or in shards with an index.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/safetensors.h"

namespace attune {

/// Opens `model.safetensors`, or the shards that `model.safetensors.index.json` names, or where there are none of these
/// `pytorch_model.bin` or its shards.
class Checkpoint {
  public:
    /// @param device, dtype  what networks are to be loaded as
    /// @throws Error if the folder holds no weights that can be read
    explicit Checkpoint(const std::filesystem::path& folder, torch::Device device = torch::kCPU,
                        torch::Dtype dtype = torch::kFloat32);

    bool contains(const std::string& key) const { return m_places.count(key) > 0; }
    std::vector<std::string> keys() const;
    /// @throws Error if there is no such key
    std::vector<std::int64_t> shape(const std::string& key) const;
    /// As it is stored, on the CPU. @throws Error if there is no such key
    torch::Tensor tensor(const std::string& key) const;
    /// Whether two keys hold the same values. Their pages are given back.
    bool same(const std::string& a, const std::string& b) const;
    /// The tensor as a network wants it, in memory of its own; the file's pages are given back. @throws Error
    torch::Tensor load(const std::string& key) const;
    const std::filesystem::path& folder() const { return m_folder; }
    /// What its file calls the weight. @throws Error if there is no such key
    const std::string& storedName(const std::string& key) const { return place(key).name; }

    /// The same weights under the keys that a family calls them by: files of different ages call them differently.
    /// @throws Error if two come to be called the same
    Checkpoint renamed(const std::function<std::string(const std::string&)>& current) const;
    /// The same weights without the names of wrappers that stand in front of every key: of a module that runs on several
    /// devices ("module."), of a compiled one ("_orig_mod."), or of one that holds the network as its "model.".
    Checkpoint unwrapped() const;

  private:
    struct Place {
        std::shared_ptr<const WeightsFile> file;
        std::string name;  ///< in the file
    };

    void open(const std::filesystem::path& file);
    void openShards(const std::filesystem::path& index);
    const Place& place(const std::string& key) const;

    std::filesystem::path m_folder;
    torch::Device m_device;
    torch::Dtype m_dtype;
    std::map<std::string, Place> m_places;
};

/// Refuses a configuration whose network is larger than the weights given for it, before memory is taken.
/// @param described  parameters that the configuration asks for at least @throws Error
void refuseLarger(const Checkpoint& checkpoint, double described);

/// Gives the parameters of `module` the checkpoint's values, key by key, straight in the device and dtype that it was
/// opened for: at no time there is a second copy of the weights.
/// @param ignorable  says of a key that the module does not have whether that is as it should be
/// @throws Error naming the first missing, unexpected (as the file calls them) and mis-shaped keys and how many there are
void loadParameters(torch::nn::Module& module, const Checkpoint& checkpoint,
                    const std::function<bool(const std::string&)>& ignorable);

}  // namespace attune
