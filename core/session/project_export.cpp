#include "session/project_export.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "data/error.h"
#include "data/atomic_file.h"
#include "media/dataset_writer.h"
#include "session/adapter_names.h"
#include "session/current_model.h"
#include "session/export_details.h"
#include "session/label_studio_export.h"
#include "session/model_card.h"
#include "session/model_folder.h"
#include "session/preference_pairs.h"
#include "session/tensorboard_export.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// How many comparisons of the Judge page would make pairs.
std::int64_t judgedPairs(Project& project) {
    const auto comparisons = project.decisions().comparisons();
    return std::count_if(comparisons.begin(), comparisons.end(), [](const ComparisonRecord& comparison) {
        return comparison.purpose == "judge" &&
               (comparison.outcome == Preference::Left || comparison.outcome == Preference::Right);
    });
}

ExportReport exportPairs(Project& project, const fs::path& out, bool withJudge, Observer& observer) {
    ExportReport report;
    ExportDetails details(project);
    TrlPreferenceWriter writer(out);
    const auto pairs = preferencePairs(project, withJudge, observer);
    RowCount count(observer, pairs.size());
    for (const auto& pair : pairs) {
        count.next();
        const CaptionRecord chosen = project.captions().get(pair.chosen);
        writer.write({details.imagePath(pair.imageId), details.prompt(chosen.promptId), chosen.text,
                      project.captions().get(pair.rejected).text, pair.simulated});
        ++report.rows;
        report.simulated += pair.simulated;
    }
    requireRows(report, "preferences",
                "compare captions, or rate several captions of the same image differently");
    if (const auto judged = withJudge ? 0 : judgedPairs(project); judged > 0)
        report.notes.push_back("left out, because what captioners are judged by is not learnt from: comparisons of the Judge page, " +
                               std::to_string(judged));
    writer.commit();
    return report;
}

ExportReport exportUnpaired(Project& project, const fs::path& out, Observer& observer) {
    ExportReport report;
    ExportDetails details(project);
    TrlUnpairedWriter writer(out);
    std::int64_t middling = 0;
    const auto ratings = project.decisions().ratings();
    RowCount count(observer, ratings.size());
    for (const auto& rating : ratings) {
        count.next();
        if (!rating.value) continue;
        if (*rating.value == 3) {
            ++middling;
            continue;
        }
        const CaptionRecord caption = project.captions().get(rating.captionId);
        writer.write({details.imagePath(caption.imageId), details.prompt(caption.promptId), caption.text,
                      *rating.value > 3, rating.simulated});
        ++report.rows;
        report.simulated += rating.simulated;
    }
    requireRows(report, "ratings of 1, 2, 4 or 5", "rate some captions first");
    if (middling > 0)
        report.notes.push_back(std::to_string(middling) +
                               " ratings of 3 are neither good nor bad and were left out");
    writer.commit();
    return report;
}

Json commonFields(ExportDetails& details, const CaptionRecord& caption) {
    return {{"image", details.imagePath(caption.imageId)},
            {"prompt", details.prompt(caption.promptId)},
            {"model", details.model(caption.modelId)}};
}

ExportReport exportJsonl(Project& project, const fs::path& out, Observer& observer) {
    ExportReport report;
    ExportDetails details(project);
    AtomicFile file(out);
    auto ratings = project.decisions().ratings();
    for (auto& again : project.decisions().repeatedRatings()) ratings.push_back(std::move(again));
    const auto comparisons = project.decisions().comparisons();
    RowCount count(observer, ratings.size() + comparisons.size());
    const auto write = [&](Json row, const auto& decision) {
        count.next();
        row.update({{"rater", decision.rater},
                    {"simulated", decision.simulated},
                    {"seconds", decision.seconds},
                    {"created_at", decision.createdAt}});
        file.write(dumpJson(row) + "\n");
        ++report.rows;
        report.simulated += decision.simulated;
    };
    for (const auto& rating : ratings) {
        const CaptionRecord caption = project.captions().get(rating.captionId);
        Json row = commonFields(details, caption);
        row.update({{"caption", caption.id},
                    {"text", caption.text},
                    {"flags", rating.flags},
                    {"note", rating.note},
                    {"purpose", rating.purpose}});
        row["value"] = rating.value ? Json(*rating.value) : Json();
        write(std::move(row), rating);
    }
    for (const auto& comparison : comparisons) {
        const CaptionRecord left = project.captions().get(comparison.leftCaptionId);
        Json row = commonFields(details, left);
        row.update({{"left", left.id},
                    {"right", comparison.rightCaptionId},
                    {"left_text", left.text},
                    {"right_text", project.captions().get(comparison.rightCaptionId).text},
                    {"outcome", toText(comparison.outcome)},
                    {"purpose", comparison.purpose}});
        write(std::move(row), comparison);
    }
    requireRows(report, "decisions", "rate some captions first");
    file.commit();
    return report;
}

