// The Library as a person uses it: drop, cancel, search, filter, select, tag; what the screen shows is what the project holds.
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QRandomGenerator>
#include <QRadioButton>
#include <QUrl>

#include "protocol/run_folder.h"
#include "session/demo_world.h"
#include "widgets/caption_words.h"
#include "widgets/chip.h"
#include "widgets/empty_state.h"
#include "widgets/image_view.h"
#include "widgets/progress_row.h"
#include "widgets/tag_bar.h"
#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"
#include "widgets/value_table.h"
#include "window.h"
#include "workbench/library/caption_list.h"
#include "workbench/library/find_pictures.h"
#include "workbench/library/generate_dialog.h"
#include "workbench/library/image_inspector.h"
#include "workbench/library/import_dialog.h"
#include "workbench/library/import_panel.h"
#include "workbench/library/import_task.h"
#include "workbench/library/library_actions.h"
#include "workbench/library/library_filters.h"
#include "workbench/library/library_page.h"
#include "workbench/library/thumbnail_source.h"

using namespace attune;

namespace {

constexpr int kWaitMs = 20000;

/// Every picture has other contents: the same ones are one image to a project.
QString writePicture(const QString& file, int seed, int side = 48) {
    QRandomGenerator random(static_cast<quint32>(seed));
    QImage picture(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) picture.setPixel(x, y, random.generate());
    if (!picture.save(file)) throw std::runtime_error("cannot write a picture");
    return file;
}

QString makeFolder(const QString& folder, int pictures, int side = 48) {
    QDir().mkpath(folder);
    for (int i = 0; i < pictures; ++i)
        writePicture(QStringLiteral("%1/picture-%2.png").arg(folder).arg(i, 4, 10, QLatin1Char('0')), i + 1000, side);
    return folder;
}

void fillScenes(Session& session, Observer& observer) {
    const Id model = addDemoWorld(session, {.seed = 5, .trainImages = 12, .testImages = 4}, observer);
    std::vector<CaptionRecord> captions;
    for (const Id image : session.project().images().ids()) {
        CaptionRecord caption;
        caption.imageId = image;
        caption.modelId = model;
        caption.text = image % 2 == 0 ? "an unmistakable walrus" : "a heron";
        caption.tokenIds = {1, 2};
        captions.push_back(caption);
    }
    session.project().captions().addMany(captions);
}

struct Library {
    test::Window window;
    LibraryPage* page = nullptr;

    explicit Library(std::function<void(Session&, Observer&)> fill = {}, int images = 0) {
        if (!window.create(window.path(QStringLiteral("library.attune")), std::move(fill))) throw std::runtime_error("no project");
        page = window.page<LibraryPage>(PageId::Library);
        if (!page || !shows(images)) throw std::runtime_error("the images are not shown");
    }
    ThumbnailGrid& grid() { return page->grid(); }
    bool shows(int images) {
        return QTest::qWaitFor([this, images] { return grid().model()->size() == images; }, kWaitMs);
    }
    QString result() { return page->findChild<QLabel*>(QStringLiteral("result"))->text(); }

