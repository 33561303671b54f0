#include "data/pytorch_file.h"

#include "data/error.h"
#include "data/torch_pickle.h"
#include "data/zip_archive.h"

namespace attune {

namespace {

/// How files of PyTorch before 1.6 begin: protocol 2, LONG1 of 10 bytes, a magic number.
constexpr std::string_view kLegacy("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 14);
constexpr std::string_view kPickleName = "/data.pkl";

[[noreturn]] void refuse(const std::string& name, const std::string& reason, const std::string& remedy = {}) {
    throw Error("cannot read " + name, reason, remedy.empty() ? "fetch the file again" : remedy);
}

std::uint64_t elementBytes(const std::string& dtype) {
    if (dtype == "F64" || dtype == "I64") return 8;
    if (dtype == "F32" || dtype == "I32") return 4;
    if (dtype == "F16" || dtype == "BF16" || dtype == "I16") return 2;
    return 1;
}

void checkKind(std::string_view file, const std::string& name) {
    if (file.starts_with("PK\3\4")) return;
    const std::string remedy = "load it in PyTorch 1.6 or later and save it again with torch.save";
    if (file.starts_with(kLegacy)) refuse(name, "it is in the format that PyTorch had before version 1.6", remedy);
    if (file.size() > 262 && file.substr(257, 5) == "ustar")
        refuse(name, "it is a tar archive, the format that PyTorch had before version 0.2", remedy);
    refuse(name, "it is not a weights file of PyTorch");
}

/// The folder that all of the archive's files lie in, with its slash.
std::string rootOf(const std::map<std::string, ZipEntry>& files, const std::string& name) {
    std::string root;
    for (const auto& [file, entry] : files)
        if (file.ends_with(kPickleName) && file.find('/') == file.size() - kPickleName.size()) {
            if (!root.empty()) refuse(name, "it holds two pickles");
            root = file.substr(0, file.size() - kPickleName.size() + 1);
        }
    if (root.empty()) refuse(name, "it is a zip archive without a data.pkl");
    return root;
}

PytorchEntry placed(const PickledTensor& tensor, const ZipEntry& storage, const std::string& name) {
    const std::uint64_t bytes = elementBytes(tensor.dtype);
    // The pickle's check keeps offset and extent below the storage's elements, so only that product can overflow.
    if (tensor.storageElements > storage.size / bytes)
        refuse(name, "the data of the tensor \"" + tensor.name.substr(0, 120) + "\" are cut off");
    PytorchEntry entry{tensor.name, tensor.dtype, tensor.shape, tensor.strides, 0, 0};
    entry.begin = storage.begin + tensor.offset * bytes;
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < entry.shape.size(); ++i)
        if (entry.shape[i] > 0)
            last += static_cast<std::uint64_t>(entry.shape[i] - 1) * static_cast<std::uint64_t>(entry.strides[i]);
    entry.end = entry.elements() == 0 ? entry.begin : entry.begin + (last + 1) * bytes;
    return entry;
}

}  // namespace

std::int64_t PytorchEntry::elements() const {
    for (const std::int64_t side : shape)
        if (side == 0) return 0;
    std::int64_t count = 1;
    for (const std::int64_t side : shape) count *= side;
    return count;
}

bool PytorchEntry::isContiguous() const {
    std::int64_t expected = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        if (shape[i] == 0) return true;
        if (shape[i] != 1 && strides[i] != expected) return false;
        expected *= shape[i];
    }
    return true;
}

std::vector<PytorchEntry> parsePytorchFile(std::string_view file, const std::string& name) {
    checkKind(file, name);
    const auto files = readZipDirectory(file, name);
    const std::string root = rootOf(files, name);
    if (const auto order = files.find(root + "byteorder");
        order != files.end() && file.substr(order->second.begin, order->second.size) != "little")
        refuse(name, "its numbers are not little-endian", "save it on a computer of another kind");
    const ZipEntry& pickle = files.at(root + "data.pkl");
    std::vector<PytorchEntry> entries;
    for (const auto& tensor : parseTorchPickle(file.substr(pickle.begin, pickle.size), name)) {
        const auto storage = files.find(root + "data/" + tensor.storage);
        if (storage == files.end())
            refuse(name, "the data of the tensor \"" + tensor.name.substr(0, 120) + "\" are missing");
        entries.push_back(placed(tensor, storage->second, name));
    }
    return entries;
}

}  // namespace attune
