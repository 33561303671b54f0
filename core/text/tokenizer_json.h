// Reads the parts of a tokenizer from tokenizer.json, the format of the Hugging Face `tokenizers` library.
#pragma once

#include <string>

#include "data/json.h"
#include "text/pipeline.h"
#include "text/tokenizer.h"

namespace attune {

/// All parts. @param name  the file, for messages. @throws Error on a broken file, or on a part of a kind
/// that is not known here, which is named
TokenizerParts partsFromJson(const Json& tokenizer, const std::string& name);

/// The "added_tokens". @throws Error
std::vector<AddedToken> addedTokensFromJson(const Json& array, const std::string& name);

/// One added token without its id, which stands elsewhere in some files. @throws Error
AddedToken addedTokenFromJson(const Json& object);

// One reader for each kind of part; null and a missing part read as a null pointer.
std::unique_ptr<PreTokenizer> preTokenizerFromJson(const Json& part);
std::unique_ptr<PostProcessor> postProcessorFromJson(const Json& part);
std::unique_ptr<TokenDecoder> decoderFromJson(const Json& part);

namespace detail {

/// The value under `key`, or null. Never copies: these files are large.
const Json& member(const Json& object, const char* key);

/// The "type" of a part. @throws Error
std::string partType(const Json& part, const char* kind);

[[noreturn]] void refusePart(const char* kind, const std::string& type);

}  // namespace detail

}  // namespace attune
