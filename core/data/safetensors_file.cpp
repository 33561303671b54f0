#include "data/safetensors_file.h"

#include <algorithm>
#include <cstring>

#include "data/error.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

std::string inQuotes(const std::string& name) {
    return '"' + name.substr(0, 120) + '"';
}

template <typename T>
std::vector<T> numbersOf(const std::string& bytes) {
    std::vector<T> numbers(bytes.size() / sizeof(T));
    if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(T));
    return numbers;
}

}  // namespace

TensorFile::TensorFile(const fs::path& path) : m_path(path) {
    std::error_code failure;
    if (!fs::is_regular_file(path, failure)) throw Error("cannot read " + path.string(), "it is no file");
    const std::uint64_t size = fs::file_size(path, failure);
    m_stream.open(path, std::ios::binary);
    if (failure || !m_stream) throw Error("cannot open " + path.string(), failure ? failure.message() : "");
    std::string start = readAt(0, std::min<std::uint64_t>(size, 8), 8);
    const std::uint64_t end = safetensorsHeaderEnd(start, size, path.string());
    start += readAt(8, end - 8, end);
    m_entries = parseSafetensorsHeader(start, size, path.string()).entries;
}

const TensorEntry* TensorFile::find(const std::string& name) const {
    const auto at =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& one) { return one.name == name; });
    return at == m_entries.end() ? nullptr : &*at;
}

const TensorEntry& TensorFile::get(const std::string& name, const std::string& dtype, int dimensions) const {
    const TensorEntry* tensor = find(name);
    if (!tensor) throw Error("cannot read " + m_path.string(), "it holds no tensor " + inQuotes(name));
    if ((!dtype.empty() && tensor->dtype != dtype) ||
        (dimensions >= 0 && tensor->shape.size() != static_cast<std::size_t>(dimensions)))
        throw Error("cannot read " + m_path.string(),
                    "the tensor " + inQuotes(name) + " is " + tensor->dtype + " with " +
                        std::to_string(tensor->shape.size()) + " dimensions, which is not what was expected");
    return *tensor;
}

std::string TensorFile::readAt(std::uint64_t begin, std::uint64_t size, std::uint64_t maxBytes) {
    if (size > maxBytes)
        throw Error("will not read " + m_path.string(), "a part of it holds " + std::to_string(size) +
                                                            " bytes and the limit is " +
                                                            std::to_string(maxBytes));
    std::string bytes(size, '\0');
    m_stream.clear();
    m_stream.seekg(static_cast<std::streamoff>(begin));
    if (size > 0 && !m_stream.read(bytes.data(), static_cast<std::streamsize>(size)))
        throw Error("cannot read " + m_path.string(), "it ends before its data");
    return bytes;
}

std::string TensorFile::bytes(const TensorEntry& tensor, std::uint64_t maxBytes) {
    return readAt(tensor.begin, tensor.end - tensor.begin, maxBytes);
}

std::string TensorFile::rows(const TensorEntry& tensor, std::int64_t first, std::int64_t count,
                             std::uint64_t maxBytes) {
    const std::int64_t all = tensor.shape.empty() ? 0 : tensor.shape.front();
    if (first < 0 || count < 0 || first > all || count > all - first)
        throw Error("cannot read " + m_path.string(), "the tensor " + inQuotes(tensor.name) + " has " +
                                                          std::to_string(all) + " rows and not those from " +
                                                          std::to_string(first) + " on");
    const std::uint64_t row = all == 0 ? 0 : (tensor.end - tensor.begin) / static_cast<std::uint64_t>(all);
    return readAt(tensor.begin + row * static_cast<std::uint64_t>(first),
                  row * static_cast<std::uint64_t>(count), maxBytes);
}

std::vector<float> TensorFile::floats(const std::string& name) {
    return numbersOf<float>(bytes(get(name, "F32")));
}

std::vector<std::int64_t> TensorFile::integers(const std::string& name) {
    return numbersOf<std::int64_t>(bytes(get(name, "I64")));
}

std::vector<std::uint8_t> TensorFile::bytesOf(const std::string& name) {
    return numbersOf<std::uint8_t>(bytes(get(name, "U8")));
}

}  // namespace attune
