#include "session/svg_plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

namespace attune {

namespace {

constexpr double kWidth = 460, kHeight = 280;
constexpr double kLeft = 56, kRight = 16, kTop = 36, kBottom = 44;

// Okabe and Ito (2008), without the black and the yellow, which vanish on one of the two backgrounds.
constexpr std::array kColours{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"};

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", std::abs(value) < 1e-12 ? 0.0 : value);
    return text;
}

std::string coordinate(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    void include(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

/// From data to pixels.
struct Frame {
    double x0, x1, y0, y1;
    double x(double value) const { return kLeft + (value - x0) / (x1 - x0) * (kWidth - kLeft - kRight); }
    double y(double value) const { return kHeight - kBottom - (value - y0) / (y1 - y0) * (kHeight - kTop - kBottom); }
};

std::string svgText(double x, double y, const std::string& anchor, const std::string& text, const std::string& extra = {}) {
    return "<text x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" text-anchor=\"" + anchor + "\"" + extra + ">" +
           escapeHtml(text) + "</text>";
}

std::string axes(const PlotText& text, const std::vector<double>& xTicks, const std::vector<double>& yTicks,
                 const Frame& frame) {
    std::string svg;
    for (const double tick : yTicks) {
        const double y = frame.y(tick);
        svg += "<line class=\"grid\" x1=\"" + coordinate(kLeft) + "\" x2=\"" + coordinate(kWidth - kRight) + "\" y1=\"" +
               coordinate(y) + "\" y2=\"" + coordinate(y) + "\"/>";
        svg += svgText(kLeft - 6, y + 4, "end", number(tick));
    }
    for (const double tick : xTicks) svg += svgText(frame.x(tick), kHeight - kBottom + 16, "middle", number(tick));
    svg += svgText(kLeft, 20, "start", text.title, " class=\"title\"");
    svg += svgText((kLeft + kWidth - kRight) / 2, kHeight - 8, "middle", text.xLabel);
    svg += svgText(14, (kTop + kHeight - kBottom) / 2, "middle", text.yLabel,
                   " transform=\"rotate(-90 14 " + coordinate((kTop + kHeight - kBottom) / 2) + ")\"");
    return svg;
}

std::string curve(const PlotSeries& series, const std::string& colour, const Frame& frame) {
    std::string path, dots;
    bool pen = false;
    for (const auto& [x, y] : series.points) {
        if (!std::isfinite(x) || !std::isfinite(y)) {
            pen = false;
            continue;
        }
        const std::string px = coordinate(frame.x(x)), py = coordinate(frame.y(y));
        path += (pen ? "L" : "M") + px + " " + py;
        pen = true;
        dots += "<circle cx=\"" + px + "\" cy=\"" + py + "\" r=\"3\" fill=\"" + colour + "\"><title>" +
                escapeHtml(series.name) + ": " + number(y) + " at " + number(x) + "</title></circle>";
    }
    return "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\"" +
           (series.dashed ? " stroke-dasharray=\"5 4\"" : "") + "/>" + (series.dashed ? "" : dots);
}

/// A whisker for each point that has an interval.
std::string whiskers(const PlotSeries& series, const std::string& colour, const Frame& frame) {
    std::string svg;
    for (std::size_t i = 0; i < std::min(series.points.size(), series.intervals.size()); ++i) {
        const auto [low, high] = series.intervals[i];
        if (!std::isfinite(low) || !std::isfinite(high)) continue;
        const std::string x = coordinate(frame.x(series.points[i].first));
        svg += "<line x1=\"" + x + "\" x2=\"" + x + "\" y1=\"" + coordinate(frame.y(low)) + "\" y2=\"" + coordinate(frame.y(high)) +
               "\" stroke=\"" + colour + "\" stroke-opacity=\"0.5\"/>";
    }
    return svg;
}

/// A single curve is named by the title.
std::string legend(const std::vector<PlotSeries>& series) {
    if (series.size() < 2) return {};
    std::string html = "<div class=\"legend\">";
    for (std::size_t i = 0; i < series.size(); ++i)
        html += "<span><svg width=\"18\" height=\"8\"><line x1=\"0\" x2=\"18\" y1=\"4\" y2=\"4\" stroke-width=\"3\" stroke=\"" +
                std::string(kColours[i % kColours.size()]) + "\"" +
                (series[i].dashed ? " stroke-dasharray=\"5 4\"" : "") + "/></svg> " + escapeHtml(series[i].name) + "</span>";
    return html + "</div>";
}

}  // namespace

std::vector<double> niceTicks(double low, double high, int count) {
    if (!(high > low)) {
        const double pad = low == 0 ? 1 : std::abs(low) * 0.1;
        low -= pad;
        high += pad;
    }
    const double raw = (high - low) / count;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= raw * (1 - 1e-9)) {
            step = factor * power;
            break;
        }
    std::vector<double> ticks;
    const double first = std::floor(low / step + 1e-9);
    for (double k = first;; ++k) {
        ticks.push_back(k * step);
        if (k * step >= high - step * 1e-9) return ticks;
    }
}

std::string escapeHtml(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else out += c;
    }
    return out;
}

std::string svgLinePlot(const PlotText& text, const std::vector<PlotSeries>& series) {
    Range xs, ys;
    for (const auto& one : series) {
        for (const auto& [x, y] : one.points)
            if (std::isfinite(x) && std::isfinite(y)) {
                xs.include(x);
                ys.include(y);
            }
        for (const auto& [low, high] : one.intervals)
            if (std::isfinite(low) && std::isfinite(high)) {
                ys.include(low);
                ys.include(high);
            }
    }
    if (!std::isfinite(xs.low)) return "<p>" + escapeHtml(text.title) + ": no data yet.</p>";
    const auto xTicks = niceTicks(xs.low, xs.high, 6);
    const auto yTicks = niceTicks(ys.low, ys.high, 5);
    const Frame frame{xTicks.front(), xTicks.back(), yTicks.front(), yTicks.back()};
    std::string svg = "<svg viewBox=\"0 0 " + coordinate(kWidth) + " " + coordinate(kHeight) + "\" role=\"img\" aria-label=\"" +
                      escapeHtml(text.title) + "\">" + axes(text, xTicks, yTicks, frame);
    for (std::size_t i = 0; i < series.size(); ++i) {
        const std::string colour = kColours[i % kColours.size()];
        svg += whiskers(series[i], colour, frame) + curve(series[i], colour, frame);
    }
    return "<figure class=\"plot\">" + svg + "</svg>" + legend(series) + "</figure>";
}

}  // namespace attune
