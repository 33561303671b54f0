#include "project/image_detail.h"

#include <algorithm>
#include <optional>

#include "project/annotation_store.h"
#include "project/caption_store.h"
#include "project/decisions.h"
#include "project/image_store.h"
#include "project/model_store.h"

namespace attune {

namespace {

struct ModelPlace {
    ModelRecord model;
    int round = 0;
};

class ModelPlaces {
  public:
    explicit ModelPlaces(Database& database) : m_models(database) {}

    const ModelPlace& of(Id model) {
        const auto [at, isNew] = m_known.try_emplace(model);
        if (!isNew || !m_models.find(model)) return at->second;
        const auto path = m_models.pathToRoot(model);
        const auto captioners =
            std::count_if(path.begin(), path.end(), [](const auto& one) { return one.kind == "captioner"; });
        at->second = {path.front(), static_cast<int>(std::max<std::ptrdiff_t>(captioners, 1) - 1)};
        return at->second;
    }

  private:
    ModelStore m_models;
    std::map<Id, ModelPlace> m_known;
};

/// Each edit behind the caption that it corrects, or at the end where that one is not there.
void placeEdits(std::vector<CaptionDetail>& captions, std::vector<CaptionDetail> edits) {
    for (auto& edit : edits) {
        auto at = std::find_if(captions.begin(), captions.end(),
                               [&](const auto& one) { return one.caption.id == edit.caption.editOf; });
        if (at != captions.end()) ++at;
        while (at != captions.end() && at->caption.editOf == edit.caption.editOf) ++at;
        captions.insert(at, std::move(edit));
    }
}

}  // namespace

ImageDetail imageDetail(Database& database, Id id) {
    ImageDetail detail;
    detail.image = ImageStore(database).get(id);
    detail.tags = TagStore(database).ofImage(id);
    DecisionJournal decisions(database);
    detail.comparisons = decisions.comparisonsOfImage(id);
    ModelPlaces places(database);
    std::vector<CaptionDetail> edits;
    for (auto& caption : CaptionStore(database).list({.imageId = id})) {
        if (caption.source == CaptionSource::Reference) {
            detail.references.push_back(std::move(caption));
            continue;
        }
        CaptionDetail one;
        one.rewards = RewardScoreStore(database).ofCaption(caption.id);
        one.ratings = decisions.ratingsOfCaption(caption.id);
        if (caption.modelId > 0) {
            one.model = places.of(caption.modelId).model;
            one.round = places.of(caption.modelId).round;
        }
        if (const auto prompt = PromptStore(database).find(caption.promptId)) one.prompt = prompt->text;
        const bool isEdit = caption.source == CaptionSource::Edit;
        if (isEdit) one.editor = decisions.raterOfEdit(caption.id).value_or(std::string());
        one.caption = std::move(caption);
        (isEdit ? edits : detail.captions).push_back(std::move(one));
    }
    placeEdits(detail.captions, std::move(edits));
    return detail;
}

}  // namespace attune
