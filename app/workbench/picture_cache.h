// Whole pictures for the screen, decoded off the window's thread and kept while there is room.
#pragma once

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <functional>
#include <vector>

namespace attune {

/// The picture for the screen or why there is none. Decoded by core/media, so that what a rater sees is what the
/// captioner sees. Large ones are kept at screen size (their longer side at most kLongestSide pixels).
class PictureCache : public QObject {
    Q_OBJECT

  public:
    static constexpr int kLongestSide = 4096;

    /// @param bytes  of pictures to keep
    explicit PictureCache(qint64 bytes = qint64{512} << 20, QObject* parent = nullptr);
    /// Waits for the decodes at work.
    ~PictureCache() override;

    /// @param problem  empty if there is a picture
    using Done = std::function<void(const QImage& picture, const QString& problem)>;
    /// Calls `done` at once if the picture is there, else when it was decoded; never after `context` is gone.
    void get(const QString& path, QObject* context, Done done);
    /// Decodes it now, so that a later get() answers at once.
    void prefetch(const QString& path);
    /// Whether get() would answer at once.
    bool has(const QString& path) const { return m_pictures.contains(path); }
    void clear();

  private:
    struct Waiting {
        QPointer<QObject> context;
        Done done;
    };
    void decode(const QString& path);
    void arrived(const QString& path, const QImage& picture, const QString& problem);

    QCache<QString, QImage> m_pictures;  ///< cost in KiB
    QHash<QString, std::vector<Waiting>> m_waiting;
    QThreadPool m_pool;
};

}  // namespace attune
