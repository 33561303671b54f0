#include <QApplication>
#include <QSignalSpy>
#include <QtTest>
#include <cmath>
#include <limits>
#include <memory>

#include "wheel.h"
#include "widgets/attention_overlay.h"
#include "widgets/image_view.h"
#include "widgets/theme.h"

using namespace attune;

namespace {

/// Black and white in turn, a pixel each: smoothing would make it grey.
QImage checkers(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) image.setPixelColor(x, y, (x + y) % 2 ? Qt::white : Qt::black);
    return image;
}

QImage plain(int width, int height, const QColor& colour) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

bool isPure(const QColor& c) {
    return c == QColor(Qt::white) || c == QColor(Qt::black);
}

}  // namespace

class TestImageView : public QObject {
    Q_OBJECT

    std::unique_ptr<ImageView> m_view;

    QImage shot() const { return m_view->grab().toImage(); }
    void wheel(const QPoint& at, int delta) { test::turnWheelAt(m_view.get(), at, delta); }

  private Q_SLOTS:
    void init() {
        theme::apply(*qApp, theme::Scheme::Light);
        m_view = std::make_unique<ImageView>();
        m_view->resize(500, 400);
        m_view->show();
        m_view->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void aTinyPictureKeepsItsPixels() {
        m_view->setImage(checkers(64, 64));
        QCOMPARE(m_view->zoom(), 6.0);  // whole times, so that all pixels are alike
        const QImage seen = shot();
        const QPoint corner = m_view->imageRect().topLeft().toPoint();
        for (int x = 0; x < 384; ++x) {
            const QColor c = seen.pixelColor(corner + QPoint(x, 3));
            QCOMPARE(c, QColor(x / 6 % 2 ? Qt::white : Qt::black));
        }
    }

    void oneHundredPercentIsPixelForPixel() {
        const QImage image = checkers(1500, 900);
        m_view->setImage(image);
        QVERIFY(m_view->isFitted());
        QVERIFY(m_view->zoom() < 1);
        m_view->zoomToActual();
        QCOMPARE(m_view->zoom(), 1.0);
        const QImage seen = shot();
        const QPoint corner = m_view->imageRect().topLeft().toPoint();
        for (int x = 0; x < 500; ++x)
            QCOMPARE(seen.pixelColor(x, 200), image.pixelColor(x - corner.x(), 200 - corner.y()));
    }

    void aboveTwoHundredPercentPixelsStay() {
        m_view->setImage(checkers(600, 600));
        m_view->setZoom(5, {250, 200});
        QImage seen = shot();
        for (int x = 0; x < 500; ++x) QVERIFY(isPure(seen.pixelColor(x, 200)));
        m_view->setZoom(1.5, {250, 200});
        seen = shot();
        int grey = 0;
        for (int x = 0; x < 500; ++x) grey += !isPure(seen.pixelColor(x, 200));
        QVERIFY(grey > 100);  // smooth
    }

    void theWheelZoomsToThePointer() {
        m_view->setImage(plain(1000, 800, Qt::blue));
        const QPoint at(120, 90);
        m_view->zoomToActual();
        const auto under = [&] { return (QPointF(at) - m_view->imageRect().topLeft()) / m_view->zoom(); };
        const QPointF before = under();
        wheel(at, 120);
        wheel(at, 120);
        QVERIFY(m_view->zoom() > 1.5);
        QVERIFY(std::hypot(under().x() - before.x(), under().y() - before.y()) < 1);
        for (int i = 0; i < 100; ++i) wheel(at, -120);
        QVERIFY(m_view->zoom() > 0.1);  // never out of sight
        for (int i = 0; i < 100; ++i) wheel(at, 120);
        QCOMPARE(m_view->zoom(), 64.0);
    }

    void draggingPansAndDoubleClickToggles() {
        m_view->setImage(plain(1000, 800, Qt::blue));
        QSignalSpy zoomed(m_view.get(), &ImageView::zoomChanged);
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {250, 200});
        QCOMPARE(m_view->zoom(), 1.0);
        QCOMPARE(zoomed.last()[0].toDouble(), 1.0);
        const QPointF before = m_view->imageRect().topLeft();
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {250, 200});
        QTest::mouseMove(m_view.get(), {230, 190});
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {230, 190});
        QCOMPARE(m_view->imageRect().topLeft(), before + QPointF(-20, -10));
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QVERIFY(m_view->imageRect().left() > before.x() - 20);
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {250, 200});
        QVERIFY(m_view->isFitted());
        QTest::keyClick(m_view.get(), Qt::Key_1, Qt::ControlModifier);  // a page, in the window
        QVERIFY(m_view->isFitted());
        m_view->zoomToActual();
        QCOMPARE(m_view->zoom(), 1.0);
        QTest::keyClick(m_view.get(), Qt::Key_0, Qt::ControlModifier);
        QVERIFY(m_view->isFitted());
    }

    void attentionDarkensTheRest() {
        m_view->setImage(plain(400, 400, QColor(128, 128, 128)));
        const QImage bare = shot();
        m_view->setOverlay({0, 0, 0, 5}, 2, 2);  // the lower right quarter
        QVERIFY(m_view->hasOverlay());
        const QImage seen = shot();
        const QRectF place = m_view->imageRect();
        const auto at = [&](const QImage& image, double x, double y) {
            return image.pixelColor(
                (place.topLeft() + QPointF(x * place.width(), y * place.height())).toPoint());
        };
        QVERIFY(at(seen, 0.1, 0.1).lightness() < at(bare, 0.1, 0.1).lightness() * 0.6);
        QVERIFY(at(seen, 0.1, 0.1).lightness() > 20);  // darker, not hidden
        QVERIFY(at(seen, 0.9, 0.9).saturation() > 60);
        QVERIFY(at(seen, 0.9, 0.9).lightness() > at(seen, 0.1, 0.1).lightness());
        QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("attended")));
        m_view->setOverlay({}, 0, 0);
        QCOMPARE(shot(), bare);
    }

    void oddMapsTakeTheOverlayOff_data() {
        QTest::addColumn<QVector<float>>("weights");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        const float nan = std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("too few") << QVector<float>{1, 2, 3} << 2 << 2;
        QTest::newRow("zeros") << QVector<float>{0, 0, 0, 0} << 2 << 2;
        QTest::newRow("not numbers") << QVector<float>{nan, nan} << 1 << 2;
        QTest::newRow("negative size") << QVector<float>{1} << -1 << -1;
        QTest::newRow("enormous size") << QVector<float>{1} << 65536 << 65536;
    }
    void oddMapsTakeTheOverlayOff() {
        QFETCH(QVector<float>, weights);
        QFETCH(int, rows);
        QFETCH(int, columns);
        m_view->setImage(plain(10, 10, Qt::red));
        m_view->setOverlay({1}, 1, 1);
        QVERIFY(m_view->hasOverlay());
        m_view->setOverlay(weights, rows, columns);
        QVERIFY(!m_view->hasOverlay());
    }

    void theMapIsUpsampledBilinearly() {
        // Two cells on four pixels: the centres lie at 0.5 and 2.5 of the pixels' own, as half-pixel sampling
        // has it.
        const QImage map = attentionOverlay({0, 1}, 1, 2, {4, 1});
        QCOMPARE(map.size(), QSize(4, 1));
        const QImage low = attentionOverlay({0, 1}, 1, 2, {2, 1});
        QCOMPARE(map.pixel(0, 0), low.pixel(0, 0));
        QCOMPARE(map.pixel(3, 0), low.pixel(1, 0));
        QVERIFY(qAlpha(map.pixel(1, 0)) != qAlpha(map.pixel(0, 0)));
        QVERIFY(qRed(map.pixel(2, 0)) > qRed(map.pixel(1, 0)));
        QCOMPARE(attentionOverlay({0, 500}, 1, 2, {4, 1}), map);  // only the proportions count
    }

    void statesAreWords() {
        m_view->setImage(plain(10, 10, Qt::red));
        m_view->setOverlay({1}, 1, 1);
        const QString sentence = QStringLiteral("The file is missing: photos/cat.jpg");
        m_view->setError(sentence);
        QCOMPARE(m_view->accessibleDescription(), sentence);
        QVERIFY(!m_view->hasOverlay());
        QVERIFY(m_view->image().isNull());
        const QImage error = shot();
        m_view->setBusy(QStringLiteral("Reading the picture."));
        QVERIFY(shot() != error);
        m_view->clear();
        QVERIFY(shot() != error);
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {250, 200});
        wheel({10, 10}, 120);
        QVERIFY(m_view->isFitted());
    }

    void quickChangesShowTheLastPicture() {
        m_view->setImage(plain(3000, 3000, Qt::red));
        m_view->setImage(plain(3000, 3000, Qt::blue));
        QTest::qWait(200);  // until the smaller versions of both are made
        QCOMPARE(shot().pixelColor(m_view->rect().center()), QColor(Qt::blue));
        m_view->setImage(plain(3000, 3000, Qt::red));
        m_view->setImage(plain(20, 20, Qt::green));
        QTest::qWait(200);
        QCOMPARE(shot().pixelColor(m_view->rect().center()), QColor(Qt::green));
        m_view->setImage(plain(3000, 3000, Qt::red));
        m_view.reset();  // while they are being made
        QTest::qWait(100);
    }

    void aLargePictureIsSmoothWhenSmall() {
        m_view->setImage(checkers(4000, 3200));
        const auto grey = [&] {
            const QColor c = shot().pixelColor(m_view->rect().center());
            return std::abs(c.lightness() - 127) < 12;
        };
        QTRY_VERIFY(grey());
    }
};

QTEST_MAIN(TestImageView)
#include "tst_image_view.moc"
