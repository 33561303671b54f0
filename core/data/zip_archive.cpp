#include "data/zip_archive.h"

#include <algorithm>

#include "data/error.h"

namespace attune {

namespace {

constexpr std::uint32_t kLocal = 0x04034b50, kCentral = 0x02014b50, kEnd = 0x06054b50;
constexpr std::uint32_t kEnd64 = 0x06064b50, kLocator64 = 0x07064b50;
constexpr std::uint64_t kEndBytes = 22, kLocatorBytes = 20, kEnd64Bytes = 56, kCentralBytes = 46, kLocalBytes = 30;
constexpr std::uint64_t kMaxComment = 65535;
constexpr std::uint32_t kIn64 = 0xffffffff;  ///< "look at the zip64 field"

class Reader {
  public:
    Reader(std::string_view bytes, const std::string& name) : m_bytes(bytes), m_name(name) {}

    std::map<std::string, ZipEntry> entries() const {
        auto [at, count, end] = directory();
        std::map<std::string, ZipEntry> all;
        for (std::uint64_t i = 0; i < count; ++i) {
            need(at, kCentralBytes, end);
            if (number(at, 4) != kCentral) refuse("its directory is damaged");
            const std::uint64_t nameBytes = number(at + 28, 2), extraBytes = number(at + 30, 2);
            need(at + kCentralBytes, nameBytes + extraBytes + number(at + 32, 2), end);
            const std::string file(m_bytes.substr(at + kCentralBytes, nameBytes));
            const ZipEntry entry = place(at, file, m_bytes.substr(at + kCentralBytes + nameBytes, extraBytes));
            if (!all.emplace(file, entry).second) refuse("the file " + quoted(file) + " is in it twice");
            at += kCentralBytes + nameBytes + extraBytes + number(at + 32, 2);
        }
        return all;
    }

  private:
    struct Directory {
        std::uint64_t begin, count, end;
    };

    [[noreturn]] void refuse(const std::string& reason) const {
        throw Error("cannot read " + m_name, reason, "fetch the file again");
    }

    static std::string quoted(const std::string& file) { return '"' + file.substr(0, 120) + '"'; }

    void need(std::uint64_t at, std::uint64_t bytes, std::uint64_t end) const {
        if (at > end || bytes > end - at) refuse("its directory is cut off");
    }

    /// Little-endian, `bytes` long; the caller has made sure that they are there.
    std::uint64_t number(std::uint64_t at, int bytes) const {
        std::uint64_t value = 0;
        for (int i = bytes - 1; i >= 0; --i)
            value = value << 8 | static_cast<unsigned char>(m_bytes[at + static_cast<std::uint64_t>(i)]);
        return value;
    }

    /// The end record is the last thing in the file but for a comment, whose length it holds.
    std::uint64_t endRecord() const {
        const std::uint64_t size = m_bytes.size();
        for (std::uint64_t comment = 0; size >= kEndBytes + comment && comment <= kMaxComment; ++comment) {
            const std::uint64_t at = size - kEndBytes - comment;
            if (number(at, 4) == kEnd && number(at + 20, 2) == comment) return at;
        }
        refuse("it is cut off: a zip archive ends with its directory");
    }

    Directory directory() const {
        const std::uint64_t end = endRecord();
        Directory d{number(end + 16, 4), number(end + 10, 2), end};
        if (end >= kLocatorBytes && number(end - kLocatorBytes, 4) == kLocator64) {
            const std::uint64_t at = number(end - kLocatorBytes + 8, 8);
            need(at, kEnd64Bytes, end);
            if (number(at, 4) != kEnd64) refuse("its directory is damaged");
            d = {number(at + 48, 8), number(at + 32, 8), at};
        }
        if (d.begin > d.end || d.count > (d.end - d.begin) / kCentralBytes) refuse("its directory is cut off");
        return d;
    }

    ZipEntry place(std::uint64_t at, const std::string& file, std::string_view extra) const {
        if (number(at + 8, 2) & 1) refuse("the file " + quoted(file) + " in it is encrypted");
        if (number(at + 10, 2) != 0)
            throw Error("cannot read " + m_name, "the file " + quoted(file) + " in it is compressed",
                        "PyTorch stores weights as they are; save them again with torch.save");
        std::uint64_t size = number(at + 24, 4), packed = number(at + 20, 4), header = number(at + 42, 4);
        fillFrom64(extra, size, packed, header);
        if (size != packed) refuse("the file " + quoted(file) + " in it has two sizes");
        if (header > m_bytes.size() || kLocalBytes > m_bytes.size() - header || number(header, 4) != kLocal)
            refuse("the file " + quoted(file) + " is not where its directory says");
        const std::uint64_t begin = header + kLocalBytes + number(header + 26, 2) + number(header + 28, 2);
        if (begin > m_bytes.size() || size > m_bytes.size() - begin)
            refuse("the file " + quoted(file) + " lies outside of it");
        return {begin, size};
    }

    /// The extra field with id 1 holds those of the numbers that have no room in 32 bits, in this order.
    void fillFrom64(std::string_view extra, std::uint64_t& size, std::uint64_t& packed, std::uint64_t& header) const {
        std::uint64_t at = 0;
        const auto read = [&](std::uint64_t from, int bytes) {
            std::uint64_t value = 0;
            for (int i = bytes - 1; i >= 0; --i)
                value = value << 8 | static_cast<unsigned char>(extra[from + static_cast<std::uint64_t>(i)]);
            return value;
        };
        while (extra.size() >= 4 && at <= extra.size() - 4) {
            const std::uint64_t id = read(at, 2), end = at + 4 + read(at + 2, 2);
            if (end > extra.size()) return;
            std::uint64_t field = at + 4;
            for (std::uint64_t* value : {&size, &packed, &header}) {
                if (id != 1 || *value != kIn64) continue;
                if (field + 8 > end) refuse("its directory is damaged");
                *value = read(field, 8);
                field += 8;
            }
            at = end;
        }
    }

    std::string_view m_bytes;
    const std::string& m_name;
};

}  // namespace

std::map<std::string, ZipEntry> readZipDirectory(std::string_view archive, const std::string& name) {
    return Reader(archive, name).entries();
}

}  // namespace attune
