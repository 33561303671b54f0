#include "session/job_inputs.h"

#include <algorithm>
#include <map>
#include <set>

#include "data/file.h"
#include "session/consistency.h"
#include "session/preference_pairs.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

Json imageRow(Project& project, const ImageRecord& image, const ImageRowOptions& options) {
    Json row{{"id", image.id}, {"path", project.resolve(image.path).string()}};
    if (!options.prompt.empty()) row["prompt"] = options.prompt;
    if (options.scene && image.extra.contains("scene")) row["scene"] = image.extra["scene"];
    if (!options.references) return row;
    Json references = Json::array();
    for (const auto& caption :
         project.captions().list({.imageId = image.id, .source = CaptionSource::Reference}))
        references.push_back(caption.text);
    if (!references.empty()) row["references"] = std::move(references);
    return row;
}

bool isThere(Project& project, const ImageRecord& image) {
    std::error_code failure;
    return fs::exists(project.resolve(image.path), failure);
}

void warnOfMissing(JobDraft& draft, std::int64_t count, const std::string& example) {
    if (count == 0) return;
    draft.warnings.push_back(std::to_string(count) + (count == 1 ? " image was" : " images were") +
                             " left out because the file is gone (" + example +
                             "); import the folder where it lies now and it is found again");
}

/// Captions that have a rating or were compared. @param withJudge  in Judge, too
std::set<Id> decidedCaptions(Project& project, bool withJudge) {
    std::set<Id> decided;
    for (const auto& rating : project.decisions().ratings())
        if (rating.value) decided.insert(rating.captionId);
    for (const auto& comparison : project.decisions().comparisons())
        if (withJudge || comparison.purpose != "judge") decided.insert({comparison.leftCaptionId, comparison.rightCaptionId});
    return decided;
}

/// How often those who compared contradicted themselves when a pair came back.
void addRaters(Project& project, JobDraft& draft) {
    std::set<std::string> raters;
    for (const auto& row : draft.inputs["comparisons"]) raters.insert(row["rater"].get<std::string>());
    for (const auto& rater : raters) {
        // A name that nobody gave would ask for everybody.
        const auto consistency = rater.empty() ? ConsistencyReport{} : consistencyOf(project, rater);
        if (consistency.decided > 0)
            draft.inputs["raters"].push_back(
                {{"rater", rater}, {"decided", consistency.decided}, {"flipped", consistency.flipped}});
    }
}

}  // namespace

std::string imagePlaces(Project& project) {
    return project.folder().string() + "#" + std::to_string(project.images().moves());
}

void addImages(Project& project, JobDraft& draft, const ImageFilter& filter, const ImageRowOptions& options) {
    // Before they are read: what moves meanwhile is followed later.
    if (draft.imagePlaces.empty()) draft.imagePlaces = imagePlaces(project);
    auto& rows = draft.inputs["images"];
    std::int64_t missing = 0;
    std::string example;
    for (const auto& image : project.images().list(filter)) {
        if (isThere(project, image)) {
            rows.push_back(imageRow(project, image, options));
        } else if (++missing == 1) {
            example = image.path;
        }
    }
    warnOfMissing(draft, missing, example);
}

void followImages(Project& project, const RunFolder& run) {
    bool isChanged = false;
    std::string text;
    for (Json& row : run.inputs("images")) {
        const auto image = project.images().find(required<Id>(row, "id"));
        const std::string path = image ? project.resolve(image->path).string() : std::string();
        if (image && path != required<std::string>(row, "path") && isThere(project, *image)) {
            row["path"] = path;
            isChanged = true;
        }
        text += dumpJson(row) + "\n";
    }
    if (isChanged) writeFileAtomically(run.path() / "inputs" / "images.jsonl", text);
}

