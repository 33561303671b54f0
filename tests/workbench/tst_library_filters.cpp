// What narrows the Library down when that which it goes by changes: a tag that is gone, another project, another reward model.
#include <QComboBox>
#include <QLineEdit>
#include <QSlider>
#include <QtTest>
#include <future>

#include "captioned_project.h"
#include "library_desk.h"
#include "widgets/chip.h"
#include "widgets/tag_bar.h"
#include "workbench/library/library_filters.h"

using namespace attune;
using namespace attune::test;

class TestLibraryFilters : public QObject {
    Q_OBJECT

  private:
    static void fillTagged(Session& session, Observer& observer) {
        fillScenes(session, observer);
        session.project().tags().add("odd", {session.project().images().ids().front()});
    }
    /// A reward model, and what it says of the first caption of each image in their order: `first`, `first + step`, ...
    static Id addScores(Session& session, double first, double step) {
        auto& project = session.project();
        const Id reward = addReward(session, project.models().list("captioner").front().id);
        std::vector<RewardScoreRecord> scores;
        double worth = first;
        for (const Id image : project.images().ids()) {
            scores.push_back({project.captions().list({.imageId = image, .source = CaptionSource::Model}).front().id, reward, worth, 0.1});
            worth += step;
        }
        project.rewardScores().addMany(scores);
        return reward;
    }
    static void choose(Library& library, const char* name, const QVariant& value) {
        for (auto* choice : library.page->filters().findChildren<QComboBox*>())
            if (choice->accessibleName() == QLatin1String(name)) choice->setCurrentIndex(choice->findData(value));
    }
    static QLineEdit* lowestReward(Library& library) {
        for (auto* field : library.page->filters().findChildren<QLineEdit*>())
            if (field->accessibleName() == QLatin1String("Lowest reward")) return field;
        return nullptr;
    }
    static bool offersReset(Library& library) { return library.page->findChild<Chip*>(QStringLiteral("reset"))->isVisible(); }
    static std::vector<Id> images(Library& library) {
        return library.window.ask([](Session& s) { return s.project().images().ids(); });
    }
    /// Does this to the project and tells of the change, as a page does.
    template <class Task>
    static void change(Library& library, Change what, Task task) {
        library.window.workbench().project.write(library.page, what, std::move(task), [] {});
    }

  private Q_SLOTS:
    void whereNothingIsShownItHasNoSize() {
        Library library(fillTagged, 16);
        const auto* size = library.page->filters().findChild<QSlider*>();
        QVERIFY(size);
        QTRY_VERIFY_WITH_TIMEOUT(size->isEnabled(), kLibraryMs);
        QTest::keyClicks(library.page->filters().searchField(), QStringLiteral("unicorn"));
        QVERIFY(library.shows(0));
        QTRY_VERIFY_WITH_TIMEOUT(!size->isEnabled(), kLibraryMs);
        library.page->filters().reset();
        QTRY_VERIFY_WITH_TIMEOUT(size->isEnabled(), kLibraryMs);
    }

    void theTagsEndWithThePicture() {
        Library library(fillTagged, 16);
        library.window.window().resize(1440, 1400);
        library.click(0);
        QVERIFY(library.inspects(library.image(0)));
        auto& inspector = library.page->inspector();
        const auto end = [&inspector](const QWidget* part) { return part->mapTo(&inspector, QPoint(part->width(), 0)).x(); };
        QTRY_COMPARE_WITH_TIMEOUT(end(inspector.tags()), end(inspector.picture()), kLibraryMs);
    }

    void onAWideScreenAllIsInOneRow() {
        Library library(fillTagged, 16);
        auto& filters = library.page->filters();
        const auto* size = filters.findChild<QSlider*>();
        const auto isOneRow = [&] { return size->geometry().center().y() < filters.searchField()->geometry().bottom(); };
        for (const auto& [width, expected] : {std::pair(2560, true), {1440, false}, {2560, true}}) {
            library.window.window().resize(width, 900);
            QTRY_COMPARE_WITH_TIMEOUT(isOneRow(), expected, kLibraryMs);
            QVERIFY(size->x() >= (expected ? filters.searchField()->geometry().right() : 0));
        }
    }

