// A rater who never stops, to be killed in the middle.
#pragma once

#include <QString>

namespace attune::test {

/// Opens the project in the real window and decides by real keys until it is killed. Each decision is printed, on a line
/// of its own, once the screen shows it: "comparison LEFT RIGHT OUTCOME" or "rating CAPTION VALUE", with captions' ids.
/// With `generate` it also launches a captioning run and prints "run ID" once the engine is at work on it.
/// @return an exit code, should there be nothing left to rate
int rateForever(const QString& folder, bool generate);

}  // namespace attune::test
