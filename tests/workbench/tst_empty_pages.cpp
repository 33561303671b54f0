// What every page shows before there is anything to show: its title, and a button that leads on. Project by project, from
// one with nothing in it to one that wants only ratings.
#include <QLabel>
#include <QPushButton>
#include <QtTest>
#include <array>
#include <cstdlib>

#include "captioned_project.h"
#include "library_desk.h"
#include "widgets/empty_state.h"
#include "widgets/thumbnail_grid.h"
#include "workbench/page.h"
#include "workbench/pages.h"

using namespace attune;

namespace {

using Fill = std::function<void(Session&, Observer&)>;

/// What a page says and where its button leads. No title: there is work to do on it.
struct Expected {
    PageId page;
    const char* title;
    const char* button;
    PageId leadsTo;
};

}  // namespace

class TestEmptyPages : public QObject {
    Q_OBJECT

  private:
    /// The state that fills the page and does not only stand in a corner of it.
    static EmptyState* shown(Page* page) {
        EmptyState* largest = nullptr;
        for (auto* empty : page->findChildren<EmptyState*>())
            if (empty->isVisible() && (!largest || empty->width() > largest->width())) largest = empty;
        return largest;
    }

    static void expect(Fill fill, const std::vector<Expected>& all) {
        test::Window window;
        QVERIFY(window.create(window.path(QStringLiteral("early.attune")), std::move(fill)));
        for (const Expected& expected : all) {
            const QString title = QLatin1String(expected.title), name = pageKey(expected.page);
            auto* page = window.page<Page>(expected.page);
            if (title.isEmpty()) {
                QVERIFY2(QTest::qWaitFor([&] { return !shown(page) || !shown(page)->primaryButton()->isVisible(); }, 10000), qPrintable(name));
                continue;
            }
            QTRY_VERIFY2_WITH_TIMEOUT(shown(page) && shown(page)->accessibleName() == title,
                                      qPrintable(name + QStringLiteral(": ") + (shown(page) ? shown(page)->accessibleName() : QString())), 10000);
            EmptyState* empty = shown(page);
            QVERIFY2(empty->accessibleDescription().endsWith(QLatin1Char('.')), qPrintable(name));
            QPushButton* button = empty->primaryButton();
            QVERIFY2(button->isVisible() && button->isEnabled(), qPrintable(name));
            QCOMPARE(button->text(), QLatin1String(expected.button));
            // Words and button stand below each other.
            const auto middle = [empty](const QWidget* part) { return part->mapTo(empty, part->rect().center()).x(); };
            for (const auto* words : empty->findChildren<QLabel*>())
                if (words->isVisible() && !empty->secondaryButton()->isVisible())
                    QVERIFY2(std::abs(middle(words) - middle(button)) <= 1, qPrintable(name));
            if (expected.leadsTo == expected.page) continue;
            QTest::mouseClick(button, Qt::LeftButton);
            QCOMPARE(window.window().page(), expected.leadsTo);
        }
    }

  private Q_SLOTS:
    void withNothingInIt() {
        const char* library = "Go to the Library";
        expect({}, {{PageId::Library, "Drop images here", "Import a folder...", PageId::Library},
                    {PageId::Rate, "There is nothing to rate yet", library, PageId::Library},
                    {PageId::Reward, "There is no captioner yet", library, PageId::Library},
                    {PageId::Optimise, "There is no captioner to optimise", library, PageId::Library},
                    {PageId::Embeddings, "There is nothing to lay out yet", library, PageId::Library},
                    {PageId::Judge, "There is nothing to judge yet", library, PageId::Library},
                    {PageId::History, "Nothing was made yet", library, PageId::Library}});
    }

    void theNextStepEndsWithTheGrid() {
        test::Window window;
        QVERIFY(window.create(window.path(QStringLiteral("early.attune")), {}));
        auto* page = window.page<Page>(PageId::Library);
        const auto* next = page->findChild<QPushButton*>(QStringLiteral("nextStep"));
        const auto* grid = page->findChild<ThumbnailGrid*>();
        QVERIFY(next && grid);
        QTRY_VERIFY_WITH_TIMEOUT(next->isVisible(), 10000);
        const auto end = [page](const QWidget* part) { return part->mapTo(page, QPoint(part->width(), 0)).x(); };
        QTRY_COMPARE_WITH_TIMEOUT(end(next), end(grid), 5000);
    }

    void withPicturesAlone() {
        QTemporaryDir pictures;
        const QString folder = test::makeFolder(pictures.filePath(QStringLiteral("photos")), 3);
        const char* library = "Go to the Library";
        expect([folder](Session& session, Observer& observer) { session.importPaths({folder.toStdString()}, {}, observer); },
               {{PageId::Library, "", "", {}},
                {PageId::Rate, "There is nothing to rate yet", library, PageId::Library},
                {PageId::Reward, "There is no captioner yet", library, PageId::Library},
                {PageId::Optimise, "There is no captioner to optimise", library, PageId::Library},
                {PageId::Embeddings, "There is nothing to lay out yet", library, PageId::Library},
                {PageId::Judge, "There is no captioner yet", library, PageId::Library}});
    }

    void withPicturesAndACaptioner() {
        expect([](Session& session, Observer& observer) { addDemoWorld(session, {.seed = 1, .trainImages = 4, .testImages = 2}, observer); },
               {{PageId::Rate, "No captions were written yet", "Go to the Library", PageId::Library},
                {PageId::Reward, "There is nothing to learn from yet", "Rate captions", PageId::Rate},
                {PageId::Optimise, "There is no reward model yet", "Train a reward model", PageId::Reward},
                {PageId::Embeddings, "See your images and captions as one space", "Compute embedding", PageId::Embeddings},
                {PageId::Judge, "There is only one captioner", "Optimise the captioner", PageId::Optimise},
                {PageId::History, "", "", {}}});
    }

    void withCaptionsOfTestImagesAlone() {
        const auto fill = [](Session& session, Observer& observer) {
            test::addCaptionedImages(session, 4, observer);
            session.project().images().setSplit(session.project().images().ids({.split = "train"}), "test");
        };
        expect(fill, {{PageId::Rate, "Only test images have captions", "Go to the Library", PageId::Library}});
    }

    void withCaptionsThatNobodyRated() {
        expect([](Session& session, Observer& observer) { test::addCaptionedImages(session, 4, observer); },
               {{PageId::Library, "", "", {}},
                {PageId::Rate, "", "", {}},
                {PageId::Reward, "There is nothing to learn from yet", "Rate captions", PageId::Rate},
                {PageId::Optimise, "There is no reward model yet", "Train a reward model", PageId::Reward},
                {PageId::Judge, "There is only one captioner", "Optimise the captioner", PageId::Optimise}});
    }
};

QTEST_MAIN(TestEmptyPages)
#include "tst_empty_pages.moc"
