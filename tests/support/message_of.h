// What an error says, as Qt Test compares it.
#pragma once

#include <QByteArray>
#include <utility>

#include "failure.h"

namespace attune {

/// The message of the Error that `action` throws; empty if it throws none.
template <class Action>
QByteArray messageOf(Action action) {
    return QByteArray::fromStdString(test::failure(std::move(action)));
}

}  // namespace attune
