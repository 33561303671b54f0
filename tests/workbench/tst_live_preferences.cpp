// Look and language changed in the preferences while one works: the window is made anew, and nothing of the work is lost.
#include <QAbstractButton>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSet>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <string_view>

#include "library_desk.h"
#include "session/job_builder.h"
#include "training_desk.h"
#include "widgets/caption_card.h"
#include "workbench/history/history_page.h"
#include "workbench/history/runs_table.h"
#include "workbench/library/library_filters.h"
#include "workbench/preferences/preferences_dialog.h"

using namespace attune;
using namespace attune::test;

namespace {

/// Chooses this in the preferences by key, and closes them. @return whether there is a new window, which the keys go to
bool change(Window& window, const char* box, const QVariant& value) {
    const auto dialog = [&window] { return window.window().findChild<PreferencesDialog*>(); };
    window.trigger("edit.preferences");
    auto* choice = dialog() ? dialog()->findChild<QComboBox*>(QLatin1String(box)) : nullptr;
    const int to = choice ? choice->findData(value) : -1;
    if (to < 0) return false;
    const QPointer<MainWindow> before(&window.window());
    choice->setFocus();
    while (choice->currentIndex() != to) QTest::keyClick(choice, choice->currentIndex() < to ? Qt::Key_Down : Qt::Key_Up);
    if (!QTest::qWaitFor([&] { return before.isNull(); }, 10000)) return false;
    if (!QTest::qWaitFor([&] { return dialog() && dialog()->isVisible(); }, 10000)) return false;
    dialog()->reject();
    if (!QTest::qWaitFor([&] { return !dialog(); }, 10000)) return false;
    window.window().activateWindow();
    return QTest::qWaitForWindowActive(&window.window());
}

const QVariant kDark = static_cast<int>(theme::Scheme::Dark), kLight = static_cast<int>(theme::Scheme::Light);

bool isHan(const QString& text) {
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

/// What labels and buttons of a page say.
QSet<QString> visibleTexts(const QWidget* page) {
    QSet<QString> texts;
    for (const auto* label : page->findChildren<QLabel*>())
        if (label->isVisible() && !label->text().isEmpty()) texts.insert(label->text());
    for (const auto* button : page->findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty()) texts.insert(button->text());
    return texts;
}

double lightness(QWidget* widget) {
    const QImage image = widget->grab().toImage();
    double sum = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) sum += qGray(image.pixel(x, y));
    return sum / (static_cast<double>(image.width()) * image.height());
}

/// Runs with curves, two captioners, ratings: something on every page.
void fillAll(Session& session, Observer& observer) {
    addCaptionedImages(session, 12, observer);
    session.rateSimulated(30, 1);
    tellRun(session, draftTrainReward(session.project(), {}), {{"started", Json::object()}, {"finished", Json::object()}});
}

Id addOptimisation(Session& session) {
    ModelRecord reward;
    reward.kind = "reward";
    reward.name = "taste";
    reward.parentId = session.currentModel("captioner")->id;
    reward.path = session.project().storedPath(session.project().folder() / "models" / "taste");
    session.project().models().add(reward);
    std::vector<std::pair<std::string, Json>> events{{"started", Json::object()}};
    for (int step = 1; step <= 20; ++step)
        events.push_back({"metric", {{"step", step}, {"values", {{"objective/scores", 0.1 * step}}}}});
    events.push_back({"finished", Json::object()});
    return tellRun(session, draftOptimize(session.project(), {}), events);
}

}  // namespace

