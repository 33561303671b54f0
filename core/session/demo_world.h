// A project on the demo world: pictures with known contents and the captioner that knows only them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "data/observer.h"

namespace attune {

class Session;

struct DemoWorld {
    std::uint64_t seed = 0;
    int trainImages = 512;
    int testImages = 256;  ///< held out: nothing is learnt from them
};

/// The captioner that Attune ships: `$ATTUNE_RESOURCES/models/scenes`, or where the program was built or installed.
/// @throws Error if it is nowhere to be found
std::filesystem::path demoCaptionerFolder();
/// SHA-256 of its weights.
std::string demoCaptionerHash();

/// Draws the pictures into the project, with their scene graphs and a reference caption each, and copies the captioner
/// into it, so that the project can be moved. @return the captioner's model id. @throws Error, Cancelled
std::int64_t addDemoWorld(Session& session, const DemoWorld& world, Observer& observer);

}  // namespace attune
