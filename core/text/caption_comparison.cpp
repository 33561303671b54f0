#include "text/caption_comparison.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "data/rng.h"
#include "text/caption_metrics.h"
#include "text/ngrams.h"

namespace attune {

namespace {

constexpr double kTail = 0.025;  ///< of the resamples, on either side of the interval

/// What one picture adds to a metric that is a mean: a sum, and how many are in it.
struct Share {
    double sum = 0, count = 0;
};

/// What the captions of one picture contribute.
struct PictureShares {
    std::vector<Share> means;  ///< by the number of the metric; those behind the last are 0
    BleuCounts bleu;
    bool hasReferences = false;
    std::array<std::vector<std::int64_t>, 2> ngrams;  ///< numbers of the words and of the pairs of words
};

/// Numbers n-grams, so that distinct ones can be counted by marking.
class NgramNumbers {
  public:
    void add(const std::string& text, PictureShares& shares) {
        const auto words = m_words.number(text);
        for (std::size_t i = 0; i < words.size(); ++i) {
            shares.ngrams[0].push_back(number({words[i], 0}));
            if (i > 0) shares.ngrams[1].push_back(number({words[i - 1], words[i]}));
        }
    }
    std::size_t size() const { return m_numbers.size(); }

  private:
    std::int64_t number(const std::pair<std::uint32_t, std::uint32_t>& ngram) {
        return m_numbers.try_emplace(ngram, static_cast<std::int64_t>(m_numbers.size())).first->second;
    }
    WordNumbers m_words;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> m_numbers;
};

/// One captioner's captions, picture by picture.
class Contributions {
  public:
    Contributions(const std::vector<MeasuredCaption>& captions, const CaptionReferences& references,
                  const std::vector<std::int64_t>& images)
        : m_pictures(images.size()) {
        std::map<std::int64_t, std::size_t> placeOf;
        for (std::size_t i = 0; i < images.size(); ++i) placeOf[images[i]] = i;
        NgramNumbers numbers;
        std::vector<CaptionCase> cases;
        std::vector<std::size_t> pictureOfCase;
        for (const auto& caption : captions) {
            const auto place = placeOf.find(caption.image);
            if (place == placeOf.end()) continue;
            PictureShares& shares = m_pictures[place->second];
            const std::string words = metricWords(caption.text);
            addMean(shares, "length", static_cast<double>(splitWords(words).size()));
            for (const auto& [name, value] : caption.values) addMean(shares, name, value);
            numbers.add(words, shares);
            const auto known = references.find(caption.image);
            if (known == references.end() || known->second.empty()) continue;
            CaptionCase one{{}, words, caption.image};
            for (const auto& reference : known->second) one.references.push_back(metricWords(reference));
            cases.push_back(std::move(one));
            pictureOfCase.push_back(place->second);
        }
        m_marks.assign(numbers.size(), 0);
        if (cases.empty()) return;
        const CaptionReport report = scoreCaptions(cases);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            PictureShares& shares = m_pictures[pictureOfCase[i]];
            shares.bleu += report.bleuCounts[i];
            shares.hasReferences = true;
            addMean(shares, "rouge_l", report.perImage[i].rougeL);
            addMean(shares, "cider", report.perImage[i].cider);
        }
    }

    /// The metrics of pictures that were drawn so many times each.
    std::map<std::string, double> metrics(const std::vector<int>& drawn) {
        std::vector<Share> means(m_numberOf.size());
        BleuCounts bleu;
        bool hasReferences = false;
        for (std::size_t i = 0; i < m_pictures.size(); ++i) {
            const PictureShares& shares = m_pictures[i];
            for (std::size_t m = 0; m < shares.means.size(); ++m) {
                means[m].sum += drawn[i] * shares.means[m].sum;
                means[m].count += drawn[i] * shares.means[m].count;
            }
            for (int k = 0; k < drawn[i]; ++k) bleu += shares.bleu;
            hasReferences = hasReferences || (drawn[i] > 0 && shares.hasReferences);
        }
        std::map<std::string, double> result;
        for (const auto& [name, number] : m_numberOf)
            if (means[number].count > 0) result[name] = means[number].sum / means[number].count;
        if (hasReferences) result["bleu4"] = bleuOf(bleu)[3];
        result["distinct_1"] = distinct(drawn, 0);
        result["distinct_2"] = distinct(drawn, 1);
        return result;
    }

