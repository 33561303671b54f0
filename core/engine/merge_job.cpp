// The job "merge": an adapter from outside into a captioner.
#include <torch/torch.h>

#include "engine/captioner_folder.h"
#include "engine/device.h"
#include "engine/job_inputs.h"
#include "engine/jobs.h"
#include "engine/model_cache.h"
#include "learn/policy_lora.h"

namespace attune {

Json runMerge(const JobContext& context) {
    const Job& job = context.folder.job();
    if (!job.options.empty()) throw Error("the job \"merge\" takes no options", "job.json has " + dumpJson(job.options));
    context.observer.phase("load the captioner");
    const auto base = context.models.captioner(modelFolder(context.folder, "captioner"), deviceFromText(job.device));
    context.observer.breathe();

    context.observer.phase("merge the adapter");
    // The adapters hang on a copy: others may hold the network that is in the cache.
    const auto captioner = sharingCopy(*base.model);
    const Lora adapters(*captioner, context.folder.path() / "inputs");
    context.observer.breathe();
    saveCaptionerFolder(*captioner, base.folder, context.folder.checkpoints() / "merged", &adapters);
    context.observer.emit("checkpoint", {{"path", "checkpoints/merged"}, {"kind", "captioner"}});

    const auto matrices = adapters.parameters();
    std::int64_t numbers = 0;
    for (const auto& [name, matrix] : matrices) numbers += matrix.numel();
    return {{"layers", matrices.size() / 2}, {"parameters", numbers}};
}

}  // namespace attune
