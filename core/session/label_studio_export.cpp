#include "session/label_studio_export.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "data/atomic_file.h"
#include "data/file.h"
#include "project/query.h"
#include "session/export_details.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kImagesPerPage = 1000;

/// A Repeater makes its controls once for each entry of a list, numbered from 0: rating_0 is about the first of $captions.
constexpr const char* kConfig = R"(<View>
  <Image name="image" value="$image"/>
  <Header value="The caption as it should be"/>
  <TextArea name="caption" toName="image" editable="true"/>
  <Repeater on="$captions" indexFlag="{{idx}}">
    <View style="margin-top: 16px">
      <Text name="text_{{idx}}" value="$captions[{{idx}}].text"/>
      <Rating name="rating_{{idx}}" toName="text_{{idx}}" maxRating="5"/>
      <Choices name="flags_{{idx}}" toName="text_{{idx}}" choice="multiple" showInline="true">
        <Choice value="hallucinates"/>
        <Choice value="incomplete"/>
        <Choice value="repeats"/>
      </Choices>
      <TextArea name="note_{{idx}}" toName="text_{{idx}}" placeholder="Note" editable="true"/>
    </View>
  </Repeater>
  <Repeater on="$comparisons" indexFlag="{{idx}}">
    <View style="margin-top: 16px">
      <Pairwise name="preferred_{{idx}}" toName="left_{{idx}},right_{{idx}}"/>
      <Text name="left_{{idx}}" value="$comparisons[{{idx}}].left"/>
      <Text name="right_{{idx}}" value="$comparisons[{{idx}}].right"/>
      <Choices name="outcome_{{idx}}" toName="left_{{idx}}" choice="single" showInline="true">
        <Choice value="tie"/>
        <Choice value="both_bad"/>
      </Choices>
    </View>
  </Repeater>
</View>
)";

/// The address under which Label Studio serves a local file, its document root being "/" as it is by default.
std::string localFileUrl(const std::string& path) {
    static constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/";
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string url = "/data/local-files/?d=";
    for (std::size_t i = std::min(path.find_first_not_of('/'), path.size()); i < path.size(); ++i) {
        const auto byte = static_cast<unsigned char>(path[i]);
        if (kPlain.find(path[i]) != std::string_view::npos)
            url += path[i];
        else
            (url += '%').append({kDigits[byte >> 4], kDigits[byte & 15]});
    }
    return url;
}

/// Who wrote an edit; nobody noted it where it has none of these.
struct Editing {
    std::string rater;
    double seconds = 0;
};

/// What counts, found by the caption that it is about.
struct Decisions {
    std::map<Id, std::vector<RatingRecord>> ratings;
    std::map<Id, std::vector<ComparisonRecord>> comparisons;  ///< by the left caption
    std::map<Id, Editing> edits;                               ///< by the new caption

    explicit Decisions(Project& project) {
        for (const auto& rating : project.decisions().ratings()) ratings[rating.captionId].push_back(rating);
        for (const auto& comparison : project.decisions().comparisons())
            comparisons[comparison.leftCaptionId].push_back(comparison);
        Query row(project.database(), "SELECT caption_id, rater, seconds FROM edit");
        while (row.next()) edits[row.integer(0)] = {row.text(1), row.real(2)};
    }
};

Json resultItem(const std::string& id, const std::string& from, const std::string& to, const std::string& type, const Json& value,
                const Json& meta) {
    return {{"id", id}, {"from_name", from}, {"to_name", to}, {"type", type}, {"value", value}, {"meta", meta}};
}

/// An object with one key. A braced list of one pair could be read as an array, too.
Json valueOf(const char* key, const Json& value) {
    Json object = Json::object();
    object[key] = value;
    return object;
}

template <typename Decision>
Json metaOf(const Decision& decision) {
    return {{"rater", decision.rater}, {"simulated", decision.simulated}, {"created_at", decision.createdAt}};
}

/// One image with all that is said of it.
class Task {
  public:
    Task(ExportDetails& details, const ImageRecord& image, const std::vector<CaptionRecord>& captions) : m_details(details) {
        const std::string path = details.imagePath(image.id);
        m_data = {{"image", localFileUrl(path)}, {"path", path},           {"image_id", image.id},
                  {"split", image.split},        {"captions", Json::array()}, {"comparisons", Json::array()}};
        for (const auto& caption : captions) add(caption);
    }

