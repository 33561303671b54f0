#include "model/pytorch_weights.h"

#include <bit>
#include <cstring>

#include "data/error.h"

namespace attune {

static_assert(std::endian::native == std::endian::little, "the data are little-endian");

namespace {

torch::Dtype dtypeOf(const std::string& name) {
    static const std::map<std::string, torch::Dtype> dtypes = {
        {"F64", torch::kFloat64}, {"F32", torch::kFloat32}, {"F16", torch::kFloat16}, {"BF16", torch::kBFloat16},
        {"I64", torch::kInt64},   {"I32", torch::kInt32},   {"I16", torch::kInt16},   {"I8", torch::kInt8},
        {"U8", torch::kUInt8},    {"BOOL", torch::kBool}};
    return dtypes.at(name);
}

}  // namespace

PytorchWeights::PytorchWeights(const std::filesystem::path& path)
    : m_name(path.string()), m_file(std::make_shared<MappedFile>(path)) {
    for (PytorchEntry& entry : parsePytorchFile(m_file->bytes(), m_name)) {
        const std::string name = entry.name;
        m_entries.emplace(name, std::move(entry));
    }
    // The directory lies behind the data and its entries among them: what was read around them is let go.
    m_file->release(0, m_file->bytes().size());
}

std::vector<std::string> PytorchWeights::names() const {
    std::vector<std::string> all;
    for (const auto& [name, entry] : m_entries) all.push_back(name);
    return all;
}

const PytorchEntry& PytorchWeights::entry(const std::string& name) const {
    const auto at = m_entries.find(name);
    if (at == m_entries.end()) throw Error("there is no tensor " + name + " in " + m_name);
    return at->second;
}

torch::Tensor PytorchWeights::tensor(const std::string& name) const {
    const PytorchEntry& found = entry(name);
    const torch::Dtype dtype = dtypeOf(found.dtype);
    if (found.begin == found.end) return torch::empty(found.shape, dtype);
    char* data = m_file->data() + found.begin;
    if (dtype == torch::kBool)  // any byte is legal
        return torch::from_blob(data, found.shape, found.strides, torch::kUInt8).ne(0);
    const auto bytes = found.end - found.begin;
    if (reinterpret_cast<std::uintptr_t>(data) % c10::elementSize(dtype) == 0)
        return torch::from_blob(
            data, found.shape, found.strides, [keep = m_file](void*) {}, dtype);
    // Not every program that writes such files leaves room for the alignment that the numbers need.
    const auto elements = static_cast<std::int64_t>(bytes / c10::elementSize(dtype));
    const torch::Tensor extent = torch::empty({elements}, dtype);
    std::memcpy(extent.data_ptr(), data, bytes);
    return extent.as_strided(found.shape, found.strides);
}

void PytorchWeights::release(const std::string& name) const {
    m_file->release(entry(name).begin, entry(name).end);
}

}  // namespace attune
