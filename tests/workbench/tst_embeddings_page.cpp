// The Embeddings page with layouts that a run has written: what is selected goes where the button says.
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>
#include <limits>

#include "answers.h"
#include "labels.h"
#include "space_window.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/option_form.h"
#include "workbench/embeddings/embed_dialog.h"
#include "workbench/embeddings/point_hint.h"
#include "workbench/embeddings/selection_bar.h"
#include "workbench/embeddings/space_bar.h"
#include "workbench/library/find_panel.h"
#include "workbench/library/image_inspector.h"
#include "workbench/library/library_facts.h"
#include "workbench/project_dialog.h"

using namespace attune;
using test::SpaceWindow;

class TestEmbeddingsPage : public QObject {
    Q_OBJECT

  private:
    static constexpr int kImages = SpaceWindow::kImages;

  private Q_SLOTS:
    // The platform's own dialogs cannot be driven.
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void withoutLayoutsItSaysWhatToDo() {
        SpaceWindow desk;
        desk.page = desk.window.page<EmbeddingsPage>(PageId::Embeddings);
        auto* empty = desk.page->findChild<EmptyState*>(QStringLiteral("empty"));
        QVERIFY(QTest::qWaitFor([&] { return empty->primaryButton()->text() == QStringLiteral("Compute embedding"); }, 5000));
        QVERIFY(empty->isVisible());
        QTest::mouseClick(empty->primaryButton(), Qt::LeftButton);
        auto* dialog = desk.window.window().findChild<QDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->reject();
    }

    void whatAnotherProjectHadIsNotLaidOut() {
        SpaceWindow desk;
        desk.page = desk.window.page<EmbeddingsPage>(PageId::Embeddings);
        const auto& actions = desk.window.window().actions();
        const QString id = QStringLiteral("embeddings.compute");
        QVERIFY(QTest::qWaitFor([&] { return actions.isAvailable(id); }, 5000));
        QVERIFY(desk.window.create(desk.window.path(QStringLiteral("other.attune"))));
        QCOMPARE(actions.reason(id), QStringLiteral("There are no images."));
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
            openInProject(window.workbench().project, dialog);
            return dialog->findChild<QCheckBox*>(QStringLiteral("learn_space"));
        };
        auto* learn = open();
        QVERIFY(learn && learn->isVisible() && learn->isEnabled() && learn->isChecked());
        QVERIFY(test::says(dialog, QStringLiteral("Leave it on")));
        // No gap between what is said of it and what follows.
        const auto* why = dialog->findChild<QLabel*>(QStringLiteral("why_learn_space"));
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QVERIFY2(why->height() <= why->heightForWidth(why->width()) + 1, qPrintable(QString::number(why->height())));
        const QWidget* foot = dialog->findChild<QDialogButtonBox*>();
        QCOMPARE(foot->x(), dialog->width() - foot->geometry().right() - 1);
        QCOMPARE(learn->toolTip(), QStringLiteral("Default: on"));
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

    void whatUmapAloneReadsGoesWithIt() {
        test::Window window;
        const QString key = QStringLiteral("embeddings/options"), neighbours = QStringLiteral("neighbours");
        window.workbench().settings.setValue(key, QVariantMap{{QStringLiteral("umap"), false}, {neighbours, 5}});
        const EmbedDialog dialog(LibraryFacts(), window.workbench().settings);
        auto* form = dialog.findChild<OptionForm*>();
        form->setExpanded(true);
        QVERIFY(form->control(neighbours)->isHidden() && form->control(QStringLiteral("min_dist"))->isHidden());
        QVERIFY(!dialog.choice().settings.options.contains("neighbours"));
        form->setValues({{neighbours, 5}});
        QVERIFY(!form->control(neighbours)->isHidden());
        QCOMPARE(dialog.choice().settings.options.at("neighbours").get<int>(), 5);
        window.workbench().settings.setValue(key, QVariantMap());
    }

