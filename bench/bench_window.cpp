// The window against its budgets (DESIGN section 9): the real widgets, real key events, a real project on the disk.
#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QScrollBar>
#include <QtTest>
#include <algorithm>
#include <benchmark/benchmark.h>
#include <fstream>

#include "session/demo_world.h"
#include "widgets/image_view.h"
#include "widgets/scatter_view.h"
#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"
#include "workbench/application.h"
#include "workbench/library/library_page.h"
#include "workbench/main_window.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/rate/rate_page.h"

using namespace attune;

namespace {

constexpr int kPoints = 1'000'000;
constexpr int kManyImages = 100'000;

double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void report(benchmark::State& state, const std::vector<double>& ms) {
    state.counters["p50_ms"] = percentile(ms, 0.5);
    state.counters["p99_ms"] = percentile(ms, 0.99);
    state.counters["max_ms"] = percentile(ms, 1);
}

double sinceMs(const QElapsedTimer& clock) { return static_cast<double>(clock.nsecsElapsed()) * 1e-6; }

/// Resident memory of this process, bytes; from /proc.
double residentBytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) * 1024;
    return 0;
}

/// A window on a project of its own.
struct Bench {
    QTemporaryDir home;
    std::unique_ptr<Application> application;

    explicit Bench(std::function<void(Session&, Observer&)> fill) {
        qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
        application = std::make_unique<Application>(*qApp);
        application->show();
        application->window().resize(1440, 900);
        application->workbench().project.create(home.filePath(QStringLiteral("bench.attune")), std::move(fill));
        (void)QTest::qWaitFor([this] { return application->workbench().project.isOpen(); }, 300000);
        application->window().activateWindow();
        (void)QTest::qWaitForWindowActive(&application->window());
    }
    MainWindow& window() const { return application->window(); }
};

void addCaptions(Session& session, Id model) {
    std::vector<CaptionRecord> captions;
    for (const Id image : session.project().images().ids({.split = "train"}))
        for (const char* words : {"a red circle", "a green square beside a star"}) {
            CaptionRecord caption;
            caption.imageId = image;
            caption.modelId = model;
            caption.text = words;
            captions.push_back(caption);
        }
    session.project().captions().addMany(captions);
}

/// Key press -> the decision on disk and the next picture painted.
void keyToNextPicture(benchmark::State& state) {
    Bench bench([](Session& session, Observer& observer) {
        addCaptions(session, addDemoWorld(session, {.seed = 1, .trainImages = 400, .testImages = 1}, observer));
    });
    bench.window().showPage(PageId::Rate);
    auto* page = static_cast<RatePage*>(bench.window().pageWidget(PageId::Rate));
    (void)QTest::qWaitFor([&] { return page->desk().task() != nullptr; }, 20000);
    std::vector<double> ms;
    for (auto _ : state) {
        const Id before = page->desk().task()->image;
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(&bench.window(), Qt::Key_Left);
        while (!page->desk().task() || page->desk().task()->image == before) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        bench.window().repaint();
        ms.push_back(sinceMs(clock));
        QTest::qWait(20);  // nobody rates faster; prefetching goes on meanwhile
    }
    report(state, ms);
}

/// Start of the program's own code -> the window is on the screen.
void startToWindow(benchmark::State& state) {
    const QTemporaryDir home;
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    std::vector<double> ms;
    for (auto _ : state) {
        QElapsedTimer clock;
        clock.start();
        Application application(*qApp);
        application.show();
        (void)QTest::qWaitForWindowExposed(&application.window());
        application.window().repaint();
        ms.push_back(sinceMs(clock));
    }
    report(state, ms);
}

void addManyImages(Session& session, Observer&) {
    std::vector<ImageRecord> images(kManyImages);
    for (int i = 0; i < kManyImages; ++i) {
        auto& image = images[static_cast<std::size_t>(i)];
        char name[80];
        std::snprintf(name, sizeof name, "%064d", i);
        image.sha256 = name;
        image.path = "photos/" + std::to_string(i) + ".jpg";
        image.width = image.height = 64;
    }
    session.project().images().addMany(images);
}

