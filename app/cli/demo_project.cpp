#include "demo_project.h"

#include "run_in_process.h"

namespace attune::cli {

namespace {

constexpr int kFirstCaptions = 2;  ///< of each training picture, so that there is something to rate and to compare

}  // namespace

std::int64_t fillDemoProject(Session& session, const DemoWorld& world, Console& console) {
    const auto base = addDemoWorld(session, world, console);
    JobSettings settings;
    settings.seed = world.seed;
    settings.device = "cpu";  // so that a seed means the same everywhere
    settings.images.split = "train";
    runDraft(session, draftGenerate(session.project(), settings, {}, kFirstCaptions, {}, base), console);
    return base;
}

}  // namespace attune::cli
