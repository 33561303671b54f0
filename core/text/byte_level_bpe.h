// Makes byte-level BPE tokenizers: learns the merges from texts, and writes the files that `transformers`
// reads.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "text/bpe.h"

namespace attune {

/// A byte-level BPE tokenizer in the layout of GPT-2's: first the 256 bytes, then a token for each merge,
/// then the special tokens.
struct ByteLevelBpe {
    std::vector<std::string> vocabulary;  ///< by id, bytes as GPT-2's characters; special tokens included
    MergeList merges;                     ///< best first
    std::vector<std::string> specials;
    /// Which token plays which role: "bos_token", "eos_token", "unk_token", "pad_token".
    std::map<std::string, std::string> roles;
    int modelMaxLength = 1024;  ///< tokens
};

/// Learns merges from texts: the most frequent pair of neighbours within GPT-2's words is merged, again and
/// again; of equally frequent pairs the one that sorts first. The same texts give the same tokenizer, in any
/// order.
/// @param vocabularySize  the most tokens there may be, bytes and special tokens included. There are fewer
/// where no pair comes twice any more.
/// @param specials  the first of them plays all four roles until `roles` is changed. @throws Error if there
/// is none, or no room for the bytes and them
ByteLevelBpe trainByteLevelBpe(const std::vector<std::string>& texts, std::size_t vocabularySize,
                               const std::vector<std::string>& specials);

/// Writes vocab.json, merges.txt, tokenizer.json, tokenizer_config.json and special_tokens_map.json into an
/// existing folder. @throws Error if a file cannot be written
void writeByteLevelBpe(const std::filesystem::path& folder, const ByteLevelBpe& tokenizer);

}  // namespace attune
