#include "media/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include "data/error.h"

namespace attune {

namespace {

class Hasher {
  public:
    Hasher() : m_context(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        check(m_context && EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) == 1);
    }

    void add(std::string_view bytes) {
        check(EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()) == 1);
    }

    std::string finish() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        check(EVP_DigestFinal_ex(m_context.get(), digest.data(), &size) == 1);
        constexpr std::string_view kDigits = "0123456789abcdef";
        std::string text;
        for (unsigned i = 0; i < size; ++i) {
            text += kDigits[digest.at(i) >> 4];
            text += kDigits[digest.at(i) & 15];
        }
        return text;
    }

  private:
    static void check(bool done) {
        if (!done) throw Error("cannot compute a SHA-256", "the cryptographic library refused");
    }

    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

}  // namespace

std::string sha256(std::string_view bytes) {
    Hasher hasher;
    hasher.add(bytes);
    return hasher.finish();
}

std::string sha256OfFile(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored))
        throw Error("cannot read " + path.string(), "it is not a regular file");
    const auto close = [](std::FILE* file) { std::fclose(file); };
    const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rbe"), close);
    if (!file) throw Error("cannot open " + path.string(), std::strerror(errno));
    Hasher hasher;
    std::vector<char> buffer(std::size_t{1} << 20);
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get()))
        hasher.add({buffer.data(), got});
    if (std::ferror(file.get())) throw Error("cannot read " + path.string(), std::strerror(errno));
    return hasher.finish();
}

}  // namespace attune
