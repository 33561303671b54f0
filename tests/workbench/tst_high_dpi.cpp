// The window on a screen of twice the density: pictures and icons have all of its pixels, and nothing is cut off.
#include <QLabel>
#include <QPushButton>
#include <QtTest>
#include <algorithm>
#include <cstdlib>

#include "library_desk.h"
#include "training_desk.h"
#include "widgets/nav_rail.h"
#include "widgets/theme.h"
#include "workbench/pages.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr int kStriped = 320;  ///< device pixels of a thumbnail of 160 at twice the density

/// Columns of black and white in turn, a pixel each: anything but pixel for pixel makes them grey.
QString writeStripes(const QString& file) {
    QImage picture(kStriped, kStriped, QImage::Format_RGB32);
    for (int y = 0; y < kStriped; ++y)
        for (int x = 0; x < kStriped; ++x) picture.setPixel(x, y, x % 2 ? qRgb(255, 255, 255) : qRgb(0, 0, 0));
    if (!picture.save(file)) throw std::runtime_error("cannot write a picture");
    return file;
}

/// Mean step between neighbours of a line, 0 to 255.
double contrast(const QImage& image, int y, int from, int to) {
    double sum = 0;
    for (int x = from; x < to; ++x) sum += std::abs(qGray(image.pixel(x, y)) - qGray(image.pixel(x + 1, y)));
    return sum / (to - from);
}

/// Whether it has detail that a picture of half the size, doubled, has not.
bool hasDevicePixels(const QImage& image) {
    for (int y = 0; y + 1 < image.height(); y += 2)
        for (int x = 0; x + 1 < image.width(); x += 2)
            if (image.pixel(x, y) != image.pixel(x + 1, y) || image.pixel(x, y) != image.pixel(x, y + 1)) return true;
    return false;
}

}  // namespace

class TestHighDpi : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aThumbnailHasThePixelsOfTheScreen() {
        Library library;
        QCOMPARE(library.window.window().devicePixelRatioF(), 2.0);
        library.drop({writeStripes(library.window.path(QStringLiteral("stripes.png")))});
        QVERIFY(library.shows(1));
        library.grid().setThumbnailSize(kStriped / 2);
        const auto seen = [&] {
            const QImage image = library.grid().viewport()->grab().toImage();
            const QRect cell = library.grid().cellRect(0);
            // In the middle of the picture, which stands at the top of its cell.
            const int y = 2 * (cell.top() + kStriped / 4), middle = 2 * cell.center().x();
            return contrast(image, y, middle - 80, middle + 80);
        };
        QVERIFY2(QTest::qWaitFor([&] { return seen() > 240; }, kLibraryMs), qPrintable(QString::number(seen())));
        // The thumbnail on the disk has fewer pixels: where the original is gone, it is what there is.
        QVERIFY(QFile::remove(library.window.path(QStringLiteral("stripes.png"))));
        library.grid().forgetThumbnail(library.image(0));
        QVERIFY(QTest::qWaitFor([&] { return library.grid().cachedBytes() > 0 && seen() < 200; }, kLibraryMs));
        QTest::qWait(200);
        QCOMPARE(library.grid().model()->item(0).broken, QString());
    }

    void thePictureIsShownPixelForPixel() {
        Library library;
        library.drop({writeStripes(library.window.path(QStringLiteral("stripes.png")))});
        QVERIFY(library.shows(1));
        library.click(0);
        QVERIFY(library.inspects(library.image(0)));
        ImageView* view = library.page->inspector().picture();
        view->zoomToActual();
        const QImage image = view->grab().toImage();
        const int middle = image.width() / 2;
        QVERIFY2(contrast(image, image.height() / 2, middle - 40, middle + 40) > 200, qPrintable(QString::number(view->zoom())));
    }

    void iconsAreDrawnAtTheDensityOfTheScreen() {
        Window window;
        const QPixmap icon = theme::icon(QStringLiteral("go-home")).pixmap(QSize(22, 22), 2.0);
        QCOMPARE(icon.size(), QSize(44, 44));
        QVERIFY(hasDevicePixels(icon.toImage()));
        const QPixmap rail = window.window().findChild<NavRail*>()->grab();
        QCOMPARE(rail.devicePixelRatio(), 2.0);
        QVERIFY(hasDevicePixels(rail.toImage()));
    }

    void nothingIsCutOff() {
        Window window;
        QVERIFY(window.create(window.path(QStringLiteral("all.attune")), addRatedImages));
        QStringList narrow;
        for (int i = 0; i < kPageCount; ++i) {
            const auto id = static_cast<PageId>(i);
            window.window().showPage(id);
            QTest::qWait(300);
            for (const auto* button : window.window().pageWidget(id)->findChildren<QPushButton*>()) {
                // Hints are as wide as their words, which is less than buttons are by default.
                const int words = button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width();
                const int icon = button->icon().isNull() ? 0 : button->iconSize().width();
                if (button->isVisible() && (button->width() < std::min(button->minimumSizeHint().width(), words + icon + theme::kGrid) ||
                                            button->height() < button->fontMetrics().height()))
                    narrow.append(pageKey(id) + QStringLiteral(": ") + button->text());
            }
            for (const auto* label : window.window().pageWidget(id)->findChildren<QLabel*>()) {
                if (!label->isVisible() || label->wordWrap() || label->text().isEmpty()) continue;
                if (label->width() < label->minimumSizeHint().width() || label->height() < label->fontMetrics().height())
                    narrow.append(pageKey(id) + QStringLiteral(": ") + label->text());
            }
        }
        QVERIFY2(narrow.isEmpty(), qPrintable(narrow.join(QLatin1Char('\n'))));
        QVERIFY(window.window().width() >= window.window().minimumSizeHint().width());
    }
};

int main(int argc, char** argv) {
    qputenv("QT_SCALE_FACTOR", "2");
    QApplication application(argc, argv);
    TestHighDpi test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_high_dpi.moc"
