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

/// Those of the match that was begun last, if it is the same but for their number: what is imported later does not change it.
std::vector<Id> imagesBegun(Project& project, const JudgeWish& wish) {
    try {
        const auto text = project.meta(kWishKey);
        if (text.empty()) return {};
        const Json json = parseJson(text, kWishKey);
        const bool same = required<Id>(json, "a") == wish.a && required<Id>(json, "b") == wish.b &&
                          required<std::string>(json, "mode") == wish.mode && required<std::uint64_t>(json, "seed") == wish.seed;
        return same ? optional<std::vector<Id>>(json, "chosen", {}) : std::vector<Id>();
    } catch (const Error&) {
        return {};  // of another version of the program
    }
}

/// Those that were begun with, then test images: nothing was learnt from them. Each split is shuffled by the seed alone, so that
/// asking for more images keeps those that were judged. Pictures whose file is gone cannot be shown.
std::vector<ImageRecord> imagesToJudge(Project& project, const JudgeWish& wish) {
    std::vector<ImageRecord> chosen;
    std::set<Id> seen;
    const auto take = [&](ImageRecord image) {
        if (static_cast<int>(chosen.size()) >= wish.images || !seen.insert(image.id).second) return;
        std::error_code failure;
        if (std::filesystem::exists(project.resolve(image.path), failure)) chosen.push_back(std::move(image));
    };
    for (const Id id : imagesBegun(project, wish))
        if (auto image = project.images().find(id)) take(std::move(*image));
    for (const char* split : {"test", "validation", "train"}) {
        if (static_cast<int>(chosen.size()) >= wish.images) break;
        auto images = project.images().list({.split = split});
        Rng(wish.seed).shuffle(images);
        for (auto& image : images) take(std::move(image));
    }
    return chosen;
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
    } catch (const Error&) {
        return {};  // of another version of the program: judging begins anew
    }
    return project.models().find(wish.a) && project.models().find(wish.b) ? wish : JudgeWish{};
}

void storeMatch(Project& project, const JudgeMatch& match) {
    const JudgeWish& wish = match.wish;
    project.setMeta(kWishKey, dumpJson({{"a", wish.a}, {"b", wish.b}, {"images", wish.images}, {"mode", wish.mode},
                                        {"seed", wish.seed}, {"chosen", match.images}}));
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
    match.modelA = project.models().get(wish.a);
    match.modelB = project.models().get(wish.b);
    const Json decoding = optionsToJson(wish.decoding());
    const Rng sides = Rng(wish.seed).fork(1);
    for (const auto& image : imagesToJudge(project, wish)) {
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
