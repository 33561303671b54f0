// The work of rating without its looks: which image is next, what was decided, and that it is on disk.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QVector>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "session/consistency.h"
#include "session/rating_queue.h"
#include "workbench/rate/pending_words.h"
#include "workbench/rate/rate_pace.h"
#include "workbench/rate/rate_task.h"
#include "workbench/workbench.h"

namespace attune {

/// What a rater has done and how steadily; see RatingQueue.
struct RateProgress {
    std::int64_t decisions = 0;  ///< in the project, that a reward model can learn from
    std::int64_t done = 0;       ///< images whose captions are all decided on
    std::int64_t total = 0;
    std::int64_t heldOut = 0;  ///< images of a selection that do not come, as they are of the test split
    double perMinute = 0;  ///< images, since the project was opened and without the pauses; 0 while unknown
    ConsistencyReport consistency;
    std::int64_t captions = 0;  ///< by models, whatever the queue asks about
    bool canWrite = false;      ///< there are pictures and a captioner
    bool canLearn = false;      ///< decisions enough for a first reward model, and there is none
    bool hasReward = false;     ///< a reward model that the queue may go by
    QueueScores scores;         ///< that "uncertain first" goes by
};

/// Every decision is written, and synced to disk, before the signals tell of it. The next images are worked out, and
/// their pictures decoded, ahead of time. It outlives the page: a window that is made anew goes on at the same image.
class RateDesk : public QObject {
    Q_OBJECT

  public:
    using Action = std::function<void()>;

    /// The workbench's one.
    static RateDesk& of(Workbench& workbench);

    /// Whether start() was called since the project was opened.
    bool isStarted() const { return m_queue || m_loading; }
    /// Begins anew with these choices. The rater's name comes from the settings.
    void start(const QueueOptions& options);
    const QueueOptions& options() const { return m_options; }
    /// Many decisions came or went elsewhere: what is shown stays, what comes next is worked out anew.
    void lookAgainForDecisions();

    /// nullptr while there is nothing to decide on.
    const RateTask* task() const { return m_current ? &*m_current : nullptr; }
    /// The same as it will be once all that is on its way is saved: what the next key builds on.
    const RateTask* wanted() const { return m_wanted ? &*m_wanted : nullptr; }
    /// What comes next, to prepare the screen for; nullptr while unknown.
    const RateTask* upcoming() const { return m_ahead.empty() ? nullptr : &m_ahead.front(); }
    const RateProgress& progress() const { return m_progress; }
    bool isLoading() const { return m_loading; }

    /// Of one candidate; goes on to the next image once all are rated.
    void rate(int candidate, int value);
    void toggleFlag(int candidate, const std::string& flag);
    /// Of a caption that is shown or was shown lately: a note takes its time, and the screen may have gone on.
    void setNote(qint64 caption, const QString& note);
    /// Of the two candidates shown.
    void compare(Preference outcome);
    /// Of three or four: this one is better than each of the others.
    void preferBest(int candidate);
    /// The rater's own caption: kept beside the captioner's, and better than it (see preferencePairs). The captioner's own
    /// words take an earlier edit back.
    /// @param then  a decision that waits until the words are on disk, and is not made if they cannot be saved
    void edit(int candidate, const QString& text, Action then = {});
    /// On without a decision; the image comes again behind the others.
    void skip();
    void back();
    /// A decision was taken back or brought again elsewhere: shows the image that it was on.
    void showTurned(qint64 image);

  Q_SIGNALS:
    /// Another image, or none: see task().
    void taskChanged();
    /// What was decided about the image that is shown.
    void decided();
    /// The image that is shown went to the test split meanwhile, and is not to be rated: whoever shows it keeps what was typed
    /// and goes on.
    void heldOut(qint64 image);
    /// The file of the image that is shown lies elsewhere now.
    void pictureMoved();
    void progressChanged();
    /// A decision could not be written; the screen does not show it.
    void notSaved(const attune::Problem& problem);
    /// Behind notSaved(): what was written, to be written on.
    void editNotSaved(qint64 caption, const QString& text);
    void noteNotSaved(const attune::RateCandidate& candidate, const QString& note);

  private:
    explicit RateDesk(Workbench& workbench);
    using Change = std::function<void(RateTask&)>;

    /// Whether scores of the reward model decide what comes next.
    bool goesByScores() const;
    /// Images went to the test split, came from it or lie elsewhere: works out anew what is to come, and tells heldOut() if need be.
    void lookAgain();
    void movePicture(Id image, const QString& path);
    /// @param evenAtWork  makes an outdated queue anew also while a run is at work
    void fetch(bool evenAtWork = false);
    /// What comes next could not be read: it can be asked for again. @param round  in which it was asked for
    void endReading(std::uint64_t round, const Problem& problem);
    void take(std::vector<RateTask> tasks);
    void show(std::optional<RateTask> task);
    void advance();
    /// Writes, and only then changes what is shown; goes on once nothing is left to ask. Refused where words that were
    /// written before it cannot be saved: the image must not go on without them.
    /// @param decision  "Your rating of “a red ball” was not saved": see ProjectService::write, as for words
    /// @param then     what waits for it, if anything; nothing else is decided on the image until then
    /// @param words    what was typed, if anything
    /// @param pending  among which they are, if what is decided behind them waits for them
    void save(std::function<void(Session&)> write, Change change, const QString& decision, Action failed = {}, Action then = {},
              const QString& words = {}, std::shared_ptr<PendingWords> pending = {});
    /// What save() is given of one on the image that is shown.
    QString comparisonNotSaved() const;
    /// @return what waited for the words, if they are all saved
    std::vector<Action> settle(const std::shared_ptr<PendingWords>& words);
    /// Has this wait for words that are on their way. @return whether there are any
    bool waitsForWords(Action action);
    /// Changes what is wanted of a candidate, if there is such a one, and saves it.
    void saveRating(int candidate, const std::function<void(RateCandidate&)>& change, Action failed = {}, const QString& words = {});
    /// Of an image that is decided on, or about to be.
    void saveLateNote(const RateTask& task, int candidate, const QString& note);
    std::string rater() const { return m_workbench.settings.rater().toStdString(); }
    /// Whether there is such a candidate to decide on. Not any more where the decision is on its way to the disk: a key that
    /// comes before the next image does is meant for that, which nobody has seen yet.
    bool has(int candidate) const;
    void refreshProgress();
    double secondsShown() const { return static_cast<double>(m_shown.nsecsElapsed()) * 1e-9; }

    Workbench& m_workbench;
    QueueOptions m_options;
    std::shared_ptr<RatingQueue> m_queue;  ///< touched on the reader's thread alone
    std::optional<RateTask> m_current;
    std::optional<RateTask> m_wanted;
    std::deque<std::pair<Id, Change>> m_changes;  ///< of these images, on their way to the disk, the first of them first
    std::vector<RateTask> m_past;
    std::deque<RateTask> m_ahead;
    std::vector<Id> m_passed;  ///< images gone on from since fetch() asked: its answer may ask the same of them again
    std::shared_ptr<PendingWords> m_words;  ///< nullptr while none are on their way
    bool m_loading = false;
    bool m_isHeld = false;  ///< a decision waits until the words before it are saved
    bool m_fetching = false;
    bool m_outdated = false;  ///< images, captions, or scores that it goes by, changed since the queue was made
    std::uint64_t m_round = 0;  ///< of start(); late answers of an earlier one are dropped
    QElapsedTimer m_shown;
    QElapsedTimer m_clock;  ///< of the pace
    RatePace m_pace;
    RateProgress m_progress;
};

}  // namespace attune
