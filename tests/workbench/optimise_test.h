// Tests of the Optimise page: its window, and runs told in a few lines, which need no engine.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <memory>

#include "session/current_model.h"
#include "session/job_builder.h"
#include "training_desk.h"

namespace attune::test {

inline const QString kOptimise = QStringLiteral("Optimise the captioner");

inline Json round(int number, double score) {
    return {{"step", number}, {"values", {{"objective/scores", score}, {"objective/kl", 0.5 * number}}}};
}

/// Of a guard after round 3.
inline Json verdict(bool stops, int best) {
    return {{"stops", stops}, {"round", 3}, {"reason", "kl"}, {"text", "the captions are 15.0 nats away"}, {"best_round", best}};
}

/// What an engine says of so many rounds; `report` ends them.
inline std::vector<std::pair<std::string, Json>> rounds(int count, Id image, const Json& report) {
    std::vector<std::pair<std::string, Json>> said{{"started", Json::object()}};
    for (int i = 1; i <= count; ++i) {
        said.emplace_back("metric", round(i, 0.1 * i));
        said.emplace_back("sample", Json{{"image", image}, {"round", i}, {"before", "a thing"}, {"now", "a thing of round " + std::to_string(i)},
                                         {"reward_before", 0.25}, {"reward_now", 0.25 + i}});
        said.emplace_back("checkpoint", Json{{"path", "checkpoints/round-00" + std::to_string(i)}, {"kind", "captioner"}, {"round", i}});
    }
    said.emplace_back("finished", report);
    return said;
}

class OptimiseTest : public QObject {
  protected:
    std::unique_ptr<TrainingWindow> m_window;

    TrainingDesk desk() { return m_window->desk(); }
    TrainingDesk readyDesk() { return m_window->readyDesk(); }
    Id base() {
        return m_window->ask([](Session& s) { return s.project().models().list("captioner").front().id; });
    }
    Id current() {
        return m_window->ask([](Session& s) { return currentModel(s.project(), "captioner")->id; });
    }
    void nameAReward() {
        m_window->ask([captioner = base()](Session& s) { return addReward(s, captioner); });
    }
    Id tell(int count, const Json& report) {
        return m_window->ask([&](Session& s) {
            const Id image = s.project().images().ids({.split = "train"}).front();
            return tellRun(s, draftOptimize(s.project(), {}), rounds(count, image, report));
        });
    }
    static QComboBox* captioners(TrainingDesk& page) {
        for (auto* label : page.panel->findChildren<QLabel*>())
            if (label->text() == QStringLiteral("&Captioner")) return qobject_cast<QComboBox*>(label->buddy());
        return nullptr;
    }
};

}  // namespace attune::test
