#include "workbench/history/history_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QLocale>
#include <cmath>

#include "widgets/duration_text.h"
#include "widgets/number_text.h"
#include "workbench/core_messages.h"
#include "workbench/device_choice.h"
#include "workbench/model_words.h"
#include "workbench/option_fields.h"
#include "workbench/training/metric_titles.h"
#include "workbench/training/spearman.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::HistoryWords)

  public:
    static QString time(const QDateTime& when) {
        const QString clock = QLocale().toString(when.time(), QStringLiteral("HH:mm"));
        const auto days = when.date().daysTo(QDate::currentDate());
        if (days == 0) return tr("Today, %1").arg(clock);
        if (days == 1) return tr("Yesterday, %1").arg(clock);
        return QStringLiteral("%1 %2").arg(when.date().toString(Qt::ISODate), clock);
    }

    static QString optimized(const HistoryRun& run) {
        if (!run.lastScore || !run.firstScore) return {};
        const QString scores = tr("Reward %1 to %2").arg(numberText(*run.firstScore, 2), numberText(*run.lastScore, 2));
        //: of the captions that a training sampled; %1 is "Reward 0.06 to 0.76, KL 0.86 nats"
        return tr("Sampled in training: %1")
            //: %1 is "Reward 0.06 to 0.76"
            .arg(run.lastKl ? tr("%1, KL %2 nats").arg(scores, numberText(*run.lastKl, 2)) : scores);
    }

    static QString basis(const EvaluationBasis& basis) {
        // "1, 256 pictures" would read as 1,256 of them.
        const bool isWhole = basis.temperature == std::floor(basis.temperature);
        const QString temperature = isWhole ? QLocale().toString(basis.temperature, 'f', 1) : QLocale().toString(basis.temperature, 'g', 6);
        //: how captions were written; %1 is the temperature
        const QString way = basis.sampled ? tr("Sampled at %1").arg(temperature) : tr("Greedy");
        if (basis.images <= 0) return way;
        //: %1 is "Greedy" or "Sampled at 0.7", %2 "256 pictures"
        return tr("%1, %2").arg(way, tr("%Ln image(s)", nullptr, static_cast<int>(basis.images)));
    }

    static QString basisSentence(const EvaluationBasis& basis) {
        const int images = static_cast<int>(basis.images);
        if (images <= 0) return {};
        if (!basis.sampled) return tr("Of greedy captions of %Ln image(s).", nullptr, images);
        return tr("Of captions of %Ln image(s), sampled at temperature %1.", nullptr, images)
            .arg(QLocale().toString(basis.temperature, 'g', 6));
    }

    static QString trainingSentence() {
        return tr("Of the captions that were sampled in the first and in the last round, of images that it learnt from. Greedy "
                  "captions and other images have other figures: evaluate the model for those.");
    }

    static QString evaluated(const Json& report) {
        const EvaluationBasis measured = basisOf(report);
        const char* way = measured.sampled ? "sampled" : "greedy";
        QStringList parts;
        if (const auto gold = numberAt(report, {way, "gold"})) parts.append(tr("Gold %1").arg(numberText(*gold, 3)));
        if (const auto reward = numberAt(report, {way, "reward"})) parts.append(tr("Reward %1").arg(numberText(*reward, 2)));
        if (parts.isEmpty())
            if (const auto cider = numberAt(report, {way, "cider"})) parts.append(tr("CIDEr %1").arg(numberText(*cider, 2)));
        if (const auto kl = numberAt(report, {way, "kl"})) parts.append(tr("KL %1 nats").arg(numberText(*kl, 2)));
        if (parts.isEmpty()) return {};
        //: %1 is "Sampled at 0.7, 256 pictures", %2 "Gold 0.720 · Reward 0.70"
        return tr("%1: %2").arg(basis(measured), parts.join(QStringLiteral(" · ")));
    }

    static QString rewardTrained(const Json& report) {
        if (!report.is_object() || !report.contains("spearman")) return {};
        return tr("Rank correlation %1").arg(spearmanText(report));
    }

    static QString result(const HistoryRun& run) {
        const Json& report = run.ends.report;
        const std::string& kind = run.record.kind;
        if (kind == "optimize") return optimized(run);
        if (kind == "evaluate") return evaluated(report);
        if (kind == "train_reward") return rewardTrained(report);
        if (kind == "merge")
            if (const auto layers = numberAt(report, {"layers"}))
                return tr("%Ln layer(s) adapted", nullptr, static_cast<int>(*layers));
        if (const auto captions = numberAt(report, {"captions"}))
            return tr("%Ln caption(s)", nullptr, static_cast<int>(*captions));
        if (const auto images = numberAt(report, {"images"})) return tr("%Ln image(s)", nullptr, static_cast<int>(*images));
        return {};
    }

    static QString figure(const QString& path) {
        static const QHash<QString, const char*> names{
            {QStringLiteral("spearman"), QT_TR_NOOP("Rank correlation")},
            {QStringLiteral("pair_accuracy"), QT_TR_NOOP("Pairwise accuracy")},
            {QStringLiteral("pairs"), QT_TR_NOOP("Pairs compared")},
            {QStringLiteral("mean_absolute_error"), QT_TR_NOOP("Mean absolute error")},
            {QStringLiteral("image_swap_fall"), QT_TR_NOOP("Fall with the image exchanged")},
            {QStringLiteral("ensemble_deviation"), QT_TR_NOOP("Deviation of the ensemble")},
            {QStringLiteral("held_out"), QT_TR_NOOP("Held-out ratings")},
            {QStringLiteral("ratings"), QT_TR_NOOP("Ratings")},
            {QStringLiteral("comparisons"), QT_TR_NOOP("Comparisons")},
            {QStringLiteral("epochs"), QT_TR_NOOP("Epochs")},
            {QStringLiteral("reads_image"), QT_TR_NOOP("Reads the image")},
            {QStringLiteral("bleu4"), QT_TR_NOOP("BLEU-4")},
            {QStringLiteral("cider"), QT_TR_NOOP("CIDEr")},
            {QStringLiteral("rouge_l"), QT_TR_NOOP("ROUGE-L")},
            {QStringLiteral("distinct_1"), QT_TR_NOOP("Distinct-1")},
            {QStringLiteral("distinct_2"), QT_TR_NOOP("Distinct-2")},
            {QStringLiteral("gold"), QT_TR_NOOP("Gold score")},
            {QStringLiteral("kl"), QT_TR_NOOP("KL from the reference, nats")},
            {QStringLiteral("length"), QT_TR_NOOP("Words per caption")},
            {QStringLiteral("tokens"), QT_TR_NOOP("Tokens per caption")},
            {QStringLiteral("reward"), QT_TR_NOOP("Reward")},
            {QStringLiteral("captions"), QT_TR_NOOP("Captions")},
            {QStringLiteral("images"), QT_TR_NOOP("Images")},
            {QStringLiteral("rounds"), QT_TR_NOOP("Rounds")},
            {QStringLiteral("temperature"), QT_TR_NOOP("Temperature")},
            {QStringLiteral("seconds"), QT_TR_NOOP("Time of the engine")},
            {QStringLiteral("greedy"), QT_TR_NOOP("Greedy")},
            {QStringLiteral("sampled"), QT_TR_NOOP("Sampled")},
            {QStringLiteral("reward_against_gold"), QT_TR_NOOP("Reward against gold")},
            {QStringLiteral("trunk"), QT_TR_NOOP("Trunk")},
            {QStringLiteral("frozen"), QT_TR_NOOP("frozen")},
            {QStringLiteral("tuned"), QT_TR_NOOP("tuned")},
            {QStringLiteral("kept"), QT_TR_NOOP("Kept")},
            {QStringLiteral("loss"), QT_TR_NOOP("Loss")},
            {QStringLiteral("best_epoch"), QT_TR_NOOP("Best epoch")},
            {QStringLiteral("parameters"), QT_TR_NOOP("Parameters")},
            {QStringLiteral("layers"), QT_TR_NOOP("Layers")},
        };
        const char* name = names.value(path, nullptr);
        return name ? tr(name) : path;
    }

    static QString lastRound(const QString& metric) {
        //: %1 is a metric of a training: "Reward"
        return tr("Last round · %1").arg(metric);
    }

    static QString yes(bool on) { return on ? tr("Yes") : tr("No"); }

    static Problem interrupted() {
        return {tr("The run was interrupted."), tr("The program that ran it ended before the run did."),
                tr("Resume goes on from its last checkpoint, or starts again where it has none, with the same result as if it had never stopped.")};
    }
    static Problem stopped() {
        return {tr("The run was stopped."), {}, tr("Resume goes on from its last checkpoint, or starts again where it has none.")};
    }
    static Problem failed(const QString& what, const QString& why, const QString& remedy) {
        return {what.isEmpty() ? tr("The run failed.") : tr("The run failed: %1").arg(what), why, remedy};
    }
    static QString seed() { return tr("Seed"); }
    static QString device() { return tr("Device"); }
    static QString model(const QString& role) {
        if (role == QLatin1String("captioner")) return tr("Captioner");
        if (role == QLatin1String("reward")) return tr("Reward model");
        //: the captioner that the KL divergence is measured from
        if (role == QLatin1String("reference")) return tr("Reference");
        if (role == QLatin1String("reward_backbone")) return tr("Backbone of the reward model");
        return role;
    }
};

