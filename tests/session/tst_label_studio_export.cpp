// Decisions out to Label Studio: each is found again, and every result fits the labelling interface that lies beside.
#include <QRegularExpression>
#include <QUrl>
#include <QXmlStreamReader>
#include <QtTest>
#include <map>
#include <optional>

#include "data/file.h"
#include "scenes_project.h"
#include "session/label_studio_export.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// A tag of the interface that has a name; "{{idx}}" stands for the place in a list.
struct NamedTag {
    QString tag;
    QString value;       ///< of an object: "$image", "$captions[{{idx}}].text"
    QStringList about;   ///< of a control: the names of its objects
    QStringList choices;
};

std::map<QString, NamedTag> readInterface(const fs::path& file) {
    std::map<QString, NamedTag> tags;
    QXmlStreamReader xml(QByteArray::fromStdString(readFile(file)));
    QString last;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const auto attribute = [&](const char* name) { return xml.attributes().value(QLatin1String(name)).toString(); };
        const QString name = attribute("name");
        if (xml.name() == QLatin1String("Choice")) tags[last].choices.append(attribute("value"));
        if (name.isEmpty()) continue;
        last = name;
        tags[name] = {xml.name().toString(), attribute("value"), attribute("toName").split(QLatin1Char(','), Qt::SkipEmptyParts), {}};
    }
    if (xml.hasError()) throw std::runtime_error(xml.errorString().toStdString());
    return tags;
}

/// "rating_3" is the control "rating_{{idx}}".
QString pattern(const QString& name) {
    static const QRegularExpression place(QStringLiteral("_\\d+$"));
    return QString(name).replace(place, QStringLiteral("_{{idx}}"));
}

QString text(const Json& json, const char* key) { return QString::fromStdString(required<std::string>(json, key)); }

/// Why Label Studio could not show this result; empty if it can.
QString objection(const Json& item, const Json& data, const std::map<QString, NamedTag>& tags) {
    const QString from = text(item, "from_name"), to = text(item, "to_name"), type = text(item, "type");
    const auto control = tags.find(pattern(from));
    if (control == tags.end()) return from + QStringLiteral(" is no control");
    if (control->second.tag.toLower() != type) return from + QStringLiteral(" is of another type");
    const bool isPairwise = type == QLatin1String("pairwise");
    if (isPairwise ? to != from : !control->second.about.contains(pattern(to))) return from + QStringLiteral(" is not about ") + to;
    const QString place = from.section(QLatin1Char('_'), 1);
    if (!isPairwise && to.section(QLatin1Char('_'), 1) != place) return from + QStringLiteral(" is about another place");
    const QString object = tags.at(control->second.about.front()).value.mid(1);
    const std::string list = object.section(QLatin1Char('['), 0, 0).toStdString();
    if (!data.contains(list)) return object + QStringLiteral(" is not among the data");
    if (!place.isEmpty() && place.toULongLong() >= data.at(list).size()) return from + QStringLiteral(" has no place");
    const Json value = item.at("value");
    if (type == QLatin1String("rating")) return value.at("rating").is_number_integer() ? QString() : QStringLiteral("no rating");
    if (type == QLatin1String("textarea")) return value.at("text").is_array() ? QString() : QStringLiteral("no list of texts");
    if (isPairwise) {
        const QString selected = text(value, "selected");
        return selected == QLatin1String("left") || selected == QLatin1String("right") ? QString() : selected;
    }
    for (const auto& choice : value.at("choices"))
        if (!control->second.choices.contains(QString::fromStdString(choice.get<std::string>()))) return QStringLiteral("no such choice");
    return {};
}

/// The results of all annotations of a task, by their id; each also knows its annotation.
std::map<std::string, Json> resultsOf(const Json& task) {
    std::map<std::string, Json> results;
    for (const auto& annotation : task.at("annotations"))
        for (Json item : annotation.at("result")) {
            item["annotation"] = annotation;
            results[required<std::string>(item, "id")] = item;
        }
    return results;
}

}  // namespace

class TestLabelStudioExport : public QObject {
    Q_OBJECT

