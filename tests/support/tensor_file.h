// Writes a safetensors file by hand, for tests that need one without Torch.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace attune::test {

class TensorWriter {
  public:
    void add(const std::string& name, const std::vector<std::int64_t>& shape, const std::vector<float>& values) {
        append(name, "F32", shape, values.data(), values.size() * sizeof(float));
    }
    void add(const std::string& name, const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& values) {
        append(name, "I64", shape, values.data(), values.size() * sizeof(std::int64_t));
    }
    void add(const std::string& name, const std::vector<std::int64_t>& shape, const std::string& bytes) {
        append(name, "U8", shape, bytes.data(), bytes.size());
    }
    void write(const std::filesystem::path& file) const {
        std::filesystem::create_directories(file.parent_path());
        std::string header = m_header.dump();
        header.resize((header.size() + 7) / 8 * 8, ' ');
        const std::uint64_t size = header.size();
        std::ofstream out(file, std::ios::binary);
        out.write(reinterpret_cast<const char*>(&size), sizeof size);
        out << header << m_data;
    }

  private:
    void append(const std::string& name, const char* dtype, const std::vector<std::int64_t>& shape, const void* bytes,
                std::size_t size) {
        const std::size_t begin = m_data.size();
        m_data.append(static_cast<const char*>(bytes), size);
        m_header[name] = {{"dtype", dtype}, {"shape", shape}, {"data_offsets", {begin, begin + size}}};
    }

    nlohmann::json m_header = nlohmann::json::object();
    std::string m_data;
};

}  // namespace attune::test