/// Every caption that a captioner wrote, with the rating that it has; where it has none, a place to write one.
ExportReport exportCaptions(Project& project, const fs::path& out, Observer& observer) {
    ExportReport report;
    ExportDetails details(project);
    std::map<Id, RatingRecord> rated;
    for (auto& rating : project.decisions().ratings()) rated[rating.captionId] = std::move(rating);
    AtomicFile file(out);
    const auto captions = project.captions().list({.source = CaptionSource::Model});
    RowCount count(observer, captions.size());
    for (const auto& caption : captions) {
        count.next();
        Json row = commonFields(details, caption);
        row.update({{"caption", caption.id}, {"text", caption.text}, {"logprob", caption.logprob}, {"value", nullptr}});
        if (const auto at = rated.find(caption.id); at != rated.end()) {
            if (at->second.value) row["value"] = *at->second.value;
            if (!at->second.flags.empty()) row["flags"] = at->second.flags;
            if (!at->second.note.empty()) row["note"] = at->second.note;
            row["rater"] = at->second.rater;  // whose rating it stays when the file is read again
            if (at->second.simulated) row["simulated"] = true;
            report.simulated += at->second.simulated;
        }
        file.write(dumpJson(row) + "\n");
        ++report.rows;
    }
    requireRows(report, "captions", "generate some captions first");
    file.commit();
    return report;
}

ExportReport exportCsv(Project& project, const fs::path& out, Observer& observer) {
    ExportReport report;
    ExportDetails details(project);
    RatingsCsvWriter writer(out);
    const auto ratings = project.decisions().ratings();
    RowCount count(observer, ratings.size());
    for (const auto& rating : ratings) {
        count.next();
        const CaptionRecord caption = project.captions().get(rating.captionId);
        writer.write({details.imagePath(caption.imageId), caption.text, rating.value, rating.flags,
                      rating.note, details.prompt(caption.promptId), details.model(caption.modelId),
                      rating.rater, rating.simulated, rating.seconds, rating.createdAt});
        ++report.rows;
        report.simulated += rating.simulated;
    }
    requireRows(report, "ratings", "rate some captions first");
    if (const auto comparisons = project.decisions().counts().comparisons; comparisons > 0)
        report.notes.push_back(std::to_string(comparisons) +
                               " comparisons do not fit into this table; jsonl holds them");
    writer.commit();
    return report;
}

/// The id that the picture had in the COCO file it came from, if it came from one.
std::optional<std::int64_t> cocoId(const ImageRecord& image) {
    for (const char* key : {"coco_id", "image_id", "id"})
        if (const auto at = image.extra.find(key); at != image.extra.end() && at->is_number_integer())
            return at->get<std::int64_t>();
    return {};
}

/// By image: the ids of the COCO file, so that its evaluation finds them; where no image has one, those of the project.
/// @throws Error if two images have the same
std::map<Id, std::int64_t> cocoIds(Project& project, const std::map<Id, CaptionRecord>& captions) {
    std::map<Id, std::int64_t> ids;
    std::set<std::int64_t> taken;
    for (const auto& [image, caption] : captions) {
        const auto id = cocoId(project.images().get(image));
        if (!id) continue;
        if (!taken.insert(*id).second)
            throw Error("nothing was exported", "two images have the COCO id " + std::to_string(*id),
                        "keep the images of each list in a project of its own");
        ids[image] = *id;
    }
    if (ids.empty())
        for (const auto& [image, caption] : captions) ids[image] = image;
    return ids;
}

