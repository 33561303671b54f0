// A project in a temporary folder, for tests.
#pragma once

#include <QTemporaryDir>
#include <filesystem>
#include <memory>

#include "project/project.h"

namespace attune {

class TemporaryProject {
  public:
    TemporaryProject() : m_project(Project::create(folder())) {}

    std::filesystem::path root() const { return m_dir.path().toStdString(); }
    std::filesystem::path folder() const { return root() / "test.attune"; }
    Project& operator*() { return *m_project; }
    Project* operator->() { return m_project.get(); }

    void close() { m_project.reset(); }
    void reopen(OpenMode mode = OpenMode::ReadWrite) {
        close();
        m_project = Project::open(folder(), mode);
    }

    /// An image of this number with as many captions by no model.
    Id addImage(int number) {
        ImageRecord image;
        image.path = "images/" + std::to_string(number) + ".png";
        image.sha256 = "hash-" + std::to_string(number);
        image.width = image.height = 64;
        return m_project->images().add(image).id;
    }
    Id addCaption(Id image, const std::string& text) {
        CaptionRecord caption;
        caption.imageId = image;
        caption.text = text;
        return m_project->captions().add(caption);
    }

  private:
    QTemporaryDir m_dir;
    std::unique_ptr<Project> m_project;
};

}  // namespace attune
