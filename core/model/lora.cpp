#include "model/lora.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>

#include "data/error.h"

namespace attune {

namespace {

/// `*` is any run of letters. Where letters do not fit, the last `*` takes one more: no pattern takes longer than its length
/// times that of the name.
bool matches(std::string_view name, std::string_view pattern) {
    constexpr auto none = std::string_view::npos;
    std::size_t n = 0, p = 0, star = none, taken = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != none) {
            p = star + 1;
            n = ++taken;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == none;
}

}  // namespace

bool isLoraTarget(const std::string& module, const std::string& target) {
    if (matches(module, target)) return true;
    for (auto dot = module.find('.'); dot != module.npos; dot = module.find('.', dot + 1))
        if (matches(std::string_view(module).substr(dot + 1), target)) return true;
    return false;
}

std::vector<std::pair<std::string, std::shared_ptr<AffineMap>>> affineMaps(torch::nn::Module& module) {
    std::vector<std::pair<std::string, std::shared_ptr<AffineMap>>> maps;
    for (const auto& item : module.named_modules("", false))
        if (auto map = std::dynamic_pointer_cast<AffineMap>(item.value())) maps.emplace_back(item.key(), map);
    std::sort(maps.begin(), maps.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return maps;
}

Lora::Lora(torch::nn::Module& module, const LoraOptions& options, std::uint64_t seed, const Predicate& eligible)
    : m_alpha(options.alpha) {
    if (options.rank < 1) throw Error("the rank of an adapter cannot be " + std::to_string(options.rank));
    const torch::NoGradGuard noGrad;
    torch::Generator generator = at::detail::createCPUGenerator(seed);
    std::vector<bool> used(options.targets.size(), false);
    try {
        for (const auto& [name, map] : affineMaps(module)) {
            if (eligible && !eligible(name, *map)) continue;
            bool wanted = options.targets.empty();
            for (std::size_t i = 0; i < options.targets.size(); ++i) {
                if (!isLoraTarget(name, options.targets[i])) continue;
                wanted = used[i] = true;
            }
            if (!wanted) continue;
            const double bound = 1 / std::sqrt(static_cast<double>(map->inputs()));
            auto a = torch::empty({options.rank, map->inputs()}).uniform_(-bound, bound, generator);
            attach(name, map, m_alpha, std::move(a), torch::zeros({map->outputs(), options.rank}));
        }
        for (std::size_t i = 0; i < used.size(); ++i)
            if (!used[i])
                throw Error("no layer to adapt is called \"" + options.targets[i] + "\"", "",
                            "name layers of the checkpoint, as q_proj or attn.c_attn");
        if (m_layers.empty()) throw Error("there is no layer to adapt");
    } catch (...) {
        detach();
        throw;
    }
}

Lora::~Lora() { detach(); }

void Lora::attach(const std::string& name, const std::shared_ptr<AffineMap>& map, double alpha, torch::Tensor a,
                  torch::Tensor b) {
    if (map->adapter) throw Error("the layer " + name + " has an adapter already");
    const auto rank = static_cast<double>(a.size(0));
    const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(map->weight.device());
    map->adapter = std::make_shared<LoraAdapter>(
        LoraAdapter{a.to(options).requires_grad_(true), b.to(options).requires_grad_(true),
                    alpha / (m_divideByRoot ? std::sqrt(rank) : rank), m_isOn});
    m_layers.push_back({name, map, alpha});
}

void Lora::detach() {
    for (const Layer& layer : m_layers) layer.map->adapter = nullptr;
    m_layers.clear();
}

std::vector<std::pair<std::string, torch::Tensor>> Lora::parameters() const {
    std::vector<std::pair<std::string, torch::Tensor>> all;
    for (const Layer& layer : m_layers) {
        all.emplace_back(layer.name + ".lora_A.weight", layer.map->adapter->a);
        all.emplace_back(layer.name + ".lora_B.weight", layer.map->adapter->b);
    }
    return all;
}

void Lora::merge() {
    const torch::NoGradGuard noGrad;
    setOn(true);
    for (const Layer& layer : m_layers) layer.map->weight.copy_(layer.map->mergedWeight());
    detach();
}

}  // namespace attune
