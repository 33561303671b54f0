#include "workbench/training/spearman.h"

#include "widgets/number_text.h"

namespace attune {

namespace {

constexpr double kFewestRatings = 2;

}  // namespace

std::optional<double> spearmanOf(const Json& report) {
    if (!report.is_object()) return std::nullopt;
    const auto rho = report.find("spearman"), heldOut = report.find("held_out");
    if (rho == report.end() || !rho->is_number()) return std::nullopt;
    if (heldOut != report.end() && heldOut->is_number() && heldOut->get<double>() < kFewestRatings) return std::nullopt;
    return rho->get<double>();
}

QString spearmanText(const Json& report) {
    const auto rho = spearmanOf(report);
    return rho ? numberText(*rho, 2) : QStringLiteral("–");
}

}  // namespace attune
