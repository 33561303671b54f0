// A project of Scenes pictures with a model that exists by name only, for tests of what goes on around an
// engine.
#pragma once

#include <QTemporaryDir>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "message_of.h"
#include "session/session.h"

namespace attune {

class ScenesProject {
  public:
    explicit ScenesProject(int images = 6) : session(Session::create(folder())) {
        Observer silent;
        this->images = importScenes(session.project(), images, 1, 0, "train", silent);
        model = addModel("base", "captioner", 0);
    }

    std::filesystem::path root() const { return m_dir.path().toStdString(); }
    std::filesystem::path folder() const { return root() / "demo.attune"; }

    Id addModel(const std::string& name, const std::string& kind, Id parent) {
        ModelRecord record;
        record.name = name;
        record.kind = kind;
        record.parentId = parent;
        record.path = session.project().storedPath(root() / "models" / name);
        return session.project().models().add(record);
    }

    Id addCaption(Id image, const std::string& text, double logprob = -1) {
        CaptionRecord caption;
        caption.imageId = image;
        caption.modelId = model;
        caption.text = text;
        caption.tokenIds = {3, 1, 2};
        caption.logprob = logprob;
        return session.project().captions().add(caption);
    }

    /// `count` different ones of each image.
    std::map<Id, std::vector<Id>> addCaptions(int count) {
        std::map<Id, std::vector<Id>> captions;
        for (const Id image : images)
            for (int i = 0; i < count; ++i)
                captions[image].push_back(addCaption(image, "caption " + std::to_string(i)));
        return captions;
    }

    Id rate(Id caption, int value, bool simulated = false) {
        RatingRecord rating;
        rating.captionId = caption;
        rating.value = value;
        rating.rater = "someone";
        rating.simulated = simulated;
        return session.project().decisions().add(rating);
    }

  private:
    QTemporaryDir m_dir;

  public:
    Session session;
    std::vector<Id> images;
    Id model = 0;
};

}  // namespace attune
