#include "rate_forever.h"

#include <cstdio>

#include "captioned_project.h"
#include "widgets/caption_card.h"

namespace attune::test {

namespace {

constexpr int kCaptionsEach = 50;  ///< of the run: enough to be at work for seconds

template <class... Arguments>
void say(const char* format, Arguments... arguments) {
    std::printf(format, arguments...);
    std::printf("\n");
    std::fflush(stdout);
}

class Rater {
  public:
    Rater(Window& window, RatePage& page) : m_window(window), m_page(page) {}

    bool waitForTask() {
        return QTest::qWaitFor([this] { return m_page.desk().task() != nullptr; }, 20000);
    }
    Id image() const { return m_page.desk().task() ? m_page.desk().task()->image : 0; }

    bool compare(Qt::Key key, const char* outcome) {
        if (!waitForTask()) return false;
        const auto before = *m_page.desk().task();
        QTest::keyClick(&m_window.window(), key);
        if (!QTest::qWaitFor([&] { return image() != before.image; }, 20000)) return false;
        say("comparison %lld %lld %s", static_cast<long long>(before.candidates[0].caption.id),
            static_cast<long long>(before.candidates[1].caption.id), outcome);
        return true;
    }

    /// Both candidates, one after the other.
    bool rate() {
        if (!waitForTask()) return false;
        const auto before = *m_page.desk().task();
        QTest::keyClick(&m_window.window(), Qt::Key_4);
        if (!QTest::qWaitFor([&] { return m_page.cards()[0]->rating() == 4; }, 20000)) return false;
        say("rating %lld 4", static_cast<long long>(before.candidates[0].caption.id));
        QTest::keyClick(&m_window.window(), Qt::Key_2);
        if (!QTest::qWaitFor([&] { return image() != before.image; }, 20000)) return false;
        say("rating %lld 2", static_cast<long long>(before.candidates[1].caption.id));
        return true;
    }

  private:
    Window& m_window;
    RatePage& m_page;
};

bool startRun(Window& window) {
    auto& runs = window.workbench().runs;
    Id id = 0;
    runs.launch(
        [](Project& project) {
            JobSettings settings;
            settings.device = "cpu";
            return draftGenerate(project, settings, {}, kCaptionsEach);
        },
        [&id](Id run) { id = run; });
    if (!QTest::qWaitFor([&] { return id > 0 && runs.current() && runs.current()->done > 0; }, 60000)) return false;
    say("run %lld", static_cast<long long>(id));
    return true;
}

}  // namespace

int rateForever(const QString& folder, bool generate) {
    Window window;
    if (!window.open(folder)) return 1;
    Rater rater(window, *window.page<RatePage>(PageId::Rate));
    if (!rater.waitForTask()) return 2;
    if (generate && !startRun(window)) return 3;
    for (;;) {
        if (!rater.compare(Qt::Key_Left, "left") || !rater.compare(Qt::Key_Right, "right") || !rater.rate() ||
            !rater.compare(Qt::Key_Down, "both_bad"))
            return 4;
    }
}

}  // namespace attune::test