  private:
    void addMean(PictureShares& shares, const std::string& name, double value) {
        const auto number = m_numberOf.try_emplace(name, m_numberOf.size()).first->second;
        if (shares.means.size() <= number) shares.means.resize(number + 1);
        shares.means[number].sum += value;
        shares.means[number].count += 1;
    }

    double distinct(const std::vector<int>& drawn, std::size_t which) {
        ++m_mark;
        std::int64_t found = 0, all = 0;
        for (std::size_t i = 0; i < m_pictures.size(); ++i) {
            if (drawn[i] == 0) continue;
            const auto& ngrams = m_pictures[i].ngrams[which];
            all += drawn[i] * static_cast<std::int64_t>(ngrams.size());
            for (const auto ngram : ngrams) {
                auto& mark = m_marks[static_cast<std::size_t>(ngram)];
                found += mark != m_mark;
                mark = m_mark;
            }
        }
        return all > 0 ? static_cast<double>(found) / static_cast<double>(all) : 0;
    }

    std::map<std::string, std::size_t> m_numberOf;  ///< of the metrics that are means
    std::vector<PictureShares> m_pictures;
    std::vector<std::int64_t> m_marks;  ///< of each n-gram, when it was met last
    std::int64_t m_mark = 0;
};

std::vector<std::int64_t> imagesOfBoth(const std::vector<MeasuredCaption>& a, const std::vector<MeasuredCaption>& b) {
    std::set<std::int64_t> ofA, both;
    for (const auto& caption : a) ofA.insert(caption.image);
    for (const auto& caption : b)
        if (ofA.contains(caption.image)) both.insert(caption.image);
    return {both.begin(), both.end()};
}

/// The values between which all but the tails lie, moved so that their mean is the difference that was measured: pictures that
/// are drawn twice make captions look less distinct than they are.
Interval middleOf(std::vector<double>& values, double measured) {
    const double shift = measured - mean(values);
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
    };
    return {at(kTail) + shift, at(1 - kTail) + shift};
}

}  // namespace

std::map<std::string, MetricDifference> compareCaptions(const std::vector<MeasuredCaption>& a,
                                                        const std::vector<MeasuredCaption>& b,
                                                        const CaptionReferences& references,
                                                        const ComparisonOptions& options, Observer* observer) {
    std::map<std::string, MetricDifference> differences;
    const auto images = imagesOfBoth(a, b);
    if (images.size() < 2) return differences;
    Contributions ofA(a, references, images), ofB(b, references, images);
    std::vector<int> drawn(images.size(), 1);
    const auto wholeA = ofA.metrics(drawn), wholeB = ofB.metrics(drawn);
    std::map<std::string, std::vector<double>> resampled;
    for (const auto& [name, value] : wholeA)
        if (const auto other = wholeB.find(name); other != wholeB.end())
            differences[name] = {value, other->second, {}};
    Rng rng(options.seed);
    for (int r = 0; r < options.resamples; ++r) {
        if (observer) observer->breathe();
        std::fill(drawn.begin(), drawn.end(), 0);
        for (std::size_t i = 0; i < images.size(); ++i) ++drawn[rng.below(images.size())];
        const auto nowA = ofA.metrics(drawn), nowB = ofB.metrics(drawn);
        for (const auto& [name, difference] : differences) {
            const auto x = nowA.find(name), y = nowB.find(name);
            // A metric of few pictures, those with references say, may miss all of them once.
            if (x != nowA.end() && y != nowB.end()) resampled[name].push_back(y->second - x->second);
        }
    }
    for (auto& [name, difference] : differences)
        if (auto& values = resampled[name]; !values.empty())
            difference.interval = middleOf(values, difference.b - difference.a);
    return differences;
}

Json toJson(const std::map<std::string, MetricDifference>& differences) {
    Json json = Json::object();
    for (const auto& [name, one] : differences)
        json[name] = {{"a", one.a}, {"b", one.b}, {"low", one.interval.low}, {"high", one.interval.high}};
    return json;
}

}  // namespace attune
