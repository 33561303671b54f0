// Pictures on their way into the Library, and out of sight: drop, cancel, files that are broken, missing, found again.
#include <QClipboard>
#include <QCryptographicHash>
#include <QFile>
#include <QtTest>
#include <algorithm>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <utility>

#include "answers.h"
#include "library_desk.h"
#include "widgets/empty_state.h"
#include "widgets/progress_row.h"
#include "widgets/value_table.h"
#include "workbench/library/find_panel.h"
#include "workbench/library/find_pictures.h"
#include "workbench/library/import_task.h"
#include "workbench/library/thumbnail_source.h"

using namespace attune;
using namespace attune::test;

class TestLibraryFiles : public QObject {
    Q_OBJECT

  private:
    /// Four pictures whose folder was moved, but for the last one, which is gone. Beside them lies what takes long to look at.
    struct Lost {
        Library library;
        FindPictures& find = FindPictures::of(library.window.workbench());
        const QString place = library.window.path(QStringLiteral("there"));

        Lost() {
            const QString folder = makeFolder(library.window.path(QStringLiteral("here")), 4);
            library.drop({folder});
            if (!library.shows(4) || !library.importEnds()) throw std::runtime_error("nothing was imported");
            bool done = QDir().rename(folder, place) && QFile::remove(place + QStringLiteral("/picture-0003.png"));
            for (int i = 0; i < 200; ++i) {
                QFile large(place + QStringLiteral("/large-%1.png").arg(i));  // of holes: it takes no room
                done = done && large.open(QIODevice::WriteOnly) && large.resize(qint64{64} << 20);
            }
            if (!done) throw std::runtime_error("the pictures cannot be moved");
        }
        /// Those that have their names still come first. @return whether it looks on
        bool findsAllThatIsThere() {
            find.start(place);
            return QTest::qWaitFor([this] { return find.done() > 3; }, kLibraryMs) && find.isRunning();
        }
        /// Pictures whose files are where the project says.
        int inPlace() {
            return library.window.ask([](Session& s) {
                int there = 0;
                for (const auto& image : s.project().images().list()) there += std::filesystem::exists(s.project().resolve(image.path));
                return there;
            });
        }
    };
    /// The disk does not take in the thumbnail of this picture: its import stays where it is until it is let go. Where it is
    /// cancelled before that, pictures of the next chunk (of 64) must be left for it to see so.
    class Stuck {
      public:
        Stuck(Library& library, const QString& picture) {
            QFile file(picture);
            if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("no image");
            const auto sha256 = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex().toStdString();
            m_pipe = library.window.ask([sha256](Session& s) { return thumbnailPath(s.project(), sha256).string(); });
            if (::mkfifo(m_pipe.c_str(), 0600) != 0) throw std::runtime_error("no pipe");
        }
        ~Stuck() { letGo(); }
        Stuck(const Stuck&) = delete;
        Stuck& operator=(const Stuck&) = delete;
        void letGo() {
            if (std::exchange(m_isFree, true)) return;
            // Never closed: that would end the program while the thumbnail is written.
            (void)::open(m_pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
            QFile::remove(QString::fromStdString(m_pipe));  // who reads the thumbnail would wait for ever
        }

      private:
        std::string m_pipe;
        bool m_isFree = false;
    };
    static bool press(const QWidget& panel, const QString& words) {
        for (auto* button : panel.findChildren<QPushButton*>()) {
            if (!button->isVisible() || button->text() != words) continue;
            QTest::mouseClick(button, Qt::LeftButton);
            return true;
        }
        return false;
    }

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
        const QString table = library.page->importPanel().list()->asText(false);
        QVERIFY2(table.contains(QStringLiteral("torn.jpg")), qPrintable(table));
        QVERIFY(library.page->importPanel().list()->isVisible());
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
        QCOMPARE(library.page->importPanel().list()->asText(false), table);
        library.page->importPanel().dismiss();
        QVERIFY(!library.page->importPanel().isVisible());
        library.drop({folder + QStringLiteral("/picture-0000.png")});
        QVERIFY(library.importEnds());
        QVERIFY(library.page->importPanel().summary().startsWith(QStringLiteral("0 added, 1 known already, 0 could not be read.")));
        QVERIFY(!library.page->importPanel().list()->isVisible());
        library.window.workbench().project.close();
        QTRY_VERIFY(library.page->importPanel().summary().isEmpty());
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
        const QString table = panel.list()->asText(false);
        QVERIFY2(table.contains(QStringLiteral("torn-one.jpg")) && table.contains(QStringLiteral("torn-two.jpg")), qPrintable(table));
        QVERIFY(panel.isVisible() && panel.list()->isVisible());
    }

