#include "workbench/option_fields.h"

#include <QCoreApplication>
#include <QSet>

namespace attune {

namespace {

QVariant toVariant(const Json& value) {
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_number_integer()) return QVariant::fromValue(static_cast<qlonglong>(value.get<std::int64_t>()));
    if (value.is_number()) return value.get<double>();
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : dumpJson(value));
}

Json toJson(const QVariant& value) {
    switch (value.typeId()) {
        case QMetaType::Bool: return value.toBool();
        case QMetaType::Int:
        case QMetaType::LongLong: return value.toLongLong();
        case QMetaType::Double: return value.toDouble();
        default: return value.toString().toStdString();
    }
}

/// A choice as it stands in a list: its translation, or the word itself as it is written outside of a job.
QString choiceText(const std::string& choice) {
    QString words = optionText(choice);
    if (words.isEmpty() || words != QString::fromStdString(choice)) return words;
    static const QSet<QString> names{QStringLiteral("ppo"), QStringLiteral("grpo"), QStringLiteral("rloo"), QStringLiteral("dpo"),
                                     QStringLiteral("trl"), QStringLiteral("reinforce"), QStringLiteral("bnpo"), QStringLiteral("ipo"), QStringLiteral("sft")};
    if (names.contains(words)) return words.toUpper();
    words.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!words.back().isDigit()) words[0] = words[0].toUpper();  // "k1" is a formula's name, "float32" a type's
    return words;
}

}  // namespace

QString optionText(const std::string& text) {
    return text.empty() ? QString() : QCoreApplication::translate("JobOptions", text.c_str());
}

QString optionLabel(const std::string& name) {
    std::string words = name;
    std::replace(words.begin(), words.end(), '_', ' ');
    // Abbreviations, not words.
    if (const auto at = words.find("kl "); at != std::string::npos) words.replace(at, 2, "KL");
    if (words.starts_with("lora ")) words.replace(0, 4, "LoRA");
    if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    return optionText(words);
}

QList<OptionField> optionFields(const std::vector<OptionDescription>& options, const QStringList& basic) {
    QList<OptionField> fields;
    for (const auto& option : options) {
        OptionField field;
        field.name = QString::fromStdString(option.name);
        field.label = optionLabel(option.name);
        field.help = optionText(option.info.help);
        field.unit = optionText(option.info.unit);
        field.defaultValue = toVariant(option.defaultValue);
        field.min = option.info.min;
        field.max = option.info.max;
        for (const auto& choice : option.info.choices) {
            field.choices.append(QString::fromStdString(choice));
            field.choiceLabels.append(choiceText(choice));
        }
        field.needs = QString::fromStdString(option.info.needs.option);
        for (const auto& value : option.info.needs.values) field.neededValues.append(QString::fromStdString(value));
        field.advanced = !basic.contains(field.name);
        fields.append(field);
    }
    std::stable_sort(fields.begin(), fields.end(), [&basic](const OptionField& a, const OptionField& b) {
        const auto rank = [&basic](const OptionField& f) {
            const auto at = basic.indexOf(f.name);
            return at < 0 ? basic.size() : at;
        };
        return rank(a) < rank(b);
    });
    return fields;
}

Json toJobOptions(const QVariantMap& values) {
    Json options = Json::object();
    for (auto at = values.begin(); at != values.end(); ++at) options[at.key().toStdString()] = toJson(at.value());
    return options;
}

QVariantMap fromJobOptions(const Json& options) {
    QVariantMap values;
    if (options.is_object())
        for (const auto& [name, value] : options.items()) values[QString::fromStdString(name)] = toVariant(value);
    return values;
}

}  // namespace attune
