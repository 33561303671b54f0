// A project of 100,000 images in the Library: opening it, scrolling through it, what it takes of memory.
#include <QDir>
#include <QFile>
#include <QScrollBar>
#include <QThread>
#include <QWheelEvent>
#include <fstream>

#include "samples.h"
#include "session/session.h"
#include "widgets/thumbnail_grid.h"
#include "window.h"
#include "workbench/library/library_page.h"

namespace attune::bench {

namespace {

namespace fs = std::filesystem;

constexpr int kImages = 100000;
constexpr int kPictures = 400;  ///< thumbnails that differ; the images share them
constexpr int kFrames = 400;
constexpr int kFrameMs = 16;

std::string hashOf(int image) {
    char text[65];
    std::snprintf(text, sizeof text, "%064x", image + 1);
    return text;
}

/// Rows, a caption each, and thumbnails as links to those of a few drawn pictures.
void fill(Session& session) {
    Project& project = session.project();
    Observer silent;
    const auto drawn = importScenes(project, kPictures, 1, 0, "train", silent);
    std::vector<fs::path> thumbnails;
    for (const Id id : drawn) thumbnails.push_back(thumbnailPath(project, project.images().get(id)));
    Transaction transaction(project.database());
    std::vector<ImageRecord> images;
    for (int i = kPictures; i < kImages; ++i) {
        ImageRecord image;
        image.path = "images/picture-" + std::to_string(i) + ".png";
        image.sha256 = hashOf(i);
        image.width = image.height = 64;
        images.push_back(image);
        fs::create_hard_link(thumbnails[static_cast<std::size_t>(i % kPictures)], thumbnailPath(project, image.sha256));
    }
    std::vector<CaptionRecord> captions;
    for (const auto& added : project.images().addMany(images)) {
        CaptionRecord caption;
        caption.imageId = added.id;
        caption.text = "a red circle and a green square";
        captions.push_back(caption);
    }
    project.captions().addMany(captions);
    transaction.commit();
}

/// Made once for each machine.
QString largeProject() {
    const QString folder = QDir::temp().filePath(QStringLiteral("attune-bench-%1.attune").arg(kImages));
    if (!QFile::exists(folder)) {
        const QString draft = folder + QStringLiteral(".new");
        QDir(draft).removeRecursively();
        {
            Session session = Session::create(draft.toStdString());
            fill(session);
        }
        QDir().rename(draft, folder);
    }
    return folder;
}

/// Of this process, in MB.
double residentMemory() {
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;)
        if (word == "VmRSS:") {
            double kilobytes = 0;
            file >> kilobytes;
            return kilobytes / 1024;
        }
    return 0;
}

/// From the wish to open it to the first picture of its grid on screen.
double open(test::Window& window, const QString& folder) {
    auto* page = dynamic_cast<LibraryPage*>(window.window().pageWidget(PageId::Library));
    PaintWatch watch(page->grid().viewport());
    QElapsedTimer clock;
    clock.start();
    window.workbench().project.open(folder);
    const bool filled = spinUntil([&] { return page->grid().cachedBytes() > 0; }, 30000);
    watch.painted = false;
    page->grid().viewport()->update();
    return filled && spinUntil([&] { return watch.painted; }, 5000) ? milliseconds(clock) : -1;
}

/// One notch of the wheel, and the frame that it brings. Thumbnails arrive meanwhile, as they do for a user.
void scroll(ThumbnailGrid& grid, int by, Samples& frames, Samples& stalls) {
    QWidget* viewport = grid.viewport();
    PaintWatch watch(viewport);
    const QPointF centre = viewport->rect().center();
    for (int i = 0; i < kFrames; ++i) {
        QElapsedTimer frame;
        frame.start();
        QWheelEvent event(centre, viewport->mapToGlobal(centre), {}, {0, by}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        watch.painted = false;
        QCoreApplication::sendEvent(viewport, &event);
        if (!spinUntil([&] { return watch.painted; }, 1000)) return;
        frames.add(milliseconds(frame));
        while (frame.elapsed() < kFrameMs) {
            QElapsedTimer step;
            step.start();
            QCoreApplication::processEvents(QEventLoop::AllEvents);
            stalls.add(milliseconds(step));
            QThread::usleep(200);
        }
    }
}

void BM_LargeProject(benchmark::State& state) {
    const QString folder = largeProject();
    test::Window window;
    Samples opens, frames, jumps, stalls;
    for (auto unused : state) {
        window.restart();
        window.window().resize(1440, 900);
        spinFor(300);
        const double ms = open(window, folder);
        if (ms < 0) return state.SkipWithError("no pictures");
        opens.add(ms);
        state.SetIterationTime(ms * 1e-3);
    }
    auto* page = window.page<LibraryPage>(PageId::Library);
    spinFor(1000);
    state.counters["memory_MB"] = residentMemory();
    scroll(page->grid(), -120, frames, stalls);
    // The far end of the library, then on from there.
    page->grid().verticalScrollBar()->setValue(page->grid().verticalScrollBar()->maximum() / 2);
    scroll(page->grid(), -1200, jumps, stalls);
    opens.tell(state, "open");
    frames.tell(state, "scroll");
    jumps.tell(state, "fast_scroll");
    state.counters["other_max_ms"] = stalls.at(1);
    state.counters["memory_after_MB"] = residentMemory();
}
BENCHMARK(BM_LargeProject)->UseManualTime()->Iterations(5)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace attune::bench
