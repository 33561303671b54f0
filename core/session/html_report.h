// A report as one HTML file: text, tables, plots and pictures with captions, readable years later without a network.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "session/svg_plot.h"

namespace attune {

/// One caption under a picture: which model wrote it, and its score as the report's reader should see it.
struct ReportCaption {
    std::string model;
    std::string text;
    std::string score;
};

struct ReportPicture {
    std::filesystem::path file;
    std::string title;
    std::vector<ReportCaption> captions;
};

class HtmlReport {
  public:
    explicit HtmlReport(std::string title) : m_title(std::move(title)) {}

    void heading(const std::string& text);
    void paragraph(const std::string& text);
    /// Stands out: what a reader must not miss, such as that the ratings are simulated.
    void notice(const std::string& text);
    /// First column left-aligned, the others right.
    void table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows);
    /// Plots of one call stand side by side where there is room.
    void plots(const std::vector<std::string>& svgPlots);
    /// Pictures are embedded. @throws Error if one cannot be read
    void gallery(const std::vector<ReportPicture>& pictures);

    /// The whole page.
    std::string html() const;
    /// Writes it atomically. @throws Error
    void write(const std::filesystem::path& path) const;

  private:
    std::string m_title;
    std::string m_body;
};

}  // namespace attune
