// The subcommands of attune-cli, in groups.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace attune::cli {

/// What stands before any subcommand's own options.
struct Globals {
    bool json = false;
    bool quiet = false;
    /// Progress belongs to people.
    bool silent() const { return json || quiet; }
};

void addProjectCommands(CLI::App& app, Globals& globals);  ///< new, import, info, models, undo, redo, export
void addModelsCommand(CLI::App& app, Globals& globals);    ///< models
void addLoopCommands(CLI::App& app, Globals& globals);     ///< generate, rate, train-reward, score-captions, optimize, ...
void addModelCommands(CLI::App& app, Globals& globals);    ///< caption, score, tokenize, metrics, pretrain
void addDemoCommand(CLI::App& app, Globals& globals);
void addStudyCommand(CLI::App& app, Globals& globals);

/// Of --prompt.
inline constexpr const char* kPromptHelp =
    "What is asked: chat models answer it, BLIP and GIT continue it [each model's own default]";

/// Adds --dtype, for what only writes or scores.
void addDtype(CLI::App* command, std::string& dtype);

/// Adds a subcommand with --json and --quiet.
CLI::App* addCommand(CLI::App& app, Globals& globals, const std::string& name, const std::string& help);

}  // namespace attune::cli
