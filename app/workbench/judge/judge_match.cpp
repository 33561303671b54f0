#include "workbench/judge/judge_match.h"

#include <QDateTime>
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "data/rng.h"

namespace attune {

namespace {

constexpr const char* kWishKey = "judge.wish";
constexpr const char* kPurpose = "judge";

/// Pictures whose file is gone cannot be shown.
bool isThere(Project& project, const ImageRecord& image) {
    std::error_code failure;
    return std::filesystem::exists(project.resolve(image.path), failure);
}

/// Those that were chosen, as far as they are there and as many as are wanted.
std::vector<ImageRecord> chosenImages(Project& project, const JudgeWish& wish) {
    std::vector<ImageRecord> images;
    for (const Id id : wish.chosen) {
        if (static_cast<int>(images.size()) >= wish.images) break;
        auto image = project.images().find(id);
        if (image && isThere(project, *image)) images.push_back(std::move(*image));
    }
    return images;
}

/// As many more as are wanted. Test images first: nothing was learnt from them. Each split is shuffled by the seed alone.
std::vector<ImageRecord> withMoreImages(Project& project, const JudgeWish& wish, std::vector<ImageRecord> images) {
    const std::set<Id> taken(wish.chosen.begin(), wish.chosen.end());
    for (const char* split : {"test", "validation", "train"}) {
        if (static_cast<int>(images.size()) >= wish.images) break;
        auto others = project.images().list({.split = split});
        Rng(wish.seed).shuffle(others);
        for (auto& image : others) {
            if (static_cast<int>(images.size()) >= wish.images) break;
            if (!taken.contains(image.id) && isThere(project, image)) images.push_back(std::move(image));
        }
    }
    return images;
}

/// A match of a version that did not keep its images has them chosen each time.
std::vector<ImageRecord> imagesToJudge(Project& project, const JudgeWish& wish) {
    return wish.chosen.empty() ? withMoreImages(project, wish, {}) : chosenImages(project, wish);
}

/// The model's first caption decoded like this: it stays the same when more are written.
std::optional<CaptionRecord> captionOf(Project& project, Id image, Id model, const Json& decoding) {
    for (auto& caption : project.captions().list({.imageId = image, .modelId = model, .source = CaptionSource::Model}))
        if (caption.promptId == 0 && optionsToJson(caption.decoding) == decoding) return std::move(caption);
    return {};
}

std::optional<Verdict> verdictIn(const std::vector<ComparisonRecord>& comparisons, const JudgePair& pair,
                                 const std::string& rater) {
    std::optional<Verdict> last;
    for (const auto& one : comparisons) {
        if (one.purpose != kPurpose || one.rater != rater) continue;
        const bool straight = one.leftCaptionId == pair.a.id && one.rightCaptionId == pair.b.id;
        const bool turned = one.leftCaptionId == pair.b.id && one.rightCaptionId == pair.a.id;
        if (!straight && !turned) continue;
        JudgePair shown = pair;
        shown.swapped = turned;
        last = shown.verdictOf(one.outcome);
    }
    return last;
}

/// Where the rater is: times are stored in UTC.
std::string dayOf(const std::string& iso) {
    const QDateTime when = QDateTime::fromString(QString::fromStdString(iso), Qt::ISODateWithMs);
    return when.isValid() ? when.toLocalTime().date().toString(Qt::ISODate).toStdString() : iso.substr(0, 10);
}

}  // namespace

GenerationOptions JudgeWish::decoding() const {
    GenerationOptions options;
    options.mode = mode;
    return options;
}

bool JudgeWish::isSameMatch(const JudgeWish& other) const {
    return std::minmax(a, b) == std::minmax(other.a, other.b) && mode == other.mode && seed == other.seed;
}

JudgeWish loadWish(Project& project) {
    JudgeWish wish;
    try {
        const auto text = project.meta(kWishKey);
        if (text.empty()) return {};
        const Json json = parseJson(text, kWishKey);
        wish.a = required<Id>(json, "a");
        wish.b = required<Id>(json, "b");
        wish.images = std::clamp(required<int>(json, "images"), 1, 100000);
        wish.mode = required<std::string>(json, "mode") == "sample" ? "sample" : "greedy";
        wish.seed = required<std::uint64_t>(json, "seed");
        wish.chosen = optional<std::vector<Id>>(json, "chosen", {});
    } catch (const Error&) {
        return {};  // of another version of the program: judging begins anew
    }
    return project.models().find(wish.a) && project.models().find(wish.b) ? wish : JudgeWish{};
}

void storeWish(Project& project, const JudgeWish& wish) {
    JudgeWish whole = wish;
    if (const JudgeWish before = loadWish(project); before.isSameMatch(wish)) whole.chosen = before.chosen;
    auto chosen = chosenImages(project, whole);
    const std::size_t kept = chosen.size();
    const auto images = withMoreImages(project, whole, std::move(chosen));
    for (std::size_t i = kept; i < images.size(); ++i) whole.chosen.push_back(images[i].id);
    project.setMeta(kWishKey, dumpJson({{"a", whole.a},
                                        {"b", whole.b},
                                        {"images", whole.images},
                                        {"mode", whole.mode},
                                        {"seed", whole.seed},
                                        {"chosen", whole.chosen}}));
}

Verdict JudgePair::verdictOf(Preference onScreen) const {
    switch (onScreen) {
        case Preference::Left: return swapped ? Verdict::B : Verdict::A;
        case Preference::Right: return swapped ? Verdict::A : Verdict::B;
        case Preference::Tie: return Verdict::Tie;
        case Preference::BothBad: break;
    }
    return Verdict::BothBad;
}

JudgeMatch loadMatch(Project& project, const JudgeWish& wish, const std::string& rater) {
    JudgeMatch match;
    match.wish = wish;
    if (wish.chosen.empty())
        if (const JudgeWish stored = loadWish(project); stored.isSameMatch(wish)) match.wish.chosen = stored.chosen;
    match.modelA = project.models().get(wish.a);
    match.modelB = project.models().get(wish.b);
    const Json decoding = optionsToJson(wish.decoding());
    const Rng sides = Rng(wish.seed).fork(1);
    for (const auto& image : imagesToJudge(project, match.wish)) {
        match.images.push_back(image.id);
        auto a = captionOf(project, image.id, wish.a, decoding);
        auto b = captionOf(project, image.id, wish.b, decoding);
        if (!a) match.missingA.push_back(image.id);
        if (!b) match.missingB.push_back(image.id);
        if (!a || !b) continue;
        JudgePair pair;
        pair.image = image.id;
        const auto path = project.resolve(image.path);
        pair.path = QString::fromStdString(path.string());
        pair.name = QString::fromStdString(path.filename().string());
        pair.a = std::move(*a);
        pair.b = std::move(*b);
        pair.swapped = sides.fork(static_cast<std::uint64_t>(image.id)).chance(0.5);
        pair.verdict = verdictIn(project.decisions().comparisonsOfImage(image.id), pair, rater);
        match.pairs.push_back(std::move(pair));
    }
    return match;
}

void JudgeTally::add(Verdict verdict) {
    switch (verdict) {
        case Verdict::A: ++winsA; break;
        case Verdict::B: ++winsB; break;
        case Verdict::Tie: ++ties; break;
        case Verdict::BothBad: ++bothBad; break;
    }
}

JudgeTally tallyOf(const JudgeMatch& match) {
    JudgeTally tally;
    const auto& pairs = match.pairs;
    std::size_t reached = pairs.size();
    if (std::any_of(pairs.begin(), pairs.end(), [](const JudgePair& pair) { return pair.isOpen(); }))
        while (reached > 0 && !pairs[reached - 1].verdict) --reached;
    for (std::size_t i = 0; i < reached; ++i) {
        if (pairs[i].isIdentical())
            ++tally.identical;
        else if (pairs[i].verdict)
            tally.add(*pairs[i].verdict);
    }
    return tally;
}

std::vector<PastJudgement> pastJudgements(Project& project, Id a, Id b) {
    std::map<std::tuple<std::string, std::string, std::string>, JudgeTally> found;
    for (const auto& one : project.decisions().comparisons()) {
        if (one.purpose != kPurpose) continue;
        const auto left = project.captions().find(one.leftCaptionId), right = project.captions().find(one.rightCaptionId);
        if (!left || !right) continue;
        JudgePair shown;
        shown.swapped = left->modelId == b;
        if (left->modelId != (shown.swapped ? b : a) || right->modelId != (shown.swapped ? a : b)) continue;
        found[{dayOf(one.createdAt), one.rater, left->decoding.mode}].add(shown.verdictOf(one.outcome));
    }
    std::vector<PastJudgement> past;
    for (auto at = found.rbegin(); at != found.rend(); ++at) {
        const auto& [day, rater, mode] = at->first;
        past.push_back({QString::fromStdString(day), QString::fromStdString(rater), QString::fromStdString(mode), at->second});
    }
    return past;
}

}  // namespace attune
