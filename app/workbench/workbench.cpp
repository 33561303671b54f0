#include "workbench/workbench.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <memory>
#include <optional>
#include <utility>

#include "session/demo_world.h"

namespace attune {

namespace {

constexpr int kDemoTrainImages = 512;
constexpr int kDemoTestImages = 128;
constexpr int kDemoCaptions = 4;  ///< of each picture at first

}  // namespace

Workbench::Workbench(QObject* parent) : QObject(parent), project(this), engine(this), runs(project, engine, this) {
    qRegisterMetaType<attune::PageId>();
    connect(&project, &ProjectService::opened, this, [this] { settings.addRecentProject(project.folder()); });
    connect(&project, &ProjectService::failed, this, &Workbench::problemArose);
    connect(&project, &ProjectService::lost, this, &Workbench::problemArose);
    connect(&runs, &RunQueue::runEnded, this, [this](qint64 run, const QString& status) {
        if (status == QLatin1String("finished") && settings.scoresAfterTraining()) scoreAfter(run);
    });
}

Workbench::~Workbench() = default;

void Workbench::scoreAfter(qint64 run) {
    // Read beside the writer: it looks at every caption, and decisions are not to wait for that.
    project.read(
        this, [run](Project& p) { return std::make_shared<std::optional<JobDraft>>(draftScoreAfter(p, run)); },
        [this](const std::shared_ptr<std::optional<JobDraft>>& draft) {
            if (*draft) runs.launch([draft](Project&) { return std::move(**draft); });
        });
}

void Workbench::turnDecision(bool undo) {
    struct Turned {
        Id image = 0;
        std::int64_t decisions = 0;
        DecisionStep step;
    };
    project.write(
        this, Change::Decisions,
        [undo](Session& session) {
            Turned turned;
            const auto captions = session.project().decisions().captionsOfNext(undo);
            // A step on many images, such as an import, has no image to go back to.
            if (!captions.empty() && captions.size() <= 4)
                turned.image = session.project().captions().get(captions.front()).imageId;
            turned.step = session.project().decisions().next(undo);
            turned.decisions = undo ? session.undo() : session.redo();
            return turned;
        },
        [this, undo](const Turned& turned) {
            Q_EMIT decisionTurned(turned.image, undo, static_cast<int>(turned.decisions), turned.step);
        },
        {}, TaskThread::Priority::Urgent);
}

QString Workbench::lastDemo() const {
    static const QRegularExpression name(QStringLiteral("^Demo( \\d+)?\\.attune$"));  // see tryDemo()
    const QString parent = QDir::cleanPath(settings.projectsFolder());
    for (const QString& folder : settings.recentProjects()) {
        const QFileInfo place(folder);
        if (name.match(place.fileName()).hasMatch() && QDir::cleanPath(place.path()) == parent) return folder;
    }
    return {};
}

void Workbench::tryDemo(const QString& wanted) {
    // A second one would be made over the first.
    if (m_demo) return;
    const auto fill = [](Session& session, Observer& observer) {
        addDemoWorld(session, {.seed = 0, .trainImages = kDemoTrainImages, .testImages = kDemoTestImages}, observer);
    };
    if (wanted.isEmpty())
        project.createBeside(QDir(settings.projectsFolder()).filePath(QStringLiteral("Demo.attune")), fill);
    else
        project.create(wanted, fill);
    m_demo = new QObject(this);
    Q_EMIT makingDemo(true);
    const auto over = [this] {
        project.disconnect(m_demo);
        std::exchange(m_demo, nullptr)->deleteLater();
        Q_EMIT makingDemo(false);
    };
    connect(&project, &ProjectService::openFailed, m_demo, over);
    // Another one is wanted in the meantime, and the captions are not for that.
    connect(&project, &ProjectService::opening, m_demo, over);
    connect(&project, &ProjectService::opened, m_demo, [this, over] {
        over();
        runs.launch([device = device()](Project& p) {
            JobSettings settings;
            settings.device = device;
            settings.images.split = "train";
            return draftGenerate(p, settings, {}, kDemoCaptions);
        });
        Q_EMIT pageWanted(PageId::Rate);
    });
    // Its captions take the engine seconds; it warms up while the pictures are drawn. Not before: an engine that works for the
    // project that was open goes with that.
    engine.start();
}

}  // namespace attune
