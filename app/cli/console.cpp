#include "console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <string_view>

namespace attune::cli {

namespace {

void onSignal(int) {
    // A second Ctrl+C means it.
    if (Console::control().cancelled()) ::_exit(130);
    Console::control().cancel();
}

int terminalWidth() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

}  // namespace

Console::Console(bool quiet) : m_quiet(quiet), m_terminal(::isatty(STDERR_FILENO) == 1) {
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

Console::~Console() { endLine(); }

JobControl& Console::control() {
    static JobControl control;
    return control;
}

void Console::phase(const std::string& name) {
    endLine();
    m_phase = name;
    m_phaseBegin = Clock::now();
    // Off a terminal the first line of a phase comes after some seconds: short work says nothing but its result.
    m_lastShown = m_terminal ? Clock::time_point{} : m_phaseBegin;
}

void Console::progress(std::int64_t done, std::int64_t total) {
    if (m_quiet) return;
    const auto now = Clock::now();
    const double sinceShown = std::chrono::duration<double>(now - m_lastShown).count();
    if (sinceShown < (m_terminal ? 0.1 : 5.0) && (done < total || !m_terminal)) return;
    m_lastShown = now;
    const double seconds = std::chrono::duration<double>(now - m_phaseBegin).count();
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    std::string line = m_phase + "  " + std::to_string(done) + " / " + std::to_string(total);
    if (rate > 0 && done > 0) {
        line += "  " + fixed(rate, rate < 10 ? 2 : 0) + "/s";
        if (done < total) line += "  " + duration(static_cast<double>(total - done) / rate) + " left";
    }
    if (m_terminal) {
        line.resize(std::min<std::size_t>(line.size(), static_cast<std::size_t>(terminalWidth() - 1)));
        std::cerr << "\r\033[K" << line << std::flush;
        m_lineOpen = true;
    } else {
        std::cerr << line << std::endl;
    }
}

void Console::metrics(std::int64_t, const std::map<std::string, double>&) {}

void Console::warning(const std::string& text) {
    endLine();
    std::cerr << "warning: " << text << std::endl;
}

void Console::endLine() {
    if (m_lineOpen) std::cerr << std::endl;
    m_lineOpen = false;
}

std::string fixed(double value, int decimals) {
    if (!std::isfinite(value)) return "-";
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    // No minus in front of nothing.
    const std::string_view digits = text;
    return std::string(digits.find_first_of("123456789") == digits.npos && digits.front() == '-' ? digits.substr(1) : digits);
}

std::string duration(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) return "-";
    if (seconds < 0.9995) return fixed(seconds * 1000, 0) + " ms";
    if (seconds < 59.95) return fixed(seconds, 1) + " s";
    const auto whole = static_cast<long>(std::lround(seconds));
    char text[32];
    if (whole < 3600)
        std::snprintf(text, sizeof text, "%ld min %02ld s", whole / 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%ld h %02ld min", whole / 3600, whole / 60 % 60);
    return text;
}

std::string table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& head : heads) widths.push_back(head.size());
    for (const auto& row : rows)
        for (std::size_t c = 0; c < heads.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
    const auto line = [&](const std::vector<std::string>& cells) {
        std::string text;
        for (std::size_t c = 0; c < heads.size(); ++c) {
            const std::string padding(widths[c] - cells[c].size(), ' ');
            if (c) text += "  ";
            text += c == 0 ? cells[c] + padding : padding + cells[c];  // names left, numbers right
        }
        text.erase(text.find_last_not_of(' ') + 1);
        return text + "\n";
    };
    std::string text = line(heads);
    for (const auto& row : rows) text += line(row);
    return text;
}

void printJson(const Json& value) { std::cout << dumpJson(value, true) << std::endl; }

}  // namespace attune::cli
