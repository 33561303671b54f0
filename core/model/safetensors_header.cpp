#include "model/safetensors_header.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <set>

#include "data/json.h"

namespace attune {

namespace {

/// The format allows 100 MB; the header of a model with a hundred thousand tensors has a tenth of this.
constexpr std::uint64_t maxHeaderBytes = 25'000'000;
/// {"tensor": {"shape": [1]}} is as deep as a header goes.
constexpr int maxDepth = 3;

[[noreturn]] void refuse(const std::string& file, const std::string& reason) {
    throw Error("cannot read " + file, reason,
                "the file is damaged or not a safetensors file; fetch it again");
}

std::string inQuotes(const std::string& name) {
    return '"' + name.substr(0, 120) + '"';
}

/// JSON parsers keep the last of two equal keys, and here the two could differ: so they are looked for while
/// parsing.
Json parseStrictly(std::string_view text, const std::string& file) {
    std::set<std::string> names;
    const auto check = [&](int depth, Json::parse_event_t event, Json& value) {
        if (depth > maxDepth) refuse(file, "its header is nested too deeply");
        if (event == Json::parse_event_t::key && depth == 1 && !names.insert(value.get<std::string>()).second)
            refuse(file, "the tensor " + inQuotes(value.get<std::string>()) + " comes twice");
        return true;
    };
    try {
        return Json::parse(text, check);
    } catch (const Json::exception& e) {
        refuse(file, std::string("its header is not JSON: ") + e.what());
    }
}

std::uint64_t multiplyChecked(std::uint64_t a, std::uint64_t b, const std::string& file,
                              const std::string& tensor) {
    if (b != 0 && a > std::numeric_limits<std::uint64_t>::max() / b)
        refuse(file, "the shape of " + inQuotes(tensor) + " overflows");
    return a * b;
}

std::vector<std::int64_t> readShape(const Json& value, const std::string& file, const std::string& tensor) {
    if (!value.is_array() || value.size() > 16)
        refuse(file, "the tensor " + inQuotes(tensor) + " has no shape");
    std::vector<std::int64_t> shape;
    for (const Json& side : value) {
        if (!side.is_number_unsigned() ||
            side.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            refuse(file, "the tensor " + inQuotes(tensor) + " has a side that is no size");
        shape.push_back(side.get<std::int64_t>());
    }
    return shape;
}

SafetensorsEntry readEntry(const std::string& name, const Json& value, std::uint64_t dataBytes,
                           const std::string& file) {
    const auto field = [&](const char* key) -> const Json& {
        const auto at = value.is_object() ? value.find(key) : value.end();
        if (!value.is_object() || at == value.end())
            refuse(file, "the tensor " + inQuotes(name) + " has no \"" + key + "\"");
        return *at;
    };
    SafetensorsEntry entry;
    entry.name = name;
    if (!field("dtype").is_string()) refuse(file, "the tensor " + inQuotes(name) + " has no dtype");
    entry.dtype = field("dtype").get<std::string>();
    const std::uint64_t elementBytes = safetensorsElementSize(entry.dtype);
    if (elementBytes == 0)
        throw Error("cannot read " + file, "the tensor " + inQuotes(name) + " has the dtype " +
                                               inQuotes(entry.dtype) + ", which is not supported");
    entry.shape = readShape(field("shape"), file, name);

    const Json& offsets = field("data_offsets");
    if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
        !offsets[1].is_number_unsigned())
        refuse(file, "the tensor " + inQuotes(name) + " has no offsets");
    entry.begin = offsets[0].get<std::uint64_t>();
    entry.end = offsets[1].get<std::uint64_t>();
    if (entry.begin > entry.end || entry.end > dataBytes)
        refuse(file, "the tensor " + inQuotes(name) + " lies outside the file");

    std::uint64_t bytes = elementBytes;
    for (const std::int64_t side : entry.shape)
        bytes = multiplyChecked(bytes, static_cast<std::uint64_t>(side), file, name);
    if (bytes != entry.end - entry.begin)
        refuse(file, "the tensor " + inQuotes(name) + " needs " + std::to_string(bytes) + " bytes and has " +
                         std::to_string(entry.end - entry.begin));
    return entry;
}

void checkCoverage(std::vector<SafetensorsEntry>& entries, std::uint64_t dataBytes, const std::string& file) {
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    std::uint64_t at = 0;
    for (const auto& entry : entries) {
        if (entry.begin < at) refuse(file, "the tensor " + inQuotes(entry.name) + " overlaps another");
        if (entry.begin > at)
            refuse(file, "there are unused bytes before the tensor " + inQuotes(entry.name));
        at = entry.end;
    }
    if (at != dataBytes) refuse(file, "there are unused bytes behind the last tensor");
}

}  // namespace

std::uint64_t safetensorsElementSize(std::string_view dtype) {
    static const std::map<std::string_view, std::uint64_t> sizes = {
        {"F64", 8},  {"I64", 8}, {"F32", 4}, {"I32", 4}, {"F16", 2},
        {"BF16", 2}, {"I16", 2}, {"I8", 1},  {"U8", 1},  {"BOOL", 1}};
    const auto at = sizes.find(dtype);
    return at == sizes.end() ? 0 : at->second;
}

SafetensorsHeader parseSafetensorsHeader(std::string_view file, const std::string& name) {
    if (file.size() < 8) refuse(name, "it is too short to be a safetensors file");
    std::uint64_t headerBytes = 0;
    for (int i = 7; i >= 0; --i) headerBytes = headerBytes << 8 | static_cast<unsigned char>(file[i]);
    if (headerBytes > file.size() - 8)
        refuse(name, "its header claims " + std::to_string(headerBytes) + " bytes and the file ends before");
    if (headerBytes > maxHeaderBytes)
        refuse(name, "its header claims " + std::to_string(headerBytes) + " bytes; the limit is " +
                         std::to_string(maxHeaderBytes));
    const std::string_view text = file.substr(8, headerBytes);
    if (text.empty() || text.front() != '{') refuse(name, "its header does not begin with {");

    SafetensorsHeader header;
    header.dataBegin = 8 + headerBytes;
    const std::uint64_t dataBytes = file.size() - header.dataBegin;
    const Json parsed = parseStrictly(text, name);
    if (!parsed.is_object()) refuse(name, "its header is not a JSON object");
    for (const auto& [key, value] : parsed.items()) {
        if (key != "__metadata__") {
            header.entries.push_back(readEntry(key, value, dataBytes, name));
            continue;
        }
        if (!value.is_object()) refuse(name, "its metadata is not a JSON object");
        for (const auto& [field, text_] : value.items()) {
            if (!text_.is_string()) refuse(name, "its metadata holds something other than text");
            header.metadata[field] = text_.get<std::string>();
        }
    }
    checkCoverage(header.entries, dataBytes, name);
    return header;
}

}  // namespace attune
