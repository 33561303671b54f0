#include "workbench/embeddings/point_facts.h"

#include <QCoreApplication>
#include <algorithm>
#include <limits>
#include <unordered_map>
#include <vector>

#include "project/query.h"
#include "session/current_model.h"
#include "session/image_import.h"
#include "workbench/library/library_facts.h"
#include "workbench/model_words.h"

namespace attune {

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::PointFacts)

  public:
    static QString images() { return tr("Images"); }
    static QString captions() { return tr("Captions"); }
    static QString references() { return tr("References"); }
    static QString edits() { return tr("Edits"); }
    //: a group of images, beside those of one tag
    static QString severalTags() { return tr("Several tags"); }
};

/// A mean that is added to.
struct Mean {
    double sum = 0;
    int count = 0;
    void add(double value) {
        sum += value;
        ++count;
    }
    float value() const { return count > 0 ? static_cast<float>(sum / count) : kNone; }
};
using Means = std::unordered_map<Id, Mean>;

float valueOf(const Means& means, Id id) {
    const auto at = means.find(id);
    return at == means.end() ? kNone : at->second.value();
}

/// One value a point: of its caption, or of its image.
QVector<float> spread(const PointLayout& layout, const Means& captions, const Means& images) {
    QVector<float> values;
    values.reserve(static_cast<qsizetype>(layout.images.size()));
    for (std::size_t i = 0; i < layout.images.size(); ++i)
        values.append(layout.captions[i] > 0 ? valueOf(captions, layout.captions[i]) : valueOf(images, layout.images[i]));
    return values;
}

/// Names in the order of their first use by id; the same name is one group.
class Groups {
  public:
    explicit Groups(std::size_t points) { m_result.group.reserve(static_cast<qsizetype>(points)); }
    int of(const QString& name) {
        const auto at = m_result.names.indexOf(name);
        return at >= 0 ? static_cast<int>(at) : append(name);
    }
    /// One of its own, even where there is one of that name.
    int append(const QString& name) {
        m_result.names.append(name);
        return static_cast<int>(m_result.names.size()) - 1;
    }
    void add(int group) { m_result.group.append(group); }
    PointGroups take() { return std::move(m_result); }

  private:
    PointGroups m_result;
};

void addRatings(Project& project, const PointLayout& layout, const std::string& rater, PointFacts& facts) {
    Means own, ownOfImage, all, allOfImage;
    Query row(project.database(),
              "SELECT r.caption_id, c.image_id, r.value, r.rater FROM active_rating r"
              " JOIN caption c ON c.id = r.caption_id WHERE r.value IS NOT NULL");
    while (row.next()) {
        const auto value = static_cast<double>(row.integer(2));
        all[row.integer(0)].add(value);
        allOfImage[row.integer(1)].add(value);
        if (row.view(3) != rater) continue;
        own[row.integer(0)].add(value);
        ownOfImage[row.integer(1)].add(value);
    }
    facts.ownRating = spread(layout, own, ownOfImage);
    facts.rating = spread(layout, all, allOfImage);
}

void addRewards(Project& project, const PointLayout& layout, PointFacts& facts) {
    Means captions, best;
    if (const auto model = currentModel(project, "reward")) {
        Query row(project.database(), "SELECT caption_id, image_id, mean FROM reward_score WHERE model_id = ?", model->id);
        while (row.next()) {
            const double value = row.real(2);
            captions[row.integer(0)].add(value);
            Mean& of = best[row.integer(1)];
            if (of.count == 0 || value > of.sum) of = {value, 1};
        }
    }
    facts.reward = spread(layout, captions, best);
}

/// Group of every caption that the layout has, among those of `groups`.
std::unordered_map<Id, int> originOfCaptions(Project& project, Groups& groups) {
    std::unordered_map<Id, int> origin, ofModel;
    for (const auto& model : project.models().list("captioner")) ofModel[model.id] = groups.of(modelName(model));
    Query row(project.database(), "SELECT id, source, model_id FROM caption");
    while (row.next()) {
        const auto source = row.view(1);
        const int group = source == "reference" ? groups.of(Words::references())
                          : source == "edit"    ? groups.of(Words::edits())
                          : ofModel.contains(row.integer(2)) ? ofModel[row.integer(2)]
                                                             : groups.of(Words::captions());
        origin[row.integer(0)] = group;
    }
    return origin;
}

