#include "session/queue_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>

#include "data/rng.h"
#include "project/query.h"

namespace attune {

namespace {

struct CaptionPlace {
    Id caption = 0;
    Id model = 0;
    std::size_t image = 0;  ///< index
    bool decided = false;
};

/// First what sorts, then what settles ties.
struct Urgency {
    double first = 0;
    double second = 0;
};

/// One image's captions while they are read: is one of them, and all with the same words, undecided?
class OpenCheck {
  public:
    void add(std::string_view text, bool decided) {
        m_any = m_any || decided;
        m_texts.emplace_back(text, decided);
    }
    bool takeOpen() {
        bool open = !m_texts.empty() && !m_any;
        if (m_any)
            for (const auto& [text, decided] : m_texts)
                open = open || std::none_of(m_texts.begin(), m_texts.end(), [&](const auto& other) {
                           return other.second && other.first == text;
                       });
        m_texts.clear();
        m_any = false;
        return open;
    }

  private:
    std::vector<std::pair<std::string, bool>> m_texts;
    bool m_any = false;
};

class OrderBuilder {
  public:
    OrderBuilder(Project& project, const QueueOptions& options, const RaterHistory& history)
        : m_database(project.database()), m_options(options), m_history(history) {}

    QueueOrder build() {
        readCaptions();
        m_urgency.resize(m_images.size());
        switch (m_options.strategy) {
            case QueueStrategy::Uncertain:
                byGain();
                break;
            case QueueStrategy::Disagreement:
                byDisagreement();
                break;
            case QueueStrategy::Newest:
                for (std::size_t i = 0; i < m_images.size(); ++i)
                    m_urgency[i].first = static_cast<double>(m_newest[i]);
                break;
            case QueueStrategy::Random:
                break;
            case QueueStrategy::Listed:
                byList();
                break;
        }
        return {sorted(), m_scores, m_heldOut};
    }

  private:
    void readCaptions() {
        const bool some = !m_options.images.empty();
        Query row(
            m_database,
            some ? "SELECT c.image_id, c.id, c.text, c.run_id, c.model_id FROM image i CROSS JOIN caption c"
                   " ON c.image_id = i.id AND c.source = 'model' WHERE i.split <> 'test' AND"
                   " i.id IN (SELECT value FROM json_each(?)) ORDER BY i.id"
                 : "SELECT c.image_id, c.id, c.text, c.run_id, c.model_id FROM image i CROSS JOIN caption c"
                   " ON c.image_id = i.id AND c.source = 'model' WHERE i.split <> 'test' AND ? = '[]'"
                   " ORDER BY i.id",
            dumpJson(Json(m_options.images)));
        OpenCheck check;
        while (row.next()) {
            const Id image = row.integer(0);
            if (m_images.empty() || m_images.back().image != image) {
                if (!m_images.empty()) m_images.back().open = check.takeOpen();
                m_images.push_back({image, false});
                m_newest.push_back(0);
            }
            const CaptionPlace caption{row.integer(1), row.integer(4), m_images.size() - 1,
                                       m_history.hasDecided(row.integer(1))};
            check.add(row.view(2), caption.decided);
            if (!caption.decided) m_newest.back() = std::max(m_newest.back(), row.integer(3));
            m_captions.push_back(caption);
        }
        if (!m_images.empty()) m_images.back().open = check.takeOpen();
    }

    /// Calls `visit(caption, mean, urgency)` for all scored captions of the queue.
    template <typename Visit>
    void eachScore(const Visit& visit) {
        std::sort(m_captions.begin(), m_captions.end(),
                  [](const auto& a, const auto& b) { return a.caption < b.caption; });
        Query row(
            m_database,
            "SELECT caption_id, mean, deviation, gain FROM reward_score WHERE model_id = ? ORDER BY caption_id",
            m_options.rewardModel);
        auto at = m_captions.begin();
        while (row.next()) {
            const Id caption = row.integer(0);
            while (at != m_captions.end() && at->caption < caption) ++at;
            if (at == m_captions.end()) break;
            if (at->caption == caption) visit(*at, row.real(1), askingUrgency(row.real(2), row.isNull(3) ? -1 : row.real(3)));
        }
    }

    /// The mean square of an image's open captions: in that order labelGains chose the images.
    void byGain() {
        std::vector<int> open(m_images.size(), 0);
        m_scores.open = std::count_if(m_captions.begin(), m_captions.end(), [](const auto& caption) { return !caption.decided; });
        eachScore([&](const CaptionPlace& caption, double, double urgency) {
            if (caption.decided) return;
            ++m_scores.scored;
            m_urgency[caption.image].first += urgency * urgency;
            ++open[caption.image];
        });
        for (std::size_t i = 0; i < open.size(); ++i)
            if (open[i] > 1) m_urgency[i].first /= open[i];
    }