/// Units of a second are durations, counts are whole, the rest has three decimals.
QString figureText(const QString& name, const Json& value) {
    if (value.is_boolean()) return Words::yes(value.get<bool>());
    if (value.is_string()) return QString::fromStdString(value.get<std::string>());
    const double number = value.get<double>();
    if (name == QLatin1String("seconds")) return durationText(number);
    if (value.is_number_integer()) return QLocale().toString(value.get<std::int64_t>());
    const QString size = QLocale().toString(std::abs(number), 'g', 4);
    return number < 0 ? QChar(0x2212) + size : size;
}

/// What the plots call it.
QString metricTitle(const std::string& metric) {
    const QString name = QString::fromStdString(metric);
    for (const auto& known : metricTitles())
        if (known.metric == name) return known.title;
    return name;
}

void addFigures(const Json& object, const QString& before, int depth, WordPairs& out) {
    for (const auto& [key, value] : object.items()) {
        const QString name = QString::fromStdString(key);
        if (name == QLatin1String("metrics") && value.is_object()) {
            // Of a run's last metrics only the objective's; the plots have the rest.
            for (const auto& [metric, last] : value.items())
                if (metric.starts_with("objective/") && last.is_number())
                    out.append({Words::lastRound(metricTitle(metric)), figureText({}, last)});
            continue;
        }
        QString label = Words::figure(name);
        if (!before.isEmpty()) label = QStringLiteral("%1 · %2").arg(before, label);
        if (value.is_object() && depth < 3) {
            addFigures(value, label, depth + 1, out);
            continue;
        }
        const bool isUndefined = (name == QLatin1String("spearman") && !spearmanOf(object)) ||
                                 (name == QLatin1String("pair_accuracy") && !pairAccuracyOf(object)) ||
                                 (name == QLatin1String("mean_absolute_error") && !meanErrorOf(object));
        if (value.is_number() || value.is_boolean() || (isUndefined && value.is_null()))
            out.append({label, isUndefined ? QStringLiteral("–") : figureText(name, value)});
    }
}

