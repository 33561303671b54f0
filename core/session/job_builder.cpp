#include "session/job_builder.h"

#include <set>

#include "data/error.h"
#include "session/job_inputs.h"

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
    if (auto latest = project.models().latest(kind)) return *latest;
    throw Error("this project has no " + kind + (kind == "reward" ? " model" : "") + " yet", "",
                kind == "reward" ? "train one from your ratings first" : "add a model folder first");
}

/// The oldest captioner that this one descends from.
ModelRecord rootOf(Project& project, const ModelRecord& model) {
    ModelRecord root = model;
    for (const auto& ancestor : project.models().pathToRoot(model.id))
        if (ancestor.kind == "captioner") root = ancestor;
    return root;
}

void requireImages(const JobDraft& draft, const std::string& remedy) {
    const auto at = draft.inputs.find("images");
    if (at == draft.inputs.end() || at->second.empty())
        throw Error("there are no images to work on", "", remedy);
}

/// The reward model with the captioner whose features it reads, which is its parent.
void setReward(Project& project, JobDraft& draft, Id reward) {
    const ModelRecord model = chosen(project, reward, "reward");
    if (model.parentId == 0)
        throw Error("the reward model " + model.name + " cannot be used",
                    "the captioner that it reads is not known", "train a reward model in this project");
    setModel(draft, "reward", model);
    setModel(draft, "reward_backbone", project.models().get(model.parentId));
}

}  // namespace

JobDraft draftGenerate(Project& project, const JobSettings& settings, const GenerationOptions& decoding,
                       int count, const std::string& prompt, Id captioner) {
    if (count < 1) throw Error("at least one caption of each image must be asked for");
    JobDraft draft = begin(JobKind::Generate, settings);
    draft.job.options.update(optionsToJson(decoding));
    draft.job.options["n"] = count;
    setModel(draft, "captioner", chosen(project, captioner, "captioner"));
    if (!prompt.empty()) draft.promptId = project.prompts().add(prompt);
    addImages(project, draft, settings.images, {.prompt = prompt});
    requireImages(draft, "import some images first");
    return draft;
}

JobDraft draftScore(Project& project, const JobSettings& settings, Id reward) {
    JobDraft draft = begin(JobKind::Score, settings);
    setReward(project, draft, reward);
    draft.job.models["captioner"] = draft.job.models.at("reward_backbone");
    CaptionFilter filter;
    filter.source = CaptionSource::Model;
    filter.split = settings.images.split;
    addCaptions(project, draft, project.captions().list(filter));
    requireImages(draft, "generate some captions first");
    return draft;
}

JobDraft draftEmbed(Project& project, const JobSettings& settings, bool withCaptions, Id captioner) {
    JobDraft draft = begin(JobKind::Embed, settings);
    setModel(draft, "captioner", chosen(project, captioner, "captioner"));
    addImages(project, draft, settings.images, {});
    requireImages(draft, "import some images first");
    if (withCaptions) {
        CaptionFilter filter;
        filter.split = settings.images.split;
        addCaptions(project, draft, project.captions().list(filter));
    }
    return draft;
}

JobDraft draftEvaluate(Project& project, const JobSettings& settings, Id captioner, Id reward) {
    JobDraft draft = begin(JobKind::Evaluate, settings);
    const ModelRecord model = chosen(project, captioner, "captioner");
    setModel(draft, "captioner", model);
    setModel(draft, "reference", rootOf(project, model));
    if (reward > 0) setReward(project, draft, reward);
    ImageFilter filter = settings.images;
    if (filter.split.empty()) filter.split = "test";
    addImages(project, draft, filter, {.references = true});
    if (draft.inputs["images"].empty() && settings.images.split.empty()) {
        // A handful of pictures may all have fallen elsewhere; better judged on those than not at all, but
        // said.
        filter.split.clear();
        addImages(project, draft, filter, {.references = true});
        draft.warnings.push_back(
            "no image is in the test split: judged on all images, those trained on included");
    }
    requireImages(draft, "import some images first");
    return draft;
}

JobDraft draftTrainReward(Project& project, const JobSettings& settings, Id captioner) {
    JobDraft draft = begin(JobKind::TrainReward, settings);
    setModel(draft, "captioner", chosen(project, captioner, "captioner"));
    addDecisions(project, draft);
    if (draft.inputs["ratings"].empty() && draft.inputs["comparisons"].empty())
        throw Error("there is nothing to learn a reward from",
                    "no caption outside the test split is rated or compared", "rate some captions first");
    return draft;
}

JobDraft draftOptimize(Project& project, const JobSettings& settings, Id policy, Id reward) {
    JobDraft draft = begin(JobKind::Optimize, settings);
    const ModelRecord start = chosen(project, policy, "captioner");
    setModel(draft, "captioner", start);
    setModel(draft, "reference", rootOf(project, start));
    setReward(project, draft, reward);
    ImageFilter filter = settings.images;
    if (filter.split.empty()) filter.split = "train";
    addImages(project, draft, filter, {});
    requireImages(draft, "import some images into the train split first");
    return draft;
}

}  // namespace attune
