// A page that trains, driven by mouse and key, and what the project file says of its runs.
#pragma once

#include <QPushButton>
#include <QtTest>
#include <cmath>
#include <csignal>

#include "captioned_project.h"
#include "engine_events.h"
#include "labels.h"
#include "widgets/curve_plot.h"
#include "widgets/empty_state.h"
#include "widgets/message_bar.h"
#include "widgets/option_form.h"
#include "widgets/plot_board.h"
#include "widgets/value_table.h"
#include "window.h"
#include "workbench/training/launch_panel.h"
#include "workbench/training/run_board.h"

namespace attune::test {

/// A run of this draft with these events, as an engine leaves them. @return its id
inline Id tellRun(Session& session, const JobDraft& draft, const std::vector<std::pair<std::string, Json>>& events) {
    const auto run = session.newRun(draft);
    say(run.folder, events);
    session.ingest(run.id);
    return run.id;
}

/// What an engine says of three epochs; `last` ends it.
inline std::vector<std::pair<std::string, Json>> epochs(double first, const std::pair<std::string, Json>& last) {
    std::vector<std::pair<std::string, Json>> said{{"started", Json::object()}};
    for (int epoch = 1; epoch <= 3; ++epoch)
        said.emplace_back("metric", Json{{"step", epoch}, {"values", {{"loss/train", first / epoch}, {"loss/validation", first}}}});
    said.push_back(last);
    return said;
}

/// The window at the page of this kind of run.
class TrainingDesk {
  public:
    /// @param kind  "train_reward" or "optimize"
    TrainingDesk(Window& window, PageId id, std::string kind) : m_window(&window), m_id(id), m_kind(std::move(kind)) { show(); }

    void show() {
        page = m_window->page<Page>(m_id);
        panel = page->findChild<LaunchPanel*>();
        board = page->findChild<RunBoard*>();
        // A dialog or another page had the keys, and no window manager gives them back here.
        m_window->window().activateWindow();
        if (!QTest::qWaitForWindowActive(&m_window->window())) throw std::runtime_error("the window is not active");
    }
    RunQueue& runs() { return m_window->workbench().runs; }
    OptionForm& form() { return *panel->form(); }
    EmptyState& empty() { return *page->findChild<EmptyState*>(); }

    /// The visible button of these words; nullptr if there is none.
    QPushButton* button(const QString& words) {
        for (auto* button : page->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == words) return button;
        return nullptr;
    }
    bool waitButton(const QString& words, int ms = 10000) {
        return QTest::qWaitFor([&] { auto* b = button(words); return b && b->isEnabled(); }, ms);
    }
    bool click(const QString& words) {
        if (!waitButton(words)) return false;
        QTest::mouseClick(button(words), Qt::LeftButton);
        return true;
    }
    /// Types into the field of an option, in the place of what stood there.
    void type(const QString& option, const QString& text) {
        QWidget* field = form().control(option);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
    }
    bool says(const QString& part) { return test::says(page, part); }
    bool waitSays(const QString& part, int ms = 10000) {
        return QTest::qWaitFor([&] { return says(part); }, ms);
    }

    /// Presses the button, and waits for the run. @return 0 if none came
    Id launch(const QString& words) {
        const Id before = newest();
        if (!click(words)) return 0;
        return QTest::qWaitFor([&] { return newest() != before; }, 10000) ? newest() : 0;
    }
    /// The newest run of the kind in the project; 0 for none.
    Id newest() {
        return m_window->ask([this](Session& s) {
            Id id = 0;
            for (const auto& run : s.project().runs().list())
                if (run.kind == m_kind) id = std::max(id, run.id);
            return id;
        });
    }
    std::string status(Id run) { return m_window->status(run); }
    /// Whether it is over, in this state. @param ms  how long to wait for that
    bool ends(Id run, const char* state, int ms = 120000) {
        return QTest::qWaitFor([&] { return !runs().find(run) && status(run) == state; }, ms);
    }