Json optionOf(const RunRecord& run, const OptionDescription& option) {
    const auto options = run.job.find("options");
    if (options == run.job.end() || !options->is_object()) return option.defaultValue;
    return options->value(option.name, option.defaultValue);
}

bool sameValue(const Json& a, const Json& b) {
    return a.is_number() && b.is_number() ? a.get<double>() == b.get<double>() : a == b;
}

QString jobText(const RunRecord& run, const char* key) {
    const auto at = run.job.find(key);
    if (at == run.job.end()) return {};
    return at->is_string() ? QString::fromStdString(at->get<std::string>()) : QString::fromStdString(dumpJson(*at));
}

}  // namespace

QString timeText(const std::string& iso) {
    const QDateTime when = QDateTime::fromString(QString::fromStdString(iso), Qt::ISODateWithMs).toLocalTime();
    return when.isValid() ? Words::time(when) : QString();
}

QString resultText(const HistoryRun& run) { return Words::result(run); }

QString resultTip(const HistoryRun& run) {
    const QString result = resultText(run);
    if (result.isEmpty()) return {};
    const QString sentence = run.record.kind == "evaluate"   ? Words::basisSentence(basisOf(run.ends.report))
                             : run.record.kind == "optimize" ? Words::trainingSentence()
                                                             : QString();
    return sentence.isEmpty() ? result : QStringLiteral("%1\n%2").arg(result, sentence);
}

QString basisText(const EvaluationBasis& basis) { return Words::basis(basis); }

namespace {

/// A text of the event that tells of the failure, in words; empty where there is none.
QString failurePart(const HistoryRun& run, const char* key) {
    const auto& failure = run.ends.failure;
    return failure.is_object() && failure.contains(key) && failure[key].is_string() ? coreText(failure[key].get<std::string>())
                                                                                     : QString();
}

/// What the failed run said, before it is made a sentence.
QString failedWhat(const HistoryRun& run) {
    const QString what = failurePart(run, "problem");
    return what.isEmpty() ? coreText(run.record.message) : what;
}

}  // namespace

QString causeOf(const HistoryRun& run) {
    const QString what = run.record.status == "failed" ? failedWhat(run) : QString();
    return what.isEmpty() ? problemOf(run).what : asSentence(what);
}

