// Which of the engine's devices a wish comes to, and what devices are called.
#pragma once

#include <QList>
#include <QString>
#include <optional>

#include "workbench/engine_client.h"

namespace attune {

/// As the engine takes it: "auto" is the first graphics card, or the processor where there is none.
/// @param wish  "auto", "cpu", "cuda:0", .. @return none while the engine has not said what there is, or it has no such device
std::optional<EngineDevice> chosenDevice(const QList<EngineDevice>& devices, const QString& wish);

/// Whether a run can compute there: false once the engine has said what there is, and this is not among it.
bool mayHaveDevice(const QList<EngineDevice>& devices, const QString& name);
/// Why a run of a device that is not there cannot go on, and what to do.
QString missingDeviceText(const QString& name);

/// "CPU" for "cpu", "GPU 0" for "cuda:0", "Automatic" for "auto"; what is not known comes back as it is.
QString deviceText(const QString& name);
/// With what it is, where the engine says so: "GPU 0 (NVIDIA H200)".
QString deviceText(const EngineDevice& device);

}  // namespace attune
