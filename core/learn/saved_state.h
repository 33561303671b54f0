// What a stopped run goes on from: a folder with state.json and the tensor file that it names. state.json is replaced last,
// so that the folder always holds one whole state.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "data/json.h"
#include "data/rng.h"
#include "learn/adam.h"
#include "model/safetensors.h"

namespace attune {

struct SavedState {
    Json json;
    NamedTensors tensors;
};

/// Whether the folder holds one.
bool hasSavedState(const std::filesystem::path& folder);

/// Writes the tensors, on the CPU, to "state-<number>.safetensors", then state.json; the tensors of states before go.
/// @param json  an object with "format_version"; "tensors" is added @throws Error if it cannot be written
void writeSavedState(const std::filesystem::path& folder, std::int64_t number, Json json, NamedTensors tensors);

/// @param version  the "format_version" that is understood @throws Error if it is another, or the state is damaged
SavedState readSavedState(const std::filesystem::path& folder, int version);
/// @param what  differs between the run that the folder's state belongs to and the one at work @throws Error that says so
[[noreturn]] void refuseSavedState(const std::filesystem::path& folder, const std::string& what);

/// As "<prefix><name>" each.
void addParameters(const NamedParameters& parameters, const std::string& prefix, NamedTensors& tensors);
/// Their values back. @throws Error if one is missing or has another shape
void copyParameters(const NamedParameters& parameters, const NamedTensors& tensors, const std::string& prefix);

Json rngToJson(const Rng& rng);
/// @throws Error if it is damaged
Rng::State rngStateFromJson(const Json& json);

}  // namespace attune
