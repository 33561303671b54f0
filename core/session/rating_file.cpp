#include "session/rating_file.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "data/error.h"
#include "data/json_lines.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// Finds images by whatever a file calls them.
class ImageNames {
  public:
    explicit ImageNames(Project& project) : m_project(project) {}

    Id find(const Json& name) {
        if (name.is_number_integer()) return m_project.images().get(name.get<Id>()).id;
        if (!name.is_string()) throw Error("the field \"image\" is neither a number nor text");
        if (m_ids.empty()) fill();
        const auto text = name.get<std::string>();
        for (const std::string& key :
             {text, m_project.storedPath(text), fs::path(text).filename().string()}) {
            const auto at = m_ids.find(key);
            if (at == m_ids.end()) continue;
            if (at->second == 0)
                throw Error("several images are called \"" + text + "\"", "",
                            "give the path, or the image's number");
            return at->second;
        }
        throw Error("there is no image \"" + text + "\" in this project");
    }

  private:
    void fill() {
        for (const auto& image : m_project.images().list()) {
            m_ids[image.sha256] = image.id;
            m_ids[image.path] = image.id;
            // 0 marks a name that several images share.
            const auto [at, isNew] = m_ids.emplace(fs::path(image.path).filename().string(), image.id);
            if (!isNew && at->second != image.id) at->second = 0;
        }
    }

    Project& m_project;
    std::map<std::string, Id> m_ids;
};

class DecisionReader {
  public:
    DecisionReader(Project& project, std::string rater)
        : m_project(project), m_images(project), m_rater(std::move(rater)) {}

    void read(const Json& row) {
        if (!row.is_object()) throw Error("it is not a JSON object");
        if (isOpen(row)) return;
        const bool compares = row.contains("left") || row.contains("chosen") || row.contains("preferred");
        compares ? readComparison(row) : readRating(row);
    }

    std::vector<RatingRecord> ratings;
    std::vector<ComparisonRecord> comparisons;

  private:
    /// As the export of captions leaves a row for somebody to fill in.
    static bool isOpen(const Json& row) {
        return row.contains("value") && row["value"].is_null() && !row.contains("flags") && !row.contains("note");
    }

    template <typename Record>
    void readCommon(const Json& row, Record& record) {
        record.rater = optional(row, "rater", m_rater);
        record.simulated = optional(row, "simulated", false);
        record.seconds = optional(row, "seconds", 0.0);
    }

    void readRating(const Json& row) {
        RatingRecord rating;
        readCommon(row, rating);
        rating.captionId = ratedCaption(row);
        if (row.contains("value") && !row["value"].is_null()) rating.value = required<int>(row, "value");
        rating.flags = optional(row, "flags", std::vector<std::string>{});
        rating.note = optional<std::string>(row, "note", "");
        rating.purpose = optional<std::string>(row, "purpose", "rate");
        if (rating.purpose != "rate" && rating.purpose != "repeat")
            throw Error("\"" + rating.purpose + "\" is not a purpose", "the purposes of a rating are rate and repeat");
        // Where it stands there as null, nothing is said any more.
        if (!row.contains("value") && rating.flags.empty() && rating.note.empty())
            throw Error("the field \"value\" is missing", "", "give 1 (bad) to 5 (good)");
        if (rating.value && (*rating.value < 1 || *rating.value > 5))
            throw Error("a rating lies between 1 and 5", "this one is " + std::to_string(*rating.value));
        auto& last = m_values[{rating.captionId, rating.rater, rating.purpose}];
        // The row takes the earlier one's place: what does not speak of the value leaves it as it is.
        if (!row.contains("value")) rating.value = last ? *last : valueInProject(rating);
        last = rating.value;
        ratings.push_back(std::move(rating));
    }

    std::optional<int> valueInProject(const RatingRecord& rating) {
        if (rating.purpose != "rate") return {};
        for (const auto& known : m_project.decisions().ratingsOfCaption(rating.captionId))
            if (known.rater == rating.rater) return known.value;
        return {};
    }

    void readComparison(const Json& row) {
        ComparisonRecord comparison;
        readCommon(row, comparison);
        comparison.purpose = optional<std::string>(row, "purpose", "rate");
        if (comparison.purpose != "rate" && comparison.purpose != "repeat" && comparison.purpose != "judge")
            throw Error("\"" + comparison.purpose + "\" is not a purpose",
                        "the purposes are rate, repeat and judge");
        if (row.contains("chosen")) {
            const Id image = m_images.find(required<Json>(row, "image"));
            comparison.leftCaptionId = captionOf(image, required<std::string>(row, "chosen"));
            comparison.rightCaptionId = captionOf(image, required<std::string>(row, "rejected"));
            comparison.outcome = Preference::Left;
        } else {
            comparison.leftCaptionId = m_project.captions().get(required<Id>(row, "left")).id;
            comparison.rightCaptionId = m_project.captions().get(required<Id>(row, "right")).id;
            comparison.outcome = preferenceFromText(
                required<std::string>(row, row.contains("outcome") ? "outcome" : "preferred"));
        }
        comparisons.push_back(std::move(comparison));
    }

    Id ratedCaption(const Json& row) {
        if (row.contains("caption") && row["caption"].is_number_integer())
            return m_project.captions().get(required<Id>(row, "caption")).id;
        return captionOf(m_images.find(required<Json>(row, "image")),
                         required<std::string>(row, row.contains("text") ? "text" : "caption"));
    }

    /// Of several captions with the same words the newest is meant.
    Id captionOf(Id image, const std::string& text) {
        const auto captions = m_project.captions().list({.imageId = image});
        const auto at = std::find_if(captions.rbegin(), captions.rend(),
                                     [&](const auto& caption) { return caption.text == text; });
        if (at == captions.rend())
            throw Error("image " + std::to_string(image) + " has no caption \"" + text.substr(0, 80) + "\"");
        return at->id;
    }

    Project& m_project;
    ImageNames m_images;
    /// What the file says up to here, by caption, rater and purpose.
    std::map<std::tuple<Id, std::string, std::string>, std::optional<std::optional<int>>> m_values;
    std::string m_rater;
};

}  // namespace

RatedFile readDecisions(Project& project, const fs::path& file, const std::string& rater, Observer& observer) {
    DecisionReader reader(project, rater);
    const auto visit = [&](std::size_t number, const Json& row) {
        try {
            reader.read(row);
        } catch (const Error& failure) {
            throw Error("nothing was taken from " + file.string() + " because line " +
                            std::to_string(number) + " is wrong",
                        failure.problem() + (failure.reason().empty() ? "" : ": " + failure.reason()),
                        failure.remedy());
        }
    };
    readJsonLines(file, visit, observer);
    if (reader.ratings.empty() && reader.comparisons.empty())
        throw Error("nothing was taken from " + file.string(), "it holds no decisions");
    return {std::move(reader.ratings), std::move(reader.comparisons)};
}

RatedReport recordDecisions(Project& project, const RatedFile& file, Observer& observer) {
    project.decisions().rate(file.ratings, file.comparisons, observer);
    return {static_cast<std::int64_t>(file.ratings.size()), static_cast<std::int64_t>(file.comparisons.size())};
}

RatedReport importDecisions(Project& project, const fs::path& file, const std::string& rater, Observer& observer) {
    observer.phase("read decisions");
    const RatedFile decisions = readDecisions(project, file, rater, observer);
    observer.phase("record decisions");
    return recordDecisions(project, decisions, observer);
}

}  // namespace attune