/// Takes names without a point away, so that the legend has no idle entries.
void dropUnused(PointGroups& groups) {
    QVector<int> uses(groups.names.size(), 0), place(groups.names.size(), -1);
    for (const int group : std::as_const(groups.group))
        if (group >= 0) ++uses[group];
    QStringList names;
    for (int i = 0; i < groups.names.size(); ++i) {
        if (uses[i] == 0) continue;
        place[i] = static_cast<int>(names.size());
        names.append(groups.names[i]);
    }
    for (int& group : groups.group)
        if (group >= 0) group = place[group];
    groups.names = names;
}

void addOrigin(Project& project, const PointLayout& layout, PointFacts& facts) {
    Groups groups(layout.images.size());
    const bool mixed = std::any_of(layout.captions.begin(), layout.captions.end(), [](Id caption) { return caption > 0; });
    const int image = groups.of(layout.texts.empty() ? Words::images() : Words::captions());
    std::unordered_map<Id, int> origin;
    if (mixed) origin = originOfCaptions(project, groups);
    for (const Id caption : layout.captions) {
        const auto at = origin.find(caption);
        groups.add(caption <= 0 ? image : at == origin.end() ? -1 : at->second);
    }
    facts.origin = groups.take();
    dropUnused(facts.origin);
}

void addImageGroups(Project& project, const PointLayout& layout, PointFacts& facts) {
    Groups tags(layout.images.size()), splits(layout.images.size());
    std::unordered_map<Id, int> tagOf, splitOf;
    Query tag(project.database(),
              "SELECT i.image_id, t.name FROM image_tag i JOIN tag t ON t.id = i.tag_id ORDER BY t.name");
    std::vector<Id> several;
    while (tag.next())
        if (!tagOf.emplace(tag.integer(0), tags.of(QString::fromStdString(tag.text(1)))).second) several.push_back(tag.integer(0));
    const int mixed = tags.append(Words::severalTags());
    for (const Id image : several) tagOf[image] = mixed;
    for (const char* split : {"train", "validation", "test"}) splits.of(splitText(QLatin1String(split)));
    Query split(project.database(), "SELECT id, split FROM image");
    while (split.next()) splitOf[split.integer(0)] = splits.of(splitText(QString::fromStdString(split.text(1))));
    const auto groupOf = [](const std::unordered_map<Id, int>& groups, Id image) {
        const auto at = groups.find(image);
        return at == groups.end() ? -1 : at->second;
    };
    for (const Id image : layout.images) {
        tags.add(groupOf(tagOf, image));
        splits.add(groupOf(splitOf, image));
    }
    facts.tag = tags.take();
    facts.split = splits.take();
    dropUnused(facts.tag);
    dropUnused(facts.split);
}

}  // namespace

PointFacts loadPointFacts(Project& project, const PointLayout& layout, const std::string& rater) {
    PointFacts facts;
    addRatings(project, layout, rater, facts);
    addRewards(project, layout, facts);
    addOrigin(project, layout, facts);
    addImageGroups(project, layout, facts);
    return facts;
}

PointCard loadPointCard(Project& project, Id image, Id caption, const std::string& rater) {
    PointCard card;
    card.reward = card.rating = std::numeric_limits<double>::quiet_NaN();
    const auto record = project.images().find(image);
    if (!record) return card;
    card.image = image;
    const auto path = project.resolve(record->path);
    card.name = QString::fromStdString(path.filename().string());
    card.picture = QString::fromStdString(path.string());
    card.thumbnail = QString::fromStdString(thumbnailPath(project, *record).string());
    const auto words = caption > 0 ? project.captions().find(caption) : std::nullopt;
    if (!words) return card;
    card.caption = QString::fromStdString(words->text);
    if (words->source == CaptionSource::Reference) card.origin = Words::references();
    if (words->source == CaptionSource::Edit) card.origin = Words::edits();
    if (const auto model = project.models().find(words->modelId)) card.origin = modelName(*model);
    if (const auto model = currentModel(project, "reward"))
        if (const auto score = project.rewardScores().find(caption, model->id)) card.reward = score->mean;
    for (const auto& rating : project.decisions().ratingsOfCaption(caption))
        if (rating.rater == rater && rating.value) card.rating = *rating.value;
    return card;
}

}  // namespace attune
