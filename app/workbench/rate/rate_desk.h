// The work of rating without its looks: which image is next, what was decided, and that it is on disk.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QVector>
#include <deque>
#include <functional>
#include <memory>

#include "session/rating_queue.h"
#include "workbench/rate/rate_task.h"
#include "workbench/workbench.h"

namespace attune {

/// What a rater has done and how steadily; see RatingQueue.
struct RateProgress {
    std::int64_t done = 0;
    std::int64_t total = 0;
    double perMinute = 0;  ///< of this sitting; 0 while unknown
    ConsistencyReport consistency;
};

/// Every decision is written, and synced to disk, before the signals tell of it. The next images are worked out, and
/// their pictures decoded, ahead of time.
class RateDesk : public QObject {
    Q_OBJECT

  public:
    explicit RateDesk(Workbench& workbench, QObject* parent = nullptr);

    /// Begins anew with these choices. The rater's name comes from the settings.
    void start(const RatingQueueOptions& options);
    const RatingQueueOptions& options() const { return m_options; }

    /// nullptr while there is nothing to decide on.
    const RateTask* task() const { return m_at < m_tasks.size() ? &m_tasks[m_at] : nullptr; }
    const RateTask* upcoming() const { return m_at + 1 < m_tasks.size() ? &m_tasks[m_at + 1] : nullptr; }
    const RateProgress& progress() const { return m_progress; }
    bool isLoading() const { return m_loading; }

    /// Of one candidate; goes on to the next image once all are rated.
    void rate(int candidate, int value);
    void toggleFlag(int candidate, const std::string& flag);
    void setNote(int candidate, const QString& note);
    /// Of the two candidates shown.
    void compare(Preference outcome);
    /// Of three or four: this one is better than each of the others.
    void preferBest(int candidate);
    /// The rater's own caption: kept beside the captioner's as a demonstration.
    void edit(int candidate, const QString& text);
    /// On without a decision; the image comes again in a later sitting.
    void skip();
    void back();
    /// Undo and redo of decisions; both show the image that the decision was on.
    void turn(bool undo);

  Q_SIGNALS:
    /// Another image, or none: see task().
    void taskChanged();
    /// What was decided about the image that is shown.
    void decided();
    void progressChanged();
    /// A decision could not be written; the screen does not show it.
    void notSaved(const attune::Problem& problem);
    /// 0: nothing to take back or to bring again.
    void turned(bool undo, int decisions);

  private:
    void fetch();
    void load(Id image);
    void show(std::size_t at);
    void advanceIfDecided();
    void save(int candidate, std::function<void(RateCandidate&)> change);
    void prefetchPictures();
    void refreshProgress();
    double secondsShown() const { return static_cast<double>(m_shown.elapsed()) / 1000; }

    Workbench& m_workbench;
    RatingQueueOptions m_options;
    std::shared_ptr<RatingQueue> m_queue;  ///< touched on the reader's thread alone
    std::deque<RateTask> m_tasks;          ///< those behind, the one shown, those ahead
    std::size_t m_at = 0;
    bool m_loading = false;
    bool m_exhausted = false;
    std::uint64_t m_round = 0;  ///< of start(); late answers of an earlier one are dropped
    QElapsedTimer m_shown;
    QElapsedTimer m_sitting;
    int m_decidedHere = 0;
    RateProgress m_progress;
};

}  // namespace attune
