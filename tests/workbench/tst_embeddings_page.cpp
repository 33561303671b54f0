// The Embeddings page with layouts that a run has written: what is selected goes where the button says, training is
// replayed, colours are those of the project's rows.
#include <QCheckBox>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QtTest>

#include "protocol/run_folder.h"
#include "session/demo_world.h"
#include "tensor_file.h"
#include "widgets/empty_state.h"
#include "widgets/scatter_view.h"
#include "widgets/theme.h"
#include "window.h"
#include "workbench/embeddings/embed_dialog.h"
#include "workbench/embeddings/embeddings_page.h"
#include "workbench/embeddings/point_hint.h"
#include "workbench/embeddings/replay_bar.h"
#include "workbench/embeddings/selection_bar.h"
#include "workbench/embeddings/space_bar.h"
#include "workbench/embeddings/space_desk.h"
#include "workbench/library/image_inspector.h"
#include "workbench/library/library_facts.h"

using namespace attune;

class TestEmbeddingsPage : public QObject {
    Q_OBJECT

  private:
    static constexpr int kImages = 12;

    /// Images in a row, a caption above each; a step moves the captions up.
    static void writeStep(const std::filesystem::path& run, const std::vector<Id>& images, const std::vector<Id>& captions,
                          int step, bool umap, const std::string& space = {}) {
        std::vector<float> pca, other, score;
        std::vector<std::int64_t> image, caption;
        for (int row = 0; row < 2; ++row)
            for (int i = 0; i < kImages; ++i) {
                pca.insert(pca.end(), {static_cast<float>(i), static_cast<float>(row * (2 + step))});
                other.insert(other.end(), {static_cast<float>(-i), static_cast<float>(row)});
                image.push_back(images[static_cast<std::size_t>(i)]);
                caption.push_back(row == 0 ? -1 : captions[static_cast<std::size_t>(i)]);
                score.push_back(static_cast<float>(i + step));
            }
        const std::int64_t points = 2 * kImages;
        test::TensorWriter file;
        file.add("pca", {points, 2}, pca);
        if (umap) file.add("umap", {points, 2}, other);
        file.add("image", {points}, image);
        file.add("caption", {points}, caption);
        if (!umap) file.add("score", {points}, score);
        if (space == "policy") {
            // A caption of no project for the images, nothing for the others.
            std::string words;
            std::vector<std::int64_t> ends;
            for (std::int64_t i = 0; i < points; ++i) {
                if (i < kImages) words += "gr\xC3\xBCn " + std::to_string(i) + " in step " + std::to_string(step);
                ends.push_back(static_cast<std::int64_t>(words.size()));
            }
            file.add("text", {static_cast<std::int64_t>(words.size())}, words);
            file.add("text_end", {points}, ends);
        }
        file.write(run / ("outputs/projection-" + std::to_string(step) + ".safetensors"));
    }

    struct Desk {
        test::Window window;
        QString folder;
        EmbeddingsPage* page = nullptr;
        std::vector<Id> images, captions;

