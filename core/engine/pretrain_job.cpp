#include "engine/jobs.h"
#include "engine/scenes_pretrain.h"

namespace attune {

Json runPretrain(const JobContext& context) {
    const Job& job = context.folder.job();
    if (job.device != "cpu" && job.device != "auto")
        throw Error("pre-training on Scenes runs on the CPU only", "the job asks for " + job.device);
    const auto target = context.folder.checkpoints() / "captioner";
    // Of a life that ended before it said so; it is written again, to the same bytes.
    std::filesystem::remove_all(target);
    pretrainScenes(target, optionsFromJson<PretrainOptions>(job.options), job.seed, context.observer,
                   context.folder.checkpoints() / "state");
    context.observer.emit("checkpoint", {{"path", "checkpoints/captioner"}, {"kind", "captioner"}});
    return {{"path", "checkpoints/captioner"}};
}

}  // namespace attune
