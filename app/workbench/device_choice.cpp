#include "workbench/device_choice.h"

#include <algorithm>

namespace attune {

std::optional<EngineDevice> chosenDevice(const QList<EngineDevice>& devices, const QString& wish) {
    const auto find = [&devices](auto fits) -> std::optional<EngineDevice> {
        const auto at = std::find_if(devices.begin(), devices.end(), fits);
        return at == devices.end() ? std::nullopt : std::optional(*at);
    };
    const auto isProcessor = [](const EngineDevice& device) { return device.name == QLatin1String("cpu"); };
    if (wish != QLatin1String("auto")) return find([&wish](const EngineDevice& device) { return device.name == wish; });
    const auto card = find([&](const EngineDevice& device) { return !isProcessor(device); });
    return card ? card : find(isProcessor);
}

}  // namespace attune
