#include "text/growth.h"

#include "data/error.h"

namespace attune {

void checkReplacement(const std::string& text, const char* option) {
    if (text.size() > kLongestReplacement)
        throw Error("the tokenizer's " + std::string(option) + " has " + std::to_string(text.size()) + " bytes",
                    "the longest allowed is " + std::to_string(kLongestReplacement));
}

void refuseGrowth(std::size_t before, std::size_t after) {
    throw Error("the tokenizer makes " + std::to_string(after) + " bytes and more of a text of " + std::to_string(before),
                "its rules would fill the memory", "fetch the model's tokenizer.json again");
}

std::size_t sizeOf(const std::vector<std::string>& pieces) {
    std::size_t bytes = 0;
    for (const std::string& piece : pieces) bytes += piece.size();
    return bytes;
}

}  // namespace attune
