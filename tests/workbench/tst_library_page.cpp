// The Library as a person uses it: search, filter, select, tag, send on; what the screen shows is what the project holds.
#include <QComboBox>
#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QTimer>
#include <QtTest>
#include <algorithm>

#include "busy_writer.h"
#include "library_desk.h"
#include "protocol/run_folder.h"
#include "widgets/caption_words.h"
#include "widgets/chip.h"
#include "widgets/curve_plot.h"
#include "widgets/empty_state.h"
#include "widgets/tag_bar.h"
#include "workbench/library/caption_list.h"
#include "workbench/library/generate_dialog.h"
#include "workbench/library/library_actions.h"
#include "workbench/library/library_filters.h"

using namespace attune;
using namespace attune::test;

namespace {

/// Captions of two rounds with their rewards: of the picture of row i they are worth i + 1, and a round later i + 2.
void fillRounds(Session& session, Observer& observer) {
    fillScenes(session, observer);
    auto& project = session.project();
    const Id base = project.models().list("captioner").front().id;
    const auto add = [&](const std::string& kind, const std::string& name) {
        ModelRecord model;
        model.kind = kind;
        model.name = name;
        model.parentId = base;
        model.path = project.storedPath(project.folder() / "models" / name);
        return project.models().add(model);
    };
    const Id reward = add("reward", "taste"), later = add("captioner", "round 1");
    std::vector<RewardScoreRecord> scores;
    double worth = 0;
    for (const Id image : project.images().ids()) {
        worth += 1;
        scores.push_back({project.captions().list({.imageId = image, .source = CaptionSource::Model}).front().id, reward, worth, 0.1});
        CaptionRecord caption;
        caption.imageId = image;
        caption.modelId = later;
        caption.text = "a better one";
        caption.tokenIds = {1, 2};
        scores.push_back({project.captions().add(caption), reward, worth + 1, 0.1});
    }
    project.rewardScores().addMany(scores);
}

/// Names this file in the dialog that is about to come, which holds up whoever opens it.
void answerFileDialog(const QString& file) {
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, file] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        auto* name = dialog ? dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit")) : nullptr;
        if (!name) return;
        timer->stop();
        timer->deleteLater();
        name->setText(file);
        QMetaObject::invokeMethod(dialog, "accept");
    });
    timer->start(20);
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestLibraryPage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
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
        QVERIFY(QTest::qWaitFor([&] { return empty->isVisible() && empty->primaryButton()->isVisible(); }, kLibraryMs));
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

    void ratingsTagsAndRewardsNarrow() {
        Library library([](Session& session, Observer& observer) {
            fillRounds(session, observer);
            auto& project = session.project();
            const auto ids = project.images().ids();
            project.tags().add("odd ones", {ids[0], ids[1], ids[2]});
            RatingRecord rating;
            rating.captionId = project.captions().list({.imageId = ids[1], .source = CaptionSource::Model}).front().id;
            rating.value = 4;
            rating.rater = "ann";
            project.decisions().add(rating);
        }, 16);
        const Id rated = library.image(1);
        auto& filters = library.page->filters();
        const auto choose = [&](const char* name, const QVariant& value) {
            for (auto* choice : filters.findChildren<QComboBox*>())
                if (choice->accessibleName() == QLatin1String(name)) choice->setCurrentIndex(choice->findData(value));
        };
        const auto bound = [&](const char* name) {
            QLineEdit* found = nullptr;
            for (auto* field : filters.findChildren<QLineEdit*>())
                if (field->accessibleName() == QLatin1String(name)) found = field;
            return found;
        };
        choose("Rated", static_cast<int>(RatedFilter::Rated));
        QVERIFY(library.shows(1));
        QCOMPARE(library.image(0), rated);
        choose("Rated", static_cast<int>(RatedFilter::Unrated));
        QVERIFY(library.shows(15));
        choose("Tag", QStringLiteral("odd ones"));
        QVERIFY(library.shows(2));
        library.window.trigger("library.reset");
        QVERIFY(library.shows(16));

        // Of the best caption: 2 to 17.
        auto *least = bound("Lowest reward"), *most = bound("Highest reward");
        QVERIFY(least && most && least->isVisible() && most->isVisible());
        QTest::keyClicks(least, QStringLiteral("10"));
        QVERIFY(library.shows(8));
        QTest::keyClicks(most, QStringLiteral("12"));
        QVERIFY(library.shows(3));
        QVERIFY2(library.result().startsWith(QStringLiteral("3 of 16")), qPrintable(library.result()));
        library.window.trigger("library.reset");
        QVERIFY(library.shows(16));
        QVERIFY(least->text().isEmpty());
    }

    void flagsAndNotesOfRatingsAreRead() {
        Library library([](Session& session, Observer& observer) {
            fillScenes(session, observer);
            auto& project = session.project();
            RatingRecord rating;
            rating.captionId = project.captions().list({.imageId = project.images().ids().front(), .source = CaptionSource::Model}).front().id;
            rating.value = 2;
            rating.flags = {"hallucinates", "repeats"};
            rating.note = "no <b>such</b> bird";
            rating.rater = "ann";
            project.decisions().add(rating);
        }, 16);
        QVERIFY(library.inspects(library.image(0)));
        const auto says = [&](const QString& words) {
            const auto labels = library.page->inspector().captions()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
                return label->textFormat() == Qt::PlainText && label->text().contains(words);
            });
        };
        QVERIFY(QTest::qWaitFor([&] { return says(QStringLiteral("Hallucinates, Repeats")); }, kLibraryMs));
        QVERIFY(says(QStringLiteral("ann: no <b>such</b> bird")));
    }

    void comparisonsAreRead() {
        Library library([](Session& session, Observer& observer) {
            fillScenes(session, observer);
            auto& project = session.project();
            CaptionRecord caption;
            caption.imageId = project.images().ids().front();
            caption.modelId = session.currentModel("captioner")->id;
            std::vector<Id> ids;
            for (const char* words : {"the better one", "the other one"}) {
                caption.text = words;
                ids.push_back(project.captions().add(caption));
            }
            ComparisonRecord comparison;
            comparison.leftCaptionId = ids[0];
            comparison.rightCaptionId = ids[1];
            comparison.outcome = Preference::Left;
            comparison.rater = "ann";
            project.decisions().add(comparison);
            comparison.outcome = Preference::Tie;
            comparison.rater = "simulated";
            comparison.simulated = true;
            project.decisions().add(comparison);
        }, 16);
        QVERIFY(library.inspects(library.image(0)));
        const auto says = [&](const QString& words) {
            const auto labels = library.page->inspector().captions()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text().contains(words); });
        };
        QVERIFY(QTest::qWaitFor([&] { return says(QStringLiteral("Compared by ann: preferred 1 time")); }, kLibraryMs));
        QVERIFY(says(QStringLiteral("Compared by ann: not preferred 1 time")));
        QVERIFY(says(QStringLiteral("Compared by the simulated rater: a tie 1 time")));
        // The grid, whose filter finds it as rated, counts them.
        QTRY_COMPARE_WITH_TIMEOUT(library.grid().model()->item(0).comparisons, 2, kLibraryMs);
    }

    void thePlotOfTheRoundsIsWrittenToFiles() {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        Library library(fillRounds, 16);
        auto* plot = library.page->inspector().findChild<CurvePlot*>();
        QVERIFY(plot);
        QVERIFY(QTest::qWaitFor([&] { return plot->isVisible(); }, kLibraryMs));
        for (const auto format : {ExportFormat::Png, ExportFormat::Csv}) {
            const QByteArray bytes = plot->exportAs(format);
            const QString name = format == ExportFormat::Png ? QStringLiteral("rounds.png") : QStringLiteral("rounds.csv");
            const QString file = library.window.path(name);
            answerFileDialog(file);
            bool painted = false;
            Q_EMIT plot->exportRequested(name, [&painted, bytes] {
                // The file is chosen before, and it is in the window that it is painted.
                painted = QThread::currentThread() == qApp->thread() && !QApplication::activeModalWidget();
                return bytes;
            });
            QVERIFY(painted);
            QVERIFY(QTest::qWaitFor([&] { return QFile::exists(file); }, kLibraryMs));
            QCOMPARE(contents(file), bytes);
        }
        QVERIFY(!QImage(library.window.path(QStringLiteral("rounds.png"))).isNull());
        QVERIFY(contents(library.window.path(QStringLiteral("rounds.csv"))).count('\n') >= 2);
        // The next one is offered in the same place.
        QCOMPARE(library.window.workbench().settings.value(QStringLiteral("export/folder")).toString(),
                 QFileInfo(library.window.path(QStringLiteral("rounds.csv"))).path());
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
        }, kLibraryMs));
        // The inspector of one of them has the chip.
        QVERIFY(QTest::qWaitFor([&] { return library.page->inspector().tags()->tags() == QStringList{QStringLiteral("odd ones")}; }, kLibraryMs));

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
        }, kLibraryMs));

        Q_EMIT library.window.workbench().imagesWanted({library.image(3), library.image(5)}, QStringLiteral("2 outliers"));
        QVERIFY(library.shows(2));
        auto* chip = library.page->findChild<Chip*>(QStringLiteral("listed"));
        QVERIFY(chip->isVisible());
        QCOMPARE(chip->text(), QStringLiteral("2 outliers"));
        QTest::keyClick(chip, Qt::Key_Delete);
        QVERIFY(library.shows(16));
        QVERIFY(!chip->isVisible());
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
        QVERIFY(QTest::qWaitFor([&] { return selected->isEnabled(); }, kLibraryMs));
        selected->trigger();
        QVERIFY(QTest::qWaitFor([&] { return captionsOfNewestRun() == std::vector<Id>{library.image(2)}; }, kLibraryMs));
        library.window.trigger("library.score");
        QVERIFY(QTest::qWaitFor([&] { return captionsOfNewestRun().size() == 16; }, kLibraryMs));
        library.window.workbench().runs.stopAll();
        QVERIFY(library.window.runsEnd(30000));
    }

    void aCaptionerIsAddedWhileAnImportWrites() {
        Library library;
        auto& project = library.window.workbench().project;
        const BusyWriter importing(project);
        library.page->verbs().addCaptioner(QString::fromStdString(demoCaptionerFolder().string()));
        std::size_t captioners = 0;
        connect(&project, &ProjectService::changed, &library.window.window(), [&] {
            project.read(&library.window.window(), [](Project& p) { return p.models().list("captioner").size(); },
                         [&captioners](std::size_t n) { captioners = n; });
        });
        QVERIFY(QTest::qWaitFor([&] { return captioners == 1; }, kLibraryMs));
    }

    void aFolderThatIsNoCaptionerIsSaidInWords() {
        Library library;
        library.drop({makeFolder(library.window.path(QStringLiteral("photos")), 2)});
        QVERIFY(library.shows(2));
        auto* next = library.page->findChild<QPushButton*>(QStringLiteral("nextStep"));
        QVERIFY(QTest::qWaitFor([&] { return next->isVisible(); }, kLibraryMs));
        QCOMPARE(next->text(), QStringLiteral("Add a captioner..."));
        QSignalSpy problems(&library.window.workbench(), &Workbench::problemArose);
        library.page->verbs().addCaptioner(library.window.path(QStringLiteral("photos")));
        QVERIFY(problems.wait(kLibraryMs));
        QVERIFY(problems[0][0].value<Problem>().what.contains(QStringLiteral("photos")));
        // What a folder is, is said before it is added.
        const QString folder = QString::fromStdString(demoCaptionerFolder().string());
        library.page->verbs().lookAtCaptioner(folder);
        QMessageBox* box = nullptr;
        QVERIFY(QTest::qWaitFor([&] { return (box = library.window.window().findChild<QMessageBox*>()) != nullptr; }, kLibraryMs));
        QVERIFY2(box->text().contains(QStringLiteral("vision-encoder-decoder")), qPrintable(box->text()));
        QVERIFY2(box->text().contains(QStringLiteral("LoRA")), qPrintable(box->text()));
        box->reject();
        library.page->verbs().addCaptioner(folder);
        QVERIFY(QTest::qWaitFor([&] { return next->text() == QStringLiteral("Generate captions..."); }, kLibraryMs));

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
        QVERIFY(QTest::qWaitFor([&] { return !next->isVisible(); }, kLibraryMs));
    }
};

QTEST_MAIN(TestLibraryPage)
#include "tst_library_page.moc"