ExportReport exportCoco(Project& project, const fs::path& out, const ModelRecord& model, Observer& observer) {
    ExportReport report;
    std::map<Id, CaptionRecord> best;  // the evaluation takes one caption for each image
    for (auto& caption : project.captions().list({.modelId = model.id})) {
        const auto at = best.find(caption.imageId);
        if (at == best.end() || caption.logprob > at->second.logprob)
            best[caption.imageId] = std::move(caption);
    }
    const auto ids = cocoIds(project, best);
    CocoResultsWriter writer(out);
    RowCount count(observer, ids.size());
    for (const auto& [image, id] : ids) {
        count.next();
        writer.write({id, best.at(image).text});
        ++report.rows;
    }
    requireRows(report, "captions by " + model.name, "generate some captions first");
    report.notes.push_back("of each image the likeliest caption by " + model.name);
    if (ids.size() < best.size())
        report.notes.push_back(std::to_string(best.size() - ids.size()) + " images have no COCO id and were left out");
    writer.commit();
    return report;
}

ModelRecord modelToExport(Project& project, Id id) {
    if (id > 0) return project.models().get(id);
    if (const auto current = currentModel(project, "captioner")) return *current;
    throw Error("there is nothing to export", "the project has no model", "add a model folder first");
}

std::string folderName(const fs::path& path) {
    const fs::path clean = path.lexically_normal();
    return (clean.has_filename() ? clean : clean.parent_path()).filename().string();
}

ExportReport exportCheckpoint(Project& project, const fs::path& out, const ModelRecord& model, Observer& observer) {
    const fs::path folder = project.resolve(model.path);
    // What was brought in keeps the card that it came with.
    const bool isOwn = model.runId > 0 || !fs::exists(folder / "README.md");
    std::map<std::string, std::string> files;
    if (isOwn) files["README.md"] = modelCard(project, model, folderName(out));
    copyModelFolder(folder, out, files, observer);
    return {1, 0, {}};
}

ExportReport exportAdapter(Project& project, const fs::path& out, const ModelRecord& model, Observer& observer) {
    const fs::path folder = project.resolve(model.path) / kAdapterFolder;
    if (!fs::exists(folder / "adapter_config.json"))
        throw Error("the model " + model.name + " has no adapter to export",
                    "it was not optimised with adapters, or was brought in from outside",
                    "export it as a checkpoint, or optimise with lora_rank above 0");
    Json config = readJsonFile(folder / "adapter_config.json");
    if (!config.is_object()) throw Error("cannot read " + (folder / "adapter_config.json").string(), "it is not a JSON object");
    const std::string base = publicBaseName(project, model, optional<std::string>(config, "base_model_name_or_path", ""));
    std::map<std::string, std::string> files{{"README.md", adapterCard(project, model, folderName(out), base)}};
    if (optional<std::string>(config, "base_model_name_or_path", "") != base) {
        config["base_model_name_or_path"] = base;
        files["adapter_config.json"] = dumpJson(config, true) + "\n";
    }
    copyModelFolder(folder, out, files, observer);
    return {1, 0, {}};
}

}  // namespace

const std::vector<std::string>& exportFormats() {
    static const std::vector<std::string> formats{"trl", "trl-unpaired", "jsonl", "csv", "captions", "coco",
                                                  "label-studio", "tensorboard", "checkpoint", "adapter"};
    return formats;
}

ExportReport exportTo(Project& project, const std::string& format, const fs::path& out, const ExportChoice& choice) {
    Observer nobody;
    return exportTo(project, format, out, choice, nobody);
}

ExportReport exportTo(Project& project, const std::string& format, const fs::path& out, const ExportChoice& choice,
                      Observer& observer) {
    if (format == "trl") return exportPairs(project, out, choice.withJudge, observer);
    if (format == "trl-unpaired") return exportUnpaired(project, out, observer);
    if (format == "jsonl") return exportJsonl(project, out, observer);
    if (format == "csv") return exportCsv(project, out, observer);
    if (format == "captions") return exportCaptions(project, out, observer);
    if (format == "coco") return exportCoco(project, out, modelToExport(project, choice.model), observer);
    if (format == "label-studio") return exportLabelStudio(project, out, observer);
    if (format == "tensorboard") return exportTensorboard(project, out, choice.run, observer);
    if (format == "checkpoint") return exportCheckpoint(project, out, modelToExport(project, choice.model), observer);
    if (format == "adapter") return exportAdapter(project, out, modelToExport(project, choice.model), observer);
    std::string all;
    for (const auto& name : exportFormats()) all += (all.empty() ? "" : ", ") + name;
    throw Error("\"" + format + "\" is not an export format", "the formats are " + all);
}

}  // namespace attune
