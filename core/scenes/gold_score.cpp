#include "scenes/gold_score.h"

#include <algorithm>
#include <limits>
#include <set>

#include "scenes/caption_parser.h"

namespace attune {

namespace {

constexpr double kSizeWeight = 0.5;
constexpr double kRelationWeight = 0.5;
constexpr int kNone = -1;

struct Facts {
    double right = 0;
    double wrong = 0;
};

Facts compare(const Mention& m, const SceneObject& o) {
    Facts f;
    (m.shape == o.shape ? f.right : f.wrong) += 1;
    if (m.colour) (*m.colour == o.colour ? f.right : f.wrong) += 1;
    if (m.size) (*m.size == o.size ? f.right : f.wrong) += kSizeWeight;
    return f;
}

double weight(const Mention& m) {
    return 1 + (m.colour ? 1 : 0) + (m.size ? kSizeWeight : 0);
}

/// The object of each mention, or kNone, so that right minus wrong facts is largest: dynamic programming over
/// the mentions and the set of objects taken. A mention needs its shape or its colour right to be about an
/// object at all.
std::vector<int> assign(const std::vector<Mention>& mentions, const std::vector<SceneObject>& objects) {
    const std::size_t sets = std::size_t{1} << objects.size();
    constexpr double kUnreachable = -std::numeric_limits<double>::infinity();
    std::vector<double> best(sets, kUnreachable);
    best[0] = 0;
    std::vector<std::vector<int>> choice(mentions.size(), std::vector<int>(sets, kNone));
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        std::vector<double> next(sets, kUnreachable);
        for (std::size_t taken = 0; taken < sets; ++taken) {
            if (best[taken] == kUnreachable) continue;
            const auto offer = [&](std::size_t set, double value, int object) {
                if (value > next[set]) {
                    next[set] = value;
                    choice[i][set] = object;
                }
            };
            offer(taken, best[taken] - weight(mentions[i]), kNone);
            for (std::size_t k = 0; k < objects.size(); ++k) {
                const Facts f = compare(mentions[i], objects[k]);
                if ((taken >> k & 1) == 0 && f.right >= 1)
                    offer(taken | std::size_t{1} << k, best[taken] + f.right - f.wrong, static_cast<int>(k));
            }
        }
        best = std::move(next);
    }
    auto set = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    std::vector<int> object(mentions.size(), kNone);
    for (std::size_t i = mentions.size(); i-- > 0;) {
        object[i] = choice[i][set];
        if (object[i] != kNone) set &= ~(std::size_t{1} << object[i]);
    }
    return object;
}

/// The object that a mention without one of its own names again, all facts right; kNone if it names none.
int repeatedObject(const Mention& m, const std::vector<int>& assigned,
                   const std::vector<SceneObject>& objects) {
    for (const int k : assigned)
        if (k != kNone && compare(m, objects[static_cast<std::size_t>(k)]).wrong == 0) return k;
    return kNone;
}

void scoreRelations(GoldScore& score, const CaptionPlan& plan, const std::vector<int>& about,
                    const std::vector<SceneObject>& objects) {
    std::set<std::pair<int, int>> counted;
    for (std::size_t i = 0; i < plan.joints.size(); ++i) {
        if (!plan.joints[i]) continue;
        const int a = about[i];
        const int b = about[i + 1];
        const bool known = a != kNone && b != kNone && a != b;
        if (!known || !holds(*plan.joints[i], objects[static_cast<std::size_t>(a)],
                             objects[static_cast<std::size_t>(b)]))
            score.invented += kRelationWeight;
        else if (counted.insert(std::minmax(a, b)).second && counted.size() < objects.size())
            score.right += kRelationWeight;
    }
}

}  // namespace

GoldScore goldScore(const Scene& scene, std::string_view caption) {
    const auto& objects = scene.objects;
    if (objects.empty() || objects.size() > kMaxSceneObjects) throw Error("this scene has no gold score");
    const ParsedCaption parsed = parseCaption(caption);
    const auto& mentions = parsed.plan.mentions;
    const std::vector<int> assigned = assign(mentions, objects);

    GoldScore score;
    score.slips = parsed.slips;
    std::vector<int> about = assigned;  // repeats count as their object in relations
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        if (assigned[i] != kNone) {
            const Facts f = compare(mentions[i], objects[static_cast<std::size_t>(assigned[i])]);
            score.right += f.right;
            score.invented += f.wrong;
            continue;
        }
        about[i] = repeatedObject(mentions[i], assigned, objects);
        (about[i] != kNone ? score.repeated : score.invented) += weight(mentions[i]);
    }
    scoreRelations(score, parsed.plan, about, objects);

    const auto n = static_cast<double>(objects.size());
    const double total = (2 + kSizeWeight) * n + kRelationWeight * (n - 1);
    score.missing = total - score.right;
    const double net = score.right - score.invented - score.repeated / 2 - score.slips / 4.0;
    score.value = std::clamp(net / total, 0.0, 1.0);
    return score;
}

}  // namespace attune
