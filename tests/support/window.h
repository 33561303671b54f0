// The whole window in a test: settings of its own, a project of its own, the real engine.
#pragma once

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>
#include <memory>

#include "session/session.h"
#include "widgets/action_registry.h"
#include "workbench/application.h"
#include "workbench/main_window.h"
#include "workbench/page.h"

namespace attune::test {

class Window {
  public:
    Window() {
        const QString config = m_home.filePath(QStringLiteral("config"));
        qputenv("XDG_CONFIG_HOME", config.toUtf8());
        // Qt asks the environment once only: the next window would remember what this one was told.
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, config);
        start();
        window().resize(1440, 900);  // the offscreen platform's screen is a small one
        workbench().settings.setLanguage(QStringLiteral("en"));
        workbench().settings.setScheme(theme::Scheme::Light);
        workbench().settings.setProjectsFolder(m_home.filePath(QStringLiteral("projects")));
    }

    /// As a new start of the program does: everything in memory is gone, what is on disk stays.
    void restart() {
        m_application.reset();
        start();
    }

    Workbench& workbench() { return m_application->workbench(); }
    MainWindow& window() { return m_application->window(); }
    QString path(const QString& name) const { return m_home.filePath(name); }

    /// Opens or makes the project, and waits until it is there.
    bool open(const QString& folder) {
        const QSignalSpy opened(&workbench().project, &ProjectService::opened);
        const QSignalSpy already(&workbench().project, &ProjectService::openAlready);
        workbench().project.open(folder);
        return QTest::qWaitFor([&] { return !opened.isEmpty() || !already.isEmpty(); }, 20000);
    }
    bool create(const QString& folder, std::function<void(Session&, Observer&)> fill = {}) {
        const QSignalSpy opened(&workbench().project, &ProjectService::opened);
        workbench().project.create(folder, std::move(fill));
        return QTest::qWaitFor([&opened] { return !opened.isEmpty(); }, 60000);
    }

    template <class P>
    P* page(PageId id) {
        window().showPage(id);
        return dynamic_cast<P*>(window().pageWidget(id));
    }
    void trigger(const char* action) { window().actions().action(QLatin1String(action))->trigger(); }

    /// What the project file says, asked on the writer's thread behind everything that waits there.
    template <class Task>
    auto ask(Task task) {
        using Result = std::invoke_result_t<Task, Session&>;
        std::optional<Result> result;
        workbench().project.write(&window(), {}, std::move(task), [&result](Result r) { result = std::move(r); });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 30000)) throw std::runtime_error("no answer");
        return std::move(*result);
    }

    /// The project file takes nothing in, as on a disk that is full.
    void refuseWrites(bool on) {
        ask([on](Session& s) {
            s.project().database().execute(on ? "PRAGMA query_only = ON" : "PRAGMA query_only = OFF");
            return 0;
        });
    }

    /// Of a run, as the project file has it.
    std::string status(Id run) {
        return ask([run](Session& s) { return s.project().runs().get(run).status; });
    }

    /// Whether nothing waits or works any more. @param ms  how long to wait for that
    bool runsEnd(int ms) {
        return QTest::qWaitFor([this] { return workbench().runs.isIdle(); }, ms);
    }

  private:
    void start() {
        m_application = std::make_unique<Application>(*qApp);
        m_application->show();
        if (!QTest::qWaitForWindowExposed(&window())) throw std::runtime_error("no window");
    }

    QTemporaryDir m_home;
    std::unique_ptr<Application> m_application;
};

}  // namespace attune::test
