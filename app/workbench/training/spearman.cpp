#include "workbench/training/spearman.h"

#include "widgets/number_text.h"

namespace attune {

namespace {

/// A figure that is of as many things as another one says, unless these are too few.
std::optional<double> figureOf(const Json& report, const char* figure, const char* count, double fewest) {
    if (!report.is_object()) return std::nullopt;
    const auto value = report.find(figure), things = report.find(count);
    if (value == report.end() || !value->is_number()) return std::nullopt;
    if (things != report.end() && things->is_number() && things->get<double>() < fewest) return std::nullopt;
    return value->get<double>();
}

}  // namespace

std::optional<double> spearmanOf(const Json& report) { return figureOf(report, "spearman", "held_out", 2); }

std::optional<double> pairAccuracyOf(const Json& report) { return figureOf(report, "pair_accuracy", "pairs", 1); }

std::optional<double> meanErrorOf(const Json& report) { return figureOf(report, "mean_absolute_error", "held_out", 1); }

QString spearmanText(const Json& report) {
    const auto rho = spearmanOf(report);
    return rho ? numberText(*rho, 2) : QStringLiteral("–");
}

}  // namespace attune
