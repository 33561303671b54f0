// The models that an engine holds: loaded once, kept between runs.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <list>
#include <memory>
#include <string>

namespace attune {

class Captioner;
class ChatPrompt;
class ImageProcessor;
class Tokenizer;

/// A captioner with the two halves that turn pictures into its pixels and its ids into text.
struct LoadedCaptioner {
    std::filesystem::path folder;
    std::shared_ptr<Captioner> model;
    std::shared_ptr<const ImageProcessor> processor;
    std::shared_ptr<const Tokenizer> tokenizer;
    std::shared_ptr<const ChatPrompt> chat;  ///< of a chat model, else null
    std::string prompt;                      ///< the words that a chat model is asked; see prompts.h
    torch::Device device = torch::kCPU;
    torch::Dtype dtype = torch::kFloat32;    ///< of its weights, which its pictures are brought to
};

/// Not thread-safe: one job runs at a time.
class ModelCache {
  public:
    /// The captioner of this folder, from memory if its files have not changed since. What it returns is shared: jobs
    /// that train must work on a clone. @param prompt  what it is asked, empty for its family's default: all captioners of
    /// a job are asked the same @param dtype  float32 for all that learns @throws Error
    LoadedCaptioner captioner(const std::filesystem::path& folder, torch::Device device, const std::string& prompt = {},
                              torch::Dtype dtype = torch::kFloat32);

  private:
    struct Entry {
        std::string key;
        LoadedCaptioner loaded;
    };
    std::list<Entry> m_recent;  ///< most recently used first
};

}  // namespace attune
