// The regular expressions by which GPT-2 and CLIP cut text into words, written out over Unicode categories.
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

/// Visits the matches of kGpt2Pattern in order; they cover the whole text. Takes time linear in the text.
void forEachGpt2Word(std::string_view text, const WordVisitor& visit);

/// Visits the matches of kClipPattern in order; they cover all but the white space. Takes time linear in the
/// text.
void forEachClipWord(std::string_view text, const WordVisitor& visit);

}  // namespace attune
