// The Library in a test: pictures on disk, a project that shows them, drops as a file manager makes them.
#pragma once

#include <QDialogButtonBox>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QRandomGenerator>

#include "drop_files.h"
#include "session/demo_world.h"
#include "widgets/image_view.h"
#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"
#include "window.h"
#include "workbench/library/image_inspector.h"
#include "workbench/library/import_dialog.h"
#include "workbench/library/import_panel.h"
#include "workbench/library/library_page.h"

namespace attune::test {

constexpr int kLibraryMs = 20000;  ///< for what the Library does behind the window to arrive

/// Every picture has other contents: the same ones are one image to a project.
inline QString writePicture(const QString& file, int seed, int side = 48) {
    QRandomGenerator random(static_cast<quint32>(seed));
    QImage picture(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) picture.setPixel(x, y, random.generate());
    if (!picture.save(file)) throw std::runtime_error("cannot write a picture");
    return file;
}

inline QString makeFolder(const QString& folder, int pictures, int side = 48) {
    QDir().mkpath(folder);
    for (int i = 0; i < pictures; ++i)
        writePicture(QStringLiteral("%1/picture-%2.png").arg(folder).arg(i, 4, 10, QLatin1Char('0')), i + 1000, side);
    return folder;
}

/// 16 pictures of the demo world, every other one with a walrus in its caption.
inline void fillScenes(Session& session, Observer& observer) {
    const Id model = addDemoWorld(session, {.seed = 5, .trainImages = 12, .testImages = 4}, observer);
    std::vector<CaptionRecord> captions;
    for (const Id image : session.project().images().ids()) {
        CaptionRecord caption;
        caption.imageId = image;
        caption.modelId = model;
        caption.text = image % 2 == 0 ? "an unmistakable walrus" : "a heron";
        caption.tokenIds = {1, 2};
        captions.push_back(caption);
    }
    session.project().captions().addMany(captions);
}

/// The window at the Library of a project of its own; driven by drops, mouse and keys.
struct Library {
    Window window;
    LibraryPage* page = nullptr;

    explicit Library(std::function<void(Session&, Observer&)> fill = {}, int images = 0) {
        if (!window.create(window.path(QStringLiteral("library.attune")), std::move(fill))) throw std::runtime_error("no project");
        page = window.page<LibraryPage>(PageId::Library);
        if (!page || !shows(images)) throw std::runtime_error("the images are not shown");
    }
    ThumbnailGrid& grid() { return page->grid(); }
    bool shows(int images) {
        return QTest::qWaitFor([this, images] { return grid().model()->size() == images; }, kLibraryMs);
    }
    QString result() { return page->findChild<QLabel*>(QStringLiteral("result"))->text(); }

    /// Drops onto the grid as a file manager does, and agrees to the dialog that asks how.
    void drop(const QStringList& paths, bool copy = false) {
        dropFiles(grid().viewport(), paths);
        // A single path is looked at first: it may be a captioner's folder.
        ImportDialog* dialog = nullptr;
        if (!QTest::qWaitFor([&] { return (dialog = window.window().findChild<ImportDialog*>()) != nullptr; }, kLibraryMs))
            throw std::runtime_error("no dialog");
        // The choice is remembered, from an earlier import too.
        dialog->findChildren<QRadioButton*>()[copy ? 1 : 0]->click();
        const auto buttons = dialog->findChild<QDialogButtonBox*>()->buttons();
        for (auto* button : buttons)
            if (button->text() == QStringLiteral("Import")) QTest::mouseClick(button, Qt::LeftButton);
    }
    bool importEnds() {
        return QTest::qWaitFor([this] { return !page->importPanel().summary().isEmpty(); }, 60000);
    }
    Id image(int row) { return grid().model()->idAt(row); }
    void click(int row, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(grid().viewport(), Qt::LeftButton, modifiers, grid().cellRect(row).center());
    }
    std::int64_t images() {
        return window.ask([](Session& s) { return s.project().images().count(); });
    }
    bool inspects(Id image) {
        return QTest::qWaitFor([this, image] {
            return page->inspector().image() == image && !page->inspector().picture()->image().isNull();
        }, kLibraryMs);
    }
};

}  // namespace attune::test
