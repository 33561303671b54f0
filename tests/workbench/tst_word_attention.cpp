// Pointing at a word of a caption shows on the picture where the captioner looked, and pointing elsewhere takes it away.
#include <QtTest>

#include "captioned_project.h"
#include "tensor_file.h"
#include "widgets/caption_card.h"
#include "widgets/caption_words.h"
#include "widgets/image_view.h"

using namespace attune;

namespace {

constexpr int kSide = 4, kWords = 4;  // of the grid, of the longest caption

/// Two captions of each picture; word w was written looking at cell w of the grid's diagonal, and at nothing else.
void fill(Session& session, Observer& observer) {
    const Id model = addDemoWorld(session, {.seed = 3, .trainImages = 6, .testImages = 2}, observer);
    std::string maps;
    std::int64_t row = 0;
    std::vector<CaptionRecord> captions;
    for (const Id image : session.project().images().ids({.split = "train"}))
        for (const char* text : {"a large red circle", "one blue star there"}) {
            CaptionRecord caption;
            caption.imageId = image;
            caption.modelId = model;
            caption.text = text;
            caption.attention = "1/outputs/attention.safetensors#" + std::to_string(row++);
            captions.push_back(caption);
            for (int word = 0; word < kWords; ++word)
                for (int cell = 0; cell < kSide * kSide; ++cell)
                    maps += static_cast<char>(cell == word * (kSide + 1) ? 255 : 0);
        }
    session.project().captions().addMany(captions);
    test::TensorWriter file;
    file.add("maps", {row, kWords, kSide, kSide}, maps);
    file.write(session.project().runsFolder() / "1" / "outputs" / "attention.safetensors");
}

}  // namespace

class TestWordAttention : public QObject {
    Q_OBJECT

  private:
    struct Desk {
        test::Window window;
        RatePage* page = nullptr;

        Desk() {
            if (!window.create(window.path(QStringLiteral("words.attune")), fill)) throw std::runtime_error("no project");
            page = window.page<RatePage>(PageId::Rate);
            const auto isThere = [this] { return page->desk().task() && !page->picture()->image().isNull(); };
            if (!QTest::qWaitFor(isThere, 20000)) throw std::runtime_error("no image");
        }
        CaptionWords& words(int card) { return *page->cards()[card]->words(); }
        ImageView& picture() { return *page->picture(); }
        void point(int card, int word) { QTest::mouseMove(&words(card), words(card).wordRect(word).center()); }
        bool waitOverlay(bool there) {
            return QTest::qWaitFor([&] { return picture().hasOverlay() == there; }, 10000);
        }
        /// How much of this picture's light is left around the middle of a cell of the diagonal, whatever colour it has.
        double light(const QImage& before, int cell) {
            const QImage now = picture().grab().toImage();
            const QRectF place = picture().imageRect();
            const QPoint middle = QPointF(place.left() + place.width() * (cell + 0.5) / kSide,
                                          place.top() + place.height() * (cell + 0.5) / kSide).toPoint();
            double was = 1, is = 1;
            for (int y = -4; y <= 4; ++y)
                for (int x = -4; x <= 4; ++x) {
                    const QRgb a = before.pixel(middle + QPoint(x, y)), b = now.pixel(middle + QPoint(x, y));
                    was += qRed(a) + qGreen(a) + qBlue(a);
                    is += qRed(b) + qGreen(b) + qBlue(b);
                }
            return is / was;
        }
        /// Whether this cell of the diagonal is lit and that one in the shade.
        bool isLit(const QImage& before, int cell, int other) {
            return light(before, cell) > 0.65 && light(before, other) < 0.5;
        }
    };

  private Q_SLOTS:
    void aWordUnderThePointerShowsWhereTheCaptionerLooked() {
        Desk desk;
        QVERIFY(!desk.picture().hasOverlay());
        const QImage plain = desk.picture().grab().toImage();
        desk.point(0, 1);
        QTRY_COMPARE(desk.words(0).hoveredWord(), 1);
        QVERIFY(desk.waitOverlay(true));
        QVERIFY(desk.isLit(plain, 1, 3));
        QVERIFY(desk.picture().accessibleDescription().contains(QStringLiteral("highlighted")));
        // Another word, of the other caption.
        desk.point(1, 3);
        QVERIFY(QTest::qWaitFor([&] { return desk.isLit(plain, 3, 1); }, 10000));
    }

    void pointingElsewhereTakesItAway() {
        Desk desk;
        const QImage plain = desk.picture().grab().toImage();
        desk.point(0, 0);
        QVERIFY(desk.waitOverlay(true));
        auto& words = desk.words(0);
        QTest::mouseMove(&words, QPoint(words.width() - 2, words.height() - 1));
        QTRY_COMPARE(words.hoveredWord(), -1);
        QVERIFY(desk.waitOverlay(false));
        QCOMPARE(desk.picture().grab().toImage(), plain);
    }

    void theWordsAreReachedByKeysAndNothingIsDecided() {
        Desk desk;
        const auto press = [&desk](Qt::Key key) {
            QWidget* at = QApplication::focusWidget();
            QTest::keyClick(at ? at : &desk.window.window(), key);
        };
        const Id image = desk.page->desk().task()->image;
        const QImage plain = desk.picture().grab().toImage();
        press(Qt::Key_W);
        QVERIFY(desk.words(0).hasFocus());
        QCOMPARE(desk.words(0).hoveredWord(), 0);
        QVERIFY(desk.waitOverlay(true));
        press(Qt::Key_Right);
        QCOMPARE(desk.words(0).hoveredWord(), 1);
        QVERIFY(QTest::qWaitFor([&] { return desk.isLit(plain, 1, 3); }, 10000));
        press(Qt::Key_Left);
        QCOMPARE(desk.words(0).hoveredWord(), 0);
        for (const auto key : {Qt::Key_Down, Qt::Key_Up}) press(key);  // which decide where no words are read
        QCOMPARE(desk.words(0).hoveredWord(), 0);
        // The next caption's words are read on.
        press(Qt::Key_Tab);
        QVERIFY(desk.page->cards()[1]->isSelected());
        QVERIFY(desk.words(1).hasFocus());
        QCOMPARE(desk.words(1).hoveredWord(), 0);
        press(Qt::Key_Escape);
        QVERIFY(desk.page->hasFocus());
        QVERIFY(desk.waitOverlay(false));
        QCOMPARE(desk.page->desk().task()->image, image);
        QVERIFY(!desk.window.ask([](Session& s) { return s.project().decisions().canUndo(); }));
        // Then the arrows decide again.
        press(Qt::Key_Left);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->desk().task() && desk.page->desk().task()->image != image; }, 10000));
        QCOMPARE(desk.window.ask([](Session& s) { return s.project().decisions().counts().comparisons; }), 1);
    }

    void theNextImageBeginsWithoutIt() {
        Desk desk;
        desk.point(0, 2);
        QVERIFY(desk.waitOverlay(true));
        const Id image = desk.page->desk().task()->image;
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->desk().task() && desk.page->desk().task()->image != image; }, 10000));
        QTest::qWait(200);
        QVERIFY(!desk.picture().hasOverlay());
    }

    void withoutMapsNothingIsShown() {
        Desk desk;
        const QString file = desk.window.workbench().project.folder() + QStringLiteral("/runs/1/outputs/attention.safetensors");
        QVERIFY(QFile::remove(file));
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        desk.point(0, 1);
        QTest::qWait(500);
        QVERIFY(!desk.picture().hasOverlay());
        QCOMPARE(problems.size(), 0);
    }
};

QTEST_MAIN(TestWordAttention)
#include "tst_word_attention.moc"
