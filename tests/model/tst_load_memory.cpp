// Loading a checkpoint takes hardly more memory than its weights in the dtype asked for, whatever the file holds.
#include <torch/torch.h>

#include <doctest/doctest.h>
#include <malloc.h>

#include <cstdlib>
#include <fstream>

#include "data/file.h"
#include "data/mapped_file.h"
#include "model/blip.h"
#include "model/load_captioner.h"
#include "pytorch_tensors.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::test;
namespace fs = std::filesystem;

namespace {

/// What of the network's code and of LibTorch's pools is touched for the first time, in bytes. A file that was written in one
/// piece, as the pickle here is, lies in blocks of 2 MiB in the system's cache, which are mapped as a whole: they have to go
/// with the tensors that were read of them, or some 55 MiB of them stay, of a small file as of a large one.
constexpr double kSlack = 6e6;

/// 32 million parameters, as unevenly spread as those of real ones: a table of words and many matrices.
BlipOptions options() {
    BlipOptions o;
    o.vision.encoder = {.hiddenSize = 384, .intermediateSize = 1536, .layers = 4, .heads = 6, .activation = "gelu"};
    o.vision.imageSize = 64;
    o.vision.patchSize = 16;
    o.text = {.vocabularySize = 16000, .positions = 64, .hiddenSize = 512, .layers = 4, .heads = 8, .intermediateSize = 2048};
    o.tokens = {.start = 1, .pad = 0, .end = {2}};
    return o;
}

/// A line of /proc/self/status in bytes; 0 where there is none.
double statusOf(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name)) return std::stod(line.substr(name.size())) * 1024;
    return 0;
}

/// Peak of the resident memory while the folder is loaded, over what there was before and the weights' own size.
double peakPerWeight(const fs::path& folder, torch::Dtype dtype) {
    ::malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";
    const double before = statusOf("VmRSS:");
    const auto model = loadCaptioner(folder, torch::kCPU, dtype);
    const double peak = statusOf("VmHWM:") - before;
    double weights = 0;
    for (const auto& parameter : model->parameters()) {
        CHECK((parameter.scalar_type() == dtype));  // doctest cannot write out a dtype
        weights += static_cast<double>(parameter.nbytes());
    }
    return std::max(0.0, peak - kSlack) / weights;
}

std::string said(const fs::path& folder, torch::Dtype dtype, double ratio) {
    return folder.filename().string() + " as " + torch::toString(dtype) + ": " + std::to_string(ratio) + " of the weights";
}

}  // namespace

TEST_CASE("peak memory of loading") {
    if (std::ofstream reset("/proc/self/clear_refs"); !(reset << "5" << std::flush)) {
        MESSAGE("skipped: this system does not say how much memory was used at most");
        return;
    }
    const TemporaryFolder root;
    const fs::path wide = root.path() / "float32", narrow = root.path() / "bfloat16", old = root.path() / "pickle";
    {
        const auto model = Blip::random(options(), 1);
        saveCheckpoint(*model, wide);
        fs::create_directories(old);
        NamedTensors tensors;
        for (const auto& item : model->named_parameters()) tensors[item.key()] = item.value().detach();
        writePytorch(old / "pytorch_model.bin", tensors, true);
        for (const char* name : {"config.json", "generation_config.json"}) fs::copy_file(wide / name, old / name);
        model->to(torch::kBFloat16);
        saveCheckpoint(*model, narrow);
    }
    for (const fs::path& folder : {wide, old}) loadCaptioner(folder);  // what is needed once is there
    for (const fs::path& folder : {wide, narrow, old})
        for (const auto dtype : {torch::kFloat32, torch::kBFloat16}) {
            CAPTURE(folder.filename().string());
            CAPTURE(std::string(torch::toString(dtype)));
            const double ratio = peakPerWeight(folder, dtype);
            MESSAGE(said(folder, dtype, ratio));
            CHECK(ratio < 1.2);
        }
}

TEST_CASE("what is read of a file is given back with what the system maps around it") {
    constexpr std::size_t kBytes = std::size_t{64} << 20, kStep = std::size_t{4} << 20;
    const TemporaryFolder root;
    writeFileAtomically(root / "file", std::string(kBytes, 'x'));
    const MappedFile file(root / "file");
    if (statusOf("VmRSS:") == 0) {
        MESSAGE("skipped: this system does not say how much memory is used");
        return;
    }
    ::malloc_trim(0);
    const double before = statusOf("VmRSS:");
    int sum = 0;
    for (std::size_t at = kStep / 2; at < kBytes; at += kStep) {
        sum += file.data()[at];
        file.release(at, at + 1);
    }
    CHECK(sum == 16 * 'x');
    CHECK(statusOf("VmRSS:") - before < 1e6);
    CHECK(file.data()[kBytes - 1] == 'x');
    file.release(kBytes - 1, kBytes + 5);
    file.release(kBytes, kBytes + 5);  // nothing lies there
    CHECK(file.data()[0] == 'x');
}

/// `ATTUNE_LOAD_FOLDER=CHECKPOINT build/tests/tst_load_memory` measures a checkpoint of one's own.
TEST_CASE("peak memory of loading a folder that is named") {
    const char* folder = std::getenv("ATTUNE_LOAD_FOLDER");
    if (!folder) return;
    for (const auto dtype : {torch::kFloat32, torch::kBFloat16}) {
        const double ratio = peakPerWeight(folder, dtype);
        MESSAGE(said(folder, dtype, ratio));
        CHECK(ratio < 1.2);
    }
}
