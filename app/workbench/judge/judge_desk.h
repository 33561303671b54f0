// The work of judging without its looks: the captions that are needed, the pair that is next, what was decided.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <deque>
#include <list>

#include "workbench/judge/judge_match.h"
#include "workbench/workbench.h"

namespace attune {

/// A decision is on disk before the signals tell of it. The match lies in the project and the decisions in its journal,
/// so that a restart goes on where one was.
class JudgeDesk : public QObject {
    Q_OBJECT

  public:
    enum class State {
        Unknown,    ///< the project is being asked
        Choosing,   ///< there is no match, or its captions are missing
        Preparing,  ///< runs write the captions
        Judging,
        Done        ///< no pair is open
    };

    /// The workbench's one: it outlives the page, so that a window that is made anew goes on at the same pair.
    static JudgeDesk& of(Workbench& workbench);

    /// Reads the match of the project, its captions and decisions.
    void reload();
    /// Has the captions written that are missing, and begins.
    /// @param measure  evaluate both captioners, too, unless that was done
    void start(const JudgeWish& wish, bool measure);
    /// The match is set aside; its decisions stay.
    void leave();
    /// Stops what was launched for the match, the evaluations included.
    void cancelPreparing();

    State state() const { return m_state; }
    const JudgeMatch& match() const { return m_match; }
    JudgeTally tally() const { return tallyOf(m_match); }
    /// Pairs that were decided, those of the same words left aside, and all such.
    int decided() const;
    int toDecide() const;
    /// nullptr unless Judging.
    const JudgePair* pair() const;
    /// Runs that write captions for this match.
    const QSet<qint64>& runs() const { return m_runs; }

    void decide(Preference onScreen);
    /// On without a decision; the pair comes again behind the others.
    /// Another open pair could come first.
    bool canSkip() const { return pair() && m_open.size() > 1; }
    void skip();
    /// A decision was taken back or brought again: shows the pair that it was on.
    void showTurned(qint64 image);

  Q_SIGNALS:
    void stateChanged();
    /// Another pair is next.
    void pairChanged();
    void notSaved(const attune::Problem& problem);

  private:
    explicit JudgeDesk(Workbench& workbench);
    void take(JudgeMatch match, Id first);
    void read(const JudgeWish& wish, Id first);
    /// A model may have been renamed.
    void readModels();
    void next();
    void setState(State state);
    void launchMissing(const JudgeMatch& match);
    void launchEvaluations(const JudgeMatch& match);
    void launchEvaluation(Id model, const JudgeMatch& match);
    void launched(Id run, int start);
    void ended(qint64 run);
    /// Of one that is not in the queue yet: as soon as it is.
    void stop(qint64 run);
    std::string rater() const { return m_workbench.settings.rater().toStdString(); }

    /// One that was launched and has not ended: it is not launched again.
    struct Evaluation {
        Id model = 0;
        std::string mode;
        std::uint64_t seed = 0;
        std::vector<Id> images;
        Id run = 0;  ///< 0: on its way into the queue

        bool isSame(const Evaluation& other) const {
            return model == other.model && mode == other.mode && seed == other.seed && images == other.images;
        }
    };

    Workbench& m_workbench;
    JudgeMatch m_match;
    std::deque<std::size_t> m_open;  ///< places in the match, the one that is shown first
    State m_state = State::Unknown;
    QSet<qint64> m_runs;
    std::list<Evaluation> m_evaluations;
    QSet<qint64> m_unwanted;  ///< see stop()
    int m_launching = 0;
    bool m_failed = false;  ///< a run that was to bring captions could not
    int m_start = 0;           ///< how many there were
    int m_cancelled = 0;       ///< of this one, and of those before, what is still on its way into the queue is to be stopped
    bool m_saving = false;
    std::uint64_t m_request = 0;
    QElapsedTimer m_shown;
};

}  // namespace attune
