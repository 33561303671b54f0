#include "workbench/picture_cache.h"

#include "media/decode.h"
#include "workbench/problem.h"
#include "workbench/to_qimage.h"

namespace attune {

namespace {

QImage load(const QString& path, QString& problem) {
    try {
        QImage picture = toQImage(decodeImageFile(path.toStdString(), {.reduceTo = PictureCache::kLongestSide}));
        if (std::max(picture.width(), picture.height()) > PictureCache::kLongestSide)
            picture = picture.scaled(PictureCache::kLongestSide, PictureCache::kLongestSide, Qt::KeepAspectRatio,
                                     Qt::SmoothTransformation);
        return picture;
    } catch (const std::exception& failure) {
        const Problem parts = problemOf(failure);
        problem = parts.why.isEmpty() ? parts.what : QStringLiteral("%1: %2").arg(parts.what, parts.why);
        return {};
    }
}

}  // namespace

PictureCache::PictureCache(qint64 bytes, QObject* parent) : QObject(parent), m_pictures(bytes / 1024) {
    m_pool.setMaxThreadCount(2);
}

PictureCache::~PictureCache() {
    m_pool.clear();
    m_pool.waitForDone();
}

void PictureCache::get(const QString& path, QObject* context, Done done) {
    if (const QImage* picture = m_pictures.object(path)) return done(*picture, {});
    const bool asked = m_waiting.contains(path);
    m_waiting[path].push_back({context, std::move(done)});
    if (!asked) decode(path);
}

void PictureCache::prefetch(const QString& path) {
    if (m_pictures.contains(path) || m_waiting.contains(path)) return;
    m_waiting[path];
    decode(path);
}

void PictureCache::clear() {
    m_pictures.clear();
}

void PictureCache::decode(const QString& path) {
    m_pool.start([this, path] {
        QString problem;
        const QImage picture = load(path, problem);
        QMetaObject::invokeMethod(this, [this, path, picture, problem] { arrived(path, picture, problem); });
    });
}

void PictureCache::arrived(const QString& path, const QImage& picture, const QString& problem) {
    const auto waiting = m_waiting.take(path);
    // A failure is not kept: the file may come back.
    if (!picture.isNull()) m_pictures.insert(path, new QImage(picture), std::max<qsizetype>(1, picture.sizeInBytes() / 1024));
    for (const auto& [context, done] : waiting)
        if (context) done(picture, problem);
}

}  // namespace attune
