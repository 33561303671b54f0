#include "data/records.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace attune {

namespace {

constexpr std::array kSources{"model", "reference", "edit"};
constexpr std::array kPreferences{"left", "right", "tie", "both_bad"};

template <std::size_t N>
int indexOf(const std::array<const char*, N>& words, const std::string& text, const char* what) {
    for (std::size_t i = 0; i < N; ++i)
        if (text == words[i]) return static_cast<int>(i);
    throw Error("\"" + text + "\" is not " + what);
}

}  // namespace

std::string toText(CaptionSource source) { return kSources.at(static_cast<std::size_t>(source)); }

std::string toText(Preference outcome) { return kPreferences.at(static_cast<std::size_t>(outcome)); }

CaptionSource captionSourceFromText(const std::string& text) {
    return static_cast<CaptionSource>(indexOf(kSources, text, "a caption source (model, reference, edit)"));
}

Preference preferenceFromText(const std::string& text) {
    return static_cast<Preference>(indexOf(kPreferences, text, "a preference (left, right, tie, both_bad)"));
}

std::string timestampNow() {
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char day[24];
    std::strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &utc);
    char text[40];
    std::snprintf(text, sizeof text, "%s.%03dZ", day, static_cast<int>(millis));
    return text;
}

}  // namespace attune
