// attune-bench-window: the window's budgets, measured on the real window. --benchmark_filter=NAME picks some.
#include <benchmark/benchmark.h>

#include <QApplication>

#include "start.h"

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("attune"));
    if (attune::bench::isStartProbe(argc, argv)) return attune::bench::probeStart(application);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::AddCustomContext("platform", QGuiApplication::platformName().toStdString());
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
