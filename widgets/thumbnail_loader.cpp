#include "widgets/thumbnail_loader.h"

#include <QFileInfo>
#include <QImageReader>
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <stdexcept>

namespace attune {

struct ThumbnailLoader::Queue {
    struct Job {
        qint64 id = 0;
        quint64 ticket = 0;
        QString path;
    };
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Job> jobs;  // the back is next
    std::shared_ptr<const Decode> decode;
    int maximumSide = 0;
    bool stop = false;
};

namespace {

/// In the format that a screen draws without conversion.
QImage forScreen(QImage image, int maximumSide) {
    if (maximumSide > 0 && std::max(image.width(), image.height()) > maximumSide)
        image = image.scaled(maximumSide, maximumSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    return std::move(image).convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                                    : QImage::Format_RGB32);
}

}  // namespace

ThumbnailLoader::ThumbnailLoader(int workers, QObject* parent)
    : QObject(parent), m_queue(std::make_shared<Queue>()) {
    m_queue->decode = std::make_shared<const Decode>(&ThumbnailLoader::readFile);
    const auto work = [this, queue = m_queue] {
        std::unique_lock lock(queue->mutex);
        while (true) {
            queue->wake.wait(lock, [&] { return queue->stop || !queue->jobs.empty(); });
            if (queue->stop) return;
            const Queue::Job job = queue->jobs.back();
            queue->jobs.pop_back();
            const auto decode = queue->decode;
            const int maximumSide = queue->maximumSide;
            lock.unlock();
            QImage image;
            QString reason;
            try {
                image = (*decode)(job.path);
                if (!image.isNull()) image = forScreen(std::move(image), maximumSide);
            } catch (const std::exception& error) {
                reason = QString::fromUtf8(error.what());
            }
            // `this` outlives the workers; events for a loader that is gone are dropped by Qt.
            QMetaObject::invokeMethod(
                this, [this, job, image, reason] { deliver(job.id, job.ticket, image, reason); },
                Qt::QueuedConnection);
            lock.lock();
        }
    };
    for (int i = 0; i < std::max(1, workers); ++i) m_workers.emplace_back(work);
}

ThumbnailLoader::~ThumbnailLoader() {
    {
        const std::lock_guard lock(m_queue->mutex);
        m_queue->stop = true;
        m_queue->jobs.clear();
    }
    m_queue->wake.notify_all();
    for (std::thread& worker : m_workers) worker.join();
}

void ThumbnailLoader::setDecoder(Decode decode) {
    const std::lock_guard lock(m_queue->mutex);
    m_queue->decode = std::make_shared<const Decode>(std::move(decode));
}

void ThumbnailLoader::setMaximumSide(int pixels) {
    const std::lock_guard lock(m_queue->mutex);
    m_queue->maximumSide = pixels;
}

void ThumbnailLoader::load(qint64 id, const QString& path) {
    const bool waits = m_tickets.contains(id);
    const quint64 ticket = ++m_lastTicket;
    m_tickets.insert(id, ticket);
    {
        const std::lock_guard lock(m_queue->mutex);
        auto& jobs = m_queue->jobs;
        if (waits)
            jobs.erase(std::remove_if(jobs.begin(), jobs.end(), [id](const auto& j) { return j.id == id; }),
                       jobs.end());
        jobs.push_back({id, ticket, path});
    }
    m_queue->wake.notify_one();
}

void ThumbnailLoader::cancel(qint64 id) {
    if (m_tickets.remove(id) == 0) return;
    const std::lock_guard lock(m_queue->mutex);
    auto& jobs = m_queue->jobs;
    jobs.erase(std::remove_if(jobs.begin(), jobs.end(), [id](const auto& j) { return j.id == id; }),
               jobs.end());
}

void ThumbnailLoader::cancelAll() {
    m_tickets.clear();
    const std::lock_guard lock(m_queue->mutex);
    m_queue->jobs.clear();
}

void ThumbnailLoader::deliver(qint64 id, quint64 ticket, const QImage& image, const QString& reason) {
    if (m_tickets.value(id) != ticket) return;  // cancelled, or asked for anew since
    m_tickets.remove(id);
    if (image.isNull()) {
        Q_EMIT failed(id, reason.isEmpty() ? tr("The file holds no image that can be read.") : reason);
    } else {
        Q_EMIT loaded(id, image);
    }
}

QImage ThumbnailLoader::readFile(const QString& path) {
    if (!QFileInfo::exists(path))
        throw std::runtime_error(tr("The file is missing: %1").arg(path).toStdString());
    QImageReader reader(path);
    reader.setAutoTransform(true);
    const QImage image = reader.read();
    if (image.isNull())
        throw std::runtime_error(
            tr("The file cannot be read as an image: %1").arg(reader.errorString()).toStdString());
    return image;
}

}  // namespace attune