/// A project of 100,000 images: opening to first paint, then frames while scrolling through the grid.
void hundredThousandImages(benchmark::State& state) {
    Bench bench(addManyImages);
    auto& workbench = bench.application->workbench();
    const QString folder = workbench.project.folder();
    std::vector<double> open, frames;
    for (auto _ : state) {
        workbench.project.close();
        QCoreApplication::processEvents();
        QElapsedTimer clock;
        clock.start();
        workbench.project.open(folder);
        (void)QTest::qWaitFor([&] { return workbench.project.isOpen(); }, 20000);
        bench.window().showPage(PageId::Library);
        auto& grid = static_cast<LibraryPage*>(bench.window().pageWidget(PageId::Library))->grid();
        (void)QTest::qWaitFor([&] { return grid.model()->rowCount() == kManyImages; }, 20000);
        bench.window().repaint();
        open.push_back(sinceMs(clock));
        auto* bar = grid.verticalScrollBar();
        for (int i = 0; i < 200; ++i) {
            clock.start();
            bar->setValue(bar->value() + 120);
            QCoreApplication::processEvents();
            grid.viewport()->repaint();
            frames.push_back(sinceMs(clock));
        }
    }
    report(state, frames);
    state.counters["open_p50_ms"] = percentile(open, 0.5);
    state.counters["resident_MB"] = residentBytes() / 1e6;
}

/// A million points: a step of panning, of zooming, and the lasso, each until the picture is up to date.
void millionPoints(benchmark::State& state) {
    ScatterView view;
    view.resize(1200, 800);
    std::vector<ScatterPoint> points(kPoints);
    std::uint32_t random = 1;
    const auto next = [&random] { return static_cast<float>((random = random * 1664525u + 1013904223u) >> 8) / 16777216.0f; };
    for (auto& point : points) point = {next() + next(), next() * next()};
    view.setPositions(points);
    view.show();
    const auto settle = [&view] { (void)QTest::qWaitFor([&] { return view.isUpToDate(); }, 20000); };
    settle();
    view.setMode(ScatterView::Mode::Lasso);
    std::vector<double> move, lasso;
    for (auto _ : state) {
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(&view, Qt::Key_Right);
        settle();
        move.push_back(sinceMs(clock));
        clock.start();
        view.zoomBy(move.size() % 2 ? 1.3 : 1 / 1.3, QPointF(600, 400));
        settle();
        move.push_back(sinceMs(clock));
        clock.start();
        QTest::mousePress(&view, Qt::LeftButton, {}, {300, 200});
        for (const QPoint at : {QPoint(800, 250), QPoint(750, 600), QPoint(320, 500)}) QTest::mouseMove(&view, at);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, {310, 210});
        settle();
        lasso.push_back(sinceMs(clock));
    }
    report(state, move);
    state.counters["lasso_p50_ms"] = percentile(lasso, 0.5);
    state.counters["lasso_max_ms"] = percentile(lasso, 1);
}

/// The longest that the window's thread was away while the engine ran a reward training and rounds of PPO.
void stallDuringPpo(benchmark::State& state) {
    Bench bench([](Session& session, Observer& observer) {
        addDemoWorld(session, {.seed = 1, .trainImages = 64, .testImages = 8}, observer);
    });
    auto& runs = bench.application->workbench().runs;
    const auto run = [&runs](RunQueue::MakeDraft make) {
        runs.launch(std::move(make));
        (void)QTest::qWaitFor([&] { return !runs.isIdle(); }, 10000);
        (void)QTest::qWaitFor([&] { return runs.isIdle(); }, 300000);
    };
    JobSettings settings;
    settings.device = "cpu";
    settings.images.split = "train";
    run([settings](Session& s) { return draftGenerate(s.project(), settings, {}, 4); });
    run([settings](Session& s) {
        s.rateSimulated(150, 1);
        return draftTrainReward(s.project(), {.device = "cpu"});
    });
    bench.window().showPage(PageId::Optimise);
    std::vector<double> gaps;
    for (auto _ : state) {
        QElapsedTimer clock;
        clock.start();
        QTimer ticks;
        ticks.setTimerType(Qt::PreciseTimer);
        QObject::connect(&ticks, &QTimer::timeout, &ticks, [&] { gaps.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6), clock.start(); });
        ticks.start(1);
        run([](Session& s) {
            return draftOptimize(s.project(), {.device = "cpu", .options = {{"rounds", 3}, {"images", 64}}});
        });
    }
    bench.application->workbench().engine.kill();
    report(state, gaps);
}

}  // namespace

BENCHMARK(startToWindow)->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK(keyToNextPicture)->Iterations(300)->Unit(benchmark::kMillisecond);
BENCHMARK(hundredThousandImages)->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(millionPoints)->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK(stallDuringPpo)->Iterations(1)->Unit(benchmark::kMillisecond);

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !qEnvironmentVariableIsSet("DISPLAY")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
