// Pictures read and decoded on all cores, ahead of whoever takes them.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "data/observer.h"
#include "media/dataset_reader.h"
#include "media/thumbnail.h"

namespace attune {

/// A picture that was read, before it is known whether it is new.
struct ReadPicture {
    std::string sha256;
    Thumbnail thumbnail;
    std::string problem;  ///< why it could not be read; empty if it could
};

/// One thread for each core takes the next picture that nobody has; at most `window` wait to be taken, so
/// that memory does not grow with the import. Its end stops the threads after the picture that each is at.
class PictureReader {
  public:
    PictureReader(const std::vector<DatasetItem>& items, std::size_t window);
    ~PictureReader();
    PictureReader(const PictureReader&) = delete;
    PictureReader& operator=(const PictureReader&) = delete;

    /// The next `count` pictures, in order. While it waits it calls observer.breathe() at least every 5 ms.
    /// @throws what breathe() throws
    std::vector<ReadPicture> take(std::size_t count, Observer& observer);

  private:
    struct Slot {
        ReadPicture picture;
        bool ready = false;
    };

    void work();

    const std::vector<DatasetItem>& m_items;
    std::vector<Slot> m_slots;  ///< a ring: item i lies in slot i % window
    std::mutex m_mutex;
    std::condition_variable m_isReady;  ///< for the taker
    std::condition_variable m_hasRoom;  ///< for the threads
    std::size_t m_next = 0;             ///< item that the next free thread reads
    std::size_t m_taken = 0;            ///< items that were taken
    bool m_stop = false;
    std::vector<std::thread> m_threads;
};

/// Reads, hashes and decodes one picture and makes its thumbnail. Throws nothing.
ReadPicture readPicture(const std::filesystem::path& path);

}  // namespace attune
