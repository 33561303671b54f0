#include "model/safetensors.h"

#include <bit>
#include <cstring>

#include "data/atomic_file.h"
#include "data/json.h"

namespace attune {

static_assert(std::endian::native == std::endian::little, "safetensors data are little-endian");

namespace {

const std::map<std::string, torch::Dtype> dtypes = {
    {"F64", torch::kFloat64}, {"F32", torch::kFloat32}, {"F16", torch::kFloat16}, {"BF16", torch::kBFloat16},
    {"I64", torch::kInt64},   {"I32", torch::kInt32},   {"I16", torch::kInt16},   {"I8", torch::kInt8},
    {"U8", torch::kUInt8},    {"BOOL", torch::kBool}};

std::string dtypeName(torch::Dtype dtype, const std::string& tensor) {
    for (const auto& [name, value] : dtypes)
        if (value == dtype) return name;
    throw Error("cannot save the tensor " + tensor, "its element type has no place in a safetensors file");
}

}  // namespace

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path)
    : m_name(path.string()),
      m_file(std::make_shared<MappedFile>(path)),
      m_header(parseSafetensorsHeader(m_file->bytes(), m_file->bytes().size(), m_name)) {
    for (std::size_t i = 0; i < m_header.entries.size(); ++i) {
        const TensorEntry& entry = m_header.entries[i];
        if (!dtypes.count(entry.dtype))
            throw Error("cannot read " + m_name, "the tensor " + entry.name.substr(0, 120) + " has the dtype " + entry.dtype +
                                                     ", which is not supported");
        m_index[entry.name] = i;
    }
}

std::vector<std::string> SafetensorsFile::names() const {
    std::vector<std::string> all;
    for (const auto& [name, at] : m_index) all.push_back(name);
    return all;
}

const TensorEntry& SafetensorsFile::entry(const std::string& name) const {
    const auto at = m_index.find(name);
    if (at == m_index.end()) throw Error("there is no tensor " + name + " in " + m_name);
    return m_header.entries[at->second];
}

torch::Tensor SafetensorsFile::tensor(const std::string& name) const {
    const TensorEntry& found = entry(name);
    const torch::Dtype dtype = dtypes.at(found.dtype);
    char* data = m_file->data() + found.begin;
    if (found.begin == found.end) return torch::empty(found.shape, dtype);
    if (dtype == torch::kBool)
        return torch::from_blob(data, found.shape, torch::kUInt8).ne(0);  // any byte is legal
    if (reinterpret_cast<std::uintptr_t>(data) % safetensorsElementSize(found.dtype) != 0) {
        torch::Tensor copy = torch::empty(found.shape, dtype);
        std::memcpy(copy.data_ptr(), data, found.end - found.begin);
        return copy;
    }
    return torch::from_blob(
        data, found.shape, [keep = m_file](void*) {}, dtype);
}

void SafetensorsFile::release(const std::string& name) const {
    const auto& found = entry(name);
    m_file->release(found.begin, found.end);
}

NamedTensors SafetensorsFile::tensors() const {
    NamedTensors all;
    for (const auto& [name, at] : m_index) all[name] = tensor(name);
    return all;
}

void writeSafetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata) {
    Json header = Json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::uint64_t at = 0;
    for (const auto& [name, tensor] : tensors) {
        const std::uint64_t end = at + tensor.nbytes();
        header[name] = {{"dtype", dtypeName(tensor.scalar_type(), name)},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {at, end}}};
        at = end;
    }
    std::string text = dumpJson(header);
    text.append((8 - text.size() % 8) % 8, ' ');  // so that the data begin at a multiple of 8 in the file

    AtomicFile file(path);
    std::string length;
    for (int i = 0; i < 8; ++i) length.push_back(static_cast<char>(text.size() >> (8 * i) & 0xff));
    file.write(length);
    file.write(text);
    // One after the other: a model's weights are never held twice.
    for (const auto& [name, tensor] : tensors) {
        const torch::Tensor plain = tensor.detach().to(torch::kCPU).contiguous();
        file.write({static_cast<const char*>(plain.data_ptr()), plain.nbytes()});
    }
    file.commit();
}

}  // namespace attune
