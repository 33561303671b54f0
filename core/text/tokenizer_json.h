// Reads the parts of a tokenizer from tokenizer.json, the format of the Hugging Face `tokenizers` library.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/json.h"
#include "text/pipeline.h"
#include "text/tokenizer.h"

namespace attune {

/// All parts but the model. @throws Error
TokenizerParts partsWithoutModel(const Json& tokenizer);

/// All parts. @param name  the file, for messages. @throws Error on a broken file, or on a part of a kind
/// that is not known here, which is named
TokenizerParts partsFromJson(const Json& tokenizer, const std::string& name);

/// The "added_tokens". @throws Error
std::vector<AddedToken> addedTokensFromJson(const Json& array, const std::string& name);

/// One added token without its id, which stands elsewhere in some files. @throws Error
AddedToken addedTokenFromJson(const Json& object);

// One reader for each kind of part; null and a missing part read as a null pointer.
std::unique_ptr<Normalizer> normalizerFromJson(const Json& part);
std::unique_ptr<PreTokenizer> preTokenizerFromJson(const Json& part);
std::unique_ptr<PostProcessor> postProcessorFromJson(const Json& part);
std::unique_ptr<TokenDecoder> decoderFromJson(const Json& part);

namespace detail {

/// The value under `key`, or null. Never copies: these files are large.
const Json& member(const Json& object, const char* key);

/// The "type" of a part. @throws Error
std::string partType(const Json& part, const char* kind);

[[noreturn]] void refusePart(const char* kind, const std::string& type);

/// The text of {"String": ..} or {"Regex": ..}, whichever is asked for; empty where it is the other one.
std::string patternText(const Json& part, const char* form);

/// More steps than any real file has, those of sequences in sequences among them; keeps hostile ones small.
inline constexpr std::size_t kMostSteps = 64;

/// Appends the steps of a "Sequence". Those of a sequence in it stand in its place, so that what they make of
/// a text is measured by the text that the outermost one was given. Nesting is bounded by the JSON reader.
template <class Part>
void addSteps(const Json& array, const char* key, const char* kind,
              std::unique_ptr<Part> (*read)(const Json&), std::vector<std::unique_ptr<Part>>& steps) {
    if (!array.is_array() || array.size() > kMostSteps)
        throw Error(std::string("the tokenizer's ") + kind + " is a sequence without a proper list of steps");
    for (const Json& step : array) {
        if (member(step, "type") == "Sequence")
            addSteps(member(step, key), key, kind, read, steps);
        else if (auto part = read(step))
            steps.push_back(std::move(part));
        if (steps.size() > kMostSteps)
            throw Error(std::string("the tokenizer's ") + kind + " is a sequence of more than " +
                        std::to_string(kMostSteps) + " steps");
    }
}

/// Reads the steps of a "Sequence", which lie under `key`, with the reader of its kind. @throws Error
template <class Part>
std::vector<std::unique_ptr<Part>> stepsFromJson(const Json& sequence, const char* key, const char* kind,
                                                 std::unique_ptr<Part> (*read)(const Json&)) {
    std::vector<std::unique_ptr<Part>> steps;
    addSteps(member(sequence, key), key, kind, read, steps);
    return steps;
}

}  // namespace detail

}  // namespace attune
