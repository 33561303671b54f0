#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "data/error.h"
#include "text/unicode.h"

namespace attune {

namespace {

constexpr int kLongestMarkRun = 256;

int formOptions(NormalForm form) {
    switch (form) {
        case NormalForm::C:
            return UTF8PROC_STABLE | UTF8PROC_COMPOSE;
        case NormalForm::D:
            return UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
        case NormalForm::KC:
            return UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
        case NormalForm::KD:
            return UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT;
    }
    return 0;
}

void appendForm(std::string& out, std::string_view text, int options) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                                     static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (length < 0) throw Error("a text cannot be normalised", utf8proc_errmsg(length));
    out.append(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
}

}  // namespace

std::string toNormalForm(const std::string& text, NormalForm form) {
    const int options = formOptions(form);
    std::string out;
    std::size_t begin = 0;
    int marks = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const bool mark = isMark(nextCodePoint(text, at));
        marks = mark ? marks + 1 : 0;
        if (marks <= kLongestMarkRun) continue;
        appendForm(out, std::string_view(text).substr(begin, here - begin), options);
        begin = here;
        marks = 1;
    }
    appendForm(out, std::string_view(text).substr(begin), options);
    return out;
}

std::string toLowerCase(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        // The one character whose lower case is two: dotted capital I becomes i and a dot above.
        if (c == 0x130)
            out += "i\xCC\x87";
        else
            appendUtf8(out, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
    }
    return out;
}

std::string withoutNonspacingMarks(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        if (utf8proc_category(static_cast<utf8proc_int32_t>(c)) != UTF8PROC_CATEGORY_MN) appendUtf8(out, c);
    }
    return out;
}

}  // namespace attune
