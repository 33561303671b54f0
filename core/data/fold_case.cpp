#include "data/fold_case.h"

namespace attune {

namespace {

/// Of letters that UTF-8 writes in two bytes (U+0080 to U+07FF). Their lower case has two bytes, too.
unsigned lowerOfTwoBytes(unsigned letter) {
    if (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7) return letter + 0x20;  // Latin-1
    if (letter == 0x178) return 0xFF;                                              // Y with diaeresis
    const bool oddIsUpper = (letter >= 0x139 && letter <= 0x148) || (letter >= 0x179 && letter <= 0x17E);
    const bool evenIsUpper = (letter >= 0x100 && letter <= 0x12F) || (letter >= 0x132 && letter <= 0x137) ||
                             (letter >= 0x14A && letter <= 0x177) || (letter >= 0x460 && letter <= 0x481) ||
                             (letter >= 0x48A && letter <= 0x4BF) || (letter >= 0x4D0 && letter <= 0x52F);
    if (oddIsUpper) return letter % 2 == 1 ? letter + 1 : letter;
    if (evenIsUpper) return letter % 2 == 0 ? letter + 1 : letter;
    if (letter == 0x386) return 0x3AC;  // Greek with tonos
    if (letter >= 0x388 && letter <= 0x38A) return letter + 0x25;
    if (letter == 0x38C) return 0x3CC;
    if (letter == 0x38E || letter == 0x38F) return letter + 0x3F;
    if (letter >= 0x391 && letter <= 0x3AB && letter != 0x3A2) return letter + 0x20;  // Greek
    if (letter >= 0x400 && letter <= 0x40F) return letter + 0x50;                     // Cyrillic
    if (letter >= 0x410 && letter <= 0x42F) return letter + 0x20;
    return letter;
}

}  // namespace

std::string foldCase(std::string_view text) {
    std::string folded;
    foldCase(text, folded);
    return folded;
}

void foldCase(std::string_view text, std::string& folded) {
    folded.assign(text);
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const auto byte = static_cast<unsigned char>(folded[i]);
        if (byte < 0x80) {
            if (byte >= 'A' && byte <= 'Z') folded[i] = static_cast<char>(byte + 0x20);
        } else if (byte >= 0xC2 && byte <= 0xDF && i + 1 < folded.size()) {
            const auto second = static_cast<unsigned char>(folded[i + 1]);
            if ((second & 0xC0) != 0x80) continue;
            const unsigned lower = lowerOfTwoBytes((byte & 0x1Fu) << 6 | (second & 0x3Fu));
            folded[i] = static_cast<char>(0xC0 | lower >> 6);
            folded[++i] = static_cast<char>(0x80 | (lower & 0x3F));
        }
    }
}

}  // namespace attune
