#include "learn/parameter_hash.h"

#include <cstdio>
#include <cstring>

namespace attune {
namespace {

/// FNV-1a over 64-bit words, with a shift so that high bits reach low ones.
class Hash {
  public:
    void add(const void* data, std::size_t size) {
        const auto* bytes = static_cast<const unsigned char*>(data);
        std::size_t at = 0;
        for (; at + sizeof(std::uint64_t) <= size; at += sizeof(std::uint64_t)) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes + at, sizeof word);
            mix(word);
        }
        std::uint64_t rest = 0;
        if (at < size) std::memcpy(&rest, bytes + at, size - at);
        mix(rest ^ (static_cast<std::uint64_t>(size) << 32));
    }
    std::uint64_t value() const { return m_state; }

  private:
    void mix(std::uint64_t word) {
        m_state = (m_state ^ word) * 0x100000001b3ULL;
        m_state ^= m_state >> 29;
    }
    std::uint64_t m_state = 0xcbf29ce484222325ULL;
};

}  // namespace

std::string parameterHash(const torch::nn::Module& module) {
    const torch::NoGradGuard noGrad;
    Hash hash;
    for (const auto& item : module.named_parameters()) {
        const auto tensor = item.value().detach().to(torch::kCPU).contiguous();
        const std::string type(torch::toString(tensor.scalar_type()));
        hash.add(item.key().data(), item.key().size());
        hash.add(type.data(), type.size());
        hash.add(tensor.sizes().data(), tensor.sizes().size() * sizeof(std::int64_t));
        hash.add(tensor.data_ptr(), tensor.nbytes());
    }
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash.value()));
    return text;
}

}  // namespace attune
