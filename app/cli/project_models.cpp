// models: what a project holds, what a folder is before anything of it is loaded, and how it comes in.
#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "commands.h"
#include "console.h"
#include "data/adapter_folder.h"
#include "engine/device.h"
#include "run_in_process.h"
#include "session/memory_estimate.h"
#include "session/model_folder.h"
#include "session/session.h"

namespace attune::cli {

namespace {

struct Arguments {
    std::string project, add, inspect, name, device = "auto";
    Id base = 0, current = 0;
};

/// The memory of a device, in bytes; 0 where that is not known. @param wanted  as LibTorch calls it
std::int64_t deviceMemory(const std::string& wanted) {
    for (const Json& each : hello()["devices"])
        if (const auto name = each.value("name", ""); name == wanted || name == wanted + ":0")
            return each.value("memory", std::int64_t{0});
    return 0;
}

Json modelFolderJson(const ModelFolderInfo& info, const std::string& device) {
    const std::string actual = deviceFromText(device).str();
    const ModelNeeds needs = modelNeeds(info, actual);
    static const std::map<PromptStyle, std::string> prompts{
        {PromptStyle::None, "none"}, {PromptStyle::Continued, "continued"}, {PromptStyle::Chat, "chat"}};
    Json json{{"kind", info.kind},
              {"family", info.family},
              {"parameters", info.parameters},
              {"bytes", info.bytes},
              {"dtype", info.dtype},
              {"prompt", prompts.at(info.prompt)},
              {"device", device},
              {"device_memory", deviceMemory(actual)},
              {"memory", Json::object()}};
    if (needs.reading > 0) json["memory"][info.kind == "encoder" ? "embed" : "caption"] = needs.reading;
    if (needs.round > 0) json["memory"].update({{"round", needs.round}, {"round_lora", needs.roundWithAdapters}});
    return json;
}

/// What a folder is, before anything of it is loaded.
void printModelFolder(const ModelFolderInfo& info, const std::string& device) {
    const std::string actual = deviceFromText(device).str();  // a device that is not there is said before anything else
    const ModelNeeds needs = modelNeeds(info, actual);
    const std::int64_t there = deviceMemory(actual);
    const auto gib = [](std::int64_t bytes) { return fixed(static_cast<double>(bytes) / (1 << 30), 1) + " GiB"; };
    std::cout << info.kind << " of the family " << info.family << ", ";
    if (info.parameters > 0)
        std::cout << fixed(static_cast<double>(info.parameters) / 1e6, 1) << " million parameters";
    else
        std::cout << gib(info.bytes) << " of weights";
    if (!info.dtype.empty()) std::cout << " in " << info.dtype;
    if (info.kind == "captioner")
        std::cout << (info.prompt == PromptStyle::Chat        ? "; it is asked with a prompt"
                      : info.prompt == PromptStyle::Continued ? "; it can go on with a prompt"
                                                             : "; it takes no prompt");
    std::cout << "\n";
    if (needs.reading == 0) return;
    std::cout << "memory needed: " << gib(needs.reading) << (info.kind == "encoder" ? " to embed" : " to caption");
    if (needs.round > 0)
        std::cout << ", " << gib(needs.round) << " for a PPO round, " << gib(needs.roundWithAdapters)
                  << " for one with LoRA";
    if (there > 0) std::cout << "; " << device << " has " << gib(there);
    std::cout << "\n";
    static const std::map<Room, const char*> words{
        {Room::Nothing, "it will not fit on this device\n"},
        {Room::ReadingOnly, "a PPO round will not fit on this device, with LoRA neither\n"},
        {Room::AdaptersOnly, "a PPO round will only fit on this device with LoRA\n"}};
    if (const auto said = words.find(roomFor(needs, there)); said != words.end()) std::cout << said->second;
}

Json adapterJson(const AdapterFolder& adapter) {
    return {{"kind", "adapter"},
            {"rank", adapter.highestRank()},
            {"lowest_rank", adapter.lowestRank()},
            {"alpha", adapter.config.alpha},
            {"use_rslora", adapter.config.divideByRoot},
            {"targets", adapter.config.targets},
            {"layers", adapter.parts.size()},
            {"parameters", adapter.parameters()},
            {"base", adapter.config.base}};
}

void printAdapter(const AdapterFolder& adapter) {
    constexpr std::size_t kMostTargets = 8;
    const auto low = adapter.lowestRank(), high = adapter.highestRank();
    std::cout << "LoRA adapter of rank " << (low < high ? std::to_string(low) + " to " : "") << high << ", alpha "
              << fixed(adapter.config.alpha, 1) << (adapter.config.divideByRoot ? " over the root of the rank" : "") << ", on "
              << adapter.parts.size() << " layers: " << fixed(static_cast<double>(adapter.parameters()) / 1e6, 3)
              << " million parameters\n";
    const auto& targets = adapter.config.targets;
    for (std::size_t i = 0; i < std::min(targets.size(), kMostTargets); ++i) std::cout << (i ? ", " : "targets: ") << targets[i];
    if (!targets.empty()) std::cout << (targets.size() > kMostTargets ? ", ..\n" : "\n");
    std::cout << (adapter.config.base.empty() ? "it does not name its base" : "its base: " + adapter.config.base) << "\n";
}

/// What the folder is. @throws Error if it is nothing that can be added
Json folderJson(const std::string& folder, const std::string& device) {
    if (isAdapterFolder(folder)) return adapterJson(readAdapterFolder(folder));
    return modelFolderJson(inspectModelFolder(folder), device);
}

void describe(const std::string& folder, const std::string& device, bool asJson) {
    if (asJson) return printJson(folderJson(folder, device));
    if (isAdapterFolder(folder)) return printAdapter(readAdapterFolder(folder));
    printModelFolder(inspectModelFolder(folder), device);
}

/// An adapter is merged into its captioner by a run; a model is used where it lies. @return the model
Id addFolder(Session& session, const Arguments& a, const Globals& globals) {
    if (isAdapterFolder(a.add)) {
        const JobDraft draft = draftMerge(session.project(), a.add, a.name, a.base);
        if (!globals.json) describe(a.add, a.device, false);
        Console console(globals.silent());
        runDraft(session, draft, console);
        return session.project().models().list().back().id;  // what the run brought back
    }
    if (a.base > 0)
        throw Error("--base is the captioner that an adapter is merged into", a.add + " is no adapter", "leave it out");
    if (!globals.json) describe(a.add, a.device, false);
    return session.addModel(a.add, a.name);
}

/// Rolls back, or forth. @throws Error if there is no such model, or it is none that work starts from
void makeCurrent(Session& session, Id id) {
    const ModelRecord model = session.project().models().get(id);
    if (model.kind != "captioner" && model.kind != "reward")
        throw Error("model " + std::to_string(id) + " (" + model.name + ") cannot be the current one", "it is an " + model.kind,
                    "name it where it is wanted, with --model or --backbone");
    session.setCurrentModel(id);
}

/// @param added  the model that was just brought in, or 0 @param folder  what its folder is
void printModels(Session& session, const Globals& globals, Id added, const Json& folder) {
    std::set<Id> current;
    for (const char* kind : {"captioner", "reward"})
        if (const auto model = session.currentModel(kind)) current.insert(model->id);
    Json list = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const auto& model : session.project().models().list()) {
        list.push_back({{"id", model.id}, {"kind", model.kind}, {"name", model.name}, {"parent", model.parentId},
                        {"current", current.contains(model.id)}, {"run", model.runId},
                        {"path", session.modelFolder(model.id).string()}, {"info", model.info}});
        if (model.id == added && !folder.is_null()) list.back()["folder"] = folder;
        rows.push_back({std::to_string(model.id), model.kind, model.name, model.parentId ? std::to_string(model.parentId) : "",
                        current.contains(model.id) ? "yes" : "", model.path});
    }
    if (globals.json) return printJson(list);
    if (rows.empty()) {
        std::cout << "no models yet; add a checkpoint folder with --add DIR\n";
        return;
    }
    std::cout << table({"id", "kind", "name", "parent", "current", "folder"}, rows);
}

void runModels(const Arguments& a, const Globals& globals) {
    if (!a.inspect.empty()) return describe(a.inspect, a.device, globals.json);
    if (a.project.empty()) {
        if (a.add.empty()) throw CLI::RequiredError("project");
        describe(a.add, a.device, globals.json);
        throw Error("nothing was added", "no project is named", "attune-cli models PROJECT --add " + a.add);
    }
    const bool writes = !a.add.empty() || a.current > 0;
    Session session = Session::open(a.project, writes ? OpenMode::ReadWrite : OpenMode::ReadOnly);
    Id added = 0;
    Json folder;
    if (!a.add.empty()) {
        if (globals.json) folder = folderJson(a.add, a.device);
        added = addFolder(session, a, globals);
    }
    if (a.current > 0) makeCurrent(session, a.current);
    printModels(session, globals, added, folder);
}

}  // namespace

void addModelsCommand(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* models = addCommand(app, globals, "models", "List the models of a project, add one, or say which work starts from");
    models->add_option("project", a->project, "The project folder, name.attune; a folder can be inspected without one");
    auto* added = models->add_option("--add", a->add,
                                     "A Hugging Face checkpoint folder, which is used where it lies, or a LoRA adapter of PEFT, "
                                     "which is merged into a captioner");
    models->add_option("--name", a->name, "What to call it [its folder's name]")->needs(added);
    models->add_option("--base", a->base,
                       "The id of the captioner that an adapter is merged into [the one that it names, else the current one]")
        ->check(CLI::PositiveNumber)
        ->needs(added);
    models->add_option("--current", a->current,
                       "The id of the captioner or reward model that new work is to start from: rolls back, or forth")
        ->check(CLI::PositiveNumber)
        ->excludes(added);
    models->add_option("--inspect", a->inspect, "Only say what this folder is and what it needs; nothing is added")
        ->excludes("--add")
        ->excludes("--current");
    models->add_option("--device", a->device, "Whose memory it has to fit into: auto, cpu or cuda:N [auto]");
    models->callback([a, &globals] { runModels(*a, globals); });
}

}  // namespace attune::cli
