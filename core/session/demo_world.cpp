#include "session/demo_world.h"

#include <cstdlib>

#include "media/sha256.h"
#include "session/image_import.h"
#include "session/model_folder.h"
#include "session/model_name.h"
#include "session/session.h"

namespace attune {

namespace fs = std::filesystem;

fs::path demoCaptionerFolder() {
    std::vector<fs::path> roots;
    if (const char* named = std::getenv("ATTUNE_RESOURCES"); named && *named) roots.emplace_back(named);
    std::error_code failure;
    const fs::path program = fs::read_symlink("/proc/self/exe", failure);
    if (!failure) {
        const fs::path prefix = program.parent_path().parent_path();
        roots.push_back(prefix / "share" / "attune");                 // installed: <prefix>/bin
        roots.push_back(prefix.parent_path() / "resources");          // built: <source>/build/bin
    }
    roots.emplace_back(ATTUNE_SOURCE_RESOURCES);
    for (const auto& root : roots)
        if (fs::exists(root / "models" / "scenes" / "config.json")) return root / "models" / "scenes";
    throw Error("the captioner of the demo world is not installed", "no folder models/scenes was found",
                "set ATTUNE_RESOURCES to the folder resources of the source");
}

std::string demoCaptionerHash() { return sha256OfFile(demoCaptionerFolder() / "model.safetensors"); }

std::int64_t addDemoWorld(Session& session, const DemoWorld& world, Observer& observer) {
    Project& project = session.project();
    observer.phase("draw images");
    importScenes(project, world.trainImages, world.seed, 0, "train", observer);
    importScenes(project, world.testImages, world.seed, static_cast<std::uint64_t>(world.trainImages), "test", observer);
    const fs::path folder = project.modelsFolder() / kDemoCaptionerFolder;
    if (!fs::exists(folder)) copyModelFolder(demoCaptionerFolder(), folder);
    return session.addModel(folder, kDemoCaptionerName);
}

}  // namespace attune
