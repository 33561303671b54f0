// The longest time for which the window does not answer while the engine optimises a captioner.
#include <QTimer>

#include "captioned_project.h"
#include "samples.h"

namespace attune::bench {

namespace {

constexpr int kImages = 64;
constexpr int kRounds = 10;

JobSettings onCpu(Json options) {
    JobSettings settings;
    settings.seed = 1;
    settings.device = "cpu";
    settings.options = std::move(options);
    return settings;
}

bool run(test::RatingWindow& desk, RunQueue::MakeDraft make) {
    QString status;
    auto* once = new QObject(&desk.window.window());
    QObject::connect(&desk.window.workbench().runs, &RunQueue::runEnded, once,
                     [&status](qint64, const QString& ended) { status = ended; });
    desk.window.workbench().runs.launch(std::move(make));
    const bool ended = spinUntil([&] { return !status.isEmpty(); }, 300000);
    delete once;
    return ended && status == QLatin1String("finished");
}

/// Notes how late a timer of one millisecond comes.
class Heart : public QObject {
  public:
    Heart() {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            gaps.add(milliseconds(m_clock));
            m_clock.restart();
        });
        m_clock.start();
        m_timer.start(1);
    }
    Samples gaps;

  private:
    QTimer m_timer;
    QElapsedTimer m_clock;
};

void BM_StallDuringOptimisation(benchmark::State& state) {
    test::RatingWindow desk(kImages);
    desk.window.window().resize(1440, 900);
    desk.window.workbench().settings.setScoresAfterTraining(false);  // the runs are those that are launched here
    desk.window.ask([](Session& s) { return s.rateSimulated(120, 1).ratings; });
    if (!run(desk, [](Project& p) { return draftTrainReward(p, onCpu({{"epochs", 60}})); }))
        return state.SkipWithError("no reward model");
    // Every page has been looked at, and holds what it shows; the one of the run stays on screen.
    for (int page = 0; page < kPageCount; ++page) {
        desk.window.window().showPage(static_cast<PageId>(page));
        spinFor(200);
    }
    desk.window.window().showPage(PageId::Optimise);
    spinFor(500);
    Samples gaps;
    for (auto unused : state) {
        QElapsedTimer clock;
        clock.start();
        Heart heart;
        const bool finished = run(desk, [](Project& p) {
            return draftOptimize(p, onCpu({{"rounds", kRounds}, {"images", kImages}}));
        });
        if (!finished) return state.SkipWithError("the run did not finish");
        gaps = heart.gaps;
        state.SetIterationTime(milliseconds(clock) * 1e-3);
    }
    gaps.tell(state, "gap");
    state.counters["gap_p999_ms"] = gaps.at(0.999);
}
BENCHMARK(BM_StallDuringOptimisation)->UseManualTime()->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace

}  // namespace attune::bench