void addCaptions(Project& project, JobDraft& draft, const std::vector<CaptionRecord>& captions) {
    if (draft.imagePlaces.empty()) draft.imagePlaces = imagePlaces(project);
    auto& images = draft.inputs["images"];
    auto& rows = draft.inputs["captions"];
    std::set<Id> present;
    std::set<Id> missing;
    for (const auto& row : images) present.insert(row["id"].get<Id>());
    std::string example;
    for (const auto& caption : captions) {
        if (missing.contains(caption.imageId)) continue;
        if (!present.contains(caption.imageId)) {
            const ImageRecord image = project.images().get(caption.imageId);
            if (!isThere(project, image)) {
                missing.insert(image.id);
                if (example.empty()) example = image.path;
                continue;
            }
            images.push_back(imageRow(project, image, {}));
            present.insert(image.id);
        }
        rows.push_back({{"id", caption.id},
                        {"image", caption.imageId},
                        {"text", caption.text},
                        {"ids", caption.tokenIds}});
        if (const auto prompt = project.prompts().find(caption.promptId); prompt && !prompt->text.empty())
            rows.back()["prompt"] = prompt->text;
    }
    warnOfMissing(draft, static_cast<std::int64_t>(missing.size()), example);
}

void addRated(Project& project, JobDraft& draft) {
    const auto decided = decidedCaptions(project, true);
    auto& rows = draft.inputs["rated"];
    for (const auto& caption : draft.inputs["captions"])
        if (const Id id = caption["id"].get<Id>(); decided.contains(id)) rows.push_back({{"caption", id}});
}

void addPairs(Project& project, JobDraft& draft, LeftOut others) {
    std::set<Id> present;
    for (const auto& row : draft.inputs["images"]) present.insert(row["id"].get<Id>());
    std::set<Id> wanted;
    std::vector<Json> rows;
    std::int64_t elsewhere = 0;
    for (const auto& pair : preferencePairs(project)) {
        if (!present.contains(pair.imageId)) {
            ++elsewhere;
            continue;
        }
        wanted.insert({pair.chosen, pair.rejected});
        rows.push_back({{"chosen", pair.chosen}, {"rejected", pair.rejected}, {"simulated", pair.simulated}});
    }
    if (others == LeftOut::WithAWarning && elsewhere > 0)
        draft.warnings.push_back(std::to_string(elsewhere) +
                                 " pairs were left out: their images are not among those to learn from");
    if (rows.empty()) return;
    std::vector<CaptionRecord> captions;
    for (const Id id : wanted) captions.push_back(project.captions().get(id));
    addCaptions(project, draft, captions);
    draft.inputs["pairs"] = std::move(rows);
}

void addHeldOut(Project& project, JobDraft& draft, const ModelRecord& reward) {
    const Json learnt = optional(optional(reward.info, "report", Json::object()), "learnt_images", Json());
    if (!learnt.is_array()) return;
    std::set<Id> held, present;
    for (const auto& row : draft.inputs["images"]) held.insert(row["id"].get<Id>());
    for (const auto& image : learnt)
        if (image.is_number_integer()) held.erase(image.get<Id>());
    if (const auto at = draft.inputs.find("captions"); at != draft.inputs.end())
        for (const auto& row : at->second) present.insert(row["id"].get<Id>());
    // What a person wrote lies so far from what a captioner writes that its likelihood falls whatever the policy learns.
    const auto isHeldOut = [&](const CaptionRecord& caption) {
        return caption.source == CaptionSource::Model && held.contains(caption.imageId);
    };
    if (const auto at = draft.inputs.find("pairs"); at != draft.inputs.end())
        for (Json& row : at->second) {
            const auto counts = [&](const char* side) { return isHeldOut(project.captions().get(row[side].get<Id>())); };
            if (counts("chosen") && counts("rejected")) row["held_out"] = true;
        }
    std::vector<CaptionRecord> others;  // that the draft does not have yet
    std::vector<Json> rows;
    for (const auto& [id, rated] : meanRatings(project)) {
        const CaptionRecord caption = project.captions().get(id);
        if (!isHeldOut(caption)) continue;
        rows.push_back({{"caption", id}, {"value", rated.value()}, {"simulated", rated.simulated}});
        if (!present.contains(id)) others.push_back(caption);
    }
    if (!others.empty()) addCaptions(project, draft, others);
    if (!rows.empty()) draft.inputs["held_out"] = std::move(rows);
}

