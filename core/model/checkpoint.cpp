#include "model/checkpoint.h"

#include <set>
#include <sstream>

#include "data/json.h"
#include "data/key_names.h"

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

Checkpoint::Checkpoint(const fs::path& folder, torch::Device device, torch::Dtype dtype)
    : m_folder(folder), m_device(device), m_dtype(dtype) {
    if (!fs::is_directory(folder))
        throw Error("cannot open the model " + folder.string(), "there is no such folder");
    for (const char* name : {"model.safetensors", "pytorch_model.bin"}) {
        const auto single = folder / name;
        const auto index = folder / (std::string(name) + ".index.json");
        if (fs::exists(single)) open(single);
        else if (fs::exists(index)) openShards(index);
        else continue;
        return;
    }
    throw Error("cannot open the model " + folder.string(), "it holds no model.safetensors and no pytorch_model.bin",
                "give a Hugging Face checkpoint folder");
}

void Checkpoint::open(const fs::path& file) {
    const auto weights = openWeights(file);
    for (const auto& key : weights->names()) m_places[key] = {weights, key};
}

void Checkpoint::openShards(const fs::path& index) {
    const Json json = readJsonFile(index, std::uint64_t{1} << 26);
    const auto map = required<Json>(json, "weight_map");
    if (!map.is_object()) throw Error("cannot read " + index.string(), "its weight_map is not an object");
    std::map<std::string, std::shared_ptr<const WeightsFile>> opened;
    std::map<std::string, std::set<std::string>> held;
    for (const auto& [key, file] : map.items()) {
        const std::string name = file.is_string() ? file.get<std::string>() : std::string();
        // A shard lies beside its index: a path would let the index reach anywhere on the disk.
        if (name.empty() || name == ".." || fs::path(name).filename() != name)
            throw Error("cannot read " + index.string(), "the shard of " + key + " is not a file name");
        if (!opened.count(name)) {
            opened[name] = openWeights(m_folder / name);
            for (const auto& inside : opened[name]->names()) held[name].insert(inside);
        }
        if (!held[name].count(key))
            throw Error("cannot read " + index.string(), "the shard " + name + " does not hold " + key);
        m_places[key] = {opened[name], key};
    }
}

std::vector<std::string> Checkpoint::keys() const {
    std::vector<std::string> all;
    for (const auto& [key, place] : m_places) all.push_back(key);
    return all;
}

const Checkpoint::Place& Checkpoint::place(const std::string& key) const {
    const auto at = m_places.find(key);
    if (at == m_places.end()) throw Error("there is no " + key + " in " + m_folder.string());
    return at->second;
}

std::vector<std::int64_t> Checkpoint::shape(const std::string& key) const {
    return place(key).file->shape(place(key).name);
}

torch::Tensor Checkpoint::tensor(const std::string& key) const {
    return place(key).file->tensor(place(key).name);
}

bool Checkpoint::same(const std::string& a, const std::string& b) const {
    const bool equal = torch::equal(tensor(a), tensor(b));
    for (const auto& key : {a, b}) place(key).file->release(place(key).name);
    return equal;
}

torch::Tensor Checkpoint::load(const std::string& key) const {
    const Place& at = place(key);
    const torch::Tensor own = at.file->tensor(at.name).to(torch::TensorOptions().device(m_device).dtype(m_dtype),
                                                          /*non_blocking=*/false, /*copy=*/true,
                                                          torch::MemoryFormat::Contiguous);
    at.file->release(at.name);
    return own;
}

Checkpoint Checkpoint::renamed(const std::function<std::string(const std::string&)>& current) const {
    Checkpoint other = *this;
    other.m_places.clear();
    for (const auto& [key, place] : m_places)
        if (!other.m_places.emplace(current(key), place).second)
            throw Error("cannot read the weights in " + m_folder.string(),
                        "they hold " + current(key) + " under two names");
    return other;
}

Checkpoint Checkpoint::unwrapped() const {
    Checkpoint inner = *this;
    while (!inner.m_places.empty()) {
        const auto wrapper = wrapperOf(inner.m_places.begin()->first, inner.m_places.rbegin()->first);
        if (wrapper.empty()) break;
        inner = inner.renamed([&](const std::string& key) { return withoutPrefix(key, wrapper); });
    }
    return inner;
}

void refuseLarger(const Checkpoint& checkpoint, double described) {
    double stored = 0;
    for (const auto& key : checkpoint.keys()) {
        double elements = 1;
        for (const auto side : checkpoint.shape(key)) elements *= static_cast<double>(side);
        stored += elements;
    }
    if (described > stored)
        throw Error("the weights in " + checkpoint.folder().string() + " do not fit its config.json",
                    "the configuration describes more parameters than there are");
}

void loadParameters(torch::nn::Module& module, const Checkpoint& checkpoint,
                    const std::function<bool(const std::string&)>& ignorable) {
    torch::NoGradGuard noGrad;
    std::vector<std::string> missing, unexpected, misshaped;
    std::set<std::string> used;
    auto parameters = module.named_parameters();
    for (const auto& item : parameters) {
        const std::string& key = item.key();
        used.insert(key);
        if (!checkpoint.contains(key))
            missing.push_back(key);
        else if (const auto stored = checkpoint.shape(key); item.value().sizes() != stored)
            misshaped.push_back(key + " is " + shapeText(stored) + ", not " + shapeText(item.value().sizes()));
    }
    for (const auto& key : checkpoint.keys())
        if (!used.count(key) && !ignorable(key)) unexpected.push_back(checkpoint.storedName(key));

    std::string reason;
    const auto add = [&](const char* what, const std::vector<std::string>& keys) {
        if (!keys.empty()) reason += (reason.empty() ? "" : "; ") + (what + listed(keys));
    };
    add("missing: ", missing);
    add("not part of the model: ", unexpected);
    add("of another shape: ", misshaped);
    if (!reason.empty())
        throw Error("the weights in " + checkpoint.folder().string() + " do not fit its config.json", reason);

    for (auto& item : parameters) item.value().set_data(checkpoint.load(item.key()));
}

}  // namespace attune
