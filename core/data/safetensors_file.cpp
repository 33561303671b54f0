#include "data/safetensors_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <set>
#include <string_view>

#include "data/json.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// The format allows 100 MB; the header of a model with a hundred thousand tensors has a tenth of this.
constexpr std::uint64_t kMaxHeader = 25'000'000;
constexpr int kMaxDepth = 3;  ///< {"tensor": {"shape": [1]}}
constexpr std::size_t kMaxSides = 16;

struct DtypeSize {
    std::string_view name;
    std::uint64_t bytes;
};
constexpr std::array kDtypes{DtypeSize{"F64", 8},  DtypeSize{"I64", 8},     DtypeSize{"U64", 8},
                             DtypeSize{"F32", 4},  DtypeSize{"I32", 4},     DtypeSize{"U32", 4},
                             DtypeSize{"F16", 2},  DtypeSize{"BF16", 2},    DtypeSize{"I16", 2},
                             DtypeSize{"U16", 2},  DtypeSize{"I8", 1},      DtypeSize{"U8", 1},
                             DtypeSize{"BOOL", 1}, DtypeSize{"F8_E4M3", 1}, DtypeSize{"F8_E5M2", 1}};

std::uint64_t sizeOfDtype(std::string_view dtype) {
    const auto at =
        std::find_if(kDtypes.begin(), kDtypes.end(), [&](const auto& known) { return known.name == dtype; });
    return at == kDtypes.end() ? 0 : at->bytes;
}

std::string inQuotes(const std::string& name) {
    return '"' + name.substr(0, 120) + '"';
}

class HeaderReader {
  public:
    HeaderReader(std::string file, std::uint64_t dataBegin, std::uint64_t dataBytes)
        : m_file(std::move(file)), m_dataBegin(dataBegin), m_dataBytes(dataBytes) {}

    [[noreturn]] static void refuse(const std::string& file, const std::string& reason) {
        throw Error("cannot read " + file, reason,
                    "the file is damaged or not a safetensors file; fetch it again");
    }

    std::vector<TensorEntry> read(std::string_view text) const {
        if (text.empty() || text.front() != '{') refuse("its header does not begin with {");
        const Json header = parse(text);
        if (!header.is_object()) refuse("its header is not a JSON object");
        std::vector<TensorEntry> entries;
        for (const auto& [name, value] : header.items())
            if (name != "__metadata__") entries.push_back(entry(name, value));
        checkCoverage(entries);
        return entries;
    }

  private:
    [[noreturn]] void refuse(const std::string& reason) const { refuse(m_file, reason); }

    /// JSON parsers keep the last of two equal names, and here the two could differ: they are looked for
    /// while parsing.
    Json parse(std::string_view text) const {
        std::set<std::string> names;
        const auto check = [&](int depth, Json::parse_event_t event, Json& value) {
            if (depth > kMaxDepth) refuse("its header is nested too deeply");
            if (event == Json::parse_event_t::key && depth == 1 &&
                !names.insert(value.get<std::string>()).second)
                refuse("the tensor " + inQuotes(value.get<std::string>()) + " comes twice");
            return true;
        };
        try {
            return Json::parse(text, check);
        } catch (const Json::exception& bad) {
            refuse(std::string("its header is not JSON: ") + bad.what());
        }
    }

    TensorEntry entry(const std::string& name, const Json& value) const {
        const std::string tensor = "the tensor " + inQuotes(name);
        const auto field = [&](const char* key) -> const Json& {
            if (!value.is_object() || !value.contains(key)) refuse(tensor + " has no \"" + key + "\"");
            return value.at(key);
        };
        TensorEntry entry;
        entry.name = name;
        if (!field("dtype").is_string()) refuse(tensor + " has no dtype");
        entry.dtype = field("dtype").get<std::string>();
        std::uint64_t bytes = sizeOfDtype(entry.dtype);
        if (bytes == 0) refuse(tensor + " has the dtype " + inQuotes(entry.dtype) + ", which is not known");
        const Json& shape = field("shape");
        if (!shape.is_array() || shape.size() > kMaxSides) refuse(tensor + " has no shape");
        for (const Json& side : shape) {
            constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
            if (!side.is_number_unsigned() || side.get<std::uint64_t>() > most)
                refuse(tensor + " has a side that is no size");
            entry.shape.push_back(side.get<std::int64_t>());
            // Signed, so that elements() cannot overflow either.
            std::int64_t product = 0;
            if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(entry.shape.back()), &product))
                refuse(tensor + " has a shape that overflows");
            bytes = static_cast<std::uint64_t>(product);
        }
        const Json& offsets = field("data_offsets");
        if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
            !offsets[1].is_number_unsigned())
            refuse(tensor + " has no offsets");
        const auto begin = offsets[0].get<std::uint64_t>(), end = offsets[1].get<std::uint64_t>();
        if (begin > end || end > m_dataBytes) refuse(tensor + " lies outside the file");
        if (bytes != end - begin)
            refuse(tensor + " needs " + std::to_string(bytes) + " bytes and has " +
                   std::to_string(end - begin));
        entry.begin = m_dataBegin + begin;
        entry.end = m_dataBegin + end;
        return entry;
    }

    void checkCoverage(std::vector<TensorEntry>& entries) const {
        std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
            return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
        });
        std::uint64_t at = m_dataBegin;
        for (const auto& entry : entries) {
            if (entry.begin < at) refuse("the tensor " + inQuotes(entry.name) + " overlaps another");
            if (entry.begin > at) refuse("there are unused bytes before the tensor " + inQuotes(entry.name));
            at = entry.end;
        }
        if (at != m_dataBegin + m_dataBytes)
            refuse("it holds " + std::to_string(m_dataBytes) + " bytes of numbers and should hold " +
                   std::to_string(at - m_dataBegin));
    }

    std::string m_file;
    std::uint64_t m_dataBegin;
    std::uint64_t m_dataBytes;
};

template <typename T>
std::vector<T> numbersOf(const std::string& bytes) {
    std::vector<T> numbers(bytes.size() / sizeof(T));
    if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(T));
    return numbers;
}

}  // namespace

std::int64_t TensorEntry::elements() const {
    std::int64_t count = 1;
    for (const std::int64_t side : shape) count *= side;
    return count;
}

TensorFile::TensorFile(const fs::path& path) : m_path(path) {
    std::error_code failure;
    if (!fs::is_regular_file(path, failure)) throw Error("cannot read " + path.string(), "it is no file");
    const std::uint64_t size = fs::file_size(path, failure);
    m_stream.open(path, std::ios::binary);
    if (failure || !m_stream) throw Error("cannot open " + path.string(), failure ? failure.message() : "");
    std::array<unsigned char, 8> prefix{};
    m_stream.read(reinterpret_cast<char*>(prefix.data()), prefix.size());
    if (!m_stream) HeaderReader::refuse(path.string(), "it is too short to be a safetensors file");
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i) length = length << 8 | prefix[static_cast<std::size_t>(i)];
    if (length > size - 8)
        HeaderReader::refuse(
            path.string(), "its header claims " + std::to_string(length) + " bytes and the file ends before");
    if (length > kMaxHeader)
        HeaderReader::refuse(path.string(), "its header claims " + std::to_string(length) +
                                                " bytes; the limit is " + std::to_string(kMaxHeader));
    const std::string header = readAt(8, length, kMaxHeader);
    m_entries = HeaderReader(path.string(), 8 + length, size - 8 - length).read(header);
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
