// Which threads draw a scatter: several at once, never the window's, and none that painting waits for.
#include <QScopeGuard>
#include <QSemaphore>
#include <QThreadPool>
#include <QtTest>
#include <memory>

#include "scatter_samples.h"
#include "widgets/scatter_view.h"
#include "widgets/theme.h"

using namespace attune;
using test::clumps;
using test::cost;
using test::inked;

class TestScatterThreads : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<ScatterView> m_view;

    bool settled() const { return test::settles(*m_view); }

  private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void init() {
        m_view = test::shownScatter();
        QVERIFY(m_view);
    }
    void cleanup() { m_view.reset(); }

    void threadsThatShareAPictureLeaveNoSeam() {
        // Apart from each other, so that the order of drawing does not tell; the many more out of sight bring in the threads.
        const auto drawn = [](int outOfSight) {
            std::vector<ScatterPoint> points;
            for (int i = 0; i < 150 * 80; ++i) points.push_back({static_cast<float>(i % 150) * 4 + 1.5F, static_cast<float>(i / 150) * 4.7F});
            for (int i = 0; i < outOfSight; ++i) points.push_back({5000 + static_cast<float>(i % 300), static_cast<float>(i / 300)});
            ScatterScene scene;
            auto colours = std::make_shared<std::vector<QRgb>>();
            auto selected = std::make_shared<std::vector<quint8>>();
            for (std::size_t i = 0; i < points.size(); ++i) {
                colours->push_back(0xff000000U | static_cast<QRgb>(i * 2654435761U >> 8));
                selected->push_back(i % 97 == 0 && i < 12000);
            }
            scene.index = std::make_shared<const ScatterIndex>(points);
            scene.colours = colours;
            scene.selected = selected;
            scene.style.diameter = 3;
            scene.style.outline = 0xffffffffU;
            return renderScatter(scene, {QPointF(300, 190), 1, QSize(600, 401)}, 1);
        };
        const QImage alone = drawn(0), shared = drawn(200000);
        QVERIFY(inked(alone, alone.rect()) > 1000);
        QVERIFY(alone == shared);
    }

    void theWindowDoesNotWaitForTheDrawing() {
        m_view->setPositions(clumps(1000000));
        QVERIFY(settled());
        const double call = cost([&] { m_view->zoomBy(1.01, QPointF(200, 200)); });
        QVERIFY2(call < 16, qPrintable(QString::number(call)));
        QVERIFY(!m_view->isUpToDate());  // and yet something is on screen
        QVERIFY(inked(m_view->grab().toImage(), m_view->rect().adjusted(50, 50, -50, -50)) > 1000);
    }

    void dotsFollowColoursAndSelection() {
        const auto points = clumps(150000);  // for two threads
        ScatterScene scene;
        scene.index = std::make_shared<const ScatterIndex>(points);
        const auto paint = [&](QRgb step) {
            auto colours = std::make_shared<std::vector<QRgb>>();
            for (std::size_t id = 0; id + 1 < points.size(); ++id) colours->push_back(static_cast<QRgb>(id) * step | 0xff000000U);
            scene.colours = colours;
        };
        const auto choose = [&](std::size_t each) {
            auto flags = std::make_shared<std::vector<quint8>>(points.size());
            for (std::size_t id = 0; id < flags->size(); id += each) (*flags)[id] = 1;
            scene.selected = flags;
        };
        const auto areRight = [&] {
            for (std::size_t place = 0; place < scene.index->size(); ++place) {
                const quint32 id = scene.index->id(place);
                const QRgb colour = id < scene.colours->size() ? (*scene.colours)[id] : scene.style.missing | 0xff000000U;
                if (scene.dots->colour(place) != colour) return false;
                if (scene.dots->isSelected(place) != (scene.selected && (*scene.selected)[id])) return false;
            }
            return scene.dots->isOf(scene);
        };
        scene.style.missing = 0x123456;
        paint(3);
        scene = withDots(scene);
        QVERIFY(areRight());
        for (const std::size_t each : {7, 11}) {
            const auto before = scene.dots;
            choose(each);
            QVERIFY(!before->isOf(scene));
            scene = withDots(scene);
            QVERIFY(areRight());
        }
        paint(5);
        scene = withDots(scene);
        QVERIFY(areRight());
        scene.style.missing = 0x654321;
        scene.selected = nullptr;
        scene = withDots(scene);
        QVERIFY(areRight());
        const auto same = scene.dots;
        scene.style.diameter = 9;  // another picture of the same dots
        QVERIFY(withDots(scene).dots == same);
    }

    void qtsOwnThreadsAreLeftToPainting() {
        // All of them are taken: what waits for one is never drawn, nor what is painted, which is why nothing is shown.
        m_view->hide();
        QThreadPool& pool = *QThreadPool::globalInstance();
        QSemaphore release;
        for (int i = 0; i < pool.maxThreadCount(); ++i) pool.start([&release] { release.acquire(); });
        const auto letGo = qScopeGuard([&] {
            release.release(pool.maxThreadCount());
            pool.waitForDone();
        });
        m_view->setPositions(clumps(200000));
        QVERIFY(settled());
        m_view->zoomBy(1.5, QPointF(200, 200));
        QVERIFY(settled());
    }
};

QTEST_MAIN(TestScatterThreads)
#include "tst_scatter_threads.moc"
