// LoRA (Hu et al. 2021): low-rank adapters on the linear layers of any network. The weights below stay as they are, so
// that the same network, with its adapters off, is its own reference.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/layers.h"

namespace attune {

struct LoraOptions {
    std::int64_t rank = 8;
    double alpha = 16;  ///< an adapter's part is multiplied by alpha / rank
    /// Names of the layers that are adapted; none: all. A name is that of a module or its end ("attn.c_attn",
    /// "q_proj"), and `*` in it stands for any letters.
    std::vector<std::string> targets = {};
};

/// Whether `target` means the module: by its whole name, or by what stands behind one of its dots.
bool isLoraTarget(const std::string& module, const std::string& target);

/// The adapters of one network, attached from construction to destruction. No dropout.
class Lora {
  public:
    using Predicate = std::function<bool(const std::string& name, const AffineMap& map)>;

    /// A is drawn from U(-1/sqrt(in), 1/sqrt(in)) and B is 0, as the reference library does: nothing changes yet. In
    /// the order of names; a seed decides all. Adapters are float32 on the device of their layer.
    /// @param eligible  which layers may be adapted at all; empty: every one
    /// @throws Error if a target names no layer, no layer is left, or a layer has an adapter already
    Lora(torch::nn::Module& module, const LoraOptions& options, std::uint64_t seed, const Predicate& eligible = {});
    /// The adapters that a PEFT folder holds: adapter_config.json and adapter_model.safetensors (or .bin).
    /// @throws Error naming what is missing, does not fit the network or is another kind of adapter
    Lora(torch::nn::Module& module, const std::filesystem::path& folder);
    ~Lora();
    Lora(const Lora&) = delete;
    Lora& operator=(const Lora&) = delete;

    /// "<module>.lora_A.weight" (r, in) and "<module>.lora_B.weight" (out, r), in the order of names.
    std::vector<std::pair<std::string, torch::Tensor>> parameters() const;

    bool isOn() const { return *m_isOn; }
    void setOn(bool on) { *m_isOn = on; }
    /// Adds the adapters into the weights, for good, and detaches them.
    void merge();
    /// What the folder that the adapters came from calls the network below; empty: they came from none, or it does not say.
    const std::string& base() const { return m_base; }
    /// Writes a folder that PEFT reads. @param base  what to call the network below @throws Error
    void save(const std::filesystem::path& folder, const std::string& base) const;

  private:
    struct Layer {
        std::string name;
        std::shared_ptr<AffineMap> map;
        double alpha = 0;
    };
    void attach(const std::string& name, const std::shared_ptr<AffineMap>& map, double alpha, torch::Tensor a, torch::Tensor b);
    void detach();

    std::string m_base;
    double m_alpha = 0;  ///< of layers that have none of their own
    bool m_divideByRoot = false;  ///< alpha / sqrt(r) instead of alpha / r ("rsLoRA")
    std::vector<Layer> m_layers;
    std::shared_ptr<bool> m_isOn = std::make_shared<bool>(true);
};

/// The network without its adapters, for as long as this lives. Null is a network that has none.
class LoraOff {
  public:
    explicit LoraOff(Lora* lora) : m_lora(lora), m_wasOn(lora && lora->isOn()) {
        if (m_lora) m_lora->setOn(false);
    }
    ~LoraOff() {
        if (m_lora) m_lora->setOn(m_wasOn);
    }
    LoraOff(const LoraOff&) = delete;
    LoraOff& operator=(const LoraOff&) = delete;

  private:
    Lora* m_lora;
    bool m_wasOn;
};

/// All layers that adapters can be put on, in the order of their names.
std::vector<std::pair<std::string, std::shared_ptr<AffineMap>>> affineMaps(torch::nn::Module& module);

}  // namespace attune
