#include "engine/run_job.h"

#include <chrono>
#include <new>

#include "data/atomic_file.h"
#include "data/describe_exception.h"
#include "engine/device.h"
#include "engine/jobs.h"
#include "learn/invariants.h"

namespace attune {

namespace {

Json dispatch(const JobContext& context) {
    switch (context.folder.job().kind) {
        case JobKind::Pretrain: return runPretrain(context);
        case JobKind::Generate: return runGenerate(context);
        case JobKind::Score: return runScore(context);
        case JobKind::Embed: return runEmbed(context);
        case JobKind::TrainReward: return runTrainReward(context);
        case JobKind::Optimize: return runOptimize(context);
        case JobKind::Evaluate: return runEvaluate(context);
        case JobKind::Merge: return runMerge(context);
    }
    throw Error("this kind of job is not known");
}

Json failure(const std::string& problem, const std::string& reason, const std::string& remedy) {
    return {{"problem", problem}, {"reason", reason}, {"remedy", remedy}};
}

bool isOutOfMemory(const std::string& message) {
    return message.find("out of memory") != std::string::npos ||
           message.find("not enough memory") != std::string::npos;
}

}  // namespace

std::string runJob(const RunFolder& folder, JobControl& control, ModelCache& models, EventLog::Listener listener) {
    std::string terminal;
    EventLog log(folder, [&](const Event& event) {
        if (isTerminal(event.type)) terminal = event.type;
        if (listener) listener(event);
    });
    removeTemporaries(folder.checkpoints());  // of a life that was killed; nobody else writes while the log is held
    removeTemporaries(folder.path() / "outputs");
    const auto begin = std::chrono::steady_clock::now();
    const Job& job = folder.job();
    RunObserver observer(log, control);
    const std::string smaller = "use fewer or smaller images, a smaller batch, or another device";
    try {
        log.emit("started", {{"kind", toText(job.kind)}, {"seed", job.seed}, {"device", job.device}, {"engine", hello()}});
        if (blasName() == "reference BLAS")
            observer.warning("LibTorch found only the reference BLAS, which is about twelve times slower: install OpenBLAS");
        Json result = dispatch({folder, models, observer});
        result["seconds"] = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        log.emit("finished", std::move(result));
    } catch (const Cancelled&) {
        log.emit("cancelled", Json::object());
    } catch (const BrokenInvariant& e) {
        Json said = failure(e.problem(), e.reason(), e.remedy());
        said["invariant"] = e.invariant();
        log.emit("failed", std::move(said));
    } catch (const Error& e) {
        log.emit("failed", failure(e.problem(), e.reason(), e.remedy()));
    } catch (const std::bad_alloc&) {
        log.emit("failed", failure("the machine ran out of memory", "", smaller));
    } catch (const std::exception& e) {
        const std::string message = describeException(e);
        log.emit("failed", isOutOfMemory(message)
                               ? failure("the device ran out of memory", message, smaller)
                               : failure("the job met an internal error", message,
                                         "please report it together with the run folder"));
    }
    return terminal;
}

}  // namespace attune
