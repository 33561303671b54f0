#include <QElapsedTimer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>
#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "widgets/thumbnail_loader.h"

using namespace attune;

namespace {

/// A decoder that waits to be let through, and writes down what it was given.
struct Gate {
    QSemaphore open;
    std::mutex mutex;
    QStringList seen;
    std::atomic<int> inside{0}, most{0};

    QImage operator()(const QString& path) {
        const int now = ++inside;
        if (now > most) most = now;
        {
            const std::lock_guard lock(mutex);
            seen += path;
        }
        open.acquire();
        --inside;
        QImage image(4, 4, QImage::Format_RGB888);
        image.fill(Qt::red);
        return image;
    }
    int started() {
        const std::lock_guard lock(mutex);
        return static_cast<int>(seen.size());
    }
};

QString named(int i) {
    return QString::number(i);
}

}  // namespace

class TestThumbnailLoader : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void filesAreReadOffThisThread() {
        QTemporaryDir folder;
        QImage image(300, 200, QImage::Format_RGB32);
        image.fill(QColor(10, 200, 30));
        const QString path = folder.filePath(QStringLiteral("a.jpg"));
        QVERIFY(image.save(path, "JPEG", 95));
        ThumbnailLoader loader;
        loader.setMaximumSide(150);
        QSignalSpy loaded(&loader, &ThumbnailLoader::loaded);
        loader.load(7, path);
        QCOMPARE(loader.pending(), 1);
        QTRY_COMPARE(loaded.size(), 1);
        QCOMPARE(loaded[0][0].toLongLong(), 7);
        const auto result = loaded[0][1].value<QImage>();
        QCOMPARE(result.size(), QSize(150, 100));
        QCOMPARE(result.format(), QImage::Format_RGB32);
        QVERIFY(std::abs(result.pixelColor(75, 50).green() - 200) < 8);
        QCOMPARE(loader.pending(), 0);
    }

    void failuresSayWhy() {
        QTemporaryDir folder;
        const QString broken = folder.filePath(QStringLiteral("broken.jpg"));
        QFile file(broken);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\xff\xd8\xff\xe0 not really");
        file.close();
        ThumbnailLoader loader;
        QSignalSpy failed(&loader, &ThumbnailLoader::failed);
        loader.load(1, folder.filePath(QStringLiteral("absent.jpg")));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][1].toString().startsWith(QStringLiteral("The file is missing: ")));
        loader.load(2, broken);
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(failed[1][0].toLongLong(), 2);
        QVERIFY(!failed[1][1].toString().isEmpty());
        loader.setDecoder([](const QString&) -> QImage { throw std::runtime_error("no luck"); });
        loader.load(3, broken);
        QTRY_COMPARE(failed.size(), 3);
        QCOMPARE(failed[2][1].toString(), QStringLiteral("no luck"));
        loader.setDecoder([](const QString&) { return QImage(); });
        loader.load(4, broken);
        QTRY_COMPARE(failed.size(), 4);
        QVERIFY(!failed[3][1].toString().isEmpty());
    }

    void theLastOneAskedForIsReadFirst() {
        const auto gate = std::make_shared<Gate>();
        ThumbnailLoader loader(1);
        loader.setDecoder([gate](const QString& path) { return (*gate)(path); });
        QSignalSpy loaded(&loader, &ThumbnailLoader::loaded);
        loader.load(0, named(0));
        QTRY_COMPARE(gate->started(), 1);
        for (int i = 1; i < 5; ++i) loader.load(i, named(i));
        loader.load(2, named(2));  // to the front
        gate->open.release(10);
        QTRY_COMPARE(loaded.size(), 5);
        QCOMPARE(gate->seen, (QStringList{named(0), named(2), named(4), named(3), named(1)}));
    }

    void cancelledOnesNeverCome() {
        const auto gate = std::make_shared<Gate>();
        ThumbnailLoader loader(1);
        loader.setDecoder([gate](const QString& path) { return (*gate)(path); });
        QSignalSpy loaded(&loader, &ThumbnailLoader::loaded);
        loader.load(1, named(1));
        QTRY_COMPARE(gate->started(), 1);
        loader.load(2, named(2));
        loader.load(3, named(3));
        loader.cancel(1);  // in flight
        loader.cancel(3);  // waiting
        gate->open.release(10);
        QTRY_COMPARE(loaded.size(), 1);
        QCOMPARE(loaded[0][0].toLongLong(), 2);
        QTest::qWait(20);
        QCOMPARE(loaded.size(), 1);
        QCOMPARE(gate->seen, (QStringList{named(1), named(2)}));
        QCOMPARE(loader.pending(), 0);
    }

    void noMoreThanTheWorkersRun() {
        const auto gate = std::make_shared<Gate>();
        ThumbnailLoader loader(3);
        loader.setDecoder([gate](const QString& path) { return (*gate)(path); });
        QSignalSpy loaded(&loader, &ThumbnailLoader::loaded);
        for (int i = 0; i < 20; ++i) loader.load(i, named(i));
        QTRY_COMPARE(gate->inside.load(), 3);
        gate->open.release(20);
        QTRY_COMPARE(loaded.size(), 20);
        QCOMPARE(gate->most.load(), 3);
    }

    void destructionWaitsForNoQueue() {
        std::atomic<int> decoded{0};
        QElapsedTimer clock;
        {
            ThumbnailLoader loader(1);
            loader.setDecoder([&decoded](const QString&) {
                QThread::msleep(30);
                ++decoded;
                return QImage(2, 2, QImage::Format_RGB32);
            });
            for (int i = 0; i < 1000; ++i) loader.load(i, named(i));
            clock.start();
        }
        QVERIFY(decoded <= 2);
        QVERIFY2(clock.elapsed() < 5000, "1000 decodes would take 30 s");
    }
};

QTEST_GUILESS_MAIN(TestThumbnailLoader)
#include "tst_thumbnail_loader.moc"