    void byDisagreement() {
        struct Sum {
            double sum = 0;
            int count = 0;
        };
        std::vector<std::map<Id, Sum>> models(m_images.size());
        std::unordered_map<Id, double> rewards;  // of decided captions
        std::vector<std::vector<std::pair<int, double>>> rated(m_images.size());
        eachScore([&](const CaptionPlace& caption, double score, double) {
            Sum& sum = models[caption.image][caption.model];
            sum.sum += score;
            ++sum.count;
            if (!caption.decided) return;
            rewards[caption.caption] = score;
            if (const int value = m_history.ratingOf(caption.caption); value > 0)
                rated[caption.image].emplace_back(value, score);
        });
        std::unordered_map<Id, std::size_t> places;
        for (std::size_t i = 0; i < m_images.size(); ++i) {
            places.emplace(m_images[i].image, i);
            double low = std::numeric_limits<double>::infinity(), high = -low;
            for (const auto& [model, sum] : models[i]) {
                low = std::min(low, sum.sum / sum.count);
                high = std::max(high, sum.sum / sum.count);
            }
            m_urgency[i].second = high > low ? high - low : 0;
            for (const auto& a : rated[i])
                for (const auto& b : rated[i])
                    if (a.first > b.first)
                        m_urgency[i].first = std::max(m_urgency[i].first, b.second - a.second);
        }
        for (const auto& comparison : m_history.comparisons()) {
            if (comparison.outcome != Preference::Left && comparison.outcome != Preference::Right) continue;
            const auto left = rewards.find(comparison.left), right = rewards.find(comparison.right);
            const auto place = places.find(comparison.imageId);
            if (left == rewards.end() || right == rewards.end() || place == places.end()) continue;
            const double mistake = comparison.outcome == Preference::Left ? right->second - left->second
                                                                          : left->second - right->second;
            double& urgency = m_urgency[place->second].first;
            urgency = std::max(urgency, mistake);
        }
    }

    void byList() {
        std::unordered_map<Id, std::size_t> places;
        for (std::size_t i = 0; i < m_options.images.size(); ++i) places.emplace(m_options.images[i], i);
        for (std::size_t i = 0; i < m_images.size(); ++i)
            m_urgency[i].first = -static_cast<double>(places[m_images[i].image]);
        Query row(m_database, "SELECT count(*) FROM image WHERE split = 'test' AND id IN (SELECT value FROM json_each(?))",
                  dumpJson(Json(m_options.images)));
        if (row.next()) m_heldOut = row.integer(0);
    }

    std::vector<QueuedImage> sorted() const {
        struct Key {
            Urgency urgency;
            std::uint64_t hash;
            std::size_t index;
        };
        std::vector<Key> keys;
        keys.reserve(m_images.size());
        for (std::size_t i = 0; i < m_images.size(); ++i)
            keys.push_back({m_urgency[i], queueHash(m_options.seed, m_images[i].image), i});
        std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
            if (a.urgency.first != b.urgency.first) return a.urgency.first > b.urgency.first;
            if (a.urgency.second != b.urgency.second) return a.urgency.second > b.urgency.second;
            return a.hash != b.hash ? a.hash < b.hash : a.index < b.index;
        });
        std::vector<QueuedImage> order;
        order.reserve(keys.size());
        for (const auto& key : keys) order.push_back(m_images[key.index]);
        return order;
    }

    Database& m_database;
    const QueueOptions& m_options;
    const RaterHistory& m_history;
    std::vector<QueuedImage> m_images;  ///< by id
    std::vector<Id> m_newest;           ///< run of an undecided caption, of each image
    std::vector<CaptionPlace> m_captions;
    std::vector<Urgency> m_urgency;
    QueueScores m_scores;
    std::int64_t m_heldOut = 0;
};

}  // namespace

QueueOrder queueOrder(Project& project, const QueueOptions& options, const RaterHistory& history) {
    return OrderBuilder(project, options, history).build();
}

double askingUrgency(double deviation, double gain) { return gain >= 0 ? std::sqrt(gain) : deviation; }

std::uint64_t queueHash(std::uint64_t seed, Id image, Id caption) {
    return Rng(seed).fork(static_cast<std::uint64_t>(image)).fork(static_cast<std::uint64_t>(caption)).next();
}

}  // namespace attune