        Desk() : folder(window.path(QStringLiteral("space.attune"))) {
            if (!window.create(folder, fill)) throw std::runtime_error("no project");
            images = window.ask([](Session& s) { return s.project().images().ids({.split = "train"}); });
            captions = window.ask([](Session& s) {
                std::vector<Id> ids;
                for (const auto& c : s.project().captions().list({.source = CaptionSource::Model})) ids.push_back(c.id);
                return ids;
            });
        }
        static void fill(Session& session, Observer& observer) {
            const Id model = addDemoWorld(session, {.seed = 3, .trainImages = kImages, .testImages = 2}, observer);
            std::vector<CaptionRecord> captions;
            for (const Id image : session.project().images().ids({.split = "train"})) {
                CaptionRecord caption;
                caption.imageId = image;
                caption.modelId = model;
                caption.text = "caption of image " + std::to_string(image);
                caption.tokenIds = {1, 2};
                captions.push_back(caption);
            }
            session.project().captions().addMany(captions);
        }
        /// A run with these steps, as an engine leaves it.
        Id addRun(const char* kind, const char* space, const std::vector<int>& steps, bool umap) {
            return window.ask([=, this](Session& s) {
                RunRecord record;
                record.folder = std::string(kind) + "-1";
                record.kind = kind;
                record.status = "finished";
                const Id id = s.project().runs().add(record);
                const auto path = s.project().runsFolder() / record.folder;
                Job job;
                job.kind = jobKindFromText(kind);
                const auto folder = RunFolder::create(path, job, {});
                for (const int step : steps) tell(folder, space, step, umap);
                return id;
            });
        }
        void tell(const RunFolder& folder, const char* space, int step, bool umap) {
            writeStep(folder.path(), images, captions, step, umap, space);
            EventLog(folder, {}).emit("projection", {{"path", "outputs/projection-" + std::to_string(step) + ".safetensors"},
                                                     {"step", step},
                                                     {"space", space},
                                                     {"points", 2 * kImages},
                                                     {"captions", true}});
        }
        void show() {
            page = window.page<EmbeddingsPage>(PageId::Embeddings);
            if (!QTest::qWaitFor([this] { return page->desk().facts() && upToDate(); }, 10000))
                throw std::runtime_error("no points");
        }
        /// The picture shows everything, and its place has come to rest.
        bool upToDate() {
            const auto frame = page->scatter()->frame();
            QTest::qWait(60);
            return frame == page->scatter()->frame() && isDrawn();
        }
        bool isDrawn() { return page->scatter()->count() > 0 && page->scatter()->isUpToDate(); }
        QPoint at(int point) { return page->scatter()->positionOf(point).toPoint(); }
        void drag(QPoint from, QPoint to) {
            auto* view = page->scatter();
            QTest::mousePress(view, Qt::LeftButton, {}, from);
            QTest::mouseMove(view, (from + to) / 2);
            QTest::mouseMove(view, to);
            QTest::mouseRelease(view, Qt::LeftButton, {}, to);
        }
        QPushButton* button(const char* name) { return page->findChild<QPushButton*>(QLatin1String(name)); }
        QRgb colourAt(int point) { return page->scatter()->grab().toImage().pixel(at(point)); }
        bool shows(const QString& words) {
            const auto labels = page->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel* label) { return label->isVisible() && label->text() == words; });
        }
    };

    static int difference(QRgb a, QRgb b) {
        return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
    }

  private Q_SLOTS:
    void withoutLayoutsItSaysWhatToDo() {
        Desk desk;
        desk.page = desk.window.page<EmbeddingsPage>(PageId::Embeddings);
        auto* empty = desk.page->findChild<EmptyState*>(QStringLiteral("empty"));
        QVERIFY(QTest::qWaitFor([&] { return empty->primaryButton()->text() == QStringLiteral("Compute embedding"); }, 5000));
        QVERIFY(empty->isVisible());
        QTest::mouseClick(empty->primaryButton(), Qt::LeftButton);
        auto* dialog = desk.window.window().findChild<QDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->reject();
    }

    void whetherASpaceIsLearntIsAskedInFront() {
        test::Window window;
        LibraryFacts facts;
        facts.captioners = QVector<LibraryFacts::Captioner>{{1, QStringLiteral("writes")}};
        facts.encoders = QVector<LibraryFacts::Captioner>{{2, QStringLiteral("sees")}};
        facts.captioner = 1;
        QPointer<EmbedDialog> dialog;
        const auto open = [&] {
            dialog = new EmbedDialog(facts, window.workbench().settings, &window.window());
            dialog->open();
            return dialog->findChild<QCheckBox*>(QStringLiteral("learn_space"));
        };
        auto* learn = open();
        QVERIFY(learn && learn->isVisible() && learn->isEnabled() && learn->isChecked());
        const auto labels = dialog->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("Leave it on"));
        }));
        QVERIFY(!dialog->choice().settings.options.contains("learn_space"));
        // An encoder brings a space of its own.
        const auto boxes = dialog->findChildren<QComboBox*>();
        const auto seenBy = std::find_if(boxes.begin(), boxes.end(), [](const QComboBox* box) { return box->findText(QStringLiteral("sees")) >= 0; });
        QVERIFY(seenBy != boxes.end());
        (*seenBy)->setFocus();
        QTest::keyClick(*seenBy, Qt::Key_Down);
        QCOMPARE(dialog->choice().captioner, Id{2});
        QVERIFY(!learn->isEnabled());
        QTest::keyClick(*seenBy, Qt::Key_Up);
        QVERIFY(learn->isEnabled());
        learn->setFocus();
        QTest::keyClick(learn, Qt::Key_Space);
        QCOMPARE(dialog->choice().settings.options.at("learn_space").get<bool>(), false);
        // As it was chosen last.
        QTest::mouseClick(dialog->computeButton(), Qt::LeftButton);
        QTRY_VERIFY(!dialog);
        learn = open();
        QVERIFY(!learn->isChecked());
        window.workbench().settings.setValue(QStringLiteral("embeddings/learn_space"), true);
        dialog->reject();
    }

    void aRubberBandSendsItsImagesToRating() {
        Desk desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        QVERIFY(!desk.button("embeddings.rate")->isEnabled());
        // Images 2, 3, 4 and the captions above them.
        desk.drag(desk.at(kImages + 2) - QPoint(9, 9), desk.at(4) + QPoint(9, 9));
        QCOMPARE(desk.page->scatter()->selection().size(), 6);
        QVERIFY(desk.shows(SelectionBar::tr("%1 of %n image(s) selected", nullptr, 3).arg(SelectionBar::tr("%n point(s)", nullptr, 6))));
        QSignalSpy wanted(&desk.window.workbench(), &Workbench::ratingWanted);
        QVERIFY(desk.button("embeddings.rate")->isEnabled());
        QTest::mouseClick(desk.button("embeddings.rate"), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        const QVector<qint64> expected{desk.images[2], desk.images[3], desk.images[4]};
        QCOMPARE(wanted[0][0].value<QVector<qint64>>(), expected);
    }

    void aLassoTakesWhatIsInside() {
        Desk desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        QTest::keyClick(&desk.window.window(), Qt::Key_L);
        QCOMPARE(desk.page->scatter()->mode(), ScatterView::Mode::Lasso);
        const QPoint p = desk.at(7);
        auto* view = desk.page->scatter();
        QTest::mousePress(view, Qt::LeftButton, {}, p - QPoint(12, 12));
        for (const QPoint& by : {QPoint(12, -12), QPoint(12, 12), QPoint(-12, 12), QPoint(-12, -12)}) QTest::mouseMove(view, p + by);
        QTest::mouseRelease(view, Qt::LeftButton, {}, p - QPoint(12, 12));
        QCOMPARE(view->selection(), QVector<int>{7});
        QSignalSpy wanted(&desk.window.workbench(), &Workbench::imagesWanted);
        desk.window.trigger("embeddings.library");
        QCOMPARE(wanted[0][0].value<QVector<qint64>>(), QVector<qint64>{desk.images[7]});
    }

    void theSelectionIsTagged() {
        Desk desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        desk.drag(desk.at(0) - QPoint(9, 9), desk.at(1) + QPoint(9, 9));
        QTest::keyClick(&desk.window.window(), Qt::Key_T);
        auto* dialog = desk.window.window().findChild<QInputDialog*>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("left"));
        dialog->accept();
        const auto tags = desk.window.ask([](Session& s) { return s.project().tags().list(); });
        QCOMPARE(tags.size(), std::size_t{1});
        QCOMPARE(tags[0].name, std::string("left"));
        QCOMPARE(tags[0].images, 2);
    }

    void trainingIsReplayed() {
        Desk desk;
        desk.addRun("train_reward", "reward", {0, 5, 10}, false);
        desk.show();
        auto* slider = desk.page->replay()->slider();
        QVERIFY(slider->isVisible());
        QCOMPARE(slider->value(), 2);
        QVERIFY(desk.shows(QStringLiteral("Epoch 10")));
        QCOMPARE(desk.page->findChild<SpaceBar*>()->seriesBox()->currentText(), QStringLiteral("Reward training, run 1: 3 steps"));
        const QPointF last = desk.page->scatter()->positionOf(kImages);
        const auto frame = desk.page->scatter()->frame();
        QTest::keyClick(&desk.window.window(), Qt::Key_Comma);
        QVERIFY(QTest::qWaitFor([&] { return desk.shows(QStringLiteral("Epoch 5")) && desk.upToDate(); }, 5000));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->scatter()->positionOf(kImages).y() > last.y() + 10; }, 5000));
        QCOMPARE(desk.page->scatter()->frame(), frame);
        QTest::keyClick(&desk.window.window(), Qt::Key_Period);
        QVERIFY(QTest::qWaitFor([&] { return std::abs(desk.page->scatter()->positionOf(kImages).y() - last.y()) < 0.5; }, 5000));
        // From the end it begins anew, and stops at the end.
        QTest::keyClick(&desk.window.window(), Qt::Key_P);
        QVERIFY(desk.page->replay()->isPlaying());
        QCOMPARE(slider->value(), 0);
        QVERIFY(QTest::qWaitFor([&] { return slider->value() == 2 && !desk.page->replay()->isPlaying(); }, 8000));
    }

    void aStepThatComesIsShownIfTheLastOneWas() {
        Desk desk;
        const Id run = desk.addRun("optimize", "policy", {0, 1}, false);
        desk.show();
        auto* slider = desk.page->replay()->slider();
        const auto path = std::filesystem::path(desk.folder.toStdString()) / "runs" / "optimize-1";
        const auto tell = [&](int step) {
            desk.tell(RunFolder::open(path), "policy", step, false);
            Event event;
            event.type = "projection";
            Q_EMIT desk.window.workbench().runs.event(run, event);
        };
        tell(2);
        QVERIFY(QTest::qWaitFor([&] { return slider->maximum() == 2; }, 5000));
        QCOMPARE(slider->value(), 2);
        QVERIFY(desk.shows(QStringLiteral("Round 2")));
        slider->setValue(0);
        tell(3);
        QVERIFY(QTest::qWaitFor([&] { return slider->maximum() == 3; }, 5000));
        QCOMPARE(slider->value(), 0);
    }

    void howWellCaptionsFindTheirPicturesIsShown() {
        Desk desk;
        const Id run = desk.addRun("embed", "shared", {0}, true);
        desk.window.ask([run](Session& s) {
            const Json retrieval{{"captions", 1200}, {"images", 300}, {"text_to_image", {{"1", 0.25}, {"5", 0.5}, {"10", 0.75}}},
                                 {"image_to_text", {{"1", 0.31}, {"5", 0.52}, {"10", 0.93}}}};
            EventLog(RunFolder::open(s.runFolder(run)), {}).emit("finished", {{"retrieval", retrieval}});
            return 0;
        });
        desk.show();
        const QString said = desk.page->bar()->recallText();
        QVERIFY2(said.startsWith(QStringLiteral("Recall@10 75")), qPrintable(said));
        for (const char* part : {"25", "50", "31", "52", "93", "300"}) QVERIFY2(said.contains(QLatin1String(part)), part);
    }

    void withoutRecallNothingIsSaidOfIt() {
        Desk desk;
        desk.addRun("embed", "shared", {0}, true);
        desk.show();
        QVERIFY(!desk.page->bar()->findChild<QLabel*>(QStringLiteral("recall"))->isVisible());
    }

    void pointsWearTheirRatings() {
        Desk desk;
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
        QVERIFY(difference(desk.colourAt(kImages), theme::ramp(0).rgb()) < 80);
        QVERIFY(difference(desk.colourAt(kImages + 1), theme::ramp(1).rgb()) < 80);
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
            [&] { return desk.upToDate() && difference(desk.colourAt(kImages + 2), theme::ramp(1).rgb()) < 80; }, 5000));
    }

    void umapAndPcaAreSwitched() {
        Desk desk;
        desk.addRun("embed", "shared", {0}, true);
        desk.show();
        auto* bar = desk.page->findChild<SpaceBar*>();
        QVERIFY(bar->projectionBox()->isEnabled());
        QCOMPARE(bar->projectionBox()->currentText(), QStringLiteral("UMAP"));
        QVERIFY(desk.at(0).x() > desk.at(5).x());
        bar->projectionBox()->setFocus();
        QTest::keyClick(bar->projectionBox(), Qt::Key_Down);
        QVERIFY(QTest::qWaitFor([&] { return desk.at(0).x() < desk.at(5).x(); }, 5000));
    }

    void hoverTellsAndAClickShows() {
        Desk desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        auto* view = desk.page->scatter();
        QTest::mouseMove(view, desk.at(kImages + 3));
        const QString words = QStringLiteral("caption of image %1").arg(desk.images[3]);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->hint()->isVisible() && desk.page->hint()->text().contains(words); }, 5000));
        QTest::mouseClick(view, Qt::LeftButton, {}, desk.at(kImages + 3));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->inspector()->image() == desk.images[3]; }, 5000));
        QTest::mouseMove(view, QPoint(3, 3));
        QVERIFY(QTest::qWaitFor([&] { return !desk.page->hint()->isVisible(); }, 5000));
    }

    void captionsOfNoProjectAreToldByTheirLayout() {
        Desk desk;
        desk.addRun("optimize", "policy", {0, 1}, false);
        desk.show();
        auto* view = desk.page->scatter();
        QTest::mouseMove(view, desk.at(3));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->hint()->isVisible() &&
                                             desk.page->hint()->text().contains(QStringLiteral("grün 3 in step 1")); }, 5000));
        // A point with an id says what the project says.
        QTest::mouseMove(view, desk.at(kImages + 3));
        const QString words = QStringLiteral("caption of image %1").arg(desk.images[3]);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->hint()->text().contains(words); }, 5000));
    }

    void aDamagedFileIsSaidAndTheRestWorks() {
        Desk desk;
        desk.addRun("train_reward", "reward", {0, 1}, false);
        desk.show();
        const QString file = desk.folder + QStringLiteral("/runs/train_reward-1/outputs/projection-0.safetensors");
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("nonsense that is no tensor at all");
        damaged.close();
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        QTest::keyClick(&desk.window.window(), Qt::Key_Comma);
        QVERIFY(problems.wait(5000));
        QCOMPARE(desk.page->scatter()->count(), 2 * kImages);
        QTest::keyClick(&desk.window.window(), Qt::Key_Period);
        QVERIFY(QTest::qWaitFor([&] { return desk.shows(QStringLiteral("Epoch 1")); }, 5000));
    }
};

QTEST_MAIN(TestEmbeddingsPage)
#include "tst_embeddings_page.moc"
