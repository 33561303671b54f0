#include "workbench/device_choice.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::DeviceWords)

  public:
    static QString name(const QString& name) {
        static const QRegularExpression card(QStringLiteral("^cuda:(\\d+)$"));
        //: where things are computed: the first graphics card, else the processor
        if (name == QLatin1String("auto")) return tr("Automatic");
        //: where things are computed: the processor
        if (name == QLatin1String("cpu")) return tr("CPU");
        //: where things are computed: a graphics card
        if (name == QLatin1String("cuda")) return tr("GPU");
        const auto numbered = card.match(name);
        //: where things are computed: a graphics card; %1 is its number, from 0
        return numbered.hasMatch() ? tr("GPU %1").arg(numbered.captured(1)) : name;
    }
    static QString missing(const QString& name) {
        //: %1 is a device: "GPU 3"
        return tr("The run computes on %1, which this machine does not have. Start a new one with another device.").arg(name);
    }
    static QString described(const QString& name, const QString& description) {
        //: a device and what it is: "GPU 0 (NVIDIA H200)"
        return tr("%1 (%2)").arg(name, description);
    }
};

}  // namespace

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

bool mayHaveDevice(const QList<EngineDevice>& devices, const QString& name) {
    if (devices.isEmpty() || name.isEmpty()) return true;
    // As the engine reads it.
    return chosenDevice(devices, name == QLatin1String("cuda") ? QStringLiteral("cuda:0") : name).has_value();
}

QString missingDeviceText(const QString& name) { return Words::missing(deviceText(name)); }

QString deviceText(const QString& name) { return Words::name(name); }

QString deviceText(const EngineDevice& device) {
    const QString name = deviceText(device.name);
    return device.description.isEmpty() || device.description == device.name ? name : Words::described(name, device.description);
}

}  // namespace attune
