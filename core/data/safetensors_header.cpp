#include "data/safetensors_header.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "data/json.h"

namespace attune {

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

std::string inQuotes(const std::string& name) {
    return '"' + name.substr(0, 120) + '"';
}

[[noreturn]] void refuseSafetensors(const std::string& file, const std::string& reason) {
    throw Error("cannot read " + file, reason, "the file is damaged or not a safetensors file; fetch it again");
}

class HeaderReader {
  public:
    HeaderReader(std::string file, std::uint64_t dataBegin, std::uint64_t dataBytes)
        : m_file(std::move(file)), m_dataBegin(dataBegin), m_dataBytes(dataBytes) {}

    SafetensorsHeader read(std::string_view text) const {
        if (text.empty() || text.front() != '{') refuse("its header does not begin with {");
        const Json parsed = parse(text);
        if (!parsed.is_object()) refuse("its header is not a JSON object");
        SafetensorsHeader header;
        for (const auto& [name, value] : parsed.items()) {
            if (name == "__metadata__")
                header.metadata = metadata(value);
            else
                header.entries.push_back(entry(name, value));
        }
        checkCoverage(header.entries);
        return header;
    }

  private:
    [[noreturn]] void refuse(const std::string& reason) const { refuseSafetensors(m_file, reason); }

    std::map<std::string, std::string> metadata(const Json& value) const {
        if (!value.is_object()) refuse("its metadata is not a JSON object");
        std::map<std::string, std::string> texts;
        for (const auto& [field, text] : value.items()) {
            if (!text.is_string()) refuse("its metadata holds something other than text");
            texts[field] = text.get<std::string>();
        }
        return texts;
    }

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
        std::uint64_t bytes = safetensorsElementSize(entry.dtype);
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

}  // namespace

std::int64_t TensorEntry::elements() const {
    std::int64_t count = 1;
    for (const std::int64_t side : shape) count *= side;
    return count;
}

std::uint64_t safetensorsElementSize(std::string_view dtype) {
    const auto at =
        std::find_if(kDtypes.begin(), kDtypes.end(), [&](const auto& known) { return known.name == dtype; });
    return at == kDtypes.end() ? 0 : at->bytes;
}

std::uint64_t safetensorsHeaderEnd(std::string_view start, std::uint64_t fileBytes, const std::string& name) {
    if (start.size() < 8 || fileBytes < 8) refuseSafetensors(name, "it is too short to be a safetensors file");
    std::uint64_t length = 0;
    for (std::size_t i = 8; i-- > 0;) length = length << 8 | static_cast<unsigned char>(start[i]);
    if (length > fileBytes - 8)
        refuseSafetensors(name,
                          "its header claims " + std::to_string(length) + " bytes and the file ends before");
    if (length > kMaxHeader)
        refuseSafetensors(name, "its header claims " + std::to_string(length) + " bytes; the limit is " +
                                    std::to_string(kMaxHeader));
    return 8 + length;
}

SafetensorsHeader parseSafetensorsHeader(std::string_view start, std::uint64_t fileBytes, const std::string& name) {
    const std::uint64_t end = safetensorsHeaderEnd(start, fileBytes, name);
    if (end > start.size()) refuseSafetensors(name, "its header is cut short");
    return HeaderReader(name, end, fileBytes - end).read(start.substr(8, end - 8));
}

}  // namespace attune
