// The regular expressions by which GPT-2, CLIP and Llama 3 cut text into words, written out over Unicode categories.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace attune {

using WordVisitor = std::function<void(std::string_view)>;

/// GPT-2's pattern, as it stands in its published encoder and in tokenizer files.
inline constexpr std::string_view kGpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

/// CLIP's pattern, as it stands in tokenizer files.
inline constexpr std::string_view kClipPattern =
    R"('s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+)";

/// Llama 3's pattern, as it stands in tokenizer files.
inline constexpr std::string_view kLlama3Pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

/// Visits the matches of kGpt2Pattern in order; they cover the whole text. Takes time linear in the text.
void forEachGpt2Word(std::string_view text, const WordVisitor& visit);

/// Visits the matches of kClipPattern in order; they cover all but the white space. Takes time linear in the
/// text.
void forEachClipWord(std::string_view text, const WordVisitor& visit);

/// Visits the matches of kLlama3Pattern in order; they cover the whole text. Takes time linear in the text.
void forEachLlama3Word(std::string_view text, const WordVisitor& visit);

}  // namespace attune
