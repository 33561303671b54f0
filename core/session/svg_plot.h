// Line plots as inline SVG, for reports that open in any browser without a script.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace attune {

struct PlotSeries {
    std::string name;
    std::vector<std::pair<double, double>> points;  ///< x ascending; a point that is not finite breaks the line
    bool dashed = false;                            ///< for references and baselines
    std::vector<std::pair<double, double>> intervals = {};  ///< low and high of each point, or none
};

struct PlotText {
    std::string title;
    std::string xLabel;
    std::string yLabel;
};

/// An `<svg>` element with axes at round numbers, a legend for more than one series, and a tooltip at each point. Lines are black or white with
/// the page; series take the Okabe-Ito colours in order.
std::string svgLinePlot(const PlotText& text, const std::vector<PlotSeries>& series);

/// The fewest round numbers (1, 2 or 5 times a power of ten apart) that cover [low, high] in about `count` steps.
std::vector<double> niceTicks(double low, double high, int count);

/// `&`, `<`, `>` and quotes replaced, for text in HTML and SVG.
std::string escapeHtml(const std::string& text);

}  // namespace attune
