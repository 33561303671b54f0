// The project for the window: everything that touches the disk happens on two threads, answers come back to the window's.
#pragma once

#include <QFlags>
#include <QObject>
#include <QPointer>
#include <QString>
#include <filesystem>
#include <functional>
#include <memory>
#include <type_traits>

#include "session/session.h"
#include "workbench/problem.h"
#include "workbench/task_thread.h"

namespace attune {

/// What a write touched, so that pages know whether to look again.
enum class Change {
    Images = 1,
    Captions = 2,
    Decisions = 4,
    Models = 8,
    Runs = 16,
    Tags = 32,
    Scores = 64,
    All = 127,
};
Q_DECLARE_FLAGS(Changes, Change)

/// Writes go to one thread that owns the session (and the project's lock), reads to another with a connection of its own,
/// so that a slow search holds up no rating. Answers arrive on the window's thread, in the order of the wishes to each
/// thread, and only while `context` lives and the same project is open.
class ProjectService : public QObject {
    Q_OBJECT

  public:
    explicit ProjectService(QObject* parent = nullptr);
    ~ProjectService() override;

    /// Makes a project and opens it. `fill` (may be empty) puts something into it before opened() is told.
    void create(const QString& folder, std::function<void(Session&, Observer&)> fill = {});
    /// The same, but where there is something at that place already at the first one that is free: "Demo 2.attune".
    void createBeside(const QString& folder, std::function<void(Session&, Observer&)> fill);
    /// Opens for writing; where another program holds the lock, or the folder may not be written to, for reading. The project
    /// that is open is closed when the other one is there; where that fails, it stays.
    void open(const QString& folder);
    void close();

    bool isOpen() const { return m_open; }
    bool isReadOnly() const { return m_readOnly; }
    /// Who writes to it, when it was opened for reading; empty where nobody does.
    QString writer() const { return m_writer; }
    /// The project's folder, name.attune.
    QString folder() const { return m_folder; }
    /// Its name without the ending.
    QString name() const;

    using Fail = std::function<void(const Problem&)>;

    /// `task(Session&) -> R` on the writer's thread, then `done(R)` here; `changes` are told before `done` is called.
    /// @param fail  empty: the problem goes to failed()
    /// Where `fail` cannot be called any more the user is told of a failure by lost(), if one of these is not empty:
    /// @param words  typed by the user, and told with it
    /// @param decision  of one that has no words: "Your rating of “a red ball” was not saved"
    template <class Task, class Done>
    void write(QObject* context, Changes changes, Task task, Done done, Fail fail = {},
               TaskThread::Priority priority = TaskThread::Priority::Normal, QString words = {}, QString decision = {});
    /// `task(Project&) -> R` on the reader's thread, then `done(R)` here.
    template <class Task, class Done>
    void read(QObject* context, Task task, Done done, Fail fail = {});

    /// Makes the folder and those above it on the writer's thread, whether a project is open or not, then `done()` here.
    void makeFolder(QObject* context, const QString& folder, std::function<void()> done, Fail fail);

    /// At the end of the program, when the windows are gone: waits for what is being saved. What cannot be is lost(), see write().
    void settle();

    /// For a long task on the writer's thread, between two transactions: lets urgent writes through.
    void letUrgentThrough() { m_writerThread.runUrgent(); }

  Q_SIGNALS:
    void opening(const QString& folder);
    void progress(const QString& phase, qint64 done, qint64 total);  ///< of create()
    void opened();
    void openAlready();  ///< in place of opened(), where it is the project that is open for writing
    void openFailed(const QString& folder, const attune::Problem& problem);
    /// The project is still there: the last moment to save what was typed half.
    void closing();
    void closed();
    void changed(attune::Changes changes);
    void failed(const attune::Problem& problem);
    /// Words or a decision were not saved, and whoever asked for it is gone, or the project is closed; they are in the problem.
    void lost(const attune::Problem& problem);

