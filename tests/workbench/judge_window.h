// Two captioners with captions of the same pictures, and the window at the Judge page; driven by keys.
#pragma once

#include <QCheckBox>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>
#include <functional>

#include "session/demo_world.h"
#include "widgets/caption_card.h"
#include "window.h"
#include "workbench/judge/judge_desk.h"
#include "workbench/judge/judge_page.h"
#include "workbench/judge/judge_setup.h"

namespace attune::test {

inline constexpr int kImages = 12;  ///< of the test split
inline constexpr int kSame = 2;     ///< among them, those of which both captioners say the same

/// Greedy captions of both captioners.
inline void addJudgedCaptions(Session& session, Observer& observer) {
    const Id base = addDemoWorld(session, {.seed = 3, .trainImages = 4, .testImages = kImages}, observer);
    ModelRecord tuned;
    tuned.parentId = base;
    tuned.name = "tuned";
    tuned.path = "models/tuned";
    const Id better = session.project().models().add(tuned);
    session.setCurrentModel(better);
    std::vector<CaptionRecord> captions;
    int number = 0;
    for (const Id image : session.project().images().ids({.split = "test"})) {
        for (const Id model : {base, better}) {
            CaptionRecord caption;
            caption.imageId = image;
            caption.modelId = model;
            caption.decoding.mode = "greedy";
            caption.text = number < kSame ? "the same words" : model == base ? "of the base" : "of the tuned";
            caption.tokenIds = {1, 2};
            captions.push_back(caption);
        }
        ++number;
    }
    session.project().captions().addMany(captions);
}

struct JudgeWindow {
    Window window;
    QString folder;
    JudgePage* page = nullptr;

    explicit JudgeWindow(std::function<void(Session&, Observer&)> with = addJudgedCaptions)
        : folder(window.path(QStringLiteral("judge.attune"))) {
        if (!window.create(folder, std::move(with))) throw std::runtime_error("no project");
        show();
    }
    void show() { page = window.page<JudgePage>(PageId::Judge); }
    bool waitFor(JudgeDesk::State state, int ms = 10000) {
        return QTest::qWaitFor([&] { return page->desk().state() == state; }, ms);
    }
    void start(int images = kImages) {
        auto* button = page->setup()->startButton();
        if (!QTest::qWaitFor([&] { return button->isEnabled(); }, 10000)) throw std::runtime_error("cannot start");
        page->setup()->findChild<QCheckBox*>()->setChecked(false);
        page->setup()->imagesBox()->setValue(images);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    /// The window is made anew, as when the theme changes.
    void renew() {
        const QPointer<MainWindow> before(&window.window());
        Q_EMIT window.workbench().appearanceChanged();
        if (!QTest::qWaitFor([&] { return before.isNull(); }, 10000)) throw std::runtime_error("no new window");
        page = dynamic_cast<JudgePage*>(window.window().pageWidget(PageId::Judge));
    }
    Id image() const { return page->desk().pair() ? page->desk().pair()->image : 0; }
    bool press(Qt::Key key) {
        const Id before = image();
        QTest::keyClick(&window.window(), key);
        return QTest::qWaitFor([&] { return image() != before; }, 5000);
    }
    /// As somebody would who likes this captioner better, from the words on screen alone.
    bool prefer(const char* words) {
        return press(page->cards()[0]->caption() == QLatin1String(words) ? Qt::Key_Left : Qt::Key_Right);
    }
    std::vector<ComparisonRecord> comparisons() {
        return window.ask([](Session& s) { return s.project().decisions().comparisons(); });
    }
};

}  // namespace attune::test
