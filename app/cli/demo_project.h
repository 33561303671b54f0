// Making the demo project from the terminal: pictures, captioner and first captions.
#pragma once

#include "console.h"
#include "session/demo_world.h"

namespace attune {
class Session;
}

namespace attune::cli {

/// @return the captioner's model id
std::int64_t fillDemoProject(Session& session, const DemoWorld& world, Console& console);

}  // namespace attune::cli
