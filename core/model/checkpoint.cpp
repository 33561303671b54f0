#include "model/checkpoint.h"

#include <set>
#include <sstream>

#include "data/json.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

std::string listed(const std::vector<std::string>& keys) {
    std::string text;
    for (std::size_t i = 0; i < keys.size() && i < 3; ++i) text += (i ? ", " : "") + keys[i];
    if (keys.size() > 3) text += " and " + std::to_string(keys.size() - 3) + " more";
    return text;
}

std::string shapeText(torch::IntArrayRef shape) {
    std::ostringstream text;
    text << shape;
    return text.str();
}

}  // namespace

Checkpoint::Checkpoint(const fs::path& folder) : m_folder(folder) {
    if (!fs::is_directory(folder))
        throw Error("cannot open the model " + folder.string(), "there is no such folder");
    const auto single = folder / "model.safetensors";
    const auto index = folder / "model.safetensors.index.json";
    if (fs::exists(single)) {
        m_shards.emplace_back(single);
        for (const auto& key : m_shards[0].names()) m_shardOf[key] = 0;
    } else if (fs::exists(index)) {
        openShards(index);
    } else {
        throw Error("cannot open the model " + folder.string(),
                    fs::exists(folder / "pytorch_model.bin") ? "its weights are a pickle, which is not read"
                                                             : "it holds no model.safetensors",
                    "give a Hugging Face checkpoint folder with safetensors weights");
    }
}

void Checkpoint::openShards(const fs::path& index) {
    const Json json = readJsonFile(index, std::uint64_t{1} << 26);
    const auto map = required<Json>(json, "weight_map");
    if (!map.is_object()) throw Error("cannot read " + index.string(), "its weight_map is not an object");
    std::map<std::string, std::size_t> opened;
    for (const auto& [key, file] : map.items()) {
        const std::string name = file.is_string() ? file.get<std::string>() : std::string();
        // A shard lies beside its index: a path would let the index reach anywhere on the disk.
        if (name.empty() || name == ".." || fs::path(name).filename() != name)
            throw Error("cannot read " + index.string(), "the shard of " + key + " is not a file name");
        if (!opened.count(name)) {
            opened[name] = m_shards.size();
            m_shards.emplace_back(m_folder / name);
        }
        if (!m_shards[opened[name]].contains(key))
            throw Error("cannot read " + index.string(), "the shard " + name + " does not hold " + key);
        m_shardOf[key] = opened[name];
    }
}

std::vector<std::string> Checkpoint::keys() const {
    std::vector<std::string> all;
    for (const auto& [key, shard] : m_shardOf) all.push_back(key);
    return all;
}

torch::Tensor Checkpoint::tensor(const std::string& key) const {
    const auto at = m_shardOf.find(key);
    if (at == m_shardOf.end()) throw Error("there is no " + key + " in " + m_folder.string());
    const auto stored = m_storedName.find(key);
    return m_shards[at->second].tensor(stored == m_storedName.end() ? key : stored->second);
}

Checkpoint Checkpoint::renamed(const std::function<std::string(const std::string&)>& nameOf) const {
    Checkpoint other = *this;
    other.m_shardOf.clear();
    other.m_storedName.clear();
    for (const auto& [key, shard] : m_shardOf) {
        const std::string name = nameOf(key);
        if (!other.m_shardOf.emplace(name, shard).second)
            throw Error("the weights in " + m_folder.string() + " hold " + name + " twice", "under an older and a newer name");
        const auto stored = m_storedName.find(key);
        const std::string& original = stored == m_storedName.end() ? key : stored->second;
        if (original != name) other.m_storedName[name] = original;
    }
    return other;
}

void refuseLarger(const Checkpoint& checkpoint, double parameters) {
    double stored = 0;
    for (const auto& key : checkpoint.keys()) stored += static_cast<double>(checkpoint.tensor(key).numel());
    if (parameters > stored)
        throw Error("the weights in " + checkpoint.folder().string() + " do not fit its config.json",
                    "the configuration describes more parameters than there are");
}

void loadParameters(torch::nn::Module& module, const Checkpoint& checkpoint,
                    const std::function<bool(const std::string&)>& ignorable) {
    torch::NoGradGuard noGrad;
    std::vector<std::string> missing, unexpected, misshaped;
    std::set<std::string> used;
    for (auto& item : module.named_parameters()) {
        const std::string& key = item.key();
        torch::Tensor& parameter = item.value();
        used.insert(key);
        if (!checkpoint.contains(key)) {
            missing.push_back(key);
            continue;
        }
        const torch::Tensor stored = checkpoint.tensor(key);
        if (stored.sizes() != parameter.sizes()) {
            misshaped.push_back(key + " is " + shapeText(stored.sizes()) + ", not " +
                                shapeText(parameter.sizes()));
            continue;
        }
        parameter.copy_(stored);
    }
    for (const auto& key : checkpoint.keys())
        if (!used.count(key) && !ignorable(key)) unexpected.push_back(key);

    std::string reason;
    const auto add = [&](const char* what, const std::vector<std::string>& keys) {
        if (!keys.empty()) reason += (reason.empty() ? "" : "; ") + (what + listed(keys));
    };
    add("missing: ", missing);
    add("not part of the model: ", unexpected);
    add("of another shape: ", misshaped);
    if (!reason.empty())
        throw Error("the weights in " + checkpoint.folder().string() + " do not fit its config.json", reason);
}

}  // namespace attune
