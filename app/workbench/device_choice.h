// Which of the engine's devices a wish comes to.
#pragma once

#include <QList>
#include <QString>
#include <optional>

#include "workbench/engine_client.h"

namespace attune {

/// As the engine takes it: "auto" is the first graphics card, or the processor where there is none.
/// @param wish  "auto", "cpu", "cuda:0", .. @return none while the engine has not said what there is, or it has no such device
std::optional<EngineDevice> chosenDevice(const QList<EngineDevice>& devices, const QString& wish);

}  // namespace attune