    static Id rate(ScenesProject& p, Id caption, std::optional<int> value, const std::vector<std::string>& flags,
                   const std::string& note, const std::string& rater, bool simulated = false) {
        RatingRecord rating;
        rating.captionId = caption;
        rating.value = value;
        rating.flags = flags;
        rating.note = note;
        rating.rater = rater;
        rating.simulated = simulated;
        rating.seconds = 1.5;
        return p.session.project().decisions().add(rating);
    }

    static Id compare(ScenesProject& p, Id left, Id right, Preference outcome, const std::string& purpose = "rate") {
        ComparisonRecord comparison;
        comparison.leftCaptionId = left;
        comparison.rightCaptionId = right;
        comparison.outcome = outcome;
        comparison.purpose = purpose;
        comparison.rater = "ada";
        comparison.seconds = 2;
        return p.session.project().decisions().add(comparison);
    }

    static Id edit(ScenesProject& p, Id image, Id original, const std::string& words) {
        CaptionRecord caption;
        caption.imageId = image;
        caption.editOf = original;
        caption.source = CaptionSource::Edit;
        caption.text = words;
        return p.session.project().captions().add(caption);
    }

    static std::string number(Id id) { return std::to_string(id); }

    /// One picture of which everything was decided that can be, and what an export makes of it.
    struct Decided {
        ScenesProject p{3};
        Id image = 0, a = 0, b = 0;
        Id rating = 0, flagged = 0, machine = 0, left = 0, right = 0, tie = 0, bad = 0, words = 0;
        ExportReport report;
        Json tasks;
        std::map<std::string, Json> results;

        Decided() : image(p.images[0]), a(p.addCaption(image, "a red circle")), b(p.addCaption(image, "a \"blue\" <star> & more")) {
            p.addCaption(p.images[1], "a green square");
            rating = rate(p, a, 4, {"incomplete", "repeats"}, "no colour", "ada");
            flagged = rate(p, b, std::nullopt, {"hallucinates"}, "", "ada");
            machine = rate(p, a, 2, {}, "", "simulated:scenes-1", true);
            left = compare(p, a, b, Preference::Left);
            right = compare(p, b, a, Preference::Right, "judge");
            tie = compare(p, a, b, Preference::Tie, "repeat");
            bad = compare(p, b, a, Preference::BothBad);
            edit(p, image, a, "a first try");
            words = edit(p, image, a, "a small red circle");
            report = p.session.exportTo("label-studio", p.root() / "tasks.json");
            tasks = readJsonFile(p.root() / "tasks.json");
            results = resultsOf(tasks.at(0));
        }

        const Json& data() const { return tasks.at(0).at("data"); }
        Json found(const std::string& id) const {
            const auto at = results.find(id);
            return at == results.end() ? Json::object() : at->second;
        }
        /// The caption that a result is about.
        Id captionAt(const std::string& id) const {
            const auto place = text(found(id), "to_name").section(QLatin1Char('_'), 1).toULongLong();
            return required<Id>(data().at("captions").at(place), "id");
        }
    };

  private Q_SLOTS:
    void everyPictureIsATask() {
        const Decided d;
        QCOMPARE(d.report.rows, std::int64_t{8});
        QCOMPARE(d.report.simulated, std::int64_t{1});
        QCOMPARE(d.report.notes.size(), std::size_t{1});
        QVERIFY2(d.report.notes.front().ends_with("tasks.config.xml"), d.report.notes.front().c_str());

        QCOMPARE(d.tasks.size(), std::size_t{2});  // the third picture has only references
        QCOMPARE(required<Id>(d.tasks.at(0), "id"), d.image);
        QCOMPARE(required<Id>(d.data(), "image_id"), d.image);
        QVERIFY(fs::exists(required<std::string>(d.data(), "path")));
        QVERIFY(d.tasks.at(1).at("annotations").empty());
        QCOMPARE(d.tasks.at(1).at("predictions").size(), std::size_t{1});
    }

    void everyRatingIsFoundAgain() {
        const Decided d;
        QCOMPARE(d.found("rating-" + number(d.rating)).at("value").at("rating").get<int>(), 4);
        QCOMPARE(d.captionAt("rating-" + number(d.rating)), d.a);
        QCOMPARE(d.found("flags-" + number(d.rating)).at("value").at("choices").size(), std::size_t{2});
        QCOMPARE(d.found("note-" + number(d.rating)).at("value").at("text").at(0).get<std::string>(), std::string("no colour"));
        QVERIFY(!d.results.contains("rating-" + number(d.flagged)));
        QCOMPARE(d.captionAt("flags-" + number(d.flagged)), d.b);
        QCOMPARE(d.found("rating-" + number(d.machine)).at("value").at("rating").get<int>(), 2);
    }