    void add(const RatingRecord& rating) {
        const std::string place = std::to_string(m_places.at(rating.captionId)), to = "text_" + place;
        const std::string id = std::to_string(rating.id);
        Json meta = metaOf(rating), result = Json::array();
        meta["caption"] = rating.captionId;
        if (rating.value)
            result.push_back(resultItem("rating-" + id, "rating_" + place, to, "rating", valueOf("rating", *rating.value), meta));
        if (!rating.flags.empty())
            result.push_back(resultItem("flags-" + id, "flags_" + place, to, "choices", valueOf("choices", rating.flags), meta));
        if (!rating.note.empty())
            result.push_back(resultItem("note-" + id, "note_" + place, to, "textarea",
                                        valueOf("text", Json::array({rating.note})), meta));
        say(rating.rater, rating.simulated, rating.createdAt, rating.seconds, result);
    }

    void add(const ComparisonRecord& comparison) {
        Json& all = m_data["comparisons"];
        const std::string place = std::to_string(all.size()), id = "comparison-" + std::to_string(comparison.id);
        all.push_back(Json{{"id", comparison.id},
                           {"left", textOf(comparison.leftCaptionId)},
                           {"right", textOf(comparison.rightCaptionId)},
                           {"left_caption", comparison.leftCaptionId},
                           {"right_caption", comparison.rightCaptionId},
                           {"purpose", comparison.purpose}});
        const std::string outcome = toText(comparison.outcome);
        const bool isDecided = comparison.outcome == Preference::Left || comparison.outcome == Preference::Right;
        Json meta = metaOf(comparison), result = Json::array();
        meta["purpose"] = comparison.purpose;
        // Label Studio writes the name of a Pairwise for what it is about, too.
        if (isDecided)
            result.push_back(
                resultItem(id, "preferred_" + place, "preferred_" + place, "pairwise", valueOf("selected", outcome), meta));
        else
            result.push_back(resultItem(id, "outcome_" + place, "left_" + place, "choices",
                                        valueOf("choices", Json::array({outcome})), meta));
        say(comparison.rater, comparison.simulated, comparison.createdAt, comparison.seconds, result);
    }

    /// One rater's own words for captions. @param seconds  that all of them took
    void add(const std::string& rater, const std::vector<const CaptionRecord*>& edits, double seconds) {
        Json texts = Json::array(), originals = Json::array();
        for (const auto* edit : edits) {
            texts.push_back(edit->text);
            originals.push_back(edit->editOf);
        }
        const CaptionRecord& last = *edits.back();
        Json meta{{"rater", rater}, {"simulated", false}, {"created_at", last.createdAt}};
        meta["edit_of"] = originals;
        Json result = Json::array();
        result.push_back(
            resultItem("edit-" + std::to_string(last.id), "caption", "image", "textarea", valueOf("text", texts), meta));
        say(rater, false, last.createdAt, seconds, result);
    }

    bool isWorthIt() const { return !m_opinions.empty() || !m_written.empty(); }

    Json json() const {
        Json annotations = Json::array(), predictions = Json::array();
        for (const auto& [rater, opinion] : m_opinions)
            annotations.push_back(Json{{"result", opinion.result},
                                       {"rater", rater.first},
                                       {"simulated", rater.second},
                                       {"created_at", opinion.firstAt},
                                       {"updated_at", opinion.lastAt},
                                       {"lead_time", opinion.seconds},
                                       {"was_cancelled", false},
                                       {"ground_truth", false}});  // which an import takes for true where it is not said
        for (const auto& [model, texts] : m_written) {
            Json result = Json::array();
            result.push_back(resultItem("model-" + std::to_string(model), "caption", "image", "textarea", valueOf("text", texts),
                                        valueOf("model", model)));
            predictions.push_back(Json{{"model_version", m_details.model(model)}, {"result", result}});
        }
        return {{"id", m_data.at("image_id")}, {"data", m_data}, {"annotations", annotations}, {"predictions", predictions}};
    }

  private:
    /// What one rater said.
    struct Opinion {
        Json result = Json::array();
        std::string firstAt, lastAt;
        double seconds = 0;
    };

