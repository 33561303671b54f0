// attune-bench-learn: captions and rounds of PPO on a device, with nothing but LibTorch. One JSON object a line.
#include <torch/torch.h>
#include <torch/version.h>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include "captioner_sizes.h"
#include "data/describe_exception.h"
#include "data/error.h"
#include "measure.h"

namespace {

using namespace attune;

constexpr const char* kUsage =
    "Usage: attune-bench-learn [--device auto|cpu|cuda] [--size NAME] [--precision float32|bfloat16] [--images N] "
    "[--rounds N]\n"
    "Sizes: tiny, scenes, small, vit-gpt2; without one, all but tiny. Without a precision, both.\n"
    "Prints one JSON object a line: the machine, its rate of matrix products and a measurement, for each size and precision.\n";

struct Request {
    torch::Device device = torch::cuda::is_available() ? torch::kCUDA : torch::kCPU;
    std::vector<std::string> sizes{"scenes", "small", "vit-gpt2"};
    std::vector<bool> bfloat16{false, true};
    std::int64_t images = 256;
    int rounds = 3;
};

int positive(const std::string& name, const std::string& text) {
    try {
        std::size_t used = 0;
        const int number = std::stoi(text, &used);
        if (used == text.size() && number > 0) return number;
    } catch (const std::exception&) {
    }
    throw Error(name + " needs a number above 0", "it was given \"" + text + '"');
}

Request readArguments(const std::vector<std::string>& arguments) {
    Request request;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        const std::string& name = arguments[i];
        if (i + 1 == arguments.size()) throw Error(name + " needs a value", "", kUsage);
        const std::string& value = arguments[i + 1];
        if (name == "--device") {
            if (value != "auto") request.device = torch::Device(value);
        } else if (name == "--size") {
            request.sizes = {value};
        } else if (name == "--precision") {
            if (value != "float32" && value != "bfloat16") throw Error("there is no precision " + value, "", kUsage);
            request.bfloat16 = {value == "bfloat16"};
        } else if (name == "--images") {
            request.images = positive(name, value);
        } else if (name == "--rounds") {
            request.rounds = positive(name, value);
        } else {
            throw Error("there is no option " + name, "", kUsage);
        }
    }
    return request;
}

void run(const Request& request) {
    std::cout << dumpJson(Json{{"device", request.device.str()},
                               {"libtorch", TORCH_VERSION},
                               {"threads", at::get_num_threads()}})
              << std::endl;
    for (const bool bfloat16 : request.bfloat16) {
        const double peak = bench::matrixRate(request.device, bfloat16);
        std::cout << dumpJson(Json{{"precision", bfloat16 ? "bfloat16" : "float32"}, {"matrix_tflops", peak / 1e12}})
                  << std::endl;
        for (const std::string& size : request.sizes) {
            const bench::Setting setting{.size = size,
                                         .device = request.device,
                                         .bfloat16 = bfloat16,
                                         .images = size == "tiny" ? 8 : request.images,
                                         .rounds = request.rounds};
            std::cout << dumpJson(bench::measure(setting, peak)) << std::endl;
        }
    }
}

/// Each size and precision in a process of its own: what LibTorch has taken of a device it does not give back before it ends.
void runApart(const Request& request) {
    std::vector<Request> each;
    for (const bool bfloat16 : request.bfloat16)
        for (const std::string& size : request.sizes) each.push_back({request.device, {size}, {bfloat16}, request.images, request.rounds});
    if (each.size() == 1) return run(request);
    for (const Request& one : each) {
        std::vector<std::string> words{"attune-bench-learn", "--device",    one.device.str(),
                                       "--size",             one.sizes[0],  "--precision",
                                       one.bfloat16[0] ? "bfloat16" : "float32",
                                       "--images",           std::to_string(one.images),
                                       "--rounds",           std::to_string(one.rounds)};
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        pid_t child = 0;
        int status = 0;
        if (const int failure = posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, arguments.data(), environ); failure != 0)
            throw Error("cannot start a process for " + one.sizes[0], std::strerror(failure));
        waitpid(child, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw Error("the measurement of " + one.sizes[0] + " failed");
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments == std::vector<std::string>{"--help"}) {
        std::cout << kUsage;
        return 0;
    }
    try {
        runApart(readArguments(arguments));
        return 0;
    } catch (const std::exception& e) {
        std::cerr << "attune-bench-learn: " << describeException(e) << "\n";
        return 1;
    }
}