    void everyComparisonAndEditIsFoundAgain() {
        const Decided d;
        const auto valueOf = [&](Id comparison) { return d.found("comparison-" + number(comparison)).at("value"); };
        QCOMPARE(text(valueOf(d.left), "selected"), QStringLiteral("left"));
        QCOMPARE(text(valueOf(d.right), "selected"), QStringLiteral("right"));
        QCOMPARE(valueOf(d.tie).at("choices").at(0).get<std::string>(), std::string("tie"));
        QCOMPARE(valueOf(d.bad).at("choices").at(0).get<std::string>(), std::string("both_bad"));
        const Json judged = d.found("comparison-" + number(d.right));
        QCOMPARE(text(judged.at("meta"), "purpose"), QStringLiteral("judge"));
        const auto place = text(judged, "from_name").section(QLatin1Char('_'), 1).toULongLong();
        const Json& shown = d.data().at("comparisons").at(place);
        QCOMPARE(required<Id>(shown, "left_caption"), d.b);
        QCOMPARE(text(shown, "right"), QStringLiteral("a red circle"));

        const Json corrected = d.found("edit-" + number(d.words));
        QCOMPARE(corrected.at("value").at("text"), Json::array({"a small red circle"}));  // the last of two
        QCOMPARE(corrected.at("meta").at("edit_of").at(0).get<Id>(), d.a);
        const Json& written = d.tasks.at(0).at("predictions").at(0);
        QCOMPARE(text(written, "model_version"), QStringLiteral("base"));
        QCOMPARE(written.at("result").at(0).at("value").at("text").size(), std::size_t{2});
    }

    void whoJudgedIsSaid() {
        ScenesProject p(1);
        const Id caption = p.addCaption(p.images[0], "a red circle");
        const Id person = rate(p, caption, 4, {}, "", "ada");
        const Id machine = rate(p, caption, 2, {}, "", "simulated:scenes-1", true);
        p.session.exportTo("label-studio", p.root() / "tasks.json");
        const Json task = readJsonFile(p.root() / "tasks.json").at(0);
        QCOMPARE(task.at("annotations").size(), std::size_t{2});
        for (const auto& annotation : task.at("annotations")) {
            QVERIFY(!annotation.contains("completed_by"));  // Label Studio would refuse whom it does not know
            QVERIFY(!annotation.at("ground_truth").get<bool>());
            QCOMPARE(annotation.at("lead_time").get<double>(), 1.5);
        }
        const auto results = resultsOf(task);
        for (const Id id : {person, machine}) {
            const Json& item = results.at("rating-" + number(id));
            QCOMPARE(item.at("meta").at("simulated").get<bool>(), id == machine);
            QCOMPARE(item.at("annotation").at("simulated").get<bool>(), id == machine);
            QCOMPARE(text(item.at("meta"), "rater"), id == machine ? QStringLiteral("simulated:scenes-1") : QStringLiteral("ada"));
        }
    }

    void editsAreOfWhoWroteThem() {
        ScenesProject p(1);
        auto decisions = p.session.project().decisions();
        const Id image = p.images[0];
        const Id a = p.addCaption(image, "one"), b = p.addCaption(image, "two"), c = p.addCaption(image, "three");
        rate(p, a, 4, {}, "", "ada");
        decisions.edit(a, "a first try", "ben", 9);  // she has words of her own for it
        decisions.edit(a, "a slip", "ada", 2);
        const Id first = decisions.edit(a, "one bird", "ada", 3), second = decisions.edit(b, "two birds", "ada", 4);
        const Id nobodys = edit(p, image, c, "three birds");  // written before it was noted by whom
        const Id cats = decisions.edit(p.addCaption(image, "four"), "four cats", "ben", 5);
        QVERIFY(first < second);
        QCOMPARE(p.session.exportTo("label-studio", p.root() / "tasks.json").rows, std::int64_t{6});
        const Json task = readJsonFile(p.root() / "tasks.json").at(0);
        std::map<std::string, double> seconds;
        for (const auto& annotation : task.at("annotations"))
            seconds[required<std::string>(annotation, "rater")] = annotation.at("lead_time").get<double>();
        QVERIFY((seconds == std::map<std::string, double>{{"", 0.0}, {"ada", 8.5}, {"ben", 14.0}}));
        const auto results = resultsOf(task);
        const auto isBy = [&](Id last, const char* rater, const Json& texts) {
            const Json& item = results.at("edit-" + number(last));
            return item.at("value").at("text") == texts && text(item.at("meta"), "rater") == QLatin1String(rater) &&
                   text(item.at("annotation"), "rater") == QLatin1String(rater);
        };
        QVERIFY(isBy(second, "ada", Json::array({"one bird", "two birds"})));
        QVERIFY(isBy(nobodys, "", Json::array({"three birds"})));
        QVERIFY(isBy(cats, "ben", Json::array({"a first try", "four cats"})));
    }

