// Where things are computed: what a wish comes to, and that one of the preferences reaches all that show it.
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QtTest>

#include "labels.h"
#include "press_message.h"
#include "session/demo_world.h"
#include "session/job_builder.h"
#include "window.h"
#include "workbench/device_choice.h"
#include "workbench/history/history_page.h"
#include "workbench/history/runs_table.h"
#include "workbench/status_strip.h"
#include "workbench/training/launch_panel.h"

using namespace attune;

class TestDeviceChoice : public QObject {
    Q_OBJECT

  private:
    static auto runOfAnotherMachine(Id& run) {
        return [&run](Session& session, Observer& observer) {
            addDemoWorld(session, {.seed = 1, .trainImages = 4, .testImages = 2}, observer);
            JobSettings settings;
            settings.device = "cuda:63";
            run = session.newRun(draftGenerate(session.project(), settings, {}, 1)).id;
            session.project().runs().setStatus(run, "interrupted");
        };
    }

  private Q_SLOTS:
    void aWishComesToADevice_data() {
        QTest::addColumn<int>("cards");
        QTest::addColumn<QString>("wish");
        QTest::addColumn<QString>("device");
        QTest::addColumn<qint64>("memory");
        const QString automatic = QStringLiteral("auto");
        QTest::newRow("no card") << 0 << automatic << QStringLiteral("cpu") << qint64{64};
        QTest::newRow("the first of two") << 2 << automatic << QStringLiteral("cuda:0") << qint64{100};
        QTest::newRow("the second") << 2 << QStringLiteral("cuda:1") << QStringLiteral("cuda:1") << qint64{101};
        QTest::newRow("the processor") << 2 << QStringLiteral("cpu") << QStringLiteral("cpu") << qint64{64};
        QTest::newRow("one that is not there") << 2 << QStringLiteral("cuda:7") << QString() << qint64{0};
        QTest::newRow("nothing is known") << -1 << automatic << QString() << qint64{0};
    }

    void aWishComesToADevice() {
        QFETCH(int, cards);
        QFETCH(QString, wish);
        QList<EngineDevice> devices;
        if (cards >= 0) devices.append({QStringLiteral("cpu"), {}, 64});
        for (int card = 0; card < cards; ++card) devices.append({QStringLiteral("cuda:%1").arg(card), {}, 100 + card});
        const auto chosen = chosenDevice(devices, wish);
        QTEST(chosen ? chosen->name : QString(), "device");
        QTEST(chosen ? chosen->memory : qint64{0}, "memory");
    }

    void devicesAreNamedForPeople() {
        QCOMPARE(deviceText(QStringLiteral("auto")), QStringLiteral("Automatic"));
        QCOMPARE(deviceText(QStringLiteral("cpu")), QStringLiteral("CPU"));
        QCOMPARE(deviceText(QStringLiteral("cuda:1")), QStringLiteral("GPU 1"));
        QCOMPARE(deviceText(EngineDevice{QStringLiteral("cuda:0"), QStringLiteral("NVIDIA H200"), 0}),
                 QStringLiteral("GPU 0 (NVIDIA H200)"));
        QCOMPARE(deviceText(QStringLiteral("mps")), QStringLiteral("mps"));
        QCOMPARE(deviceText(QString()), QString());
    }

    void whatIsNotKnownMayBeThere() {
        const QList<EngineDevice> cpu{{QStringLiteral("cpu"), {}, 0}};
        const QList<EngineDevice> card{{QStringLiteral("cpu"), {}, 0}, {QStringLiteral("cuda:0"), {}, 0}};
        QVERIFY(mayHaveDevice({}, QStringLiteral("cuda:63")));
        QVERIFY(!mayHaveDevice(cpu, QStringLiteral("cuda:63")));
        QVERIFY(!mayHaveDevice(cpu, QStringLiteral("cuda")) && mayHaveDevice(card, QStringLiteral("cuda")));
        for (const char* name : {"auto", "cpu", ""}) QVERIFY2(mayHaveDevice(cpu, QLatin1String(name)), name);
    }

