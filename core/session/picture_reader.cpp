#include "session/picture_reader.h"

#include <algorithm>
#include <chrono>

#include "data/error.h"
#include "data/file.h"
#include "media/decode.h"
#include "media/sha256.h"
#include "media/utf8.h"

namespace attune {

ReadPicture readPicture(const std::filesystem::path& path) {
    ReadPicture picture;
    try {
        if (!isUtf8(path.string())) throw Error("the file's name is not UTF-8", "", "rename it");
        const std::string bytes = readFile(path, DecodeOptions{}.maxFileBytes);
        picture.sha256 = sha256(bytes);
        picture.thumbnail = makeThumbnail(bytes, path.filename().string());
    } catch (const std::exception& failure) {
        picture.problem = failure.what();
    }
    return picture;
}

PictureReader::PictureReader(const std::vector<DatasetItem>& items, std::size_t window)
    : m_items(items), m_slots(std::max<std::size_t>(1, window)) {
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    for (std::size_t i = 0; i < std::min(cores, items.size()); ++i)
        m_threads.emplace_back([this] { work(); });
}

PictureReader::~PictureReader() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_hasRoom.notify_all();
    for (auto& thread : m_threads) thread.join();
}

void PictureReader::work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_hasRoom.wait(
            lock, [this] { return m_stop || m_next >= m_items.size() || m_next < m_taken + m_slots.size(); });
        if (m_stop || m_next >= m_items.size()) return;
        const std::size_t item = m_next++;
        lock.unlock();
        ReadPicture picture = readPicture(m_items[item].path);
        lock.lock();
        Slot& slot = m_slots[item % m_slots.size()];
        slot.picture = std::move(picture);
        slot.ready = true;
        m_isReady.notify_one();
    }
}

std::vector<ReadPicture> PictureReader::take(std::size_t count, Observer& observer) {
    std::vector<ReadPicture> pictures;
    pictures.reserve(count);
    while (pictures.size() < count && m_taken < m_items.size()) {
        observer.breathe();
        std::unique_lock lock(m_mutex);
        m_isReady.wait_for(lock, std::chrono::milliseconds(5),
                           [&] { return m_slots[m_taken % m_slots.size()].ready; });
        while (pictures.size() < count && m_taken < m_items.size() &&
               m_slots[m_taken % m_slots.size()].ready) {
            Slot& slot = m_slots[m_taken % m_slots.size()];
            pictures.push_back(std::move(slot.picture));
            slot = {};
            ++m_taken;
        }
        lock.unlock();
        m_hasRoom.notify_all();
    }
    return pictures;
}

}  // namespace attune