    void everyResultFitsTheInterface() {
        ScenesProject p(4);
        for (const Id image : p.images) {
            const Id a = p.addCaption(image, "one"), b = p.addCaption(image, "two"), c = p.addCaption(image, "three");
            rate(p, a, 1, {"hallucinates"}, "a note", "ada");
            rate(p, c, 5, {"incomplete", "repeats"}, "", "ben", true);
            compare(p, a, b, Preference::Left);
            compare(p, c, a, Preference::Right);
            compare(p, b, c, Preference::Tie);
            edit(p, image, b, "two words");
        }
        p.session.exportTo("label-studio", p.root() / "tasks.json");
        const auto tags = readInterface(labelStudioConfigPath(p.root() / "tasks.json"));
        QCOMPARE(tags.at(QStringLiteral("preferred_{{idx}}")).about.size(), 2);
        int results = 0;
        for (const auto& task : readJsonFile(p.root() / "tasks.json")) {
            const Json& data = task.at("data");
            // Every list that the interface repeats over must be there, also where it is empty.
            for (const char* key : {"image", "captions", "comparisons"}) QVERIFY2(data.contains(key), key);
            for (const char* made : {"annotations", "predictions"})
                for (const auto& one : task.at(made))
                    for (const auto& item : one.at("result")) {
                        const QString wrong = objection(item, data, tags);
                        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
                        ++results;
                    }
        }
        QCOMPARE(results, 4 * (3 + 2 + 3 + 1 + 1));
    }

    void picturesAreNamedAsLabelStudioServesThem() {
        ScenesProject p(1);
        const fs::path from = p.session.project().resolve(p.session.project().images().get(p.images[0]).path);
        const fs::path odd = p.root() / "a heron & 100%.png";
        fs::copy_file(from, odd);
        p.session.project().images().setPath(p.images[0], p.session.project().storedPath(odd));
        rate(p, p.addCaption(p.images[0], "a heron"), 3, {}, "", "ada");
        p.session.exportTo("label-studio", p.root() / "tasks.json");
        const QString url = text(readJsonFile(p.root() / "tasks.json").at(0).at("data"), "image");
        const QString start = QStringLiteral("/data/local-files/?d=");
        QVERIFY2(url.startsWith(start) && url.endsWith(QStringLiteral("/a%20heron%20%26%20100%25.png")), qPrintable(url));
        const QString path = QUrl::fromPercentEncoding(url.mid(start.size()).toUtf8());
        QVERIFY2(QFile::exists(QLatin1Char('/') + path), qPrintable(path));
    }

    void anInterfaceThatIsThereStays() {
        ScenesProject p(1);
        const Id caption = p.addCaption(p.images[0], "a heron");
        const fs::path out = p.root() / "tasks.json", config = p.root() / "tasks.config.xml";
        QVERIFY(messageOf([&] { p.session.exportTo("label-studio", out); }).contains("no decisions"));
        QVERIFY(!fs::exists(out) && !fs::exists(config));
        rate(p, caption, 3, {}, "", "ada");
        writeFileAtomically(config, "<View>mine</View>");
        p.session.exportTo("label-studio", out);
        QCOMPARE(readFile(config), std::string("<View>mine</View>"));
        QVERIFY(fs::exists(out));
    }
};

QTEST_GUILESS_MAIN(TestLabelStudioExport)
#include "tst_label_studio_export.moc"
