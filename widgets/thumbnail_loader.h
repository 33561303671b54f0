// Reads thumbnails off the window thread, the one asked for last first.
#pragma once

#include <QHash>
#include <QImage>
#include <QObject>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace attune {

/// To be used from one thread (its own); the signals come there. Destroying it waits for the decodes in
/// flight, no longer: what waits in the queue is dropped.
class ThumbnailLoader : public QObject {
    Q_OBJECT

  public:
    /// Turns a file into a picture, on a worker's thread. A null picture or a thrown std::exception (its
    /// what() is the reason) is a failure.
    using Decode = std::function<QImage(const QString& path)>;

    /// @param workers  pictures decoded at the same time, at least 1
    explicit ThumbnailLoader(int workers = 2, QObject* parent = nullptr);
    ~ThumbnailLoader() override;

    /// Instead of QImageReader: for originals, whose decoder lives elsewhere. Counts from the next picture
    /// on.
    void setDecoder(Decode decode);
    /// Pictures are scaled down to this longer side in device pixels on the worker; 0 (the default): not at
    /// all.
    void setMaximumSide(int pixels);

    /// Next in turn; if it waits already it moves to the front, and the new path counts.
    void load(qint64 id, const QString& path);
    /// Nothing will come for this id, whether it waits or is in flight.
    void cancel(qint64 id);
    void cancelAll();

    /// Asked for and not delivered yet.
    int pending() const { return static_cast<int>(m_tickets.size()); }

    /// The decoder for small files of our own; EXIF orientation honoured. Throws std::runtime_error with the
    /// reason.
    static QImage readFile(const QString& path);

  Q_SIGNALS:
    void loaded(qint64 id, const QImage& image);
    void failed(qint64 id, const QString& reason);

  private:
    struct Queue;
    void deliver(qint64 id, quint64 ticket, const QImage& image, const QString& reason);

    std::shared_ptr<Queue> m_queue;
    QHash<qint64, quint64> m_tickets;  // the one that counts of each id
    quint64 m_lastTicket = 0;
    std::vector<std::thread> m_workers;
};

}  // namespace attune
