// From the start of the process to the first painted window.
#include "start.h"

#include <QApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <cstdio>
#include <cstring>
#include <ctime>

#include "samples.h"
#include "workbench/application.h"
#include "workbench/main_window.h"

namespace attune::bench {

namespace {

constexpr const char* kProbe = "--probe-start";

/// Nanoseconds of a clock that all processes share.
qint64 monotonic() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * qint64{1'000'000'000} + now.tv_nsec;
}

void BM_StartToWindow(benchmark::State& state) {
    const QTemporaryDir config;
    qputenv("XDG_CONFIG_HOME", config.path().toUtf8());
    Samples starts;
    for (auto unused : state) {
        QProcess program;
        const qint64 begin = monotonic();
        program.start(QCoreApplication::applicationFilePath(), {QLatin1String(kProbe)});
        if (!program.waitForFinished(30000)) return state.SkipWithError("the window never came");
        const double ms = static_cast<double>(program.readAllStandardOutput().trimmed().toLongLong() - begin) * 1e-6;
        starts.add(ms);
        state.SetIterationTime(ms * 1e-3);
    }
    starts.tell(state, "start");
}
BENCHMARK(BM_StartToWindow)->UseManualTime()->Iterations(10)->Unit(benchmark::kMillisecond);

}  // namespace

bool isStartProbe(int argc, char** argv) { return argc == 2 && std::strcmp(argv[1], kProbe) == 0; }

int probeStart(QApplication& application) {
    Application attune(application);
    PaintWatch watch(&attune.window());
    attune.show();
    if (!spinUntil([&] { return watch.painted; }, 20000)) return 1;
    std::printf("%lld\n", static_cast<long long>(monotonic()));
    return 0;
}

}  // namespace attune::bench
