#include "workbench/library/model_folder_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::ModelFolderText)

  public:
    static QString gib(std::int64_t bytes) {
        constexpr double kGiB = 1024.0 * 1024.0 * 1024.0;
        //: an amount of memory
        return tr("%1 GiB").arg(QLocale().toString(static_cast<double>(bytes) / kGiB, 'f', 1));
    }

    static QString what(const ModelFolderInfo& info) {
        const QString family = QString::fromStdString(info.family);
        if (info.kind == "encoder") return tr("An encoder of images and texts, of the family %1: it embeds, and writes nothing.").arg(family);
        if (info.kind == "reward") return tr("A reward model.");
        return tr("A captioner of the family %1.").arg(family);
    }

    static QString size(const ModelFolderInfo& info) {
        const QString millions = QLocale().toString(static_cast<double>(info.parameters) / 1e6, 'f', 1);
        if (info.parameters == 0) return tr("%1 of weights.").arg(gib(info.bytes));
        if (info.dtype.empty()) return tr("%1 million parameters.").arg(millions);
        //: %2 is a type of number, such as float32
        return tr("%1 million parameters, stored as %2.").arg(millions, QString::fromStdString(info.dtype));
    }

    static QString prompt(const ModelFolderInfo& info) {
        switch (info.prompt) {
            case PromptStyle::Chat:
                return tr("It answers a prompt.");
            case PromptStyle::Continued:
                return tr("It can go on with a prompt.");
            case PromptStyle::None:
                break;
        }
        return tr("It takes no prompt.");
    }

    static QString adapter(const AdapterFolder& adapter) {
        const auto low = adapter.lowestRank(), high = adapter.highestRank();
        const QString alpha = QLocale().toString(adapter.config.alpha, 'g', 6);
        if (low < high) return tr("A LoRA adapter of ranks %1 to %2, alpha %3.").arg(low).arg(high).arg(alpha);
        return tr("A LoRA adapter of rank %1, alpha %2.").arg(high).arg(alpha);
    }

    static QString adapted(const AdapterFolder& adapter) {
        constexpr int kMost = 6;
        QStringList targets;
        for (const std::string& target : adapter.config.targets) targets << QString::fromStdString(target);
        if (targets.size() > kMost) targets = targets.mid(0, kMost) << QStringLiteral("…");
        const int layers = static_cast<int>(adapter.parts.size());
        if (targets.isEmpty()) return tr("It adapts %n layer(s).", nullptr, layers);
        return tr("It adapts %n layer(s): %1.", nullptr, layers).arg(targets.join(QStringLiteral(", ")));
    }

    static QString numbers(const AdapterFolder& adapter) {
        const auto millions = static_cast<double>(adapter.parameters()) / 1e6;
        return tr("%1 million parameters.").arg(QLocale().toString(millions, 'f', millions < 1 ? 3 : 1));
    }

    static QString base(const AdapterFolder& adapter) {
        if (adapter.config.base.empty()) return tr("It does not say which model it was trained on.");
        return tr("It was trained on %1.").arg(QString::fromStdString(adapter.config.base));
    }

    static QStringList memory(const ModelFolderInfo& info, const ModelNeeds& needs, qint64 there) {
        QStringList lines;
        if (needs.reading == 0) return lines;
        lines << (info.kind == "encoder" ? tr("Memory to embed: %1").arg(gib(needs.reading))
                                         : tr("Memory to caption: %1").arg(gib(needs.reading)));
        if (needs.round > 0) {
            lines << tr("For a PPO round: %1").arg(gib(needs.round));
            lines << tr("For a PPO round with LoRA: %1").arg(gib(needs.roundWithAdapters));
        }
        if (there > 0) lines << tr("The device has %1.").arg(gib(there));
        switch (roomFor(needs, there)) {
            case Room::Nothing:
                lines << tr("It will not fit.");
                break;
            case Room::ReadingOnly:
                lines << tr("It can caption there, but a PPO round will not fit, with LoRA neither.");
                break;
            case Room::AdaptersOnly:
                lines << tr("A PPO round will only fit with LoRA.");
                break;
            case Room::All:
                break;
        }
        return lines;
    }
};

}  // namespace

QString modelFolderText(const ModelFolderInfo& info, const ModelNeeds& needs, qint64 there) {
    QStringList lines{Words::what(info)};
    if (info.kind != "reward") lines << Words::size(info);
    if (info.kind == "captioner") lines << Words::prompt(info);
    const QStringList memory = Words::memory(info, needs, there);
    if (!memory.isEmpty()) lines << QString() << memory;
    return lines.join(QLatin1Char('\n'));
}

QString adapterText(const AdapterFolder& adapter) {
    return QStringList{Words::adapter(adapter), Words::adapted(adapter), Words::numbers(adapter), Words::base(adapter)}.join(
        QLatin1Char('\n'));
}

}  // namespace attune
