// The five kinds of parts that a tokenizer is made of, in the order in which a text meets them. Each
// implementation lies in a file of its own; tokenizer_json.cpp knows them by the names that tokenizer.json
// uses.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace attune {

/// Rewrites a text: Unicode forms, case, white space.
class Normalizer {
  public:
    virtual ~Normalizer() = default;
    /// @throws Error if the text grows out of proportion
    virtual std::string normalize(std::string text) const = 0;
};

/// Cuts pieces of text into smaller ones that no token crosses.
class PreTokenizer {
  public:
    virtual ~PreTokenizer() = default;
    /// @param atStart  nothing stands before the first piece: neither text nor an added token
    /// @throws Error if the pieces grow out of proportion
    virtual std::vector<std::string> split(std::vector<std::string> pieces, bool atStart) const = 0;
};

/// Turns one piece into ids of its vocabulary. Thread-safe.
class SubwordModel {
  public:
    virtual ~SubwordModel() = default;
    virtual void encode(std::string_view piece, std::vector<std::int64_t>& ids) const = 0;
    virtual std::optional<std::int64_t> idOf(std::string_view token) const = 0;
    /// Null for an id that there is not.
    virtual const std::string* tokenOf(std::int64_t id) const = 0;
    /// One more than the largest id.
    virtual std::int64_t endId() const = 0;
};

/// Adds the special tokens around a text.
class PostProcessor {
  public:
    virtual ~PostProcessor() = default;
    virtual std::vector<std::int64_t> process(std::vector<std::int64_t> ids) const = 0;
};

/// Turns tokens into pieces of text; joined, they are the text.
class TokenDecoder {
  public:
    virtual ~TokenDecoder() = default;
    /// @throws Error if the text grows out of proportion
    virtual std::vector<std::string> decode(std::vector<std::string> tokens) const = 0;
};

/// The parts of one tokenizer. Only the model is always there.
struct TokenizerParts {
    std::unique_ptr<Normalizer> normalizer;
    std::unique_ptr<PreTokenizer> preTokenizer;
    std::unique_ptr<SubwordModel> model;
    std::unique_ptr<PostProcessor> postProcessor;
    std::unique_ptr<TokenDecoder> decoder;
};

}  // namespace attune
