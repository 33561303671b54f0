// The models that an engine holds: loaded once, kept between runs.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <list>
#include <memory>
#include <string>

namespace attune {

class Captioner;
class ImageProcessor;
class Tokenizer;

/// A captioner with the two halves that turn pictures into its pixels and its ids into text.
struct LoadedCaptioner {
    std::filesystem::path folder;
    std::shared_ptr<Captioner> model;
    std::shared_ptr<const ImageProcessor> processor;
    std::shared_ptr<const Tokenizer> tokenizer;
    torch::Device device = torch::kCPU;
};

/// Not thread-safe: one job runs at a time.
class ModelCache {
  public:
    /// The captioner of this folder, from memory if its files have not changed since. What it returns is shared: jobs
    /// that train must work on a clone. @throws Error
    LoadedCaptioner captioner(const std::filesystem::path& folder, torch::Device device);

  private:
    struct Entry {
        std::string key;
        LoadedCaptioner loaded;
    };
    std::list<Entry> m_recent;  ///< most recently used first
};

}  // namespace attune