    void howToSelectIsNotCutShort() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.window.window().resize(1440, 900);
        desk.show();
        const auto* words = desk.page->findChild<SelectionBar*>()->findChild<ElidedLabel*>();
        QVERIFY(words && words->text().endsWith(QStringLiteral("Drag to select.")));
        QTRY_VERIFY(!words->isElided());
        QVERIFY2(words->toolTip().contains(QStringLiteral("Shift adds")), qPrintable(words->toolTip()));
    }

    void aRubberBandSendsItsImagesToRating() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        QVERIFY(!desk.button("embeddings.rate")->isEnabled());
        QVERIFY(desk.shows(SelectionBar::tr("%Ln point(s). Drag to select.", nullptr, 2 * kImages)));
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

    void whatIsAskedOfASelectionGoesWithTheProject_data() {
        QTest::addColumn<QString>("action");
        for (const char* action : {"embeddings.tag", "embeddings.generate"}) QTest::newRow(action) << QString::fromLatin1(action);
    }
    void whatIsAskedOfASelectionGoesWithTheProject() {
        QFETCH(QString, action);
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        desk.drag(desk.at(kImages + 2) - QPoint(9, 9), desk.at(4) + QPoint(9, 9));
        QAction* ask = desk.window.window().actions().action(action);
        QVERIFY(QTest::qWaitFor([ask] { return ask->isEnabled(); }, 5000));
        ask->trigger();
        const QPointer<QDialog> dialog = desk.window.window().findChild<QDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(desk.window.create(desk.window.path(QStringLiteral("behind.attune")), SpaceWindow::fill));
        QVERIFY(QTest::qWaitFor([&] { return dialog.isNull(); }, 5000));
    }

    void myRatingIsThatOfTheNewRater() {
        SpaceWindow desk;
        desk.window.ask([caption = desk.captions[2]](Session& s) {
            RatingRecord rating;
            rating.captionId = caption;
            rating.rater = "Grace";
            rating.value = 4;
            return s.project().decisions().rate({rating});
        });
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        const auto mine = [&] { return desk.page->desk().facts()->ownRating[kImages + 2]; };
        QVERIFY(!(mine() > 0));
        auto& workbench = desk.window.workbench();
        workbench.settings.setRater(QStringLiteral("Grace"));
        Q_EMIT workbench.raterChanged();
        QVERIFY(QTest::qWaitFor([&] { return mine() > 0; }, 5000));
        QCOMPARE(mine(), 4.0F);
    }

    void aLassoTakesWhatIsInside() {
        SpaceWindow desk;
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

    void pointsAreSelectedAndZoomedByCommands() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        auto* view = desk.page->scatter();
        auto& window = desk.window.window();
        const QString all = QStringLiteral("embeddings.select_all"), none = QStringLiteral("embeddings.select_none");
        QVERIFY(!window.actions().isAvailable(none));
        QTest::keyClick(&window, Qt::Key_A);
        QCOMPARE(view->selectedCount(), view->count());
        QVERIFY(window.actions().isAvailable(none));
        QTest::keyClick(&window, Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(view->selectedCount(), 0);
        const double scale = view->frame().scale;
        QTest::keyClick(&window, Qt::Key_Plus);
        QVERIFY(view->frame().scale > scale);
        QTest::keyClick(&window, Qt::Key_0);
        QCOMPARE(view->frame().scale, scale);
        // By another key, it is by that alone.
        QVERIFY(!window.actions().setKeys(all, {QKeySequence(Qt::Key_J)}));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_A);
        QCOMPARE(view->selectedCount(), 0);
        QTest::keyClick(view, Qt::Key_J);
        QCOMPARE(view->selectedCount(), view->count());
        window.actions().resetAllKeys();
    }

    void theSelectionIsTagged() {
        SpaceWindow desk;
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

    void howWellCaptionsFindTheirPicturesIsShown_data() {
        QTest::addColumn<QByteArray>("selection");
        for (const char* selection : {"same", "apart"}) QTest::newRow(selection) << QByteArray(selection);
    }
    void howWellCaptionsFindTheirPicturesIsShown() {
        QFETCH(QByteArray, selection);
        SpaceWindow desk;
        const Id run = desk.addRun("embed", "shared", {0}, true);
        desk.window.ask([run, selection](Session& s) {
            const Json learnt{{"epochs", 40}, {"selection", selection.toStdString()}};
            const Json retrieval{{"captions", 1200}, {"images", 300}, {"text_to_image", {{"1", 0.25}, {"5", 0.5}, {"10", 0.75}}},
                                 {"image_to_text", {{"1", 0.31}, {"5", 0.52}, {"10", 0.93}}}};
            EventLog(RunFolder::open(s.runFolder(run)), {}).emit("finished", {{"retrieval", retrieval}, {"learnt_space", learnt}});
            return 0;
        });
        desk.show();
        const QString said = desk.page->bar()->recallText();
        QVERIFY2(said.startsWith(QStringLiteral("Recall@10 75")), qPrintable(said));
        for (const char* part : {"25", "50", "31", "52", "93", "300"}) QVERIFY2(said.contains(QLatin1String(part)), part);
        QCOMPARE(said.contains(QStringLiteral("somewhat optimistic")), selection == "same");
    }

    void withoutRecallNothingIsSaidOfIt() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, true);
        desk.show();
        QVERIFY(!desk.page->bar()->findChild<QLabel*>(QStringLiteral("recall"))->isVisible());
    }

    void umapAndPcaAreSwitched() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, true);
        desk.show();
        auto* bar = desk.page->findChild<SpaceBar*>();
        QVERIFY(bar->projectionBox()->isEnabled());
        QCOMPARE(bar->projectionBox()->currentText(), QStringLiteral("UMAP"));
        QVERIFY(desk.at(0).x() > desk.at(5).x());
        bar->projectionBox()->setFocus();
        QTest::keyClick(bar->projectionBox(), Qt::Key_Down);
        QVERIFY(QTest::qWaitFor([&] { return desk.at(0).x() < desk.at(5).x() && desk.upToDate(); }, 5000));
        // Each has its own axes: all points are in view of both.
        const QRect view = desk.page->scatter()->rect();
        QVERIFY(view.contains(desk.at(0)) && view.contains(desk.at(kImages - 1)));
        QVERIFY(bar->projectionBox()->toolTip().startsWith(QStringLiteral("UMAP keeps")));
        bar->setHasUmap(false);
        QVERIFY(!bar->projectionBox()->isEnabled());
        QCOMPARE(bar->projectionBox()->toolTip(), QStringLiteral("This layout was computed without UMAP."));
    }

    void hoverTellsAndAClickShows() {
        SpaceWindow desk;
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

    void aMissingPictureIsLookedForHereToo() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        const QString file = desk.window.ask([&desk](Session& s) {
            return QString::fromStdString(s.project().resolve(s.project().images().get(desk.images[3]).path).string());
        });
        const QString moved = desk.window.path(QStringLiteral("moved.") + QFileInfo(file).suffix());
        QVERIFY(QFile::rename(file, moved));
        desk.show();
        QTest::mouseClick(desk.page->scatter(), Qt::LeftButton, {}, desk.at(3));
        const auto* find = desk.page->inspector()->findButton();
        QTRY_VERIFY(find->isVisible());
        test::answerFileDialog(moved);
        find->menu()->actions().back()->trigger();
        const auto& panel = desk.page->findPanel();
        QTRY_COMPARE(panel.summary(), QStringLiteral("1 found again, 0 still missing. Files looked at: 1 of 1."));
        QVERIFY(panel.isVisible());
        QTRY_VERIFY(!find->isVisible());
        desk.window.workbench().project.close();
        QTRY_VERIFY(panel.summary().isEmpty());
    }

    void theHintShowsThePictureOfItsProject() {
        const QTemporaryDir dir;
        QWidget window;
        window.resize(600, 600);
        PointHint hint(&window);
        const auto* picture = hint.findChild<QLabel*>();
        const auto centre = [picture] {
            const QImage shown = picture->pixmap().toImage();
            return shown.isNull() ? QRgb(0) : shown.pixelColor(shown.rect().center()).rgb();
        };
        // Two projects number their pictures alike.
        for (const Qt::GlobalColor colour : {Qt::red, Qt::blue}) {
            PointCard card;
            card.image = 1;
            card.picture = card.thumbnail = dir.filePath(QStringLiteral("%1.png").arg(int(colour)));
            QImage file(16, 16, QImage::Format_RGB32);
            file.fill(colour);
            QVERIFY(file.save(card.picture));
            hint.showCard(card, {10, 10}, std::numeric_limits<double>::quiet_NaN());
            QTRY_COMPARE(centre(), QColor(colour).rgb());
        }
    }
};

QTEST_MAIN(TestEmbeddingsPage)
#include "tst_embeddings_page.moc"
