// A million points: moved, zoomed, selected; alone, and on the Embeddings page, which says of how many images they are.
#include <QtTest>
#include <random>

#include "samples.h"
#include "space_window.h"
#include "tensor_file.h"
#include "widgets/scatter_view.h"

namespace attune::bench {

namespace {

constexpr int kPoints = 1'000'000;

/// Ten clouds, of which the points are in turn.
std::vector<ScatterPoint> clouds() {
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    std::vector<ScatterPoint> points(kPoints);
    for (int i = 0; i < kPoints; ++i) {
        const int cloud = i % 10;
        points[static_cast<std::size_t>(i)] = {static_cast<float>(cloud % 4) * 5 + normal(random),
                                               static_cast<float>(cloud / 4) * 5 + normal(random)};
    }
    return points;
}

/// A category for each cloud.
void fill(ScatterView& view) {
    QVector<int> categories(kPoints);
    QStringList names;
    for (int i = 0; i < 10; ++i) names.append(QStringLiteral("cloud %1").arg(i));
    for (int i = 0; i < kPoints; ++i) categories[i] = i % 10;
    view.setPositions(clouds());
    view.setCategories(categories, names, QStringLiteral("Cloud"));
}

/// What a gesture takes: until something of it is on screen, and until all of it is.
struct Gesture {
    Samples seen, done;

    template <class Do>
    bool measure(ScatterView& view, PaintWatch& watch, Do act) {
        QElapsedTimer clock;
        clock.start();
        watch.painted = false;
        act();
        if (!spinUntil([&] { return watch.painted; }, 5000)) return false;
        seen.add(milliseconds(clock));
        if (!spinUntil([&] { return view.isUpToDate(); }, 10000)) return false;
        watch.painted = false;
        view.update();
        if (!spinUntil([&] { return watch.painted; }, 5000)) return false;
        done.add(milliseconds(clock));
        return true;
    }
};

bool drawLasso(ScatterView& view, PaintWatch& watch, Gesture& lasso) {
    const QPoint centre = view.rect().center();
    view.setMode(ScatterView::Mode::Lasso);
    QTest::mousePress(&view, Qt::LeftButton, {}, centre - QPoint(200, 150));
    for (const QPoint corner : {QPoint(200, -150), QPoint(250, 100), QPoint(0, 200), QPoint(-220, 120)})
        QTest::mouseMove(&view, centre + corner);
    return lasso.measure(view, watch, [&] { QTest::mouseRelease(&view, Qt::LeftButton, {}, centre - QPoint(220, -120)); }) &&
           view.selectedCount() > 0;
}

/// A layout of half a million images with a caption each.
void writeMillion(const std::filesystem::path& file) {
    std::vector<float> pca;
    std::vector<std::int64_t> images, captions;
    for (const auto& point : clouds()) {
        const auto i = static_cast<std::int64_t>(images.size());
        pca.insert(pca.end(), {point.x, point.y});
        images.push_back(i % (kPoints / 2) + 1);
        captions.push_back(i < kPoints / 2 ? -1 : i);
    }
    test::TensorWriter writer;
    writer.add("pca", {kPoints, 2}, pca);
    writer.add("image", {kPoints}, images);
    writer.add("caption", {kPoints}, captions);
    writer.write(file);
}

void BM_ScatterMillion(benchmark::State& state) {
    ScatterView view;
    view.resize(1200, 800);
    view.show();
    fill(view);
    PaintWatch watch(&view);
    if (!spinUntil([&] { return view.isUpToDate(); }, 60000)) return state.SkipWithError("never drawn");
    Gesture pan, zoom, lasso;
    const QPoint centre = view.rect().center();
    int n = 0;
    for (auto unused : state) {
        ++n;
        QElapsedTimer all;
        all.start();
        view.setMode(ScatterView::Mode::Pan);
        QTest::mousePress(&view, Qt::LeftButton, {}, centre);
        bool good = true;
        for (int i = 1; i <= 5; ++i)
            good = good && pan.measure(view, watch, [&] { QTest::mouseMove(&view, centre + QPoint((n % 2 ? 9 : -9) * i, 5)); });
        QTest::mouseRelease(&view, Qt::LeftButton, {}, centre);
        good = good && zoom.measure(view, watch, [&] { view.zoomBy(n % 2 ? 1.25 : 0.8, centre); });
        good = good && drawLasso(view, watch, lasso);
        if (!good) return state.SkipWithError("a gesture had no effect");
        state.SetIterationTime(milliseconds(all) * 1e-3);
    }
    pan.seen.tell(state, "pan");
    zoom.seen.tell(state, "zoom");
    lasso.seen.tell(state, "lasso");
    state.counters["pan_sharp_p50_ms"] = pan.done.at(0.5);
    state.counters["zoom_sharp_p50_ms"] = zoom.done.at(0.5);
    state.counters["lasso_sharp_p50_ms"] = lasso.done.at(0.5);
    state.counters["sharp_max_ms"] = std::max({pan.done.at(1), zoom.done.at(1), lasso.done.at(1)});
}
BENCHMARK(BM_ScatterMillion)->UseManualTime()->Iterations(30)->Unit(benchmark::kMillisecond);

void BM_EmbeddingsLassoMillion(benchmark::State& state) {
    test::SpaceWindow desk;
    desk.addRun("embed", "shared", {0}, false);
    desk.window.ask([](Session& session) {
        writeMillion(session.project().runsFolder() / "embed-1" / "outputs" / "projection-0.safetensors");
        return true;
    });
    desk.page = desk.window.page<EmbeddingsPage>(PageId::Embeddings);
    ScatterView& view = *desk.page->scatter();
    if (!spinUntil([&] { return desk.page->desk().facts() && view.count() == kPoints && view.isUpToDate(); }, 120000))
        return state.SkipWithError("never drawn");
    PaintWatch watch(&view);
    Gesture lasso;
    for (auto unused : state) {
        QElapsedTimer all;
        all.start();
        if (!drawLasso(view, watch, lasso)) return state.SkipWithError("the lasso had no effect");
        state.SetIterationTime(milliseconds(all) * 1e-3);
        // The same points again would be no change.
        view.selectNone();
        if (!spinUntil([&] { return view.isUpToDate(); }, 10000)) return state.SkipWithError("never drawn");
    }
    lasso.seen.tell(state, "lasso");
    state.counters["lasso_sharp_p50_ms"] = lasso.done.at(0.5);
    state.counters["sharp_max_ms"] = lasso.done.at(1);
}
BENCHMARK(BM_EmbeddingsLassoMillion)->UseManualTime()->Iterations(30)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace attune::bench