    /// A cell of its row; none where it is not listed.
    QModelIndex cell(Id run, int column) {
        const auto row = board->list()->shownIds().indexOf(QVariant::fromValue<qlonglong>(run));
        return row < 0 ? QModelIndex() : board->list()->model()->index(static_cast<int>(row), column);
    }
    QString text(Id run, int column) { return cell(run, column).data().toString(); }
    bool waitRow(Id run, const QString& state) {
        return QTest::qWaitFor([&] { return text(run, 1) == state; }, 10000);
    }
    /// Whether its row's tooltip is what the project says of its failure.
    bool tellsWhy(Id run) {
        const auto why = m_window->ask([run](Session& s) { return s.project().runs().get(run).message; });
        return !why.empty() && cell(run, 1).data(Qt::ToolTipRole).toString() == QString::fromStdString(why);
    }
    /// Makes its row the current one, by mouse, beside its box.
    void choose(Id run) {
        auto* list = board->list();
        list->scrollTo(cell(run, 1));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(cell(run, 1)).center());
    }
    /// Checks or unchecks its curves, by key.
    void toggle(Id run) {
        choose(run);
        QTest::keyClick(board->list(), Qt::Key_Space);
    }

    /// Points that the run has on the plots, over all of them.
    int points(Id run) {
        std::size_t count = 0;
        for (const auto& metric : board->board()->metrics())
            if (const auto* curve = board->board()->plot(metric)->curves().find(QString::number(run))) count += curve->data.size();
        return static_cast<int>(count);
    }
    /// Whether a while goes by without a new point: what was begun before a pause may come after it.
    bool standsStill(Id run) {
        return QTest::qWaitFor([&] {
            const int before = points(run);
            QTest::qWait(1000);
            return before == points(run);
        }, 30000);
    }
    /// Pauses the run and lets it go on. @return what did not come of it; empty if all did
    QString pauseAndGoOn(Id run) {
        if (!click(QStringLiteral("Pause"))) return QStringLiteral("it cannot be paused");
        if (runs().current()->state != LiveRun::State::Paused) return QStringLiteral("it is not paused");
        if (!waitSays(QStringLiteral("Run %1: paused").arg(run))) return QStringLiteral("that it is paused is not said");
        if (!standsStill(run)) return QStringLiteral("points come while it is paused");
        const int paused = points(run);
        if (!click(QStringLiteral("Go on"))) return QStringLiteral("it cannot go on");
        if (!QTest::qWaitFor([&] { return points(run) > paused; }, 60000)) return QStringLiteral("it does not go on");
        if (!waitButton(QStringLiteral("Pause"))) return QStringLiteral("it cannot be paused again");
        return {};
    }
    /// Stops the run. @return what did not come of it, or is drawn otherwise than it is stored; empty if all is well
    QString stop(Id run) {
        if (!click(QStringLiteral("Stop"))) return QStringLiteral("it cannot be stopped");
        if (!ends(run, "cancelled", 30000)) return QStringLiteral("it does not end");
        if (!waitRow(run, QStringLiteral("stopped"))) return QStringLiteral("that it was stopped is not said");
        return lastDifference(run);
    }
    /// What differs between the curves on the screen and the metric rows of the project; empty if nothing does.
    QString difference(Id run) {
        const auto rows = m_window->ask([run](Session& s) { return s.project().metrics().list(run); });
        if (rows.empty()) return QStringLiteral("no rows");
        QMap<QString, QMap<double, double>> stored;
        for (const auto& row : rows) stored[QString::fromStdString(row.name)][static_cast<double>(row.step)] = row.value;
        for (auto at = stored.begin(); at != stored.end(); ++at) {
            const CurvePlot* plot = board->board()->plot(at.key());
            const Curve* curve = plot ? plot->curves().find(QString::number(run)) : nullptr;
            if (!curve) return at.key() + QStringLiteral(" has no curve");
            if (static_cast<qsizetype>(curve->data.size()) != at->size())
                return QStringLiteral("%1 has %2 points for %3 rows").arg(at.key()).arg(curve->data.size()).arg(at->size());
            std::size_t i = 0;
            for (auto row = at->begin(); row != at->end(); ++row, ++i) {
                const double y = curve->data.raw()[i];
                if (curve->data.x()[i] != row.key() || (y != row.value() && !(std::isnan(y) && std::isnan(row.value()))))
                    return QStringLiteral("%1 at %2: %3 for %4").arg(at.key()).arg(row.key()).arg(y).arg(row.value());
            }
        }
        return {};
    }
    /// As difference(), once what is on its way has come.
    QString lastDifference(Id run) {
        QString said;
        (void)QTest::qWaitFor([&] { return (said = difference(run)).isEmpty(); }, 10000);
        return said;
    }