void addDemonstrations(Project& project, const std::string& which, JobDraft& draft) {
    constexpr double kRight = 4;  // a mean rating
    std::set<Id> present;
    for (const auto& row : draft.inputs["images"]) present.insert(row["id"].get<Id>());
    const auto wants = [&](const char* kind) { return which == "all" || which == kind; };
    std::vector<CaptionRecord> captions;
    std::vector<Json> rows;
    std::set<std::pair<Id, std::string>> known;
    const auto take = [&](const CaptionRecord& caption, bool simulated) {
        if (!present.contains(caption.imageId) || !known.insert({caption.imageId, caption.text}).second) return;
        captions.push_back(caption);
        rows.push_back({{"caption", caption.id}, {"simulated", simulated}});
    };
    if (wants("edits"))
        for (const auto& caption : project.captions().list({.source = CaptionSource::Edit})) take(caption, false);
    if (wants("references"))
        for (const auto& caption : project.captions().list({.source = CaptionSource::Reference})) take(caption, false);
    if (wants("top_rated"))
        for (const auto& [id, rated] : meanRatings(project))
            if (rated.value() >= kRight) take(project.captions().get(id), rated.simulated);
    addCaptions(project, draft, captions);
    draft.inputs["demonstrations"] = std::move(rows);
}

void addDecisions(Project& project, JobDraft& draft) {
    const auto ratings = project.decisions().ratings();
    auto comparisons = project.decisions().comparisons();
    // Evidence for or against a captioner: one that was optimised towards it could not be judged by it any more.
    std::erase_if(comparisons, [](const ComparisonRecord& comparison) { return comparison.purpose == "judge"; });
    std::set<Id> wanted;
    for (const auto& rating : ratings)
        if (rating.value) wanted.insert(rating.captionId);
    for (const auto& comparison : comparisons)
        wanted.insert({comparison.leftCaptionId, comparison.rightCaptionId});

    std::vector<CaptionRecord> captions;
    std::int64_t ofTest = 0;
    for (const Id id : wanted) {
        CaptionRecord caption = project.captions().get(id);
        if (project.images().get(caption.imageId).split == "test") {
            ++ofTest;
        } else {
            captions.push_back(std::move(caption));
        }
    }
    if (ofTest > 0)
        draft.warnings.push_back(
            std::to_string(ofTest) +
            " captions of test images were left out: what is judged on is not learnt from");
    addCaptions(project, draft, captions);

    std::set<Id> used;
    for (const auto& row : draft.inputs["captions"]) used.insert(row["id"].get<Id>());
    for (const auto& rating : ratings)
        if (rating.value && used.contains(rating.captionId))
            draft.inputs["ratings"].push_back(
                {{"caption", rating.captionId}, {"value", *rating.value}, {"simulated", rating.simulated}});
    for (const auto& comparison : comparisons)
        if (used.contains(comparison.leftCaptionId) && used.contains(comparison.rightCaptionId))
            draft.inputs["comparisons"].push_back({{"left", comparison.leftCaptionId},
                                                   {"right", comparison.rightCaptionId},
                                                   {"outcome", toText(comparison.outcome)},
                                                   {"rater", comparison.rater},
                                                   {"simulated", comparison.simulated}});
    addRaters(project, draft);
}

void askAsJudged(Project& project, JobDraft& draft) {
    const auto judged = decidedCaptions(project, false);
    std::map<Id, std::int64_t> answers;  // by prompt
    for (const Id id : judged)
        if (const auto caption = project.captions().get(id); caption.source == CaptionSource::Model) ++answers[caption.promptId];
    const auto most = std::max_element(answers.begin(), answers.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == answers.end()) return;
    std::string text;
    if (most->first > 0)
        if (const auto prompt = project.prompts().find(most->first)) text = prompt->text;
    const std::string prompts = std::to_string(answers.size());
    if (text.empty()) {
        if (answers.size() > 1)
            draft.warnings.push_back("the captions that were judged answer " + prompts +
                                     " prompts; all are read as answers to the captioner's own, which most of them answer");
        return;
    }
    if (answers.size() > 1)
        draft.warnings.push_back("the captions that were judged answer " + prompts + " prompts; all are read as answers to \"" +
                                 text + "\", which most of them answer");
    draft.promptId = most->first;
    for (Json& row : draft.inputs["images"]) row["prompt"] = text;
}

}  // namespace attune