    /// Drops onto the grid as a file manager does, and agrees to the dialog that asks how.
    void drop(const QStringList& paths, bool copy = false) {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths) urls.append(QUrl::fromLocalFile(path));
        data.setUrls(urls);
        QWidget* viewport = grid().viewport();
        QDragEnterEvent enter({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(viewport, &enter);
        QDropEvent event({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(viewport, &event);
        auto* dialog = window.window().findChild<ImportDialog*>();
        if (!dialog) throw std::runtime_error("no dialog");
        // The choice is remembered, from an earlier import too.
        dialog->findChildren<QRadioButton*>()[copy ? 1 : 0]->click();
        const auto buttons = dialog->findChild<QDialogButtonBox*>()->buttons();
        for (auto* button : buttons)
            if (button->text() == QStringLiteral("Import")) QTest::mouseClick(button, Qt::LeftButton);
    }
    bool importEnds() {
        return QTest::qWaitFor([this] { return !page->importPanel().summary().isEmpty(); }, 60000);
    }
    Id image(int row) { return grid().model()->idAt(row); }
    void click(int row, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(grid().viewport(), Qt::LeftButton, modifiers, grid().cellRect(row).center());
    }
    std::int64_t images() {
        return window.ask([](Session& s) { return s.project().images().count(); });
    }
    bool inspects(Id image) {
        return QTest::qWaitFor([this, image] {
            return page->inspector().image() == image && !page->inspector().picture()->image().isNull();
        }, kWaitMs);
    }
};

}  // namespace

class TestLibraryPage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aDroppedFolderBecomesRowsAndTheBrokenFileIsNamed() {
        Library library;
        auto* empty = library.page->findChild<EmptyState*>(QStringLiteral("noImages"));
        QVERIFY(QTest::qWaitFor([&] { return empty->isVisible() && empty->primaryButton()->isVisible(); }, kWaitMs));
        const QString folder = makeFolder(library.window.path(QStringLiteral("photos")), 5);
        QFile broken(folder + QStringLiteral("/torn.jpg"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("no picture at all");
        broken.close();
        QFile words(folder + QStringLiteral("/picture-0001.txt"));
        QVERIFY(words.open(QIODevice::WriteOnly));
        words.write("grey noise\n");
        words.close();

        library.drop({folder});
        QVERIFY(library.importEnds());
        QVERIFY2(library.page->importPanel().summary().startsWith(QStringLiteral("5 added, 0 known already, 1 could not be read.")),
                 qPrintable(library.page->importPanel().summary()));
        const QString table = library.page->importPanel().problems()->asText(false);
        QVERIFY2(table.contains(QStringLiteral("torn.jpg")), qPrintable(table));
        QVERIFY(library.page->importPanel().problems()->isVisible());
        QVERIFY(library.shows(5));
        QCOMPARE(library.images(), 5);
        QCOMPARE(library.window.ask([](Session& s) { return s.project().captions().count({.source = CaptionSource::Reference}); }), 1);
        // They stayed where they were.
        const auto record = library.window.ask([](Session& s) { return s.project().images().list().front(); });
        QVERIFY(QString::fromStdString(record.path).contains(QStringLiteral("photos")));

        library.drop({folder + QStringLiteral("/picture-0000.png")});
        QVERIFY(QTest::qWaitFor([&] {
            return library.page->importPanel().summary().startsWith(QStringLiteral("0 added, 1 known already"));
        }, kWaitMs));
    }

    void aPlaceThatIsNotThereIsReportedInWords() {
        Library library;
        library.drop({library.window.path(QStringLiteral("nowhere"))});
        QVERIFY(library.importEnds());
        QVERIFY(library.page->importPanel().summary().contains(QStringLiteral("1 could not be read")));
        QVERIFY(library.page->importPanel().problems()->asText(false).contains(QStringLiteral("nowhere")));
        // The next one works.
        library.drop({writePicture(library.window.path(QStringLiteral("one.png")), 1)}, true);
        QVERIFY(library.shows(1));
        const auto record = library.window.ask([](Session& s) { return s.project().images().list().front(); });
        QVERIFY2(record.path.starts_with("images/"), record.path.c_str());
    }

    void aCancelledImportKeepsWhatItHasAndRatingsGetThrough() {
        Library library(fillScenes, 16);
        const QString folder = makeFolder(library.window.path(QStringLiteral("many")), 400, 300);
        library.drop({folder});
        auto& task = ImportTask::of(library.window.workbench());
        QVERIFY(QTest::qWaitFor([&] { return task.done() > 0 || !task.isRunning(); }, 60000));
        QVERIFY(task.isRunning());
        QVERIFY(library.page->importPanel().isVisible());

        bool rated = false, stillImporting = false;
        library.window.workbench().project.write(
            this, Change::Decisions,
            [](Session& s) {
                RatingRecord rating;
                rating.captionId = s.project().captions().list({.source = CaptionSource::Model}).front().id;
                rating.value = 4;
                rating.rater = "me";
                s.project().decisions().rate({rating});
            },
            [&] {
                rated = true;
                stillImporting = task.isRunning();
            },
            {}, TaskThread::Priority::Urgent);
        QVERIFY(QTest::qWaitFor([&] { return rated; }, kWaitMs));
        QVERIFY(stillImporting);

        for (auto* button : library.page->importPanel().findChildren<QPushButton*>())
            if (button->isVisible() && button->text().contains(QStringLiteral("Cancel"))) QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(library.importEnds());
        QVERIFY2(library.page->importPanel().summary().startsWith(QStringLiteral("Import cancelled:")),
                 qPrintable(library.page->importPanel().summary()));
        const auto images = library.images();
        QVERIFY2(images > 16 && images < 416, qPrintable(QString::number(images)));
        QVERIFY(library.shows(static_cast<int>(images)));
        QCOMPARE(library.window.ask([](Session& s) { return s.project().decisions().counts().ratings; }), 1);
    }

    void searchAndFiltersNarrowAndTheChipLeavesThem() {
        Library library(fillScenes, 16);
        QVERIFY2(library.result().startsWith(QStringLiteral("16")), qPrintable(library.result()));
        QTest::keyClick(&library.window.window(), Qt::Key_F, Qt::ControlModifier);
        QWidget* field = library.page->filters().searchField();
        QCOMPARE(QApplication::focusWidget(), field);
        QTest::keyClicks(field, QStringLiteral("WALRUS"));
        QVERIFY(library.shows(8));
        QCOMPARE(library.result(), QStringLiteral("8 of 16"));
        auto* reset = library.page->findChild<Chip*>(QStringLiteral("reset"));
        QVERIFY(reset->isVisible());
        QTest::keyClicks(field, QStringLiteral(" zebra"));
        QVERIFY(library.shows(0));
        auto* empty = library.page->findChild<EmptyState*>(QStringLiteral("noImages"));
        QVERIFY(QTest::qWaitFor([&] { return empty->isVisible() && empty->primaryButton()->isVisible(); }, kWaitMs));
        QTest::mouseClick(empty->primaryButton(), Qt::LeftButton);
        QVERIFY(library.shows(16));
        QVERIFY(!reset->isVisible());

        const auto choices = library.page->filters().findChildren<QComboBox*>();
        auto* split = *std::find_if(choices.begin(), choices.end(), [](QComboBox* c) { return c->accessibleName() == QStringLiteral("Split"); });
        split->setCurrentIndex(split->findData(QStringLiteral("test")));
        QVERIFY(library.shows(4));
        library.window.trigger("library.reset");
        QVERIFY(library.shows(16));
    }

    void manyAreTaggedMovedAndSentToRating() {
        Library library(fillScenes, 16);
        library.click(0);
        library.click(2, Qt::ShiftModifier);
        QCOMPARE(library.grid().selectedCount(), 3);
        QVERIFY2(library.result().contains(QStringLiteral("3 selected")), qPrintable(library.result()));
        const std::vector<Id> chosen{library.image(0), library.image(1), library.image(2)};

        library.grid().setFocus();
        QTest::keyClick(&library.grid(), Qt::Key_T);
        auto* dialog = library.window.window().findChild<QInputDialog*>();
        QVERIFY(dialog);
        auto* line = dialog->findChild<QLineEdit*>();
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("odd ones"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] {
            return library.window.ask([](Session& s) { return s.project().images().count({.tag = "odd ones"}); }) == 3;
        }, kWaitMs));
        // The inspector of one of them has the chip.
        QVERIFY(QTest::qWaitFor([&] { return library.page->inspector().tags()->tags() == QStringList{QStringLiteral("odd ones")}; }, kWaitMs));

        library.window.trigger("library.split_validation");
        const auto moved = library.window.ask([](Session& s) { return s.project().images().ids({.split = "validation"}); });
        QCOMPARE(moved, chosen);

        library.window.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&library.window.window()));
        QSignalSpy wanted(&library.window.workbench(), &Workbench::ratingWanted);
        QTest::keyClick(&library.grid(), Qt::Key_R);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<QVector<qint64>>(), (QVector<qint64>{chosen[0], chosen[1], chosen[2]}));
        QCOMPARE(library.window.window().page(), PageId::Rate);
    }

    void otherPagesShowOneImageOrSome() {
        Library library(fillScenes, 16);
        QTest::keyClicks(library.page->filters().searchField(), QStringLiteral("heron"));
        QVERIFY(library.shows(8));
        const Id hidden = library.window.ask([](Session& s) { return s.project().images().ids()[1]; });
        QVERIFY(hidden % 2 == 0);
        library.window.window().showPage(PageId::Start);
        Q_EMIT library.window.workbench().imageWanted(hidden);
        QVERIFY(library.inspects(hidden));
        QCOMPARE(library.window.window().page(), PageId::Library);
        QCOMPARE(library.grid().selectedIds(), QVector<qint64>{hidden});
        QVERIFY(QTest::qWaitFor([&] {
            const auto words = library.page->inspector().captions()->words();
            return std::any_of(words.begin(), words.end(),
                               [](CaptionWords* w) { return w->text() == QStringLiteral("an unmistakable walrus"); });
        }, kWaitMs));

        Q_EMIT library.window.workbench().imagesWanted({library.image(3), library.image(5)}, QStringLiteral("2 outliers"));
        QVERIFY(library.shows(2));
        auto* chip = library.page->findChild<Chip*>(QStringLiteral("listed"));
        QVERIFY(chip->isVisible());
        QCOMPARE(chip->text(), QStringLiteral("2 outliers"));
        QTest::keyClick(chip, Qt::Key_Delete);
        QVERIFY(library.shows(16));
        QVERIFY(!chip->isVisible());
    }

    void aMissingPictureSaysSoAndIsFoundAgain() {
        Library library;
        const QString folder = makeFolder(library.window.path(QStringLiteral("here")), 3);
        library.drop({folder});
        QVERIFY(library.shows(3));
        const QString elsewhere = library.window.path(QStringLiteral("there"));
        QVERIFY(QDir().rename(folder, elsewhere));
        library.window.workbench().pictures.clear();
        library.click(2);
        auto& inspector = library.page->inspector();
        QCOMPARE(library.grid().currentId(), library.image(2));
        QVERIFY(QTest::qWaitFor([&] { return inspector.findButton()->isVisible(); }, kWaitMs));
        QVERIFY(inspector.picture()->image().isNull());
        QVERIFY2(inspector.picture()->accessibleDescription().contains(QStringLiteral("missing")),
                 qPrintable(inspector.picture()->accessibleDescription()));
        // The window goes on: another one can be looked at, the filters work.
        QTest::keyClick(&library.grid(), Qt::Key_Left);
        QVERIFY(QTest::qWaitFor([&] { return inspector.image() == library.image(1); }, kWaitMs));

        QVERIFY(QFile::rename(elsewhere + QStringLiteral("/picture-0001.png"), elsewhere + QStringLiteral("/renamed.png")));
        library.page->findChild<FindPictures*>()->start(elsewhere);
        QVERIFY(library.inspects(library.image(1)));
        QVERIFY(!inspector.findButton()->isVisible());
        const auto paths = library.window.ask([](Session& s) {
            std::vector<bool> there;
            for (const auto& image : s.project().images().list())
                there.push_back(std::filesystem::exists(s.project().resolve(image.path)));
            return there;
        });
        QCOMPARE(paths, (std::vector<bool>{true, true, true}));
    }

    void lookingForPicturesIsSeenAndCanBeCancelled() {
        Library library;
        const QString folder = makeFolder(library.window.path(QStringLiteral("here")), 3);
        library.drop({folder});
        QVERIFY(library.shows(3));
        QVERIFY(library.importEnds());
        const QString elsewhere = library.window.path(QStringLiteral("there"));
        QVERIFY(QDir().rename(folder, elsewhere));
        auto* find = library.page->findChild<FindPictures*>();
        ProgressRow* row = nullptr;
        for (auto* one : library.page->findChildren<ProgressRow*>(QString(), Qt::FindDirectChildrenOnly)) row = one;
        QVERIFY(row && !row->isVisible());
        const auto there = [&] {
            return library.window.ask([](Session& s) {
                int found = 0;
                for (const auto& image : s.project().images().list()) found += std::filesystem::exists(s.project().resolve(image.path));
                return found;
            });
        };
        QSignalSpy ended(find, &FindPictures::ended);
        find->start(elsewhere);
        QVERIFY(row->isVisible());
        for (auto* button : row->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Cancel")) QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!find->isRunning());
        QVERIFY(!row->isVisible());
        QTest::qWait(200);
        QCOMPARE(ended.size(), 0);
        QCOMPARE(there(), 0);
        find->start(elsewhere);
        QVERIFY(ended.wait(kWaitMs));
        QVERIFY(!row->isVisible());
        QCOMPARE(there(), 3);
    }

    void justTheSelectedImageIsScored() {
        Library library([](Session& session, Observer& observer) {
            fillScenes(session, observer);
            ModelRecord reward;
            reward.kind = "reward";
            reward.name = "taste";
            reward.parentId = session.project().models().list("captioner").front().id;
            reward.path = session.project().storedPath(session.project().folder() / "models" / "taste");
            session.project().models().add(reward);
        }, 16);
        const auto captionsOfNewestRun = [&] {
            return library.window.ask([](Session& s) {
                std::vector<Id> images;
                const auto runs = s.project().runs().list();
                if (!runs.empty())
                    for (const auto& row : RunFolder::open(s.runFolder(runs.back().id)).inputs("captions"))
                        images.push_back(row["image"].get<Id>());
                return images;
            });
        };
        library.click(2);
        QAction* selected = library.window.window().actions().action(QStringLiteral("library.score_selected"));
        QVERIFY(QTest::qWaitFor([&] { return selected->isEnabled(); }, kWaitMs));
        selected->trigger();
        QVERIFY(QTest::qWaitFor([&] { return captionsOfNewestRun() == std::vector<Id>{library.image(2)}; }, kWaitMs));
        library.window.trigger("library.score");
        QVERIFY(QTest::qWaitFor([&] { return captionsOfNewestRun().size() == 16; }, kWaitMs));
        library.window.workbench().runs.stopAll();
        QVERIFY(library.window.runsEnd(30000));
    }

    void aLostThumbnailIsMadeAgain() {
        Library library;
        const QString file = writePicture(library.window.path(QStringLiteral("large.png")), 7, 600);
        const QString thumbnail = library.window.path(QStringLiteral("small.jpg"));
        QCOMPARE(readThumbnail(thumbnail, file).width(), 256);
        QVERIFY(QFile::exists(thumbnail));
        QVERIFY(QFile::remove(file));
        QCOMPARE(readThumbnail(thumbnail, file).width(), 256);
        QVERIFY(QFile::resize(thumbnail, 20));
        QVERIFY_THROWS_EXCEPTION(std::exception, readThumbnail(thumbnail, file));
    }

    void aFolderThatIsNoCaptionerIsSaidInWords() {
        Library library;
        library.drop({makeFolder(library.window.path(QStringLiteral("photos")), 2)});
        QVERIFY(library.shows(2));
        auto* next = library.page->findChild<QPushButton*>(QStringLiteral("nextStep"));
        QVERIFY(QTest::qWaitFor([&] { return next->isVisible(); }, kWaitMs));
        QCOMPARE(next->text(), QStringLiteral("Add a captioner..."));
        QSignalSpy problems(&library.window.workbench(), &Workbench::problemArose);
        library.page->verbs().addCaptioner(library.window.path(QStringLiteral("photos")));
        QVERIFY(problems.wait(kWaitMs));
        QVERIFY(problems[0][0].value<Problem>().what.contains(QStringLiteral("photos")));
        // What a folder is, is said before it is added.
        const QString folder = QString::fromStdString(demoCaptionerFolder().string());
        library.page->verbs().lookAtCaptioner(folder);
        QMessageBox* box = nullptr;
        QVERIFY(QTest::qWaitFor([&] { return (box = library.window.window().findChild<QMessageBox*>()) != nullptr; }, kWaitMs));
        QVERIFY2(box->text().contains(QStringLiteral("vision-encoder-decoder")), qPrintable(box->text()));
        QVERIFY2(box->text().contains(QStringLiteral("LoRA")), qPrintable(box->text()));
        box->reject();
        library.page->verbs().addCaptioner(folder);
        QVERIFY(QTest::qWaitFor([&] { return next->text() == QStringLiteral("Generate captions..."); }, kWaitMs));

        // From here the loop can begin: two captions of each picture, written by the engine.
        QTest::mouseClick(next, Qt::LeftButton);
        auto* dialog = library.window.window().findChild<GenerateDialog*>();
        QVERIFY(dialog);
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QVERIFY(QApplication::focusWidget());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("2"));
        QCOMPARE(dialog->choice().captions, 2);
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] {
            return library.window.ask([](Session& s) { return s.project().captions().count({.source = CaptionSource::Model}); }) == 4;
        }, 60000));
        QVERIFY(library.window.runsEnd(20000));
        QVERIFY(QTest::qWaitFor([&] { return !next->isVisible(); }, kWaitMs));
    }
};

QTEST_MAIN(TestLibraryPage)
#include "tst_library_page.moc"
