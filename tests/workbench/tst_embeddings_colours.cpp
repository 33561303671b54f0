// What points of the Embeddings page are coloured by: the project's rows as they are now, and the layout's own figures.
#include <QComboBox>
#include <QtTest>

#include "space_window.h"
#include "widgets/tag_bar.h"
#include "widgets/theme.h"
#include "workbench/embeddings/point_facts.h"
#include "workbench/embeddings/space_bar.h"
#include "workbench/library/image_inspector.h"

using namespace attune;
using test::SpaceWindow;

class TestEmbeddingsColours : public QObject {
    Q_OBJECT

  private:
    static constexpr int kImages = SpaceWindow::kImages;

    static int difference(QRgb a, QRgb b) {
        return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
    }

  private Q_SLOTS:
    void pointsWearTheirRatings() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.window.ask([&](Session& s) {
            const std::string rater = desk.window.workbench().settings.rater().toStdString();
            std::vector<RatingRecord> ratings;
            for (const int i : {0, 1}) {
                RatingRecord rating;
                rating.captionId = desk.captions[static_cast<std::size_t>(i)];
                rating.value = i == 0 ? 1 : 5;
                rating.rater = rater;
                ratings.push_back(rating);
            }
            return s.project().decisions().rate(ratings);
        });
        desk.show();
        auto* box = desk.page->findChild<SpaceBar*>()->colourBox();
        box->setFocus();
        box->setCurrentIndex(box->findText(QStringLiteral("My rating")));
        QVERIFY(QTest::qWaitFor([&] { return desk.upToDate(); }, 5000));
        QVERIFY(difference(desk.colourAt(kImages), theme::plotRamp(0).rgb()) < 80);
        QVERIFY(difference(desk.colourAt(kImages + 1), theme::plotRamp(1).rgb()) < 80);
        QVERIFY(difference(desk.colourAt(kImages + 2), theme::line().rgb()) < 80);
        // A rating given meanwhile is on screen without asking.
        desk.window.workbench().project.write(
            desk.page, Change::Decisions,
            [&](Session& s) {
                RatingRecord rating;
                rating.captionId = desk.captions[2];
                rating.value = 5;
                rating.rater = desk.window.workbench().settings.rater().toStdString();
                s.project().decisions().rate({rating});
            },
            [] {});
        QVERIFY(QTest::qWaitFor(
            [&] { return desk.upToDate() && difference(desk.colourAt(kImages + 2), theme::plotRamp(1).rgb()) < 80; }, 5000));
    }

    void workOnOtherPagesIsSeenOnComingBack() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        QTest::mouseClick(desk.page->scatter(), Qt::LeftButton, {}, desk.at(3));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->inspector()->image() == desk.images[3]; }, 5000));
        desk.window.window().showPage(PageId::Library);
        bool done = false;
        desk.window.workbench().project.write(
            desk.page, Changes(Change::Decisions) | Change::Tags | Change::Runs,
            [&](Session& s) {
                RatingRecord rating;
                rating.captionId = desk.captions[2];
                rating.value = 4;
                rating.rater = desk.window.workbench().settings.rater().toStdString();
                s.project().decisions().rate({rating});
                s.project().tags().add("odd", {desk.images[3]});
            },
            [&done] { done = true; });
        QTRY_VERIFY(done);
        desk.window.window().showPage(PageId::Embeddings);
        QTRY_COMPARE(desk.page->desk().facts()->ownRating[kImages + 2], 4.0F);
        QTRY_COMPARE(desk.page->inspector()->tags()->tags(), QStringList{QStringLiteral("odd")});
    }

    void aRewardModelThatIsRolledBackColoursThePoints() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        const auto addReward = [&](const char* name, double score) {
            return desk.window.ask([&](Session& s) {
                ModelRecord reward;
                reward.kind = "reward";
                reward.name = name;
                reward.path = std::string("models/") + name;
                const Id model = s.project().models().add(reward);
                s.project().rewardScores().addMany({RewardScoreRecord{desk.captions[2], model, score, 0.1}});
                return model;
            });
        };
        const Id older = addReward("older", 0.25), newer = addReward("newer", 0.75);
        for (const Id model : {newer, older}) {
            desk.window.workbench().project.write(
                desk.page, Change::Models, [model](Session& s) { s.setCurrentModel(model); }, [] {});
            QTRY_COMPARE(desk.page->desk().facts()->reward[kImages + 2], model == older ? 0.25F : 0.75F);
        }
    }

    void imagesOfSeveralTagsAreAGroup() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.window.ask([&](Session& s) {
            s.project().tags().add("odd", {desk.images[0], desk.images[1]});
            s.project().tags().add("dark", {desk.images[1], desk.images[2]});
            return 0;
        });
        desk.show();
        const PointGroups& tag = desk.page->desk().facts()->tag;
        QCOMPARE(tag.names, (QStringList{QStringLiteral("dark"), QStringLiteral("odd"), QStringLiteral("Several tags")}));
        QCOMPARE(tag.group.mid(0, 4), (QVector<int>{1, 2, 0, -1}));
    }
};

QTEST_MAIN(TestEmbeddingsColours)
#include "tst_embeddings_colours.moc"
