#include "session/model_card.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "data/error.h"
#include "data/model_family.h"
#include "protocol/run_folder.h"
#include "session/current_model.h"

namespace attune {

namespace {

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

/// Text of others, where it can break neither a table nor the page.
std::string plain(std::string text) {
    for (char& c : text)
        if (c == '\n' || c == '\r' || c == '|' || c == '`' || c == '<' || c == '>') c = ' ';
    return text;
}

std::string valueText(const Json& value) {
    if (value.is_number_float()) return number(value.get<double>());
    return value.is_string() ? plain(value.get<std::string>()) : plain(dumpJson(value));
}

/// One line about how a model came to be.
std::string origin(Project& project, const ModelRecord& model) {
    if (model.runId == 0) return "a checkpoint that was brought in";
    const auto run = project.runs().find(model.runId);
    if (!run) return "made by run " + std::to_string(model.runId);
    std::string text = "run " + std::to_string(run->id) + " (" + run->kind;
    const Json options = optional(run->job, "options", Json::object());
    if (const auto algorithm = optional<std::string>(options, "algorithm", run->kind == "optimize" ? "ppo" : "");
        !algorithm.empty())
        text += ", " + plain(algorithm);
    return text + ")";
}

void addLineage(Project& project, const ModelRecord& model, std::string& out) {
    out += "## Lineage\n\n";
    auto path = project.models().pathToRoot(model.id);
    std::reverse(path.begin(), path.end());
    int step = 0;
    for (const auto& ancestor : path)
        out += std::to_string(++step) + ". **" + plain(ancestor.name) + "**" +
               (ancestor.kind == "captioner" ? "" : " (" + ancestor.kind + ")") + ": " + origin(project, ancestor) + ", " +
               ancestor.createdAt.substr(0, 10) + (ancestor.note.empty() ? "" : ". " + plain(ancestor.note)) + "\n";
    out += "\n";
}

void addData(Project& project, std::string& out) {
    const auto counts = project.decisions().counts();
    const auto line = [&](const char* what, std::int64_t all, std::int64_t simulated) {
        out += std::string("| ") + what + " | " + std::to_string(all) + " | " + std::to_string(all - simulated) + " | " +
               std::to_string(simulated) + " |\n";
    };
    out += "## Judgements in the project\n\n| | all | by people | simulated |\n| --- | ---: | ---: | ---: |\n";
    line("ratings", counts.ratings, counts.simulatedRatings);
    line("comparisons", counts.comparisons, counts.simulatedComparisons);
    if (counts.simulatedRatings + counts.simulatedComparisons > 0)
        out += "\nSimulated judgements were made by a program, not by people.\n";
    out += "\n";
}

/// The options and the last value of every metric of the run that made the model.
void addTraining(Project& project, const ModelRecord& model, std::string& out) {
    const auto run = model.runId > 0 ? project.runs().find(model.runId) : std::nullopt;
    if (!run) return;
    out += "## Training\n\nSeed " + valueText(optional(run->job, "seed", Json(0))) + ", device " +
           valueText(optional(run->job, "device", Json("auto"))) + ".\n\n";
    const Json options = optional(run->job, "options", Json::object());
    if (options.is_object() && !options.empty()) {
        out += "| option | value |\n| --- | --- |\n";
        for (const auto& [name, value] : options.items()) out += "| " + plain(name) + " | " + valueText(value) + " |\n";
        out += "\n";
    } else {
        out += "All options had their defaults.\n\n";
    }
    const auto round = optional<std::int64_t>(model.info, "round", 0);
    std::map<std::string, MetricRecord> last;
    for (const auto& metric : project.metrics().list(run->id))
        if ((round == 0 || metric.step <= round) && std::isfinite(metric.value)) last[metric.name] = metric;
    if (last.empty()) return;
    out += "| metric | value | step |\n| --- | ---: | ---: |\n";
    for (const auto& [name, metric] : last)
        out += "| " + plain(name) + " | " + number(metric.value) + " | " + std::to_string(metric.step) + " |\n";
    out += "\n";
}

/// The numbers of a report, by their path in it.
void addNumbers(const std::string& path, const Json& value, int depth, std::string& out) {
    if (value.is_number()) {
        out += "| " + plain(path) + " | " + number(value.get<double>()) + " |\n";
    } else if (value.is_object() && depth > 0) {
        for (const auto& [name, part] : value.items()) addNumbers(path.empty() ? name : path + "/" + name, part, depth - 1, out);
    }
}

/// What the newest run that judged this model reported.
void addEvaluation(Project& project, const ModelRecord& model, std::string& out) {
    auto runs = project.runs().list("finished");
    std::reverse(runs.begin(), runs.end());
    for (const auto& run : runs) {
        if (run.kind != "evaluate") continue;
        const Json ids = optional(run.job, "model_ids", Json::object());
        if (optional<Id>(ids, "captioner", 0) != model.id) continue;
        std::string rows;
        try {
            RunFolder::open(project.runsFolder() / run.folder).readEvents(0, [&](const Event& event) {
                if (event.type != "finished") return;
                rows.clear();
                addNumbers({}, event.data, 3, rows);
            });
        } catch (const Error&) {
            continue;  // a run folder that was taken away says nothing; the card is whole without it
        }
        if (rows.empty()) continue;
        out += "## Evaluation\n\n| metric | value |\n| --- | ---: |\n" + rows + "\n";
        return;
    }
}

/// What the hub calls the task: a chat model is asked with words, too.
std::string taskOf(const std::string& family) {
    return promptStyle(family) == PromptStyle::Chat ? "image-text-to-text" : "image-to-text";
}

/// In double quotes, which is a text for YAML and for Python.
std::string quoted(const std::string& text) { return dumpJson(Json(plain(text))); }

void addUse(const std::string& family, const std::string& folder, std::string& out) {
    out += "## Use\n\n```python\nfrom transformers import pipeline\n\ncaption = pipeline(" + quoted(taskOf(family)) +
           ", model=" + quoted(folder) + ")\n```\n\n";
}

void addUseOfAdapter(const std::string& folder, const std::string& base, std::string& out) {
    out += "## Use\n\n```python\nfrom peft import PeftModel\nfrom transformers import AutoModelForImageTextToText\n\n"
           "base = AutoModelForImageTextToText.from_pretrained(" +
           quoted(base) + ")\nmodel = PeftModel.from_pretrained(base, " + quoted(folder) + ")\n```\n\n";
}

/// What stands in both kinds of card behind the first sentence.
void addHistory(Project& project, const ModelRecord& model, std::string& out) {
    out += ", aligned with the judgements of its users in Attune. Its weights stand under the licence of the checkpoint that "
           "it descends from.\n\n";
    addLineage(project, model, out);
    addData(project, out);
    addTraining(project, model, out);
    addEvaluation(project, model, out);
}

}  // namespace

std::string modelCard(Project& project, const ModelRecord& model, const std::string& folder) {
    const auto family = familyOf(project, model);
    std::string out = "---\nlibrary_name: transformers\npipeline_tag: " + taskOf(family) +
                      "\ntags:\n- image-captioning\n- rlhf\n- attune\n---\n\n";
    out += "# " + plain(model.name) + "\n\nAn image captioner";
    if (!family.empty()) out += " of the family " + plain(family);
    addHistory(project, model, out);
    if (model.kind == "captioner") addUse(family, folder, out);
    return out;
}

std::string adapterCard(Project& project, const ModelRecord& model, const std::string& folder, const std::string& base) {
    const auto family = familyOf(project, model);
    std::string out = "---\nlibrary_name: peft\nbase_model: " + quoted(base) + "\npipeline_tag: " + taskOf(family) +
                      "\ntags:\n- image-captioning\n- lora\n- rlhf\n- attune\n---\n\n";
    out += "# " + plain(model.name) + "\n\nA LoRA adapter of the image captioner " + plain(base);
    if (!family.empty()) out += ", of the family " + plain(family);
    addHistory(project, model, out);
    addUseOfAdapter(folder, base, out);
    return out;
}

}  // namespace attune
