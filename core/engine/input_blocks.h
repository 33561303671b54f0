// A job's images block by block, so that the encoder's states of a few of them are in memory and not those of all.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/observer.h"
#include "engine/job_inputs.h"

namespace attune {

/// A multiple of the images that are encoded, written about or read in one pass, so that the passes of blocks are those that
/// all images would be cut into.
inline constexpr std::int64_t kImagesPerBlock = 256;

struct InputBlock {
    std::int64_t begin = 0;  ///< index of its first image
    InputImages images;
    InputCaptions captions;  ///< of these images, by their index in the block, in the order of the job's rows
};

struct InputBlocks {
    std::vector<InputBlock> blocks;
    std::vector<std::int64_t> places;  ///< of each of the job's captions among those of all blocks, one block behind the other
};

InputBlocks inputBlocks(const InputImages& images, const InputCaptions& captions, std::int64_t imagesPerBlock = kImagesPerBlock);

/// What is done of a block is done of the whole.
class BlockObserver : public Observer {
  public:
    /// @param whole  must live as long @param begin  index of the block's first image @param total  images of all blocks
    BlockObserver(Observer& whole, std::int64_t begin, std::int64_t total) : m_whole(whole), m_begin(begin), m_total(total) {}

    void phase(const std::string& name) override { m_whole.phase(name); }
    void progress(std::int64_t done, std::int64_t /*total*/) override { m_whole.progress(m_begin + done, m_total); }
    void metrics(std::int64_t step, const std::map<std::string, double>& values) override { m_whole.metrics(step, values); }
    void warning(const std::string& text) override { m_whole.warning(text); }
    void breathe() override { m_whole.breathe(); }

  private:
    Observer& m_whole;
    std::int64_t m_begin, m_total;
};

}  // namespace attune
