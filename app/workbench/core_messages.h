// What core says, in the language of the window. Core words its messages in English and knows no Qt; the catalogue in
// core_message_texts.cpp holds their patterns, which are found again in the finished text.
#pragma once

#include <QString>
#include <string>

namespace attune {

/// The message, or its parts as far as they are known: a reason within a problem, "problem: reason (remedy)" on one line.
/// What the catalogue does not know stays as it is. Devices are called as everywhere in the window: "GPU 1" for "cuda:1".
QString coreText(const QString& english);
QString coreText(const std::string& english);

/// Whether the catalogue has a pattern for the whole of this message.
bool isCoreTextKnown(const QString& english);

}  // namespace attune
