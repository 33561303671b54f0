#include "session/space_inputs.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <vector>

#include "data/space_files.h"
#include "protocol/run_folder.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// So many images, or captions, in common are a frame.
constexpr std::size_t kLeastShared = 3;

bool isFile(const fs::path& path) {
    std::error_code failure;
    return fs::is_regular_file(path, failure);
}

/// An embedding that is done: which model it was read with, and its folder.
struct Embedding {
    Id model = 0;
    fs::path folder;
};

/// The newest first.
std::vector<Embedding> embeddings(Project& project) {
    std::vector<Embedding> found;
    for (const auto& run : project.runs().list("finished")) {
        if (run.kind != toText(JobKind::Embed)) continue;
        const Json ids = optional(run.job, "model_ids", Json::object());
        found.push_back({optional<Id>(ids, "captioner", 0), project.runsFolder() / run.folder});
    }
    std::reverse(found.begin(), found.end());
    return found;
}

/// Whether an embedding was given images of the draft. One whose folder is damaged shows none.
bool showsImagesOf(const JobDraft& draft, const fs::path& folder) {
    std::set<Id> wanted;
    if (const auto at = draft.inputs.find("images"); at != draft.inputs.end())
        for (const Json& row : at->second) wanted.insert(row.at("id").get<Id>());
    std::size_t shared = 0;
    try {
        for (const Json& row : RunFolder::open(folder).inputs("images")) shared += wanted.count(optional<Id>(row, "id", 0));
    } catch (const Error&) {
        return false;
    }
    return shared >= std::min(kLeastShared, wanted.size());
}

}  // namespace

void addLastLayout(Project& project, JobDraft& draft, const ModelRecord& reader) {
    const Id root = project.models().pathToRoot(reader.id).back().id;
    for (const auto& [model, folder] : embeddings(project)) {
        const fs::path layout = folder / "outputs" / kLayoutFile;
        if (model == 0 || !project.models().find(model) || project.models().pathToRoot(model).back().id != root) continue;
        if (!isFile(layout) || !showsImagesOf(draft, folder)) continue;
        draft.files[kLastLayoutFile] = layout;
        return;
    }
}

void addSpaceHeads(Project& project, JobDraft& draft, const ModelRecord& captioner) {
    if (draft.files.contains(kSpaceHeadsFile) || isFile(project.resolve(captioner.path) / kSpaceHeadsFile)) return;
    const auto done = embeddings(project);
    for (const auto& ancestor : project.models().pathToRoot(captioner.id)) {
        if (ancestor.kind != "captioner") continue;
        for (const auto& [model, folder] : done) {
            const fs::path heads = folder / "outputs" / kSpaceHeadsFile;
            if (model != ancestor.id || !isFile(heads)) continue;
            draft.files[kSpaceHeadsFile] = heads;
            return;
        }
        // An adapter from outside may have changed the eyes, too: what was learnt before it fits no more.
        if (optional<std::string>(ancestor.info, "made_by", "") == toText(JobKind::Merge)) return;
    }
}

}  // namespace attune
