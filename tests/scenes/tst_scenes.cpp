#include <QtTest>
#include <cmath>
#include <limits>

#include "scenes/caption_parser.h"
#include "scenes/dataset.h"
#include "scenes/draw.h"
#include "scenes/gold_score.h"
#include "scenes/simulated_rater.h"

using namespace attune;

namespace {

/// A large red circle on the left, a small blue square to its right and a little lower.
Scene pair() {
    Scene scene;
    scene.objects.push_back({Shape::Circle, Colour::Red, Size::Large, 18, 24, 12, 0});
    scene.objects.push_back({Shape::Square, Colour::Blue, Size::Small, 46, 36, 7, 0.1});
    return scene;
}

Scene single() {
    Scene scene = pair();
    scene.objects.pop_back();
    return scene;
}

std::uint64_t fingerprint(const Image8& image) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
    for (const auto byte : image.pixels) hash = (hash ^ byte) * 0x100000001b3ULL;
    return hash;
}

}  // namespace

class TestScenes : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void scenesAreOrderlyAndSurviveJson() {
        for (std::uint64_t i = 0; i < 300; ++i) {
            Rng rng = Rng(11).fork(i);
            const Scene scene = randomScene(rng, 1, 6);
            QVERIFY(!scene.objects.empty() && scene.objects.size() <= 6);
            for (std::size_t a = 0; a < scene.objects.size(); ++a)
                for (std::size_t b = 0; b < a; ++b) {
                    const auto& p = scene.objects[a];
                    const auto& q = scene.objects[b];
                    QVERIFY(std::hypot(p.x - q.x, p.y - q.y) > p.radius + q.radius);
                    QVERIFY(p.shape != q.shape || p.colour != q.colour);
                    QVERIFY(holds(mainRelation(p, q), p, q));
                }
            const Scene again = sceneFromJson(parseJson(dumpJson(toJson(scene)), "scene"));
            QVERIFY(drawScene(again) == drawScene(scene));
        }
    }

    void badScenesAreRefused_data() {
        QTest::addColumn<QByteArray>("patch");
        QTest::newRow("no objects") << QByteArray(R"({"objects":[]})");
        QTest::newRow("not objects") << QByteArray(R"({"objects":[3]})");
        QTest::newRow("word") << QByteArray(
            R"({"objects":[{"shape":"heart","colour":"red","size":"small"}]})");
        QTest::newRow("far away") << QByteArray(
            R"({"objects":[{"shape":"star","colour":"red","size":"small","x":1e300,"y":3,"radius":7,"rotation":0}]})");
        QTest::newRow("huge") << QByteArray(
            R"({"objects":[{"shape":"star","colour":"red","size":"small","x":1,"y":3,"radius":1e9,"rotation":0}]})");
        QTest::newRow("background") << QByteArray(R"({"background":[1,2]})");
        QTest::newRow("background range") << QByteArray(R"({"background":[1,2,256]})");
        QTest::newRow("seed") << QByteArray(R"({"noise_seed":"x"})");
    }
    void badScenesAreRefused() {
        QFETCH(QByteArray, patch);
        Json json = toJson(pair());
        json.update(parseJson(patch.toStdString(), "patch"));
        QVERIFY_THROWS_EXCEPTION(Error, sceneFromJson(json));
        Rng rng;
        QVERIFY_THROWS_EXCEPTION(Error, randomScene(rng, 1, 1000));
        QVERIFY_THROWS_EXCEPTION(Error, randomScene(rng, 0, 2));
    }

    void picturesAreTheSameEverywhere() {
        // Measured once; integer arithmetic must give these bytes on every machine.
        std::uint64_t all = 0;
        for (const auto& example : makeScenes(50, 7, {1, 6})) all = all * 31 + fingerprint(example.picture);
        QCOMPARE(all, std::uint64_t{6203769926454461281U});
    }

    void picturesShowWhatTheSceneSays() {
        const Image8 image = drawScene(pair());
        QCOMPARE(image.width, kSceneSide);
        const auto* centre = image.row(24) + 18 * 3;  // inside the red circle
        QVERIFY(centre[0] > 180 && centre[1] < 80 && centre[2] < 80);
        const auto* corner = image.row(2) + 60 * 3;
        QVERIFY(std::abs(corner[0] - 128) < 30 && std::abs(corner[2] - 128) < 30);
    }

    void patchLabelsFollowThePicture() {
        const auto labels = labelPatches(pair());
        QCOMPARE(labels.size(), std::size_t{64});
        const auto& onCircle = labels[3 * 8 + 2];  // rows 24-31, columns 16-23
        QCOMPARE(onCircle.shape, static_cast<int>(Shape::Circle));
        QCOMPARE(onCircle.colour, static_cast<int>(Colour::Red));
        QCOMPARE(onCircle.size, static_cast<int>(Size::Large));
        QCOMPARE(labels[7].shape, kShapes);
        QCOMPARE(labels[7].colour, kColours);
        QCOMPARE(labels[7].size, kSizes);
        QCOMPARE(labelPatches(pair(), 4).size(), std::size_t{16});
        QVERIFY_THROWS_EXCEPTION(Error, labelPatches(pair(), 7));
        QVERIFY_THROWS_EXCEPTION(Error, labelPatches(pair(), 0));
    }

    void examplesDependOnSeedAndIndexAlone() {
        const auto few = makeScenes(3, 5);
        const auto more = makeScenes(6, 5);
        QVERIFY(few[2].picture == more[2].picture);
        QCOMPARE(few[2].captions, more[2].captions);
        QVERIFY(makeScenes(1, 6)[0].picture != few[0].picture);
        QVERIFY_THROWS_EXCEPTION(Error, makeScenes(-1, 5));
    }

    void carefulCaptionsScoreOne() {
        for (const auto& example : makeScenes(500, 3)) {
            const GoldScore score = goldScore(example.scene, example.captions.front());
            QCOMPARE(score.value, 1.0);
            QCOMPARE(score.slips, 0);
            QCOMPARE(score.missing, 0.0);
        }
    }

    void poorWritersScoreLess() {
        const auto mean = [](const Writer& writer) {
            double sum = 0;
            for (const auto& example : makeScenes(1000, 4, {1, 3, 1, writer}))
                sum += goldScore(example.scene, example.captions.front()).value;
            return sum / 1000;
        };
        const double terse = mean(terseWriter());
        const double careless = mean(carelessWriter());
        QVERIFY2(terse < 0.8 && careless < terse - 0.1 && careless > 0.3,
                 qPrintable(QStringLiteral("%1 %2").arg(terse).arg(careless)));
    }

    void goldScoreFollowsItsFormula_data() {
        QTest::addColumn<QByteArray>("caption");
        QTest::addColumn<double>("gold");  // of pair(): 5.5 facts
        QTest::newRow("all") << QByteArray("a large red circle left of a small blue square") << 1.0;
        QTest::newRow("other order") << QByteArray("a small blue square right of a large red circle") << 1.0;
        QTest::newRow("other true relation")
            << QByteArray("a large red circle above a small blue square") << 1.0;
        QTest::newRow("synonyms") << QByteArray("A big red disc to the left of the little blue box.") << 1.0;
        QTest::newRow("no relation") << QByteArray("a large red circle and a small blue square") << 5.0 / 5.5;
        QTest::newRow("wrong relation")
            << QByteArray("a large red circle right of a small blue square") << 4.5 / 5.5;
        QTest::newRow("no sizes") << QByteArray("a red circle, a blue square") << 4.0 / 5.5;
        QTest::newRow("one object") << QByteArray("a red circle") << 2.0 / 5.5;
        QTest::newRow("wrong colour") << QByteArray("a green circle and a blue square") << 2.0 / 5.5;
        QTest::newRow("wrong size") << QByteArray("a small red circle") << 1.5 / 5.5;
        QTest::newRow("invented") << QByteArray("a red circle and a yellow star") << 0.0;
        QTest::newRow("repeated") << QByteArray("a red circle and a red circle") << 1.0 / 5.5;
        QTest::newRow("twice the relation")
            << QByteArray("a red circle left of a blue square right of a red circle") << 3.5 / 5.5;
        QTest::newRow("no article") << QByteArray("red circle") << 1.75 / 5.5;
        QTest::newRow("no joint") << QByteArray("a red circle a blue square") << 3.75 / 5.5;
        QTest::newRow("open end") << QByteArray("a red circle and") << 1.75 / 5.5;
        QTest::newRow("properties of nothing") << QByteArray("a red circle and a large blue") << 1.0 / 5.5;
        QTest::newRow("foreign words") << QByteArray("a red circle with wings") << 1.5 / 5.5;
        QTest::newRow("nothing") << QByteArray("") << 0.0;
        QTest::newRow("nonsense") << QByteArray("\xff\xfe left of of and and red") << 0.0;
    }
    void goldScoreFollowsItsFormula() {
        QFETCH(QByteArray, caption);
        QFETCH(double, gold);
        const double value = goldScore(pair(), caption.toStdString()).value;
        QVERIFY2(std::abs(value - gold) < 1e-12, qPrintable(QString::number(value * 5.5)));
    }

    void longAndHostileCaptionsAreBounded() {
        std::string endless;
        for (int i = 0; i < 100000; ++i) endless += "a red circle left of ";
        QCOMPARE(goldScore(single(), endless).value, 0.0);
        QCOMPARE(goldScore(single(), std::string(1 << 20, 'x')).value, 0.0);
        QCOMPARE(goldScore(single(), std::string(1000, '\0')).value, 0.0);
        QCOMPARE(parseCaption(endless).plan.mentions.size(), std::size_t{16});
        QVERIFY_THROWS_EXCEPTION(Error, goldScore(Scene{}, "a red circle"));
    }

    void theRaterIsSimulatedAndRepeatable() {
        SimulatedRater a(1);
        SimulatedRater b(1);
        for (int i = 0; i < 50; ++i) {
            const auto rating = a.rate(pair(), "a red circle and a red circle");
            QCOMPARE(rating.value, b.rate(pair(), "a red circle and a red circle").value);
            QVERIFY(rating.simulated);
            QCOMPARE(rating.rater, std::string("simulated-1"));
            QCOMPARE(rating.flags, (std::vector<std::string>{"incomplete", "repeats"}));
        }
        QVERIFY(a.compare(pair(), "a red circle", "a blue square").simulated);
    }

    void theRaterFollowsTheGoldScore() {
        SimulatedRater rater(2);
        const std::string good = "a large red circle left of a small blue square";
        const std::string poor = "a red circle";
        int preferred = 0;
        double goods = 0;
        double poors = 0;
        for (int i = 0; i < 200; ++i) {
            preferred += rater.compare(pair(), poor, good).outcome == Preference::Right;
            goods += *rater.rate(pair(), good).value;
            poors += *rater.rate(pair(), poor).value;
        }
        QVERIFY(preferred > 190);
        QVERIFY(goods / 200 > 4.5 && poors / 200 < 2.9);
        QCOMPARE(rater.compare(pair(), "", "a green star").outcome, Preference::BothBad);
    }
};

QTEST_APPLESS_MAIN(TestScenes)
#include "tst_scenes.moc"
