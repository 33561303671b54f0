// A project with something to rate at once: pictures of the demo world with four captions each.
#pragma once

#include <QDir>
#include <QtTest>
#include <algorithm>

#include "session/demo_world.h"
#include "session/session.h"
#include "widgets/caption_card.h"
#include "widgets/message_bar.h"
#include "window.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/rate/rate_page.h"
#include "workbench/start/recent_reader.h"

namespace attune::test {

/// These captions of each training picture, as a captioner would have written them.
inline void addCaptions(Session& session, Id model, const std::vector<std::string>& texts) {
    std::vector<CaptionRecord> captions;
    for (const Id image : session.project().images().ids({.split = "train"}))
        for (const auto& text : texts) {
            CaptionRecord caption;
            caption.imageId = image;
            caption.modelId = model;
            caption.text = text;
            captions.push_back(caption);
        }
    session.project().captions().addMany(captions);
}

/// @return the captioner's model
inline Id addCaptionedImages(Session& session, int images, Observer& observer) {
    const Id model = addDemoWorld(session, {.seed = 3, .trainImages = images, .testImages = 2}, observer);
    addCaptions(session, model, {"a red circle", "a red circle and a green square", "a blue star", "a small thing"});
    return model;
}

/// A reward model by name, for what needs no engine.
inline Id addReward(Session& session, Id captioner) {
    ModelRecord reward;
    reward.kind = "reward";
    reward.name = "taste";
    reward.parentId = captioner;
    reward.path = session.project().storedPath(session.project().folder() / "models" / "taste");
    return session.project().models().add(reward);
}

inline constexpr int kRatedImages = 24;  ///< unless a test asks for another number

/// The window with such a project, at the Rate page; driven by keys.
class RatingWindow {
  public:
    explicit RatingWindow(int images = kRatedImages, const QString& at = {})
        : folder(at.isEmpty() ? window.path(QStringLiteral("rate.attune")) : at) {
        const auto fill = [images](Session& session, Observer& observer) { addCaptionedImages(session, images, observer); };
        if (!window.create(folder, fill)) throw std::runtime_error("no project");
        showRating();
    }

    void showRating() {
        page = window.page<RatePage>(PageId::Rate);
        if (!QTest::qWaitFor([this] { return page->desk().task() != nullptr; }, 20000)) throw std::runtime_error("no task");
    }
    Id image() const { return page->desk().task() ? page->desk().task()->image : 0; }
    /// Presses the key and waits for the next image.
    bool next(Qt::Key key, int ms = 5000) {
        const Id before = image();
        QTest::keyClick(&window.window(), key);
        return QTest::qWaitFor([&] { return image() != before; }, ms);
    }
    /// Prefers the left caption and waits for the next image, as a rater does.
    bool rateOne() { return image() != 0 && next(Qt::Key_Left, 10000); }
    /// Waits until this caption on the screen, from the left, has this rating.
    bool waitRating(int card, int value) {
        return QTest::qWaitFor([&] { return page->cards()[card]->rating() == value; }, 5000);
    }
    ActiveCounts counts() {
        return window.ask([](Session& s) { return s.project().decisions().counts(); });
    }
    /// Those that count and were made by a person.
    std::int64_t decisions() {
        const auto all = counts();
        return all.ratings + all.comparisons - all.simulatedRatings - all.simulatedComparisons;
    }
    std::vector<RatingRecord> ratingsOf(Id caption) {
        return window.ask([caption](Session& s) { return s.project().decisions().ratingsOfCaption(caption); });
    }
    MessageBar& messages() { return *window.window().findChild<MessageBar*>(); }
    /// Waits for a message that says this. @param part  of what it says
    bool waitMessage(const QString& part, int ms = 10000) {
        return QTest::qWaitFor([&] { return messages().text().contains(part, Qt::CaseInsensitive); }, ms);
    }
    std::string status(Id run) { return window.status(run); }

    /// Closes the project, so that nobody holds it, all of it is in its file, and nothing of SQLite's lies beside that.
    QString closed() {
        window.workbench().project.close();
        const auto isClosed = [&] {
            // The start page, which comes at once, looks into the recent projects: this one is open again while it does.
            if (RecentReader::of(window.workbench()).isAtWork() || ProjectLock::holder(folder.toStdString())) return false;
            // The window's reader may have gone last; it leaves the write-ahead log to the next writer.
            const QString log = folder + QStringLiteral("/project.sqlite-wal");
            if (QFile::exists(log)) Session::open(folder.toStdString());
            const QDir open(QStringLiteral("/proc/self/fd"));
            const auto all = open.entryInfoList(QDir::Files | QDir::System);
            const auto isHeld = [this](const QFileInfo& file) { return file.symLinkTarget().startsWith(folder); };
            return !QFile::exists(log) && std::none_of(all.begin(), all.end(), isHeld);
        };
        if (!QTest::qWaitFor(isClosed, 10000)) throw std::runtime_error("the project stays open");
        return folder;
    }

    Window window;
    QString folder;
    RatePage* page = nullptr;
};

}  // namespace attune::test