Problem problemOf(const HistoryRun& run) {
    const std::string& status = run.record.status;
    // One that a broken invariant stopped has said so itself.
    const bool isBroken = status == "interrupted" && run.ends.failure.is_object();
    if (status == "interrupted" && !isBroken) return Words::interrupted();
    if (status == "cancelled") return Words::stopped();
    if (status != "failed" && !isBroken) return {};
    const auto part = [&](const char* key) { return failurePart(run, key); };
    if (isBroken) return {asSentence(part("problem")), asSentence(part("reason")), asSentence(part("remedy"))};
    return Words::failed(failedWhat(run), part("reason"), part("remedy"));
}

WordPairs reportFigures(const Json& report) {
    WordPairs figures;
    if (report.is_object()) addFigures(report, {}, 0, figures);
    return figures;
}

WordPairs changedOptions(const RunRecord& run) {
    WordPairs changed;
    const auto options = run.job.find("options");
    if (options == run.job.end() || !options->is_object()) return changed;
    const auto known = optionsOfKind(run.kind);
    for (const auto& [name, value] : options->items()) {
        const auto at = std::find_if(known.begin(), known.end(), [&](const auto& o) { return o.name == name; });
        if (at != known.end() && sameValue(value, at->defaultValue)) continue;
        changed.append({optionLabel(name), optionValueText(value, at == known.end() ? OptionInfo{} : at->info)});
    }
    return changed;
}

QString optionValueText(const Json& value, const OptionInfo& info) {
    if (value.is_boolean()) return Words::yes(value.get<bool>());
    if (value.is_string()) {
        const auto text = value.get<std::string>();
        const bool isChoice = std::find(info.choices.begin(), info.choices.end(), text) != info.choices.end();
        return isChoice ? optionText(text) : QString::fromStdString(text);
    }
    QString text = QString::fromStdString(dumpJson(value));
    if (value.is_number_integer()) text = QLocale().toString(value.get<std::int64_t>());
    else if (value.is_number()) text = QLocale().toString(value.get<double>(), 'g', 6);
    return info.unit.empty() ? text : QStringLiteral("%1 %2").arg(text, optionText(info.unit));
}

QList<ComparedOption> comparedOptions(const QList<const HistoryRun*>& runs, const HistoryData& data) {
    QList<ComparedOption> all;
    const auto add = [&](const QString& name, const QString& label, auto valueOf) {
        ComparedOption row{name, label, {}};
        for (const HistoryRun* run : runs) row.values.append(valueOf(run->record));
        if (row.values.count(row.values.value(0)) != row.values.size()) all.append(row);
    };
    QStringList names;
    for (const HistoryRun* run : runs)
        for (const auto& option : optionsOfKind(run->record.kind)) {
            const QString name = QString::fromStdString(option.name);
            if (names.contains(name)) continue;
            names.append(name);
            add(name, optionLabel(option.name),
                [&](const RunRecord& r) {
                    const auto own = optionsOfKind(r.kind);
                    const bool has = std::any_of(own.begin(), own.end(), [&](const auto& o) { return o.name == option.name; });
                    return has ? optionValueText(optionOf(r, option), option.info) : QStringLiteral("–");
                });
        }
    for (const HistoryRun* run : runs)  // "n" of caption writing, and what a newer program may add
        if (const auto options = run->record.job.find("options"); options != run->record.job.end() && options->is_object())
            for (const auto& [key, value] : options->items()) {
                const QString name = QString::fromStdString(key);
                if (names.contains(name)) continue;
                names.append(name);
                add(name, optionLabel(key), [&](const RunRecord& r) {
                    const auto given = r.job.value("options", Json::object());
                    return given.contains(key) ? optionValueText(given[key], {}) : QStringLiteral("–");
                });
            }
    QStringList roles;
    for (const HistoryRun* run : runs)
        if (const auto ids = run->record.job.find("model_ids"); ids != run->record.job.end() && ids->is_object())
            for (const auto& [role, id] : ids->items()) roles.append(QString::fromStdString(role));
    roles.removeDuplicates();
    for (const QString& role : roles)
        add(role, Words::model(role), [&](const RunRecord& r) {
            const auto id = numberAt(r.job, {"model_ids", role.toUtf8().constData()});
            const HistoryModel* model = id ? data.model(static_cast<Id>(*id)) : nullptr;
            return model ? modelName(model->record) : QStringLiteral("–");
        });
    add(QStringLiteral("seed"), Words::seed(), [](const RunRecord& r) { return jobText(r, "seed"); });
    add(QStringLiteral("device"), Words::device(), [](const RunRecord& r) { return deviceText(jobText(r, "device")); });
    return all;
}

}  // namespace attune