    void importsThatWaitAreCountedAndCancelTellsOfThem() {
        Library library;
        const QString folder = makeFolder(library.window.path(QStringLiteral("many")), 200);
        Stuck stuck(library, folder + QStringLiteral("/picture-0000.png"));
        auto& task = ImportTask::of(library.window.workbench());
        auto& panel = library.page->importPanel();
        for (int i = 0; i < 3; ++i) task.start({folder}, {});
        const auto says = [&panel](const QString& part) {
            const auto labels = panel.progressRow()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* l) { return l->text().contains(part); });
        };
        QVERIFY(QTest::qWaitFor([&] { return says(QStringLiteral("2 more imports waiting")); }, kLibraryMs));
        task.cancel();
        stuck.letGo();
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
                 qPrintable(library.page->importPanel().summary() + library.page->importPanel().list()->asText(false)));
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
        QVERIFY(library.page->importPanel().list()->asText(false).contains(QStringLiteral("nowhere")));
        // The next one works.
        library.drop({writePicture(library.window.path(QStringLiteral("one.png")), 1)}, true);
        QVERIFY(library.shows(1));
        const auto record = library.window.ask([](Session& s) { return s.project().images().list().front(); });
        QVERIFY2(record.path.starts_with("images/"), record.path.c_str());
    }

    void aCancelledImportKeepsWhatItHasAndRatingsGetThrough() {
        Library library(fillScenes, 16);
        const QString folder = makeFolder(library.window.path(QStringLiteral("many")), 200);
        Stuck stuck(library, folder + QStringLiteral("/picture-0150.png"));  // some are committed before it
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
        QVERIFY(task.isCancelling());
        stuck.letGo();
        QVERIFY(library.importEnds());
        QVERIFY2(library.page->importPanel().summary().startsWith(QStringLiteral("Import cancelled:")),
                 qPrintable(library.page->importPanel().summary()));
        const auto images = library.images();
        QVERIFY2(images > 16 && images < 216, qPrintable(QString::number(images)));
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
        const auto& panel = library.page->findPanel();
        QTRY_COMPARE(panel.summary(), QStringLiteral("3 found again, 0 still missing. Files looked at: 3 of 3."));
        QVERIFY(panel.isVisible() && !panel.list()->isVisible());
        FindPictures::of(library.window.workbench()).start(elsewhere);
        QTRY_COMPARE(panel.summary(), QStringLiteral("No image of the project is missing."));
    }

    void lookingForPicturesTellsHowFarItIsAndCancelKeepsWhatWasFound() {
        Lost lost;
        auto& panel = lost.library.page->findPanel();
        auto* find = lost.library.page->inspector().findButton();
        QVERIFY(!panel.isVisible());
        QSignalSpy ended(&lost.find, &FindPictures::ended);
        QVERIFY(lost.findsAllThatIsThere());
        QVERIFY(panel.progressRow()->isVisible());
        QVERIFY(!find->isEnabled());
        QString words;
        const auto tells = [&] {
            words.clear();
            for (const auto* label : panel.progressRow()->findChildren<QLabel*>()) words += label->text() + QLatin1Char('\n');
            return words.contains(QStringLiteral(" of 203")) && words.contains(QStringLiteral(" per ")) &&
                   words.contains(QStringLiteral(" left"));
        };
        QVERIFY2(QTest::qWaitFor(tells, 10000), qPrintable(words));
        QVERIFY(press(panel, QStringLiteral("Cancel")));
        QVERIFY(ended.wait(kLibraryMs));
        QVERIFY(find->isEnabled());
        QVERIFY(!panel.progressRow()->isVisible());
        QVERIFY2(panel.summary().startsWith(QStringLiteral("Search cancelled: 3 found again, 1 still missing. Files looked at: ")),
                 qPrintable(panel.summary()));
        QCOMPARE(lost.inPlace(), 3);
        QVERIFY(panel.list()->isVisible());
        QVERIFY(press(panel, QStringLiteral("Copy the list")));
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.contains(QStringLiteral("here/picture-0003.png")) && !copied.contains(QStringLiteral("picture-0002")),
                 qPrintable(copied));

        lost.find.start(lost.place);
        lost.find.cancel();
        QVERIFY(ended.wait(kLibraryMs));
        QCOMPARE(panel.summary(), QStringLiteral("The search for missing images was cancelled before it looked at a file."));
        QVERIFY(!panel.list()->isVisible());
        QVERIFY(press(panel, QStringLiteral("Close")));
        QVERIFY(!panel.isVisible());
    }

    void aProjectThatIsClosedKeepsThePicturesThatWereFound() {
        Lost lost;
        auto& window = lost.library.window;
        const QString folder = window.workbench().project.folder();
        QVERIFY(lost.findsAllThatIsThere());
        answerQuestion(QStringLiteral("Keep working"));
        window.trigger("file.close");
        QVERIFY(lost.find.isRunning() && !lost.find.isCancelling());
        QString asked;
        answerQuestion(QStringLiteral("Stop it and close"), [&asked] {
            asked = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())->text();
            return true;
        });
        window.trigger("file.close");
        QVERIFY2(asked.startsWith(QStringLiteral("Missing images are being looked for: ")), qPrintable(asked));
        QVERIFY(!window.workbench().project.isOpen());
        QVERIFY(!lost.find.isRunning());
        QVERIFY(!lost.library.page->findPanel().isVisible());
        QVERIFY(window.open(folder));
        QCOMPARE(lost.inPlace(), 3);
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