    void aRunOfAnotherMachinesDeviceIsNotResumed() {
        test::Window window;
        Id run = 0;
        QVERIFY(window.create(window.path(QStringLiteral("device.attune")), runOfAnotherMachine(run)));
        auto* page = window.page<HistoryPage>(PageId::History);
        QVERIFY(QTest::qWaitFor([&] { return !page->runs().shownIds().isEmpty(); }, 10000));
        page->runs().selectId(QVariant::fromValue<qint64>(run));
        const QAction* resume = window.window().actions().action(QStringLiteral("history.resume"));
        QVERIFY(resume->isEnabled());  // the engine has not said what there is
        auto& engine = window.workbench().engine;
        engine.start();
        QVERIFY(QTest::qWaitFor([&] { return engine.state() == EngineClient::State::Ready; }, 30000));
        QVERIFY(!resume->isEnabled());
        QVERIFY2(resume->toolTip().contains(QStringLiteral("GPU 63, which this machine does not have")), qPrintable(resume->toolTip()));
        QVERIFY(!window.window().actions().action(QStringLiteral("history.reproduce"))->isEnabled());
        // A message may still offer it.
        QSignalSpy failed(&window.workbench().project, &ProjectService::failed);
        window.workbench().runs.resume(run);
        QVERIFY(failed.wait(5000));
        QVERIFY(failed[0][0].value<Problem>().what.contains(QStringLiteral("GPU 63")));
        QVERIFY(window.workbench().runs.isIdle());
        engine.kill();
    }

    void whatFailedForWantOfADeviceIsNotOfferedAgain() {
        test::Window window;
        Id run = 0;
        QVERIFY(window.create(window.path(QStringLiteral("device.attune")), runOfAnotherMachine(run)));
        auto* messages = window.window().findChild<MessageBar*>();
        QVERIFY(messages);
        window.workbench().runs.resume(run);  // before the engine has said what there is
        const QString failed = QStringLiteral("Run %1 failed").arg(run);
        QVERIFY2(QTest::qWaitFor([&] { return messages->text().contains(failed); }, 60000), qPrintable(messages->text()));
        QVERIFY2(messages->text().contains(QStringLiteral("GPU 63")) && !messages->text().contains(QStringLiteral("cuda")),
                 qPrintable(messages->text()));
        QVERIFY(!test::messageButton(*messages, QStringLiteral("Resume the run")));
        window.workbench().engine.kill();
    }

    void thePreferenceIsFollowed() {
        test::Window window;
        auto& settings = window.workbench().settings;
        auto* panel = window.window().pageWidget(PageId::Reward)->findChild<LaunchPanel*>();
        QVERIFY(panel);
        QCOMPARE(panel->settings().device, std::string("auto"));
        QSignalSpy changed(&settings, &Settings::deviceChanged);
        settings.setDevice(QStringLiteral("cpu"));
        settings.setDevice(QStringLiteral("cpu"));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(panel->settings().device, std::string("cpu"));
        // The engine has not said what there is.
        settings.setDevice(QStringLiteral("cuda:7"));
        QCOMPARE(panel->settings().device, std::string("cuda:7"));
        // Shown is what people call them.
        const auto boxes = panel->findChildren<QComboBox*>();
        const auto offers = [&](const char* words) {
            return std::any_of(boxes.begin(), boxes.end(),
                               [&](const QComboBox* box) { return box->findText(QLatin1String(words)) >= 0; });
        };
        QVERIFY(offers("CPU") && offers("GPU 7"));
        QVERIFY(!offers("cpu") && !offers("cuda:7"));

        auto& engine = window.workbench().engine;
        engine.start();
        QVERIFY(QTest::qWaitFor([&] { return engine.state() == EngineClient::State::Ready; }, 30000));
        const auto strip = [&](const QString& device) {
            return test::says(window.window().findChild<StatusStrip*>(), device);
        };
        QVERIFY(strip(QStringLiteral("GPU 7")));
        settings.setDevice(QStringLiteral("cpu"));
        QVERIFY(strip(QStringLiteral("device CPU")));
        QCOMPARE(panel->settings().device, std::string("cpu"));
        // What was chosen in the form goes first.
        settings.setValue(QStringLiteral("reward/device"), QStringLiteral("auto"));
        settings.setDevice(QStringLiteral("cuda:8"));
        QCOMPARE(panel->settings().device, std::string("auto"));
        engine.kill();
    }
};

QTEST_MAIN(TestDeviceChoice)
#include "tst_device_choice.moc"