  private:
    template <class Call>
    void answer(QObject* context, std::uint64_t generation, Call call);
    /// The answer to a write that failed.
    void answerFailure(const QPointer<QObject>& context, std::uint64_t generation, const Fail& fail, const Problem& problem,
                       const QString& words, const QString& decision);
    void start(const QString& folder, std::function<Session()> make);
    /// Whether the session is of that folder; on the writer's thread.
    bool isOurs(const QString& folder) const;
    /// The project that this attempt opened takes the place of the one that is open.
    void takeNext(std::uint64_t attempt);
    void startNew(const QString& folder, std::function<std::filesystem::path()> place,
                  std::function<void(Session&, Observer&)> fill);
    /// Reads like writes: for projects that are open for reading.
    void report(const Fail& fail, const Problem& problem);

    /// Opened, while the window still has the one before.
    struct Next {
        std::uint64_t attempt = 0;
        std::unique_ptr<Session> session;
        std::unique_ptr<Project> reader;
    };

    QString m_folder;
    QString m_writer;
    bool m_open = false;
    bool m_readOnly = false;
    bool m_settling = false;
    std::uint64_t m_generation = 0;       ///< of the open project: late answers about another are dropped
    std::uint64_t m_attempt = 0;          ///< to open one: what an earlier one brings is dropped
    Next m_next;                          ///< touched on the writer's thread alone
    std::unique_ptr<Session> m_session;   ///< touched on the writer's thread alone
    std::unique_ptr<Project> m_reader;    ///< touched on the reader's thread alone
    TaskThread m_readerThread;
    TaskThread m_writerThread;  ///< last: what it still does may post to the reader's, never the other way round
};

template <class Call>
void ProjectService::answer(QObject* context, std::uint64_t generation, Call call) {
    QMetaObject::invokeMethod(
        this,
        [this, context = QPointer<QObject>(context), generation, call = std::move(call)]() mutable {
            if (context && generation == m_generation) call();
        },
        Qt::QueuedConnection);
}

template <class Task, class Done>
void ProjectService::write(QObject* context, Changes changes, Task task, Done done, Fail fail,
                           TaskThread::Priority priority, QString words, QString decision) {
    using Result = std::invoke_result_t<Task, Session&>;
    const QPointer<QObject> guard(context);
    m_writerThread.post(
        [this, guard, changes, generation = m_generation, task = std::move(task), done = std::move(done),
         fail = std::move(fail), words = std::move(words), decision = std::move(decision)]() mutable {
            const auto tell = [this, changes] {
                if (changes) Q_EMIT changed(changes);
            };
            try {
                if (!m_session) return;
                if constexpr (std::is_void_v<Result>) {
                    task(*m_session);
                    answer(this, generation, [tell, guard, done = std::move(done)]() mutable {
                        tell();
                        if (guard) done();
                    });
                } else {
                    auto result = std::make_shared<Result>(task(*m_session));
                    answer(this, generation, [tell, guard, done = std::move(done), result]() mutable {
                        tell();
                        if (guard) done(std::move(*result));
                    });
                }
            } catch (const std::exception& failure) {
                answerFailure(guard, generation, fail, problemOf(failure), words, decision);
            }
        },
        priority);
}

template <class Task, class Done>
void ProjectService::read(QObject* context, Task task, Done done, Fail fail) {
    using Result = std::invoke_result_t<Task, Project&>;
    const QPointer<QObject> guard(context);
    m_readerThread.post([this, guard, generation = m_generation, task = std::move(task), done = std::move(done),
                         fail = std::move(fail)]() mutable {
        try {
            if (!m_reader) return;
            auto result = std::make_shared<Result>(task(*m_reader));
            answer(this, generation, [guard, done = std::move(done), result]() mutable {
                if (guard) done(std::move(*result));
            });
        } catch (const std::exception& failure) {
            answer(this, generation, [this, guard, fail, problem = problemOf(failure)] {
                if (guard) report(fail, problem);
            });
        }
    });
}

}  // namespace attune

Q_DECLARE_OPERATORS_FOR_FLAGS(attune::Changes)
Q_DECLARE_METATYPE(attune::Changes)
