// The commands of a page that is driven by keys, below it: what each key does, to be read or clicked.
#pragma once

#include <span>

#include <QString>

class QWidget;

namespace attune {

class ActionRegistry;

/// A row of flat buttons. @param ids  of the commands, from left to right  @param lead  words in front of them
QWidget* makeKeyHints(ActionRegistry& actions, std::span<const char* const> ids, QWidget* parent, const QString& lead = {});

}  // namespace attune
