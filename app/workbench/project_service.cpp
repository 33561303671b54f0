#include "workbench/project_service.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFileInfo>
#include <future>

#include "data/error.h"

namespace attune {

namespace {

/// Carries the progress of filling a new project to the window.
class FillObserver : public Observer {
  public:
    explicit FillObserver(ProjectService& service) : m_service(service) {}
    void phase(const std::string& name) override { m_phase = QString::fromStdString(name); }
    void progress(std::int64_t done, std::int64_t total) override {
        QMetaObject::invokeMethod(&m_service, [this_ = &m_service, phase = m_phase, done, total] {
            Q_EMIT this_->progress(phase, done, total);
        });
    }

  private:
    ProjectService& m_service;
    QString m_phase;
};

std::filesystem::path toPath(const QString& text) { return std::filesystem::path(text.toStdString()); }

std::filesystem::path firstFree(const std::filesystem::path& wanted) {
    std::filesystem::path free = wanted;
    std::error_code none;
    for (int number = 2; std::filesystem::exists(free, none); ++number)
        free.replace_filename(wanted.stem().string() + " " + std::to_string(number) + wanted.extension().string());
    return free;
}

}  // namespace

ProjectService::ProjectService(QObject* parent) : QObject(parent) {
    qRegisterMetaType<attune::Problem>();
    qRegisterMetaType<attune::Changes>();
}

ProjectService::~ProjectService() {
    // Behind what waits, which may still open a project: the writer's thread ends first.
    m_writerThread.post([this] {
        m_next = {};
        m_session.reset();
        m_readerThread.post([this] { m_reader.reset(); });
    });
}

QString ProjectService::name() const { return QFileInfo(m_folder).completeBaseName(); }

void ProjectService::start(const QString& folder, std::function<Session()> make) {
    const std::uint64_t attempt = ++m_attempt;
    Q_EMIT opening(folder);
    const auto tell = [this, attempt](std::function<void()> call) {
        const auto unlessLate = [this, attempt, call = std::move(call)] {
            if (attempt == m_attempt) call();
        };
        QMetaObject::invokeMethod(this, unlessLate, Qt::QueuedConnection);
    };
    // With a project open, between two transactions of an import into it: only the closing ends that. Without one, behind the
    // closing of the one before, which may be the same.
    const auto priority = m_open ? TaskThread::Priority::Urgent : TaskThread::Priority::Normal;
    m_writerThread.post(
        [this, folder, attempt, tell, make = std::move(make)] {
            try {
                m_next = {};
                if (isOurs(folder)) return tell([this] { Q_EMIT openAlready(); });
                auto session = std::make_unique<Session>(make());
                // The reader opens behind the writer: by now the file exists and is up to date.
                auto reader = Project::open(session->project().folder(), OpenMode::ReadOnly);
                m_next = {attempt, std::move(session), std::move(reader)};
                tell([this, attempt] { takeNext(attempt); });
            } catch (const std::exception& failure) {
                tell([this, folder, problem = problemOf(failure)] { Q_EMIT openFailed(folder, problem); });
            }
        },
        priority);
}

bool ProjectService::isOurs(const QString& folder) const {
    std::error_code none;
    return m_session && m_session->project().mode() != OpenMode::ReadOnly &&
           std::filesystem::equivalent(m_session->project().folder(), toPath(folder), none);
}

void ProjectService::takeNext(std::uint64_t attempt) {
    close();
    const std::uint64_t generation = ++m_generation;
    m_writerThread.post([this, attempt, generation] {
        if (m_next.attempt != attempt) return;  // another one is wanted by now
        m_session = std::move(m_next.session);
        const Project& project = m_session->project();
        const auto path = project.folder();
        const bool readOnly = project.mode() == OpenMode::ReadOnly;
        QString writer;
        if (const auto holder = project.writer()) writer = QString::fromStdString(holder->text());
        m_readerThread.post([this, path, generation, readOnly, writer,
                             reader = std::make_shared<std::unique_ptr<Project>>(std::move(m_next.reader))] {
            m_reader = std::move(*reader);
            answer(this, generation, [this, path, readOnly, writer] {
                m_folder = QString::fromStdString(path.string());
                m_readOnly = readOnly;
                m_writer = writer;
                m_open = true;
                Q_EMIT opened();
            });
        });
    });
}

void ProjectService::startNew(const QString& folder, std::function<std::filesystem::path()> place,
                              std::function<void(Session&, Observer&)> fill) {
    start(folder, [this, place = std::move(place), fill = std::move(fill)] {
        Session session = Session::create(place());
        FillObserver observer(*this);
        if (fill) fill(session, observer);
        return session;
    });
}

void ProjectService::create(const QString& folder, std::function<void(Session&, Observer&)> fill) {
    startNew(folder, [path = toPath(folder)] { return path; }, std::move(fill));
}

void ProjectService::createBeside(const QString& folder, std::function<void(Session&, Observer&)> fill) {
    startNew(folder, [path = toPath(folder)] { return firstFree(path); }, std::move(fill));
}

void ProjectService::open(const QString& folder) {
    start(folder, [path = toPath(folder)] {
        // What somebody else writes to, or what nobody may write to, can still be looked at.
        std::error_code none;
        if (ProjectLock::holder(path) || (std::filesystem::is_directory(path, none) && !isWritable(path)))
            return Session::open(path, OpenMode::ReadOnly);
        return Session::open(path);
    });
}

void ProjectService::close() {
    if (m_open) Q_EMIT closing();
    ++m_generation;
    m_writerThread.post([this] { m_session.reset(); });
    m_readerThread.post([this] { m_reader.reset(); });
    if (!m_open) return;
    m_open = false;
    m_readOnly = false;
    m_folder.clear();
    m_writer.clear();
    Q_EMIT closed();
}

void ProjectService::makeFolder(QObject* context, const QString& folder, std::function<void()> done, Fail fail) {
    m_writerThread.post(
        [this, guard = QPointer<QObject>(context), path = toPath(folder), generation = m_generation, done = std::move(done),
         fail = std::move(fail)] {
            std::error_code failure;
            std::filesystem::create_directories(path, failure);
            if (!failure)
                return answer(this, generation, [guard, done] {
                    if (guard) done();
                });
            const Error error("cannot make the folder " + path.string(), failure.message());
            answer(this, generation, [this, guard, fail, problem = problemOf(error)] {
                if (guard) report(fail, problem);
            });
        },
        TaskThread::Priority::Urgent);
}

void ProjectService::settle() {
    // Behind the others of its kind, whose answers wait by then.
    const auto done = std::make_shared<std::promise<void>>();
    m_writerThread.post([done] { done->set_value(); }, TaskThread::Priority::Urgent);
    done->get_future().wait();
    m_settling = true;
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
    m_settling = false;
}

void ProjectService::answerFailure(const QPointer<QObject>& context, std::uint64_t generation, const Fail& fail,
                                   const Problem& problem, const QString& words, const QString& decision) {
    QMetaObject::invokeMethod(
        this,
        [this, context, generation, fail, problem, words, decision] {
            if (context && generation == m_generation && !m_settling) return report(fail, problem);
            if (words.isEmpty() && decision.isEmpty()) return;
            //: %1 is "Your rating of “a red ball” was not saved", %2 the cause
            if (words.isEmpty()) return Q_EMIT lost({tr("%1: %2").arg(decision, problem.what), problem.why, problem.remedy});
            Q_EMIT lost({tr("Your words were not saved: %1").arg(problem.what), problem.why,
                         tr("Copy them from here: “%1”").arg(words)});
        },
        Qt::QueuedConnection);
}

void ProjectService::report(const Fail& fail, const Problem& problem) {
    if (fail)
        fail(problem);
    else
        Q_EMIT failed(problem);
}

}  // namespace attune
