#include "text/caption_metrics.h"

#include <cctype>
#include <set>

#include "data/error.h"
#include "text/caption_metric_parts.h"

namespace attune {

namespace {

std::vector<CountedCase> countCases(const std::vector<CaptionCase>& cases) {
    WordNumbers numbers;
    const auto count = [&](const std::string& text) {
        CountedText counted;
        counted.words = numbers.number(text);
        counted.counts = countNgrams(counted.words);
        return counted;
    };
    std::vector<CountedCase> counted(cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (cases[i].references.empty())
            throw Error("image " + std::to_string(i + 1) + " has no reference caption",
                        "there is nothing to compare its caption with");
        for (const std::string& reference : cases[i].references)
            counted[i].references.push_back(count(reference));
        counted[i].candidate = count(cases[i].candidate);
        counted[i].image = cases[i].image;
    }
    return counted;
}

}  // namespace

std::string metricWords(const std::string& text) {
    std::string words;
    bool gap = false;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || std::isalnum(byte)) {
            if (gap && !words.empty()) words += ' ';
            words += byte < 0x80 ? static_cast<char>(std::tolower(byte)) : c;
            gap = false;
        } else if (c != '\'') {
            gap = true;
        }
    }
    return words;
}

CaptionReport scoreCaptions(const std::vector<CaptionCase>& cases) {
    if (cases.empty()) throw Error("there are no captions to score");
    const std::vector<CountedCase> counted = countCases(cases);
    CaptionReport report;
    report.perImage.resize(cases.size());
    detail::addBleu(counted, report);
    const std::vector<double> cider = detail::ciderD(counted);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        report.perImage[i].rougeL = detail::rougeL(cases[i]);
        report.perImage[i].cider = cider[i];
        report.corpus.rougeL += report.perImage[i].rougeL / static_cast<double>(cases.size());
        report.corpus.cider += cider[i] / static_cast<double>(cases.size());
    }
    return report;
}

double distinctN(const std::vector<std::string>& captions, std::size_t n) {
    if (n == 0) throw Error("n-grams of no words cannot be counted");
    WordNumbers numbers;
    std::set<std::vector<std::uint32_t>> distinct;
    std::size_t total = 0;
    for (const std::string& caption : captions) {
        const auto words = numbers.number(caption);
        for (auto begin = words.begin(); static_cast<std::size_t>(words.end() - begin) >= n; ++begin) {
            distinct.emplace(begin, begin + static_cast<std::ptrdiff_t>(n));
            ++total;
        }
    }
    return total == 0 ? 0 : static_cast<double>(distinct.size()) / static_cast<double>(total);
}

double meanLength(const std::vector<std::string>& captions) {
    if (captions.empty()) return 0;
    std::size_t words = 0;
    for (const std::string& caption : captions) words += splitWords(caption).size();
    return static_cast<double>(words) / static_cast<double>(captions.size());
}

}  // namespace attune
