// What the window tells of runs, and what it asks before it leaves one.
#include <QCloseEvent>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <algorithm>

#include "workbench/core_messages.h"
#include "workbench/device_choice.h"
#include "workbench/leave_project.h"
#include "workbench/main_window.h"

namespace attune {

namespace {

/// The message that a run was found cut off.
QString interruptedKey(qint64 run) { return QStringLiteral("interrupted/%1").arg(run); }

}  // namespace

void MainWindow::connectRuns() {
    auto& runs = m_workbench.runs;
    connect(&runs, &RunQueue::foundInterrupted, this, &MainWindow::tellInterrupted);
    connect(&runs, &RunQueue::foundWaiting, this, &MainWindow::tellWaiting);
    connect(&runs, &RunQueue::runAdded, this, [this, &runs](qint64 run) {
        QObject::disconnect(m_closing);  // whoever launches another stays
        m_messages->withdraw(interruptedKey(run));
        if (const auto live = runs.find(run)) m_devices.insert(run, live->device);
    });
    connect(&runs, &RunQueue::runChanged, this, [this, &runs](qint64 run) {
        const auto live = runs.find(run);
        // It could not be stopped.
        if (live && live->state == LiveRun::State::Elsewhere) QObject::disconnect(m_closing);
    });
    connect(&runs, &RunQueue::runEnded, this, &MainWindow::tellEnd);
    connect(&runs, &RunQueue::event, this, [this](qint64 run, const Event& event) {
        if (event.type != "warning") return;
        const QString text = coreText(optional<std::string>(event.data, "text", {}));
        const QString said = tr("Run %1: %2").arg(run).arg(text);
        m_interrupted.append(said);
        m_messages->post({Message::Tone::Warning, said, {}, {}, said, {}});
    });
    connect(&runs, &RunQueue::engineDied, this, &MainWindow::tellEngineDied);
    connect(&runs, &RunQueue::leftToFinish, this, [this](qint64 run, const QString& project) {
        m_messages->post({Message::Tone::Info, tr("Run %1 of %2 goes on by itself.").arg(run).arg(project),
                          tr("Its results are there when you open the project again."), {}, {}, {}});
    });
}

MessageAction MainWindow::resumeAction(qint64 run) {
    // Not by way of this window: the message goes on to the one that takes its place.
    return {tr("Resume the run"), [&runs = m_workbench.runs, run] { runs.resume(run); }};
}

MessageAction MainWindow::resumeAllAction(const QList<qint64>& all) {
    return {tr("Resume the runs"), [&runs = m_workbench.runs, all] {
                for (const qint64 run : all) runs.resume(run);
            }};
}

void MainWindow::tellInterrupted(const QList<qint64>& runs) {
    for (const qint64 run : runs)
        postResumable(run, {Message::Tone::Warning, tr("Run %1 was interrupted and can be resumed from its last checkpoint.").arg(run),
                            {}, {}, {}, {}});
}

void MainWindow::tellWaiting(const QList<qint64>& runs) {
    const QString what = tr("Run %1 waited in an earlier window and did not begin; it can be resumed.");
    for (const qint64 run : runs) postResumable(run, {Message::Tone::Warning, what.arg(run), {}, {}, {}, {}});
}

void MainWindow::tellEngineDied(qint64 run, const QString& words, const QList<qint64>& dropped) {
    Message message{Message::Tone::Error, tr("The engine stopped."), words, {}, QStringLiteral("engine"), {}};
    message.remedy = tr("All ratings are safe. It starts again when it is needed.");
    if (run > 0) {
        message.remedy = tr("All ratings are safe. Run %1 was interrupted and can be resumed from its last checkpoint.").arg(run);
        message.actions.append(resumeAction(run));
    } else if (!dropped.isEmpty()) {
        QStringList numbers;
        for (const qint64 one : dropped) numbers.append(QString::number(one));
        const int count = static_cast<int>(dropped.size());
        message.remedy = tr("All ratings are safe. %n run(s) did not begin and can be resumed: %1.", nullptr, count)
                             .arg(QLocale().createSeparatedList(numbers));
        message.actions.append(dropped.size() == 1 ? resumeAction(dropped.front()) : resumeAllAction(dropped));
    }
    // As those of interrupted runs: another project has other runs.
    if (!message.actions.isEmpty()) m_interrupted.append(message.key);
    m_messages->post(message);
}

void MainWindow::tellEnd(qint64 run, const QString& status, const Problem& problem) {
    const QString device = m_devices.take(run);
    const bool failed = status == QLatin1String("failed");
    // Without a problem the engine died, which is told by itself.
    if (!failed && (status != QLatin1String("interrupted") || problem.what.isEmpty())) return;
    const QString what = failed ? tr("Run %1 failed: %2") : tr("Run %1: %2");
    postResumable(run, {Message::Tone::Error, asSentence(what.arg(run).arg(problem.what)), asSentence(problem.why),
                        asSentence(problem.remedy), {}, {}}, device);
}

void MainWindow::postResumable(qint64 run, Message message, const QString& device) {
    message.key = interruptedKey(run);
    if (mayHaveDevice(m_workbench.engine.devices(), device)) message.actions.append(resumeAction(run));
    m_interrupted.append(message.key);
    m_messages->post(message);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    QObject::disconnect(m_closing);
    if (!m_mayClose && !mayLeaveProject(m_workbench, this, tr("Stop it and quit"))) return event->ignore();
    if (m_mayClose || m_workbench.runs.isIdle()) {
        saveLayout();
        if (m_workbench.runs.isIdle()) m_workbench.engine.quit();
        return event->accept();
    }
    event->ignore();
    const auto& runs = m_workbench.runs.runs();
    const auto waiting = std::count_if(runs.begin(), runs.end(),
                                       [](const LiveRun& run) { return run.state == LiveRun::State::Waiting; });
    const QString wait = tr("%n run(s) wait(s) and will be offered to you when you open the project again.", nullptr,
                            static_cast<int>(waiting));
    const bool works = waiting < runs.size();
    QMessageBox box(QMessageBox::Question, works ? tr("A run is at work") : tr("No run has begun"),
                    works ? tr("The run can finish without the window; its results are there when you open the project again.") : wait,
                    QMessageBox::Cancel, this);
    if (works && waiting > 0) box.setInformativeText(wait);
    auto* leave = box.addButton(works ? tr("Let it finish") : tr("Quit"), QMessageBox::AcceptRole);
    auto* stop = works ? box.addButton(tr("Stop it and quit"), QMessageBox::DestructiveRole) : nullptr;
    box.setDefaultButton(leave);
    box.exec();
    if (stop && box.clickedButton() == stop) {
        // Those that wait end at once, the one at work when it has left its checkpoint.
        const auto closeWhenIdle = [this] {
            if (m_workbench.runs.isIdle()) close();
        };
        m_closing = connect(&m_workbench.runs, &RunQueue::runEnded, this, closeWhenIdle, Qt::QueuedConnection);
        m_workbench.runs.stopAll();
        // All may have ended while the question was asked: then nothing will be told any more.
        QMetaObject::invokeMethod(this, closeWhenIdle, Qt::QueuedConnection);
    } else if (box.clickedButton() == leave) {
        m_mayClose = true;
        works ? m_workbench.engine.detach() : m_workbench.engine.quit();
        // Not close(): this is the closing, and Qt does not begin another within it.
        saveLayout();
        event->accept();
    }
}

}  // namespace attune
