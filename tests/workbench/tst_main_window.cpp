// The window as a whole: every page by key, every command in the palette, every control with a name, room on a small screen.
#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QScreen>
#include <QStatusBar>
#include <QToolButton>
#include <QtTest>
#include <algorithm>
#include <cstdlib>

#include "control_walk.h"
#include "run_drafts.h"
#include "session/job_builder.h"
#include "training_desk.h"
#include "widgets/command_palette.h"
#include "widgets/message_bar.h"
#include "window.h"
#include "workbench/pages.h"
#include "workbench/status_strip.h"

using namespace attune;

class TestMainWindow : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<test::Window> m_window;

    MainWindow& window() { return m_window->window(); }
    /// Something on every page: captions, ratings, a reward model, runs of each kind, two captioners.
    static void fill(Session& session, Observer& observer) {
        const Id base = test::addCaptionedImages(session, 12, observer);
        session.rateSimulated(30, 1);
        const auto model = [&](const char* kind, const char* name) {
            ModelRecord record;
            record.kind = kind;
            record.name = name;
            record.parentId = base;
            record.path = session.project().storedPath(session.project().folder() / "models" / name);
            session.project().models().add(record);
        };
        model("reward", "taste");
        model("captioner", "round 1");
        const auto tell = [&](const JobDraft& draft, const char* metric) {
            test::tellRun(session, draft, {{"started", Json::object()},
                                           {"metric", {{"step", 1}, {"values", {{metric, 0.5}}}}},
                                           {"metric", {{"step", 2}, {"values", {{metric, 0.25}}}}},
                                           {"finished", Json::object()}});
        };
        tell(draftTrainReward(session.project(), {}), "loss/train");
        tell(draftOptimize(session.project(), {}), "objective/scores");
    }

  private Q_SLOTS:
    void initTestCase() {
        m_window = std::make_unique<test::Window>();
        QVERIFY(m_window->create(m_window->path(QStringLiteral("all.attune")), fill));
        QTest::qWait(300);
    }
    void cleanupTestCase() { m_window.reset(); }

    void everyPageByKey() {
        for (int i = 0; i < kPageCount; ++i) {
            QTest::keyClick(&window(), static_cast<Qt::Key>(Qt::Key_1 + i), Qt::ControlModifier);
            QCOMPARE(static_cast<int>(window().page()), i);
            QVERIFY(window().pageWidget(static_cast<PageId>(i))->isVisible());
            QTest::qWait(50);
        }
    }

    void noTwoCommandsShareAKey() { QVERIFY(window().actions().conflicts().isEmpty()); }

    void thePaletteFindsAndRuns() {
        window().showPage(PageId::Library);
        QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
        auto* palette = window().findChild<CommandPalette*>();
        QVERIFY(palette && palette->isVisible());
        QWidget* query = QApplication::focusWidget();
        QVERIFY(query);
        QTest::keyClicks(query, QStringLiteral("history"));
        QTest::keyClick(query, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([this] { return window().page() == PageId::History; }, 2000));
        QVERIFY(!palette->isVisible());
    }

    void whatLeadsToAPageIsInTheMenuOfEach() {
        window().showPage(PageId::History);
        m_window->trigger("library.find");
        QCOMPARE(window().page(), PageId::Library);
        QVERIFY(qobject_cast<QLineEdit*>(window().focusWidget()));
        window().showPage(PageId::History);
        m_window->trigger("library.select_all");
        QCOMPARE(window().page(), PageId::History);
        const QAction* all = window().actions().action(QStringLiteral("library.select_all"));
        QCOMPARE(all->statusTip(), QStringLiteral("Go to the page “Library” first."));
    }

    void theArrowsComeToAGreyEntryWhichSaysWhy() {
        window().showPage(PageId::Library);
        const auto menus = window().menuBar()->actions();
        const auto rate = std::find_if(menus.begin(), menus.end(), [](const QAction* a) { return a->text() == QStringLiteral("Rate"); });
        QVERIFY(rate != menus.end());
        window().menuBar()->setActiveAction(*rate);
        auto* menu = (*rate)->menu();
        QTRY_VERIFY(menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Down);
        QVERIFY(menu->activeAction() && !menu->activeAction()->isEnabled());
        QCOMPARE(window().statusBar()->currentMessage(), QStringLiteral("Go to the page “Rate” first."));
        QTest::keyClick(menu, Qt::Key_Escape);
        QTRY_VERIFY(!menu->isVisible());
        QTest::keyClick(window().menuBar(), Qt::Key_Escape);  // which had the keys until now
        window().activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), &window());
    }

    void everyControlHasAName() {
        QStringList nameless;
        for (int i = 0; i < kPageCount; ++i) {
            const Page* page = window().pageWidget(static_cast<PageId>(i));
            for (const QString& control : test::namelessControls(page)) nameless.append(pageKey(page->id()) + QStringLiteral(": ") + control);
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    void tabFollowsReadingOrder() {
        window().resize(1440, 900);
        QStringList backwards;
        for (int i = 0; i < kPageCount; ++i) {
            window().showPage(static_cast<PageId>(i));
            QTest::qWait(300);
            Page* page = window().pageWidget(static_cast<PageId>(i));
            QVERIFY2(!test::tabOrder(page).isEmpty(), qPrintable(pageKey(page->id())));
            for (const QString& step : test::backwardSteps(page)) backwards.append(pageKey(page->id()) + QStringLiteral(": ") + step);
        }
        QVERIFY2(backwards.isEmpty(), qPrintable(QLatin1Char('\n') + backwards.join(QLatin1Char('\n'))));
    }

    void thereIsRoomOnASmallScreen() {
        for (int i = 0; i < kPageCount; ++i) {
            Page* page = window().pageWidget(static_cast<PageId>(i));
            const QSize least = page->minimumSizeHint();
            QVERIFY2(least.width() <= 1180 && least.height() <= 660,
                     qPrintable(QStringLiteral("%1 wants %2 x %3").arg(pageKey(page->id())).arg(least.width()).arg(least.height())));
        }
        QVERIFY(window().minimumSizeHint().width() <= 1280);
    }

    void theStatusNamesTheDevice() {
        auto& engine = m_window->workbench().engine;
        engine.start();
        QVERIFY(QTest::qWaitFor([&] { return engine.state() == EngineClient::State::Ready; }, 30000));
        QStringList texts;
        for (const auto* label : window().findChild<StatusStrip*>()->findChildren<QLabel*>()) texts.append(label->text());
        const QString all = texts.join(QLatin1Char('\n'));
        const QRegularExpression device(QStringLiteral("Engine: ready, device (CPU|GPU 0)"));  // and not "Automatic"
        QVERIFY2(device.match(all).hasMatch(), qPrintable(all));
    }

    void aProblemIsSaidOnTop() {
        m_window->workbench().report({QStringLiteral("It broke."), QStringLiteral("A cause."), QStringLiteral("A remedy.")});
        auto* messages = window().findChild<MessageBar*>();
        QVERIFY(messages && messages->isVisible());
        QVERIFY(messages->text().contains(QStringLiteral("A remedy.")));
        const auto& actions = window().actions();
        QVERIFY(actions.action(QStringLiteral("view.dismiss_message"))->isEnabled());
        QVERIFY(!actions.action(QStringLiteral("view.message_action"))->isEnabled());
        QVERIFY(actions.reason(QStringLiteral("view.message_action")).contains(QStringLiteral("offers nothing")));
        // Its button says the key, also when it is another one.
        const auto* dismiss = messages->findChildren<QToolButton*>().last();
        QCOMPARE(dismiss->toolTip(), textWithKey(QStringLiteral("Dismiss this message"), QKeySequence(QStringLiteral("Shift+F8"))));
        const QKeySequence other(QStringLiteral("Ctrl+F8"));
        QVERIFY(!window().actions().setKeys(QStringLiteral("view.dismiss_message"), {other}));
        QCOMPARE(dismiss->toolTip(), textWithKey(QStringLiteral("Dismiss this message"), other));
        QVERIFY(!window().actions().resetKeys(QStringLiteral("view.dismiss_message")));
        QTest::keyClick(&window(), Qt::Key_F8);
        QVERIFY(messages->text().contains(QStringLiteral("A remedy.")));
        QTest::keyClick(&window(), Qt::Key_F8, Qt::ShiftModifier);
        QVERIFY(!messages->text().contains(QStringLiteral("A remedy.")));
        // One that takes another's place is asked anew.
        Message offer{Message::Tone::Error, QStringLiteral("It waits."), {}, {}, QStringLiteral("offer"), {}};
        messages->post(offer);
        QVERIFY(!actions.action(QStringLiteral("view.message_action"))->isEnabled());
        offer.actions.append(MessageAction{QStringLiteral("Go on"), {}});
        messages->post(offer);
        QVERIFY(actions.action(QStringLiteral("view.message_action"))->isEnabled());
        messages->clear();
        for (const char* id : {"view.message_action", "view.dismiss_message"})
            QVERIFY(!actions.action(QLatin1String(id))->isEnabled() && !actions.reason(QLatin1String(id)).isEmpty());
    }

    void withoutAProjectThereIsOnlyTheStart() {
        m_window->trigger("file.close");
        QCOMPARE(window().page(), PageId::Start);
        QTest::keyClick(&window(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(window().page(), PageId::Start);
        QVERIFY(!window().actions().action(QStringLiteral("view.rate"))->isEnabled());
        QVERIFY(!window().actions().reason(QStringLiteral("view.rate")).isEmpty());
        // Nor do commands of pages wait for a project in silence.
        const QString reason = QStringLiteral("Open a project first.");
        for (const QString& id : window().actions().ids()) {
            if (window().actions().pages(id).isEmpty()) continue;
            const QAction* action = window().actions().action(id);
            QVERIFY2(!action->isEnabled(), qPrintable(id));
            QVERIFY2(action->statusTip() == reason && action->toolTip().endsWith(reason), qPrintable(id));
        }
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("reset filters"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(window().findChild<CommandPalette*>()->isVisible());  // its reason in sight
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    }

    void aLanguageOrThemeMakesTheWindowAnew() {
        m_window->workbench().settings.setLanguage(QStringLiteral("zh_CN"));
        m_window->workbench().settings.setScheme(theme::Scheme::Dark);
        const MainWindow* before = &window();
        Q_EMIT m_window->workbench().appearanceChanged();
        QVERIFY(QTest::qWaitFor([&] { return &window() != before && window().isVisible(); }, 5000));
        QVERIFY(theme::isDark());
        QVERIFY(window().actions().text(QStringLiteral("view.library")) != QStringLiteral("Library"));
        // Qt's own words, on the buttons of dialogs, too.
        QVERIFY(QCoreApplication::translate("QPlatformTheme", "Close") != QStringLiteral("Close"));
        // The forms of the characters are those of the language.
        QVERIFY(window().font().families().contains(QStringLiteral("Noto Sans CJK SC")));
    }

    // From here on each test has a window of its own.

    void theSizeOfTheWindowIsKept() {
        m_window.reset();
        test::Window window;
        window.restart();  // in English: the language of the tests before may be kept until now
        const QSize least = window.window().minimumSizeHint();
        const QSize wanted(least.width(), least.height() + 24);
        // A window that does not fit the screen is made to fit it.
        if (wanted.height() + 80 > window.window().screen()->availableSize().height()) QSKIP("the screen is too small");
        window.window().resize(wanted);
        QVERIFY(QTest::qWaitFor([&] { return window.window().height() == wanted.height(); }, 2000));
        window.restart();
        QVERIFY2(std::abs(window.window().height() - wanted.height()) <= 4, qPrintable(QString::number(window.window().height())));
    }

    void fullScreenIsKeptAndLeftByKey() {
        m_window.reset();
        test::Window window;
        window.restart();  // in English: the language of the tests before may be kept until now
        const auto isChecked = [&] { return window.window().actions().action(QStringLiteral("view.fullscreen"))->isChecked(); };
        window.window().showMaximized();
        QVERIFY(QTest::qWaitForWindowActive(&window.window()));
        QTest::keyClick(&window.window(), Qt::Key_F11);
        QTRY_VERIFY(window.window().isFullScreen());
        QVERIFY(isChecked());
        window.restart();
        QVERIFY(window.window().isFullScreen());
        QVERIFY(isChecked());
        QVERIFY(QTest::qWaitForWindowActive(&window.window()));
        QTest::keyClick(&window.window(), Qt::Key_F11);
        QTRY_VERIFY(!window.window().isFullScreen());
        QVERIFY(!isChecked());
        QVERIFY(window.window().isMaximized());
    }

    void aProjectOpensOnThePageWhereItWasLeft() {
        m_window.reset();
        test::Window window;
        window.restart();  // in English: the language of the tests before may be kept until now
        const QString first = window.path(QStringLiteral("first.attune")), second = window.path(QStringLiteral("second.attune"));
        QVERIFY(window.create(first));
        QCOMPARE(window.window().page(), PageId::Library);
        QTest::keyClick(&window.window(), Qt::Key_8, Qt::ControlModifier);
        QCOMPARE(window.window().page(), PageId::History);
        QVERIFY(window.create(second));
        QCOMPARE(window.window().page(), PageId::Library);
        window.restart();
        QCOMPARE(window.window().page(), PageId::Start);
        QVERIFY(window.open(first));
        QCOMPARE(window.window().page(), PageId::History);
        // The start page is no place in a project.
        window.window().showPage(PageId::Start);
        window.restart();
        QVERIFY(window.open(first));
        QCOMPARE(window.window().page(), PageId::History);
        QVERIFY(window.open(second));
        QCOMPARE(window.window().page(), PageId::Library);
    }

    void aRunThatWasCutOffIsToldOnceAndGoesOn() {
        m_window.reset();
        test::Window window;
        window.restart();  // in English: the language of the tests before may be kept until now
        const QString folder = window.path(QStringLiteral("cut.attune"));
        constexpr std::int64_t kNobody = 1 << 30;  // no process has such a number
        Id run = 0;
        {
            Session session = Session::create(folder.toStdString());
            Observer silent;
            addDemoWorld(session, {.seed = 1, .trainImages = 4, .testImages = 2}, silent);
            JobSettings settings;
            settings.device = "cpu";
            run = session.newRun(draftGenerate(session.project(), settings, {}, 1)).id;
            session.startRun(run, kNobody);
        }
        const QString words = QStringLiteral("Run %1 was interrupted and can be resumed from its last checkpoint.").arg(run);
        const auto messages = [&] { return window.window().findChild<MessageBar*>(); };
        QVERIFY(window.open(folder));
        QVERIFY(QTest::qWaitFor([&] { return messages()->text() == words; }, 10000));
        window.workbench().project.close();
        QCOMPARE(messages()->text(), QString());
        window.restart();
        QVERIFY(window.open(folder));
        QCOMPARE(window.status(run), std::string("interrupted"));
        QTest::qWait(300);
        QCOMPARE(messages()->text(), QString());

        window.ask([run](Session& s) { return s.startRun(run, kNobody); });
        window.restart();
        QVERIFY(window.open(folder));
        QVERIFY(QTest::qWaitFor([&] { return messages()->text() == words; }, 10000));
        // By key, where the keys rate.
        window.window().showPage(PageId::Rate);
        QTest::keyClick(&window.window(), Qt::Key_F8);
        QVERIFY(QTest::qWaitFor([&] { return window.status(run) == "finished"; }, 60000));
        QVERIFY(window.runsEnd(10000));
        QVERIFY(messages()->text() != words);
    }

    void aRunIsPausedAndStoppedFromAnyPage() {
        m_window.reset();
        test::Window window;
        window.restart();  // in English: the language of the tests before may be kept until now
        QVERIFY(window.create(window.path(QStringLiteral("runs.attune")), test::addRatedImages));
        window.window().showPage(PageId::Rate);
        auto& runs = window.workbench().runs;
        const auto engine = qScopeGuard([&window] { window.workbench().engine.kill(); });
        const auto can = [&](const char* id) { return window.window().actions().action(QLatin1String(id))->isEnabled(); };
        for (const char* id : {"run.pause", "run.stop", "run.stop_all"}) QVERIFY2(!can(id), id);
        Id run = 0, second = 0;
        runs.launch(test::longTraining, [&run](Id id) { run = id; });
        QVERIFY(QTest::qWaitFor([&] { return runs.current() && !runs.current()->phase.isEmpty(); }, 60000));
        for (const char* id : {"run.pause", "run.stop", "run.stop_all"}) QVERIFY2(can(id), id);
        QTest::keyClick(&window.window(), Qt::Key_F9);
        QCOMPARE(runs.current()->state, LiveRun::State::Paused);
        QTest::keyClick(&window.window(), Qt::Key_F9);
        QCOMPARE(runs.current()->state, LiveRun::State::Working);

        QTest::keyClick(&window.window(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(window.window().findChild<CommandPalette*>()->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("stop the run"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(window.runsEnd(30000));
        QCOMPARE(window.status(run), std::string("cancelled"));
        for (const char* id : {"run.pause", "run.stop", "run.stop_all"}) QVERIFY2(!can(id), id);

        runs.resume(run);
        runs.launch([](Project& p) { return test::captionDraft(p, 1); }, [&second](Id id) { second = id; });
        const auto oneWaits = [&] { return runs.runs().size() == 2 && runs.current() && !runs.current()->phase.isEmpty(); };
        QVERIFY(QTest::qWaitFor(oneWaits, 60000));
        window.trigger("run.stop_all");
        QVERIFY(window.runsEnd(30000));
        QCOMPARE(window.status(run), std::string("cancelled"));
        QCOMPARE(window.status(second), std::string("queued"));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
