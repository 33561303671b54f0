#include <filesystem>
#include <iostream>

#include "commands.h"
#include "console.h"
#include "data/pretrain_options.h"
#include "decoding.h"
#include "engine/scenes_pretrain.h"
#include "engine/standalone.h"
#include "engine/text_tools.h"
#include "option_flags.h"

namespace attune::cli {

namespace fs = std::filesystem;

namespace {

struct Arguments {
    std::string model, image, text, prompt, references, candidates, out, recipe = "scenes", device = "auto", dtype = "float32";
    std::vector<std::string> images;
    bool greedy = false, sample = false, resume = false;
    std::uint64_t seed = 0;
    double minutes = kScenesNominalMinutes;
    std::shared_ptr<Json> options = std::make_shared<Json>(Json::object());

    CaptionerChoice captioner() const { return {model, device, prompt, dtype}; }
};

GenerationOptions decodingOf(const Arguments& a) {
    Json given = *a.options;
    if (a.greedy + a.sample + given.contains("mode") > 1)
        throw CLI::ValidationError("caption", "choose one of --greedy, --sample and --mode");
    if (a.greedy) given["mode"] = "greedy";
    if (a.sample) given["mode"] = "sample";
    return decodingFromFlags(given, "greedy");
}

void runCaption(const Arguments& a, const Globals& globals) {
    Console console(globals.silent() || a.images.size() < 2);
    console.phase("write captions");
    const auto captions = captionImages(a.captioner(), {a.images.begin(), a.images.end()}, decodingOf(a), a.seed, console);
    console.endLine();
    Json list = Json::array();
    for (const auto& c : captions) {
        if (globals.json)
            list.push_back({{"image", c.image.string()}, {"text", c.text}, {"ids", c.ids}, {"logprob", c.logprob}});
        else
            std::cout << (captions.size() > 1 ? c.image.string() + ": " : "") << c.text << "\n";
    }
    if (globals.json) printJson(list);
}

void runScore(const Arguments& a, const Globals& globals) {
    Console console(globals.silent());
    const auto scored = scoreText(a.captioner(), a.image, a.text, console);
    if (globals.json) return printJson({{"ids", scored.ids}, {"logprobs", scored.logprobs}});
    double sum = 0;
    for (const double logprob : scored.logprobs) sum += logprob;
    std::cout << fixed(sum, 4) << " nats over " << scored.ids.size() << " tokens\n";
}

void runMetrics(const Arguments& a, const Globals& globals) {
    const Json report = captionMetricsToJson(readJsonFile(a.references), readJsonFile(a.candidates));
    if (globals.json) return printJson(report);
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, value] : report["corpus"].items()) rows.push_back({name, fixed(value.get<double>(), 4)});
    std::cout << table({"metric", "corpus"}, rows);
}

/// Where the progress of a captioner that is not whole is kept: there is no run folder. It lies beside the one to be.
fs::path progressBeside(const fs::path& out) {
    fs::path folder = out.has_filename() ? out : out.parent_path();  // a shell's completion adds a slash
    return folder += ".pretraining";
}

void runPretrain(const Arguments& a, const Globals& globals) {
    Console console(globals.silent());
    Json options = optionsToJson(scenesRecipeFor(a.minutes));
    options.update(*a.options);
    const auto recipe = optionsFromJson<PretrainOptions>(options);
    const fs::path progress = progressBeside(a.out);
    std::error_code ignored;
    if (a.resume && !fs::exists(progress, ignored))
        throw Error("there is no run to resume", "nothing is kept of one in " + progress.string(), "leave out --resume");
    if (!a.resume) fs::remove_all(progress, ignored);
    try {
        pretrainScenes(a.out, recipe, a.seed, console, progress);
    } catch (const Cancelled&) {
        if (!fs::exists(progress, ignored)) throw Error("stopped", "nothing was learnt yet");
        throw Error("stopped", "what was learnt is kept in " + progress.string(), "the same command with --resume goes on with it");
    }
    console.endLine();
    if (globals.json) return printJson({{"out", fs::absolute(a.out).string()}, {"seed", a.seed}, {"options", options}});
    std::cout << "wrote the captioner " << a.out << "\n";
}

void addCaption(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = addCommand(app, globals, "caption", "Caption images with a checkpoint");
    command->add_option("images", a->images, "Image files")->required();
    command->add_option("--model", a->model, "The checkpoint folder")->required();
    command->add_option("--prompt", a->prompt, kPromptHelp);
    command->add_flag("--greedy", a->greedy, "Always the likeliest token (the default)");
    command->add_flag("--sample", a->sample, "Draw tokens at random");
    command->add_option("--seed", a->seed, "Of the draws [0]");
    command->add_option("--device", a->device, "auto, cpu or cuda:N [auto]");
    addDtype(command, a->dtype);
    addOptionFlags<GenerationOptions>(command, a->options, "Decoding");
    // generate samples, so that there is something to choose from; here one caption is wanted
    command->get_option("--mode")->description("How the next token is chosen. [\"greedy\"]");
    command->callback([a, &globals] { runCaption(*a, globals); });
}

void addScore(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = addCommand(app, globals, "score", "How likely a checkpoint is to write a text of an image");
    command->add_option("--model", a->model, "The checkpoint folder")->required();
    command->add_option("--image", a->image, "The image")->required();
    command->add_option("--text", a->text, "The caption")->required();
    command->add_option("--prompt", a->prompt, kPromptHelp);
    command->add_option("--device", a->device, "auto, cpu or cuda:N [auto]");
    addDtype(command, a->dtype);
    command->callback([a, &globals] { runScore(*a, globals); });
}

void addTextTools(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* tokenize = addCommand(app, globals, "tokenize", "Lines of JSON strings in, lines of ids and text out");
    tokenize->add_option("--model", a->model, "The checkpoint folder")->required();
    tokenize->callback([a] { tokenizeLines(a->model, std::cin, std::cout); });

    auto* metrics = addCommand(app, globals, "metrics", "BLEU, ROUGE-L and CIDEr of captions against references");
    metrics->add_option("--references", a->references, "JSON: {\"id\": [\"caption\", ...]}")->required();
    metrics->add_option("--candidates", a->candidates, "JSON: {\"id\": \"caption\"}")->required();
    metrics->callback([a, &globals] { runMetrics(*a, globals); });
}

void addPretrain(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = addCommand(app, globals, "pretrain", "Train a captioner of the demo world from nothing");
    command->add_option("--recipe", a->recipe, "What to train")->required()->check(CLI::IsMember({"scenes"}));
    command->add_option("--out", a->out, "The checkpoint folder to write")->required();
    command->add_option("--seed", a->seed, "Decides everything random [0]");
    command
        ->add_option("--minutes", a->minutes,
                     "Scale the recipe's steps to about this long on two idle cores [" +
                         fixed(kScenesNominalMinutes, 0) + "]; steps, not time, decide the result")
        ->check(CLI::Range(0.001, 1000.0));
    command->add_flag("--resume", a->resume, "Go on where the same command was stopped");
    addOptionFlags<PretrainOptions>(command, a->options);
    command->callback([a, &globals] { runPretrain(*a, globals); });
}

}  // namespace

void addModelCommands(CLI::App& app, Globals& globals) {
    addCaption(app, globals);
    addScore(app, globals);
    addTextTools(app, globals);
    addPretrain(app, globals);
}

}  // namespace attune::cli