class TestLivePreferences : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theImageOnRateStaysWithWhatWasDecided() {
        RatingWindow desk(24);
        QVERIFY(desk.rateOne());
        const Id before = desk.image();
        QVERIFY(desk.rateOne());
        const Id image = desk.image();
        QTest::keyClick(&desk.window.window(), Qt::Key_4);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->cards()[0]->rating() == 4; }, 10000));
        const QString caption = desk.page->cards()[0]->caption();
        for (const auto& [box, value] : {std::pair{"theme", kDark}, std::pair{"language", QVariant(QStringLiteral("zh_CN"))},
                                         std::pair{"theme", kLight}, std::pair{"language", QVariant(QStringLiteral("en"))}}) {
            QVERIFY(change(desk.window, box, value));
            QCOMPARE(desk.window.window().page(), PageId::Rate);
            desk.showRating();
            QCOMPARE(desk.image(), image);
            QCOMPARE(desk.page->cards()[0]->caption(), caption);
            QCOMPARE(desk.page->cards()[0]->rating(), 4);
            QVERIFY(desk.page->cards()[1]->isSelected());
            QVERIFY(QTest::qWaitFor([&] { return !desk.page->picture()->image().isNull(); }, 10000));
        }
        // The way back is there, too, and one goes on where one was.
        QTest::keyClick(&desk.window.window(), Qt::Key_Backspace);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == before; }, 10000));
        QTest::keyClick(&desk.window.window(), Qt::Key_S);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == image; }, 10000));
        QVERIFY(desk.rateOne());
        QCOMPARE(desk.decisions(), 4);
    }

    void aNoteThatIsBeingWrittenIsKept() {
        RatingWindow desk(24);
        const Id caption = desk.page->desk().task()->candidates[0].caption.id;
        QTest::keyClick(&desk.window.window(), Qt::Key_N);
        auto* dialog = desk.window.window().findChild<QInputDialog*>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QPlainTextEdit*>(), QStringLiteral("too vague"));
        const QPointer<MainWindow> before(&desk.window.window());
        Q_EMIT desk.window.workbench().appearanceChanged();  // as the desktop may have it, under an open dialog
        QVERIFY(QTest::qWaitFor([&] { return before.isNull(); }, 10000));
        desk.showRating();
        QVERIFY(QTest::qWaitFor([&] { return desk.page->desk().task()->candidates[0].note == QStringLiteral("too vague"); }, 10000));
        QCOMPARE(desk.ratingsOf(caption).front().note, std::string("too vague"));
    }

    void selectionAndFiltersOfTheLibraryStay() {
        Library library(fillScenes, 16);
        QTest::keyClicks(library.page->filters().searchField(), QStringLiteral("heron"));
        QVERIFY(library.shows(8));
        library.click(1);
        library.click(3, Qt::ShiftModifier);
        const QVector<qint64> selected = library.grid().selectedIds();
        const qint64 current = library.grid().currentId();
        QCOMPARE(selected.size(), 3);
        for (const char* language : {"zh_CN", "en"}) {
            QVERIFY(change(library.window, "language", QString::fromLatin1(language)));
            library.page = library.window.page<LibraryPage>(PageId::Library);
            QVERIFY(library.shows(8));
            QCOMPARE(library.page->filters().searchField()->text(), QStringLiteral("heron"));
            QTRY_COMPARE_WITH_TIMEOUT(library.grid().selectedIds(), selected, kLibraryMs);
            QCOMPARE(library.grid().currentId(), current);
            QVERIFY(library.inspects(current));
            QCOMPARE(library.result().contains(QStringLiteral("3 selected")), std::string_view(language) == "en");
        }
        library.window.trigger("library.reset");
        QVERIFY(library.shows(16));

        // A choice that another page has sent, as well.
        Q_EMIT library.window.workbench().imagesWanted({library.image(3), library.image(5)}, QStringLiteral("2 outliers"));
        QVERIFY(library.shows(2));
        QVERIFY(change(library.window, "theme", kDark));
        library.page = library.window.page<LibraryPage>(PageId::Library);
        QVERIFY(library.shows(2));
        QCOMPARE(library.page->filters().listed(), QStringLiteral("2 outliers"));
    }

    void theRunThatIsLookedAtInTheHistoryStays() {
        Window window;
        QVERIFY(window.create(window.path(QStringLiteral("history.attune")), fillAll));
        const Id run = window.ask(addOptimisation);
        auto* page = window.page<HistoryPage>(PageId::History);
        QVERIFY(QTest::qWaitFor([&] { return page->runs().shownIds().size() == 2; }, 10000));
        page->runs().selectId(QVariant::fromValue<qint64>(run));
        QCOMPARE(page->runs().selectedRuns(), QList<qint64>{run});
        QVERIFY(change(window, "theme", kDark));
        page = window.page<HistoryPage>(PageId::History);
        QTRY_COMPARE_WITH_TIMEOUT(page->runs().selectedRuns(), QList<qint64>{run}, 10000);
    }

    void everyPageSpeaksTheLanguage() {
        Window window;
        QVERIFY(window.create(window.path(QStringLiteral("all.attune")), fillAll));
        window.ask(addOptimisation);
        // What the forms say of memory and devices is known from here on.
        auto& engine = window.workbench().engine;
        engine.start();
        QVERIFY(QTest::qWaitFor([&] { return engine.state() == EngineClient::State::Ready; }, 30000));
        const auto texts = [&](int page) {
            window.window().showPage(static_cast<PageId>(page));
            QTest::qWait(300);
            return visibleTexts(window.window().pageWidget(static_cast<PageId>(page)));
        };
        QList<QSet<QString>> english;
        for (int i = 0; i < kPageCount; ++i) english.append(texts(i));
        QVERIFY(change(window, "language", QStringLiteral("zh_CN")));
        for (const QString& id : window.window().actions().ids())
            QVERIFY2(isHan(window.window().actions().text(id)), qPrintable(id));
        qsizetype same = 0, all = 0;
        for (int i = 0; i < kPageCount; ++i) {
            const auto chinese = texts(i);
            QVERIFY2(std::any_of(chinese.begin(), chinese.end(), isHan), qPrintable(QString::number(i)));
            same += (chinese & english[i]).size();
            all += english[i].size();
        }
        // Names, letters and numbers alone are the same in both.
        QVERIFY2(same * 4 < all, qPrintable(QStringLiteral("%1 of %2 texts stayed").arg(same).arg(all)));
        QVERIFY(change(window, "language", QStringLiteral("en")));
        for (int i = 0; i < kPageCount; ++i) {
            const auto again = texts(i);
            for (const QString& text : again) QVERIFY2(!isHan(text), qPrintable(text));
            QVERIFY2((again & english[i]).size() * 4 > english[i].size() * 3, qPrintable(QString::number(i)));
        }
        engine.kill();
    }

    void plotsTakeTheColoursOfTheTheme() {
        Window window;
        QVERIFY(window.create(window.path(QStringLiteral("plots.attune")), fillAll));
        const Id run = window.ask(addOptimisation);
        const QString metric = QStringLiteral("objective/scores");
        const auto shade = [&] {
            TrainingDesk desk(window, PageId::Optimise, "optimize");
            Q_EMIT window.workbench().runWanted(run);
            const auto drawn = [&] { return desk.board->board()->plot(metric) && desk.points(run) >= 20; };
            if (!QTest::qWaitFor(drawn, 10000)) return -1.0;
            CurvePlot* plot = desk.board->board()->plot(metric);
            plot->repaintNow();
            return lightness(plot);
        };
        const double light = shade();
        QVERIFY2(light > 160, qPrintable(QString::number(light)));
        QVERIFY(change(window, "theme", kDark));
        QVERIFY(theme::isDark());
        const double dark = shade();
        QVERIFY2(dark >= 0 && dark < 96, qPrintable(QString::number(dark)));
        QVERIFY(change(window, "theme", kLight));
        const double again = shade();
        QVERIFY2(std::abs(again - light) < 8, qPrintable(QString::number(again)));
    }

    void aMessageThatNobodyHasDismissedStays() {
        Window window;
        QVERIFY(window.create(window.path(QStringLiteral("message.attune")), fillAll));
        window.workbench().report({QStringLiteral("It broke."), QStringLiteral("A cause."), QStringLiteral("A remedy.")});
        QVERIFY(change(window, "theme", kDark));
        auto* messages = window.window().findChild<MessageBar*>();
        QCOMPARE(messages->count(), 1);
        QVERIFY2(messages->text().contains(QStringLiteral("A remedy.")), qPrintable(messages->text()));
    }
};

QTEST_MAIN(TestLivePreferences)
#include "tst_live_preferences.moc"
