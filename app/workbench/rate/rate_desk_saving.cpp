// How decisions come to the disk, and what waits for words that are written before them.
#include <stdexcept>
#include <utility>

#include "workbench/rate/rate_desk.h"

namespace attune {

void RateDesk::save(std::function<void(Session&)> write, Change change, const QString& decision, Action failed, Action then,
                    const QString& words, std::shared_ptr<PendingWords> pending) {
    const Id image = m_current->image;
    const bool holds = static_cast<bool>(then);
    if (holds) m_isHeld = true;
    const std::shared_ptr<PendingWords> before = pending ? nullptr : m_words;
    change(*m_wanted);
    m_changes.emplace_back(image, change);
    m_workbench.project.write(
        this, attune::Change::Decisions,
        [write = std::move(write), before, pending](Session& session) {
            if (before && before->failed) throw std::runtime_error(tr("the words before it were not saved").toStdString());
            try {
                write(session);
            } catch (...) {
                if (pending) pending->failed = true;
                throw;
            }
        },
        [this, image, holds, pending, change = std::move(change), then = std::move(then)] {
            if (holds) m_isHeld = false;
            if (!m_changes.empty()) m_changes.pop_front();
            const std::vector<Action> waiting = settle(pending);
            if (m_current && m_current->image == image) {
                const bool decidedBefore = m_current->isDecided();
                change(*m_current);
                Q_EMIT decided();
                if (m_current->isDecided() && !decidedBefore) {
                    m_pace.decided(m_clock.elapsed());
                    advance();
                } else if (then) {
                    then();
                }
                refreshProgress();
            }
            for (const Action& action : waiting) action();
        },
        [this, holds, before, pending, failed = std::move(failed)](const Problem& problem) {
            if (holds) m_isHeld = false;
            settle(pending);
            if (!m_changes.empty()) m_changes.pop_front();
            m_wanted = m_current;
            for (const auto& [of, later] : m_changes)
                if (m_wanted && m_wanted->image == of) later(*m_wanted);
            // Of what was refused it is enough to tell that the words were not saved.
            if (!before || !before->failed) Q_EMIT notSaved(problem);
            if (failed) failed();
        },
        TaskThread::Priority::Urgent, words, decision);
}

QString RateDesk::comparisonNotSaved() const {
    //: %1 is the name of a picture
    return tr("Your comparison of the captions of %1 was not saved").arg(m_current->imageName);
}

std::vector<RateDesk::Action> RateDesk::settle(const std::shared_ptr<PendingWords>& words) {
    if (!words || --words->count > 0) return {};
    if (m_words == words) m_words.reset();
    if (words->failed) return {};
    return std::move(words->then);
}

bool RateDesk::waitsForWords(Action action) {
    if (m_words) m_words->then.push_back(std::move(action));
    return m_words != nullptr;
}

}  // namespace attune
