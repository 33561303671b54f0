// From the click on "Try the demo" to the first captions to rate, with the real engine.
#include "samples.h"
#include "widgets/caption_card.h"
#include "window.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/rate/rate_page.h"

namespace attune::bench {

namespace {

constexpr int kLimitMs = 120000;

void BM_DemoReadyToRate(benchmark::State& state) {
    Samples times;
    for (auto unused : state) {
        // A program that was just started: its engine is not there yet.
        test::Window window;
        QElapsedTimer clock;
        clock.start();
        window.trigger("file.demo");
        bool ready = spinUntil([&] { return window.window().page() == PageId::Rate; }, kLimitMs);
        auto* page = dynamic_cast<RatePage*>(window.window().pageWidget(PageId::Rate));
        ready = ready && spinUntil([&] { return page->desk().task() && page->cards().front()->isVisible(); }, kLimitMs);
        const double ms = milliseconds(clock);
        window.workbench().engine.kill();
        if (!ready) return state.SkipWithError("nothing to rate came");
        times.add(ms);
        state.SetIterationTime(ms * 1e-3);
    }
    times.tell(state, "demo_ready_to_rate");
}
BENCHMARK(BM_DemoReadyToRate)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace attune::bench
