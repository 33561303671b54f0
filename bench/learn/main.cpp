// attune-bench-learn: captions and rounds of PPO on a device, with nothing but LibTorch. One JSON object a line.
#include <torch/torch.h>
#include <torch/version.h>

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
    "Prints one JSON object a line: the machine, then each measurement.\n";

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

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments == std::vector<std::string>{"--help"}) {
        std::cout << kUsage;
        return 0;
    }
    try {
        run(readArguments(arguments));
        return 0;
    } catch (const std::exception& e) {
        std::cerr << "attune-bench-learn: " << describeException(e) << "\n";
        return 1;
    }
}
