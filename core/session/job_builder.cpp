#include "session/job_builder.h"

#include <algorithm>
#include <optional>
#include <set>

#include "data/adapter_folder.h"
#include "data/error.h"
#include "data/policy_presets.h"
#include "data/rng.h"
#include "project/query.h"
#include "session/adapter_base.h"
#include "session/current_model.h"
#include "session/job_inputs.h"
#include "session/space_inputs.h"

namespace attune {

namespace {

JobDraft begin(JobKind kind, const JobSettings& settings) {
    JobDraft draft;
    draft.job.kind = kind;
    draft.job.seed = settings.seed;
    draft.job.device = settings.device;
    draft.job.options = settings.options;
    return draft;
}

/// Models inside the project are named relative to the run folder, so that both can be moved together.
std::string pathFromRun(const std::string& stored) {
    return std::filesystem::path(stored).is_absolute() ? stored : "../../" + stored;
}

void setModel(JobDraft& draft, const std::string& role, const ModelRecord& model) {
    draft.job.models[role] = pathFromRun(model.path);
    draft.modelIds[role] = model.id;
}

ModelRecord chosen(Project& project, Id id, const std::string& kind) {
    if (id > 0) {
        const ModelRecord model = project.models().get(id);
        if (model.kind != kind)
            throw Error("model " + std::to_string(id) + " (" + model.name + ") is no " + kind,
                        "it is a " + model.kind);
        return model;
    }
    if (auto current = currentModel(project, kind)) return *current;
    throw Error("this project has no " + kind + (kind == "reward" ? " model" : "") + " yet", "",
                kind == "reward" ? "train one from your ratings first" : "add a model folder first");
}

/// What pictures and captions are read with: a captioner, or an encoder where one is named.
ModelRecord chosenReader(Project& project, Id id) {
    if (id > 0)
        if (ModelRecord model = project.models().get(id); model.kind == "encoder") return model;
    return chosen(project, id, "captioner");
}

/// The oldest captioner that this one descends from, up to one that came in with an adapter: what others taught it is not to
/// be unlearnt.
ModelRecord rootOf(Project& project, const ModelRecord& model) {
    ModelRecord root = model;
    for (const auto& ancestor : project.models().pathToRoot(model.id)) {
        if (ancestor.kind == "captioner") root = ancestor;
        if (optional<std::string>(ancestor.info, "made_by", "") == toText(JobKind::Merge)) break;
    }
    return root;
}

void requireImages(const JobDraft& draft, const std::string& remedy) {
    const auto at = draft.inputs.find("images");
    if (at == draft.inputs.end() || at->second.empty())
        throw Error("there are no images to work on", "", remedy);
}

bool namesNone(const ImageFilter& images) {
    return images.split.empty() && images.tag.empty() && images.pathPart.empty() && images.ids.empty();
}

/// The captions of the images that the wish is about.
std::vector<CaptionRecord> captionsOf(Project& project, const ImageFilter& images, std::optional<CaptionSource> source) {
    CaptionFilter filter;
    filter.source = source;
    filter.split = images.split;
    auto captions = project.captions().list(filter);
    if (images.ids.empty() && images.tag.empty() && images.pathPart.empty()) return captions;
    const auto wanted = project.images().ids(images);  // ascending
    std::erase_if(captions, [&](const CaptionRecord& caption) {
        return !std::binary_search(wanted.begin(), wanted.end(), caption.imageId);
    });
    return captions;
}

/// The reward model with the captioner or encoder that it reads through, which is its parent.
void setReward(Project& project, JobDraft& draft, Id reward) {
    const ModelRecord model = chosen(project, reward, "reward");
    if (model.parentId == 0)
        throw Error("the reward model " + model.name + " cannot be used",
                    "the model that it reads through is not known", "train a reward model in this project");
    setModel(draft, "reward", model);
    setModel(draft, "reward_backbone", project.models().get(model.parentId));
}

/// Whether the reward model has scored captions to be rated: the scores that a training leaves have no gain.
bool hasGains(Project& project, Id reward) {
    return Query(project.database(), "SELECT 1 FROM reward_score WHERE model_id = ? AND gain IS NOT NULL LIMIT 1", reward).next();
}

/// The captioner that an adapter is merged into where none is named.
ModelRecord chosenBase(Project& project, const AdapterConfig& adapter, JobDraft& draft) {
    const AdapterBase base = adapterBase(project, adapter);
    if (base.isNamed)
        draft.warnings.push_back("the adapter names " + adapter.base + " as its base: it is merged into the captioner " +
                                 base.captioner.name);
    else if (adapter.base.empty())
        draft.warnings.push_back("the adapter does not name its base: it is merged into the current captioner, " +
                                 base.captioner.name);
    else
        draft.warnings.push_back("the adapter names " + adapter.base +
                                 " as its base, which this project does not have: it is merged into the current captioner, " +
                                 base.captioner.name);
    return base.captioner;
}

}  // namespace

JobDraft draftGenerate(Project& project, const JobSettings& settings, const GenerationOptions& decoding,
                       int count, const std::string& prompt, Id captioner) {
    if (count < 1) throw Error("at least one caption of each image must be asked for");
    JobDraft draft = begin(JobKind::Generate, settings);
    draft.job.options.update(optionsToJson(decoding));
    draft.job.options["n"] = count;
    setModel(draft, "captioner", chosen(project, captioner, "captioner"));
    addImages(project, draft, settings.images, {.prompt = prompt});
    requireImages(draft, "import some images first");
    return draft;
}

JobDraft draftScore(Project& project, const JobSettings& settings, Id reward) {
    JobDraft draft = begin(JobKind::Score, settings);
    setReward(project, draft, reward);
    draft.job.models["captioner"] = draft.job.models.at("reward_backbone");
    auto captions = captionsOf(project, settings.images, CaptionSource::Model);
    if (namesNone(settings.images)) {
        const auto held = project.images().ids({.split = "test"});  // ascending
        std::erase_if(captions, [&](const CaptionRecord& caption) {
            return std::binary_search(held.begin(), held.end(), caption.imageId);
        });
    }
    addCaptions(project, draft, captions);
    requireImages(draft, "generate some captions first");
    addRated(project, draft);
    return draft;
}

std::optional<JobDraft> draftScoreAfter(Project& project, Id run) {
    const auto trained = project.runs().find(run);
    if (!trained || trained->kind != toText(JobKind::TrainReward)) return std::nullopt;
    const auto made = project.models().ofRun(run);
    const auto reward = std::find_if(made.begin(), made.end(), [](const ModelRecord& model) { return model.kind == "reward"; });
    const CaptionFilter all{.source = CaptionSource::Model}, held{.source = CaptionSource::Model, .split = "test"};
    if (reward == made.end() || project.captions().count(all) == project.captions().count(held)) return std::nullopt;
    if (hasGains(project, reward->id)) return std::nullopt;
    JobSettings settings;
    settings.device = optional<std::string>(trained->job, "device", settings.device);
    settings.seed = optional<std::uint64_t>(trained->job, "seed", settings.seed);
    JobDraft draft = draftScore(project, settings, reward->id);
    if (draft.inputs["rated"].size() == draft.inputs["captions"].size()) return std::nullopt;
    return draft;
}

JobDraft draftEmbed(Project& project, const JobSettings& settings, bool withCaptions, Id captioner) {
    JobDraft draft = begin(JobKind::Embed, settings);
    const ModelRecord reader = chosenReader(project, captioner);
    setModel(draft, "captioner", reader);
    addImages(project, draft, settings.images, {});
    requireImages(draft, "import some images first");
    if (withCaptions) addCaptions(project, draft, captionsOf(project, settings.images, std::nullopt));
    addLastLayout(project, draft, reader);
    if (reader.kind == "captioner") addSpaceHeads(project, draft, reader);
    return draft;
}

JobDraft draftEvaluate(Project& project, const JobSettings& settings, Id captioner, Id reward, Id against) {
    JobDraft draft = begin(JobKind::Evaluate, settings);
    const ModelRecord model = chosen(project, captioner, "captioner");
    setModel(draft, "captioner", model);
    setModel(draft, "reference", rootOf(project, model));
    if (against > 0) setModel(draft, "against", chosen(project, against, "captioner"));
    if (reward > 0) setReward(project, draft, reward);
    ImageFilter filter = settings.images;
    if (filter.split.empty() && filter.ids.empty()) filter.split = "test";
    addImages(project, draft, filter, {.references = true, .scene = true});
    if (draft.inputs["images"].empty() && settings.images.split.empty() && filter.ids.empty()) {
        // A handful of pictures may all have fallen elsewhere; better judged on those than not at all, but
        // said.
        filter.split.clear();
        addImages(project, draft, filter, {.references = true, .scene = true});
        draft.warnings.push_back(
            "no image is in the test split: judged on all images, those trained on included");
    }
    requireImages(draft, "import some images first");
    askAsJudged(project, draft);
    return draft;
}

JobDraft draftTrainReward(Project& project, const JobSettings& settings, Id backbone) {
    JobDraft draft = begin(JobKind::TrainReward, settings);
    setModel(draft, "captioner", chosenReader(project, backbone));
    addDecisions(project, draft);
    if (draft.inputs["ratings"].empty() && draft.inputs["comparisons"].empty())
        throw Error("there is nothing to learn a reward from",
                    "no caption outside the test split is rated or compared", "rate some captions first");
    return draft;
}

namespace {

/// Of a library larger than its rounds show, the run is given a draw: every image's states are kept while it works. Images that
/// its captions are of stay.
void keepWhatRoundsShow(JobDraft& draft, const PolicyOptions& options) {
    auto& images = draft.inputs["images"];
    const auto most = static_cast<std::size_t>(options.rounds) * static_cast<std::size_t>(options.images);
    if (images.size() <= most) return;
    std::set<Id> kept;
    if (const auto at = draft.inputs.find("captions"); at != draft.inputs.end())
        for (const Json& row : at->second) kept.insert(row["image"].get<Id>());
    std::vector<Id> others;
    for (const Json& row : images)
        if (const Id id = row["id"].get<Id>(); !kept.contains(id)) others.push_back(id);
    Rng(draft.job.seed).shuffle(others);
    for (const Id id : others)
        if (kept.size() < most) kept.insert(id);
    std::erase_if(images, [&kept](const Json& row) { return !kept.contains(row["id"].get<Id>()); });
}

}  // namespace

JobDraft draftOptimize(Project& project, const JobSettings& settings, Id policy, Id reward) {
    JobDraft draft = begin(JobKind::Optimize, settings);
    // Spelt out, so that the run keeps its meaning when an algorithm's defaults change.
    const PolicyOptions options = policyOptionsFromJson(settings.options);
    draft.job.options = optionsToJson(options);
    const ModelRecord start = chosen(project, policy, "captioner");
    const ModelRecord reference = rootOf(project, start);
    setModel(draft, "captioner", start);
    setModel(draft, "reference", reference);
    if (options.rewardSource == "gold" && reward > 0)
        throw Error("a reward model is named, and the true score is to take its place", "",
                    "leave out either the reward model or reward_source");
    // Where none is needed it is only asked how it likes what is written.
    if (options.rewardSource == "model" && (policyNeedsReward(options.algorithm) || reward > 0 || currentModel(project, "reward")))
        setReward(project, draft, reward);
    ImageFilter filter = settings.images;
    if (filter.split.empty()) filter.split = "train";
    // The truth goes only where it is asked for: no reward model is to see it by mistake.
    addImages(project, draft, filter, {.scene = options.rewardSource == "gold"});
    requireImages(draft, "import some images into the train split first");
    // DPO learns from them; the guard of the others sees by them what is preferred.
    if (options.algorithm != "sft") {
        addPairs(project, draft, options.algorithm == "dpo" ? LeftOut::WithAWarning : LeftOut::Silently);
        if (options.algorithm == "dpo" && draft.inputs["pairs"].empty())
            throw Error("there are no pairs of captions to learn from",
                        "no two captions of an image in the " + filter.split +
                            " split were compared with a winner, or rated differently",
                        "compare captions, or rate several of one image, first");
    }
    if (policyNeedsReward(options.algorithm) && draft.modelIds.contains("reward"))
        addHeldOut(project, draft, project.models().get(draft.modelIds.at("reward")));
    if (options.algorithm == "sft") {
        addDemonstrations(project, options.demonstrations, draft);
        if (draft.inputs["demonstrations"].empty())
            throw Error("there are no captions to learn from", "no image in the " + filter.split + " split has a caption that is taken to be right",
                        "edit captions, rate some 4 or 5, or import references");
    }
    keepWhatRoundsShow(draft, options);
    askAsJudged(project, draft);
    // The captions of each round are shown in the reference's space; one that was learnt with the policy's states serves, too.
    addSpaceHeads(project, draft, reference);
    addSpaceHeads(project, draft, start);
    return draft;
}

JobDraft draftMerge(Project& project, const std::filesystem::path& adapter, const std::string& name, Id base) {
    const AdapterFolder seen = readAdapterFolder(adapter);
    JobDraft draft = begin(JobKind::Merge, {});
    draft.job.device = "cpu";
    const ModelRecord captioner = base > 0 ? chosen(project, base, "captioner") : chosenBase(project, seen.config, draft);
    checkAdapterFits(seen, project.resolve(captioner.path));
    setModel(draft, "captioner", captioner);
    for (const auto& file : {adapter / "adapter_config.json", seen.weights}) draft.files[file.filename().string()] = file;
    const auto folder = (std::filesystem::absolute(adapter) / "").lexically_normal().parent_path();
    draft.modelName = name.empty() ? folder.filename().string() : name;
    return draft;
}

}  // namespace attune
