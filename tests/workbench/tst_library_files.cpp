// Pictures on their way into the Library, and out of sight: drop, cancel, files that are broken, missing, found again.
#include <QFile>
#include <QtTest>
#include <algorithm>
#include <set>

#include "library_desk.h"
#include "widgets/empty_state.h"
#include "widgets/progress_row.h"
#include "widgets/value_table.h"
#include "workbench/library/find_pictures.h"
#include "workbench/library/import_task.h"
#include "workbench/library/thumbnail_source.h"

using namespace attune;
using namespace attune::test;

class TestLibraryFiles : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aDroppedFolderBecomesRowsAndTheBrokenFileIsNamed() {
        Library library;
        auto* empty = library.page->findChild<EmptyState*>(QStringLiteral("noImages"));
        QVERIFY(QTest::qWaitFor([&] { return empty->isVisible() && empty->primaryButton()->isVisible(); }, kLibraryMs));
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
            return library.page->importPanel().summary().startsWith(QStringLiteral("5 added, 1 known already, 1 could not be read."));
        }, kLibraryMs));
        // What was told before stands until one has read it.
        QCOMPARE(library.page->importPanel().problems()->asText(false), table);
        library.page->importPanel().dismiss();
        QVERIFY(!library.page->importPanel().isVisible());
        library.drop({folder + QStringLiteral("/picture-0000.png")});
        QVERIFY(library.importEnds());
        QVERIFY(library.page->importPanel().summary().startsWith(QStringLiteral("0 added, 1 known already, 0 could not be read.")));
        QVERIFY(!library.page->importPanel().problems()->isVisible());
    }

    void importsOneAfterTheOtherTellOfAll() {
        Library library;
        QStringList folders;
        for (const auto* name : {"one", "two"}) {
            const QString folder = library.window.path(QLatin1String(name));
            makeFolder(folder, 2);
            QFile broken(folder + QStringLiteral("/torn-%1.jpg").arg(QLatin1String(name)));
            QVERIFY(broken.open(QIODevice::WriteOnly));
            broken.write("no picture at all");
            folders.append(folder);
        }
        auto& task = ImportTask::of(library.window.workbench());
        auto& panel = library.page->importPanel();
        for (const QString& folder : folders) task.start({folder}, {});
        QVERIFY(QTest::qWaitFor([&] { return !task.isRunning(); }, 60000));
        // The same pictures lie in both.
        QVERIFY2(panel.summary().startsWith(QStringLiteral("2 added, 2 known already, 2 could not be read.")), qPrintable(panel.summary()));
        const QString table = panel.problems()->asText(false);
        QVERIFY2(table.contains(QStringLiteral("torn-one.jpg")) && table.contains(QStringLiteral("torn-two.jpg")), qPrintable(table));
        QVERIFY(panel.isVisible() && panel.problems()->isVisible());
    }

    void importsThatWaitAreCountedAndCancelTellsOfThem() {
        Library library;
        const QString folder = makeFolder(library.window.path(QStringLiteral("many")), 200, 300);
        auto& task = ImportTask::of(library.window.workbench());
        auto& panel = library.page->importPanel();
        for (int i = 0; i < 3; ++i) task.start({folder}, {});
        const auto says = [&panel](const QString& part) {
            const auto labels = panel.progressRow()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* l) { return l->text().contains(part); });
        };
        QVERIFY(QTest::qWaitFor([&] { return says(QStringLiteral("2 more imports waiting")); }, kLibraryMs));
        task.cancel();
        QVERIFY(library.importEnds());
        QVERIFY2(panel.summary().startsWith(QStringLiteral("Import cancelled:")), qPrintable(panel.summary()));
        QVERIFY2(panel.summary().endsWith(QStringLiteral("2 imports that waited were cancelled, too.")), qPrintable(panel.summary()));
        QVERIFY(!task.isRunning());
    }

    void listsBringTheirCaptionsAlong_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::newRow("COCO") << QStringLiteral("captions.json")
                              << QStringLiteral(R"({"images": [{"id": 7, "file_name": "picture-0000.png"}, {"id": 9, "file_name": "picture-0001.png"}],
                                                    "annotations": [{"image_id": 7, "caption": "grey noise"}, {"image_id": 7, "caption": "snow"},
                                                                    {"image_id": 9, "caption": "more noise"}]})");
        QTest::newRow("metadata.jsonl") << QStringLiteral("metadata.jsonl")
                                        << QStringLiteral("{\"file_name\": \"picture-0000.png\", \"captions\": [\"grey noise\", \"snow\"]}\n"
                                                          "{\"file_name\": \"picture-0001.png\", \"text\": \"more noise\"}\n");
    }

    void listsBringTheirCaptionsAlong() {
        QFETCH(QString, name);
        QFETCH(QString, text);
        Library library;
        const QString folder = makeFolder(library.window.path(QStringLiteral("photos")), 2);
        QFile list(QDir(folder).filePath(name));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write(text.toUtf8());
        list.close();
        library.drop({list.fileName()});
        QVERIFY(library.importEnds());
        QVERIFY2(library.page->importPanel().summary().startsWith(QStringLiteral("2 added")),
                 qPrintable(library.page->importPanel().summary() + library.page->importPanel().problems()->asText(false)));
        QVERIFY(library.shows(2));
        const auto references = library.window.ask([](Session& s) {
            std::set<std::string> texts;
            for (const auto& caption : s.project().captions().list({.source = CaptionSource::Reference})) texts.insert(caption.text);
            return texts;
        });
        QCOMPARE(references, (std::set<std::string>{"grey noise", "more noise", "snow"}));
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
        QVERIFY(QTest::qWaitFor([&] { return rated; }, kLibraryMs));
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
        QVERIFY(QTest::qWaitFor([&] { return inspector.findButton()->isVisible(); }, kLibraryMs));
        QVERIFY(inspector.picture()->image().isNull());
        QVERIFY2(inspector.picture()->accessibleDescription().contains(QStringLiteral("missing")),
                 qPrintable(inspector.picture()->accessibleDescription()));
        // The window goes on: another one can be looked at, the filters work.
        QTest::keyClick(&library.grid(), Qt::Key_Left);
        QVERIFY(QTest::qWaitFor([&] { return inspector.image() == library.image(1); }, kLibraryMs));

        QVERIFY(QFile::rename(elsewhere + QStringLiteral("/picture-0001.png"), elsewhere + QStringLiteral("/renamed.png")));
        FindPictures::of(library.window.workbench()).start(elsewhere);
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
        auto* find = &FindPictures::of(library.window.workbench());
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
        QVERIFY(ended.wait(kLibraryMs));
        QVERIFY(!row->isVisible());
        QCOMPARE(there(), 3);
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
};

QTEST_MAIN(TestLibraryFiles)
#include "tst_library_files.moc"
