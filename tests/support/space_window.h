// The Embeddings page over a small project, with layouts that are written as an engine would.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QtTest>
#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "protocol/run_folder.h"
#include "session/demo_world.h"
#include "tensor_file.h"
#include "widgets/scatter_view.h"
#include "window.h"
#include "workbench/embeddings/embeddings_page.h"
#include "workbench/embeddings/space_desk.h"

namespace attune::test {

inline constexpr int kSpaceImages = 12;

/// Images in a row, a caption above each; a step moves the captions up.
inline void writeSpaceStep(const std::filesystem::path& run, const std::vector<Id>& images, const std::vector<Id>& captions,
                           int step, bool umap, const std::string& space = {}) {
    std::vector<float> pca, other, score;
    std::vector<std::int64_t> image, caption;
    for (int row = 0; row < 2; ++row)
        for (int i = 0; i < kSpaceImages; ++i) {
            pca.insert(pca.end(), {static_cast<float>(i), static_cast<float>(row * (2 + step))});
            other.insert(other.end(), {static_cast<float>(-i), static_cast<float>(row)});
            image.push_back(images[static_cast<std::size_t>(i)]);
            caption.push_back(row == 0 ? -1 : captions[static_cast<std::size_t>(i)]);
            score.push_back(static_cast<float>(i + step));
        }
    const std::int64_t points = 2 * kSpaceImages;
    TensorWriter file;
    file.add("pca", {points, 2}, pca);
    if (umap) file.add("umap", {points, 2}, other);
    file.add("image", {points}, image);
    file.add("caption", {points}, caption);
    if (!umap) file.add("score", {points}, score);
    if (space == "policy") {
        // A caption of no project for the images, nothing for the others.
        std::string words;
        std::vector<std::int64_t> ends;
        for (std::int64_t i = 0; i < points; ++i) {
            if (i < kSpaceImages) words += "gr\xC3\xBCn " + std::to_string(i) + " in step " + std::to_string(step);
            ends.push_back(static_cast<std::int64_t>(words.size()));
        }
        file.add("text", {static_cast<std::int64_t>(words.size())}, words);
        file.add("text_end", {points}, ends);
    }
    file.write(run / ("outputs/projection-" + std::to_string(step) + ".safetensors"));
}

/// The window with a project of so many pictures, each with a caption, and layouts as runs leave them.
struct SpaceWindow {
    static constexpr int kImages = kSpaceImages;

    Window window;
    QString folder;
    EmbeddingsPage* page = nullptr;
    std::vector<Id> images, captions;

    SpaceWindow() : folder(window.path(QStringLiteral("space.attune"))) {
        if (!window.create(folder, fill)) throw std::runtime_error("no project");
        images = window.ask([](Session& s) { return s.project().images().ids({.split = "train"}); });
        captions = window.ask([](Session& s) {
            std::vector<Id> ids;
            for (const auto& c : s.project().captions().list({.source = CaptionSource::Model})) ids.push_back(c.id);
            return ids;
        });
    }
    static void fill(Session& session, Observer& observer) {
        const Id model = addDemoWorld(session, {.seed = 3, .trainImages = kImages, .testImages = 2}, observer);
        std::vector<CaptionRecord> captions;
        for (const Id image : session.project().images().ids({.split = "train"})) {
            CaptionRecord caption;
            caption.imageId = image;
            caption.modelId = model;
            caption.text = "caption of image " + std::to_string(image);
            caption.tokenIds = {1, 2};
            captions.push_back(caption);
        }
        session.project().captions().addMany(captions);
    }
    /// A run with these steps, as an engine leaves it.
    Id addRun(const char* kind, const char* space, const std::vector<int>& steps, bool umap) {
        return window.ask([=, this](Session& s) {
            RunRecord record;
            record.folder = std::string(kind) + "-1";
            record.kind = kind;
            record.status = "finished";
            const Id id = s.project().runs().add(record);
            const auto path = s.project().runsFolder() / record.folder;
            Job job;
            job.kind = jobKindFromText(kind);
            const auto folder = RunFolder::create(path, job, {});
            for (const int step : steps) tell(folder, space, step, umap);
            return id;
        });
    }
    void tell(const RunFolder& folder, const char* space, int step, bool umap) {
        writeSpaceStep(folder.path(), images, captions, step, umap, space);
        EventLog(folder, {}).emit("projection", {{"path", "outputs/projection-" + std::to_string(step) + ".safetensors"},
                                                 {"step", step},
                                                 {"space", space},
                                                 {"points", 2 * kImages},
                                                 {"captions", true}});
    }
    void show() {
        page = window.page<EmbeddingsPage>(PageId::Embeddings);
        if (!QTest::qWaitFor([this] { return page->desk().facts() && upToDate(); }, 10000))
            throw std::runtime_error("no points");
    }
    /// The picture shows everything, and its place has come to rest.
    bool upToDate() {
        const auto frame = page->scatter()->frame();
        QTest::qWait(60);
        return frame == page->scatter()->frame() && isDrawn();
    }
    bool isDrawn() { return page->scatter()->count() > 0 && page->scatter()->isUpToDate(); }
    QPoint at(int point) { return page->scatter()->positionOf(point).toPoint(); }
    void drag(QPoint from, QPoint to) {
        auto* view = page->scatter();
        QTest::mousePress(view, Qt::LeftButton, {}, from);
        QTest::mouseMove(view, (from + to) / 2);
        QTest::mouseMove(view, to);
        QTest::mouseRelease(view, Qt::LeftButton, {}, to);
    }
    QPushButton* button(const char* name) { return page->findChild<QPushButton*>(QLatin1String(name)); }
    QRgb colourAt(int point) { return page->scatter()->grab().toImage().pixel(at(point)); }
    bool shows(const QString& words) {
        const auto labels = page->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->isVisible() && label->text() == words; });
    }
};

}  // namespace attune::test
