// From the key to the next picture on screen, the decision being on the disk by then.
#include "captioned_project.h"
#include "samples.h"
#include "widgets/image_view.h"

namespace attune::bench {

namespace {

constexpr int kImages = 300;

void BM_RateKey(benchmark::State& state) {
    test::RatingWindow desk(kImages);
    desk.window.window().resize(1440, 900);
    ImageView* picture = desk.page->picture();
    PaintWatch watch(picture);
    spinFor(500);
    Samples times;
    for (auto unused : state) {
        const Id before = desk.image();
        // A rater looks before deciding; a fast one for a fifth of a second.
        spinFor(100);
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        // The desk shows the next image only once the decision was committed, which syncs it to the disk.
        bool shown = spinUntil([&] { return desk.image() != before; }, 5000);
        watch.painted = false;
        picture->update();
        shown = shown && spinUntil([&] { return watch.painted && !picture->image().isNull(); }, 5000);
        if (!shown) return state.SkipWithError("no next picture");
        times.add(milliseconds(clock));
        state.SetIterationTime(milliseconds(clock) * 1e-3);
    }
    if (desk.decisions() != static_cast<std::int64_t>(times.size())) state.SkipWithError("a decision is missing");
    times.tell(state, "key");
}
BENCHMARK(BM_RateKey)->UseManualTime()->Iterations(250)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace attune::bench