    void aTagThatIsGoneFiltersNoMore() {
        Library library(fillTagged, 16);
        choose(library, "Tag", QStringLiteral("odd"));
        QVERIFY(library.shows(1));
        QVERIFY(offersReset(library));
        change(library, Change::Tags, [](Session& s) { s.project().tags().remove("odd", s.project().images().ids()); });
        QVERIFY(library.shows(16));
        QVERIFY(!offersReset(library));
        QVERIFY2(library.result().startsWith(QStringLiteral("16")), qPrintable(library.result()));
    }

    void anotherProjectIsShownAsAWhole() {
        Library library(fillTagged, 16);
        choose(library, "Tag", QStringLiteral("odd"));
        QVERIFY(library.shows(1));
        QTest::keyClicks(library.page->filters().searchField(), QStringLiteral("walrus"));
        QVERIFY(library.window.create(library.window.path(QStringLiteral("other.attune")), fillScenes));
        QVERIFY(library.shows(16));
        QVERIFY(library.page->filters().searchField()->text().isEmpty());
        QVERIFY(!offersReset(library));
    }

    void aListThatIsWantedDuringALookUpIsShown() {
        Library library(fillTagged, 16);
        std::promise<void> slow;
        auto& workbench = library.window.workbench();
        workbench.project.read(library.page, [disk = slow.get_future().share()](Project&) { disk.wait(); return 0; }, [](int) {});
        // Asks for the list, behind the slow one; what another page wants comes meanwhile.
        Q_EMIT workbench.project.changed(Change::Images);
        QTest::qWait(300);
        Q_EMIT workbench.imagesWanted({static_cast<qint64>(images(library).front())}, QStringLiteral("One image"));
        slow.set_value();
        QVERIFY(library.shows(1));
    }

    void theRewardIsThatOfTheCurrentModel() {
        Library library([](Session& session, Observer& observer) {
            fillScenes(session, observer);
            addScores(session, 1, 1);
            session.setCurrentModel(addScores(session, 16, -1));
        }, 16);
        const std::vector<Id> all = images(library);
        choose(library, "Order", static_cast<int>(ImageOrder::Reward));
        QTRY_COMPARE_WITH_TIMEOUT(library.image(0), all[15], kLibraryMs);
        QTest::keyClicks(lowestReward(library), QStringLiteral("10"));
        QVERIFY(library.shows(7));
        QCOMPARE(library.image(0), all[6]);
        change(library, Change::Models, [](Session& s) { s.setCurrentModel(s.project().models().list("reward").front().id); });
        QTRY_COMPARE_WITH_TIMEOUT(library.image(0), all[9], kLibraryMs);
        QCOMPARE(library.grid().model()->size(), 7);
    }

    void ownWordsAreFoundAtOnce() {
        Library library(fillTagged, 16);
        QTest::keyClicks(library.page->filters().searchField(), QStringLiteral("unicorn"));
        QVERIFY(library.shows(0));
        change(library, Change::Decisions, [](Session& s) {
            const auto captions = s.project().captions().list({.source = CaptionSource::Model});
            s.project().decisions().edit(captions.front().id, "a unicorn", "me");
        });
        QVERIFY(library.shows(1));
    }

    void whereThereAreNoScoresTheOrderIsTheFirst() {
        Library library([](Session& session, Observer& observer) {
            fillScenes(session, observer);
            addScores(session, 1, 1);
        }, 16);
        choose(library, "Order", static_cast<int>(ImageOrder::Reward));
        QCOMPARE(library.page->filters().query().order, ImageOrder::Reward);
        QVERIFY(library.window.create(library.window.path(QStringLiteral("other.attune")), fillScenes));
        QVERIFY(library.shows(16));
        QTRY_COMPARE_WITH_TIMEOUT(library.page->filters().query().order, ImageOrder::Added, kLibraryMs);
    }

    void aNewModelWithoutScoresFiltersNothing() {
        Library library([](Session& session, Observer& observer) {
            fillScenes(session, observer);
            addScores(session, 1, 1);
        }, 16);
        QTest::keyClicks(lowestReward(library), QStringLiteral("10"));
        QVERIFY(library.shows(7));
        change(library, Change::Models, [](Session& s) { addReward(s, s.project().models().list("captioner").front().id); });
        QVERIFY(library.shows(16));
        QVERIFY(!lowestReward(library)->isVisible());
        QVERIFY(!offersReset(library));
    }
};

QTEST_MAIN(TestLibraryFilters)
#include "tst_library_filters.moc"
