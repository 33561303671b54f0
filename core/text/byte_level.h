// Byte-level tokens: every byte has a printable character of its own, so that any text is made of known
// symbols (Radford et al. 2019, "Language Models are Unsupervised Multitask Learners").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/pipeline.h"

namespace attune {

/// The character that stands for a byte: itself if it is printable and not a space, else one from U+0100 on.
char32_t byteToCharacter(unsigned char byte);

/// The byte that a character stands for, if it stands for one.
std::optional<unsigned char> characterToByte(char32_t character);

/// The UTF-8 of the characters of all bytes: "Ġcat" for " cat".
std::string bytesToCharacters(std::string_view bytes);

/// "ByteLevel" of tokenizer.json: GPT-2's words, in byte characters.
class ByteLevelPreTokenizer : public PreTokenizer {
  public:
    /// @param addPrefixSpace  puts a space before a piece that starts with none, so that its first word is
    /// like others
    /// @param useRegex  cuts into GPT-2's words; else the piece stays whole
    explicit ByteLevelPreTokenizer(bool addPrefixSpace = false, bool useRegex = true)
        : m_addPrefixSpace(addPrefixSpace), m_useRegex(useRegex) {}
    std::vector<std::string> split(std::vector<std::string> pieces, bool atStart) const override;

  private:
    bool m_addPrefixSpace;
    bool m_useRegex;
};

/// Back to bytes, and those to text. A token with a character that stands for no byte (an added one) is taken
/// as it is.
class ByteLevelDecoder : public TokenDecoder {
  public:
    std::vector<std::string> decode(std::vector<std::string> tokens) const override;
};

}  // namespace attune