    Page* page = nullptr;
    LaunchPanel* panel = nullptr;
    RunBoard* board = nullptr;

  private:
    Window* m_window;
    PageId m_id;
    std::string m_kind;
};

/// Pictures with four captions each, 60 of them rated by the simulated rater.
inline void addRatedImages(Session& session, Observer& observer) {
    addCaptionedImages(session, 24, observer);
    session.rateSimulated(60, 1);
}

/// The window with such a project. Its engine does not outlive it.
class TrainingWindow : public Window {
  public:
    /// @param launch  the words of the page's button
    TrainingWindow(PageId id, std::string kind, QString launch)
        : folder(path(QStringLiteral("training.attune"))), m_id(id), m_kind(std::move(kind)), m_launch(std::move(launch)) {
        if (!create(folder, addRatedImages)) throw std::runtime_error("no project");
    }
    ~TrainingWindow() { workbench().engine.kill(); }

    TrainingDesk desk() { return {*this, m_id, m_kind}; }
    /// The desk, once it knows what there is to learn from.
    TrainingDesk readyDesk() {
        TrainingDesk ready = desk();
        if (!ready.waitButton(m_launch)) throw std::runtime_error("nothing can be launched");
        return ready;
    }
    /// As memory lets the kernel do it. @return whether the window says what became of the run
    bool killEngine() {
        ::kill(static_cast<pid_t>(workbench().engine.processId()), SIGKILL);
        return waitMessage(QStringLiteral("The engine stopped.")) && waitMessage(QStringLiteral("All ratings are safe.")) &&
               waitMessage(QStringLiteral("can be resumed"));
    }
    bool waitMessage(const QString& part, int ms = 20000) {
        const auto* messages = window().findChild<MessageBar*>();
        return QTest::qWaitFor([&] { return messages->text().contains(part); }, ms);
    }
    std::int64_t ratings() {
        return ask([](Session& s) { return s.project().decisions().counts(); }).ratings;
    }

    QString folder;

  private:
    PageId m_id;
    std::string m_kind;
    QString m_launch;
};

/// What is missing in the form of these options: a control, its words, its unit or its default. Empty if nothing is.
inline QString missingInForm(const OptionForm& form, const std::vector<OptionDescription>& options) {
    if (form.fields().size() != static_cast<qsizetype>(options.size())) return QStringLiteral("not all options have a field");
    for (const auto& option : options) {
        const QString name = QString::fromStdString(option.name);
        const QWidget* control = form.control(name);
        if (!control) return name + QStringLiteral(" has no control");
        if (control->accessibleName().isEmpty()) return name + QStringLiteral(" has no name");
        const QString tip = control->accessibleDescription();  // the tooltip without its markup
        if (control->toolTip().isEmpty()) return name + QStringLiteral(" has no tooltip");
        if (option.info.help.empty() || !tip.contains(QString::fromStdString(option.info.help)))
            return QStringLiteral("%1 is not explained: %2").arg(name, tip);
        if (!tip.contains(QString::fromStdString(option.info.unit))) return name + QStringLiteral(" has no unit");
        if (!tip.contains(QStringLiteral("Default:"))) return name + QStringLiteral(" does not tell its default");
    }
    return {};
}

}  // namespace attune::test