    void add(const CaptionRecord& caption) {
        Json& all = m_data["captions"];
        m_places[caption.id] = all.size();
        all.push_back(Json{{"id", caption.id},
                           {"text", caption.text},
                           {"source", toText(caption.source)},
                           {"model", m_details.model(caption.modelId)},
                           {"prompt", m_details.prompt(caption.promptId)}});
        if (caption.source == CaptionSource::Model)
            m_written.try_emplace(caption.modelId, Json::array()).first->second.push_back(caption.text);
    }

    Json textOf(Id caption) const { return m_data.at("captions").at(m_places.at(caption)).at("text"); }

    void say(const std::string& rater, bool simulated, const std::string& at, double seconds, const Json& result) {
        Opinion& opinion = m_opinions[{rater, simulated}];
        for (const auto& item : result) opinion.result.push_back(item);
        opinion.firstAt = opinion.firstAt.empty() ? at : std::min(opinion.firstAt, at);
        opinion.lastAt = std::max(opinion.lastAt, at);
        opinion.seconds += seconds;
    }

    ExportDetails& m_details;
    Json m_data;
    std::map<Id, std::size_t> m_places;                            ///< of captions, in the list
    std::map<std::pair<std::string, bool>, Opinion> m_opinions;  ///< by rater and whether it is a program
    std::map<Id, Json> m_written;                                  ///< texts by model
};

/// @return how many edits there are among the captions
std::int64_t addEdits(Task& task, const std::vector<CaptionRecord>& captions, const std::map<Id, Editing>& editings) {
    struct Edits {
        std::vector<const CaptionRecord*> captions;
        double seconds = 0;
    };
    std::map<std::string, Edits> byRater;
    std::int64_t count = 0;
    for (const auto& caption : captions) {
        if (caption.source != CaptionSource::Edit || caption.editOf <= 0) continue;
        const auto at = editings.find(caption.id);
        const Editing by = at == editings.end() ? Editing{} : at->second;
        Edits& edits = byRater[by.rater];
        edits.captions.push_back(&caption);
        edits.seconds += by.seconds;
        ++count;
    }
    for (const auto& [rater, edits] : byRater) task.add(rater, edits.captions, edits.seconds);
    return count;
}

Task taskOf(Project& project, const ImageRecord& image, const Decisions& decisions, ExportDetails& details, ExportReport& report) {
    const auto captions = project.captions().list({.imageId = image.id});
    Task task(details, image, captions);
    const auto take = [&](const auto& made, Id caption) {
        const auto at = made.find(caption);
        if (at == made.end()) return;
        for (const auto& decision : at->second) {
            task.add(decision);
            ++report.rows;
            report.simulated += decision.simulated;
        }
    };
    for (const auto& caption : captions) {
        take(decisions.ratings, caption.id);
        take(decisions.comparisons, caption.id);
    }
    report.rows += addEdits(task, captions, decisions.edits);
    return task;
}

}  // namespace

fs::path labelStudioConfigPath(const fs::path& out) {
    fs::path config = out;
    return config.replace_extension("config.xml");
}

ExportReport exportLabelStudio(Project& project, const fs::path& out, Observer& observer) {
    ExportReport report;
    ExportDetails details(project);
    const Decisions decisions(project);
    AtomicFile file(out);
    file.write("[");
    bool any = false;
    RowCount count(observer, static_cast<std::size_t>(project.images().count()));
    ImageFilter page{.limit = kImagesPerPage};
    for (auto images = project.images().list(page); !images.empty(); images = project.images().list(page)) {
        for (const auto& image : images) {
            count.next();
            const Task task = taskOf(project, image, decisions, details, report);
            if (!task.isWorthIt()) continue;
            file.write((any ? ",\n" : "\n") + dumpJson(task.json()));
            any = true;
        }
        page.afterId = images.back().id;
    }
    file.write("\n]\n");
    requireRows(report, "decisions", "rate some captions first");
    const fs::path config = labelStudioConfigPath(out);
    std::error_code failure;
    if (!fs::exists(config, failure)) writeFileAtomically(config, kConfig);
    file.commit();
    report.notes.push_back("the labelling interface for it is in " + config.string());
    return report;
}

}  // namespace attune
