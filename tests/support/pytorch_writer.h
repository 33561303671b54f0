// Writes weights files as `torch.save` does, and others that it never would.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace attune::test {

inline std::string littleEndian(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text.push_back(static_cast<char>(value >> (8 * i) & 0xff));
    return text;
}

struct ZipFile {
    std::string name, bytes;
    int method = 0;  ///< 0 is stored
    bool isAligned = false;  ///< its bytes begin at a multiple of 64, as torch.save sees to
};

/// An archive of stored files; with `zip64` sizes and places are in the 64-bit fields.
inline std::string zipArchive(const std::vector<ZipFile>& files, bool zip64 = false) {
    const std::string in64(4, '\xff');
    std::string archive, directory;
    for (const ZipFile& file : files) {
        const auto at = archive.size();
        const auto size = littleEndian(file.bytes.size(), 4);
        const auto common = littleEndian(static_cast<std::uint64_t>(file.method), 2) + littleEndian(0, 8);
        std::string room;
        if (file.isAligned) {
            const auto padding = (64 - (at + 30 + file.name.size() + 4) % 64) % 64;
            room = "FB" + littleEndian(padding, 2) + std::string(padding, 'Z');
        }
        archive += "PK\3\4" + littleEndian(20, 2) + littleEndian(0, 2) + common + size + size +
                   littleEndian(file.name.size(), 2) + littleEndian(room.size(), 2) + file.name + room + file.bytes;
        std::string extra;
        if (zip64)
            extra = littleEndian(1, 2) + littleEndian(24, 2) + littleEndian(file.bytes.size(), 8) +
                    littleEndian(file.bytes.size(), 8) + littleEndian(at, 8);
        directory += "PK\1\2" + littleEndian(20, 2) + littleEndian(20, 2) + littleEndian(0, 2) + common +
                     (zip64 ? in64 + in64 : size + size) + littleEndian(file.name.size(), 2) +
                     littleEndian(extra.size(), 2) + littleEndian(0, 2) + littleEndian(0, 8) +
                     (zip64 ? in64 : littleEndian(at, 4)) + file.name + extra;
    }
    const auto begin = archive.size();
    archive += directory;
    if (zip64) {
        const auto end64 = archive.size();
        archive += "PK\6\6" + littleEndian(44, 8) + littleEndian(45, 2) + littleEndian(45, 2) + littleEndian(0, 8) +
                   littleEndian(files.size(), 8) + littleEndian(files.size(), 8) + littleEndian(directory.size(), 8) +
                   littleEndian(begin, 8);
        archive += "PK\6\7" + littleEndian(0, 4) + littleEndian(end64, 8) + littleEndian(1, 4);
    }
    archive += "PK\5\6" + littleEndian(0, 4) + littleEndian(files.size(), 2) + littleEndian(files.size(), 2) +
               littleEndian(directory.size(), 4) + (zip64 ? in64 : littleEndian(begin, 4)) + littleEndian(0, 2);
    return archive;
}

inline std::string pickledText(const std::string& text) {
    return "X" + littleEndian(text.size(), 4) + text;
}
inline std::string pickledInteger(std::int64_t value) {
    return "\x8a\x08" + littleEndian(static_cast<std::uint64_t>(value), 8);
}
inline std::string pickledTuple(const std::vector<std::int64_t>& values) {
    std::string text = "(";
    for (const auto value : values) text += pickledInteger(value);
    return text + "t";
}
inline std::string pickledImport(const std::string& module, const std::string& name) {
    return "c" + module + "\n" + name + "\n";
}

struct PickledTensorText {
    std::string name, storageType, key;
    std::int64_t elements = 0, offset = 0;  ///< of the storage; of the tensor in it
    std::vector<std::int64_t> shape, strides;
};

/// A tensor as torch.save pickles it.
inline std::string pickledTensor(const PickledTensorText& t) {
    return pickledImport("torch._utils", "_rebuild_tensor_v2") + "((" + pickledText("storage") +
           pickledImport("torch", t.storageType) + pickledText(t.key) + pickledText("cpu") + pickledInteger(t.elements) +
           "tQ" + pickledInteger(t.offset) + pickledTuple(t.shape) + pickledTuple(t.strides) + "\x89" +
           pickledImport("collections", "OrderedDict") + ")RtR";
}

/// The whole pickle: an ordered dictionary with the attribute "_metadata", as state dictionaries have it.
inline std::string pickledState(const std::vector<PickledTensorText>& tensors) {
    std::string text = "\x80\x02" + pickledImport("collections", "OrderedDict") + ")R(";
    for (const auto& t : tensors) text += pickledText(t.name) + pickledTensor(t);
    return text + "u}" + pickledText("_metadata") + pickledImport("collections", "OrderedDict") + ")Rsb.";
}

inline std::vector<ZipFile> pytorchFiles(const std::string& pickle,
                                         const std::vector<std::pair<std::string, std::string>>& storages) {
    std::vector<ZipFile> files = {{"archive/data.pkl", pickle}, {"archive/byteorder", "little"}};
    for (const auto& [key, bytes] : storages) files.push_back({"archive/data/" + key, bytes});
    files.push_back({"archive/version", "3\n"});
    return files;
}

}  // namespace attune::test
