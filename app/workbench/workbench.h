// What all pages share and what outlives a window: the project, the engine, the pictures, the settings.
#pragma once

#include <QList>
#include <QObject>
#include <QThreadPool>
#include <QUrl>
#include <QVector>

#include "workbench/engine_client.h"
#include "workbench/picture_cache.h"
#include "workbench/project_service.h"
#include "workbench/run_queue.h"
#include "workbench/settings.h"

namespace attune {

/// In the order of the rail, which is that of the loop.
enum class PageId { Start, Library, Rate, Reward, Optimise, Embeddings, Judge, History };
inline constexpr int kPageCount = 8;

/// Pages know each other only through the signals here.
class Workbench : public QObject {
    Q_OBJECT

  public:
    explicit Workbench(QObject* parent = nullptr);
    /// Pictures are waited for; the engine finishes its run on its own.
    ~Workbench() override;

    ProjectService project;
    EngineClient engine;
    RunQueue runs;
    PictureCache pictures;
    Settings settings;
    /// For work that takes long. Qt paints large pictures on the threads of QThreadPool::globalInstance(), and would wait there.
    QThreadPool threads;

    /// One click from nothing to rating: a new Scenes project in the projects folder, its captions on their way.
    /// Nothing while one is being made. @param folder  empty: a free name in the projects folder
    void tryDemo(const QString& folder = {});
    bool isMakingDemo() const { return m_demo; }
    /// That of the projects made by a click on the demo which was opened last; empty if none is known.
    QString lastDemo() const;
    /// Where a job computes, from the preferences.
    std::string device() const { return settings.device().toStdString(); }
    /// Takes the last decision back, or brings it again; decisionTurned() follows.
    void turnDecision(bool undo);
    /// A problem that is shown on top of the window.
    void report(const Problem& problem) { Q_EMIT problemArose(problem); }

  Q_SIGNALS:
    void pageWanted(attune::PageId page);
    /// Show this image in the Library, with its inspector.
    void imageWanted(qint64 image);
    /// Rate just these images.
    void ratingWanted(const QVector<qint64>& images);
    /// A step about this image (0: about many, or nothing was left to take back or to bring again) was undone or redone.
    void decisionTurned(qint64 image, bool undo, int decisions, const attune::DecisionStep& step);
    /// Show just these images in the Library; `what` says what they are ("24 images of the selection").
    void imagesWanted(const QVector<qint64>& images, const QString& what);
    /// Dropped on the window: pictures, lists of them, the folder of a captioner. Nothing comes where no project is open.
    void filesDropped(const QList<QUrl>& urls);
    /// Optimise the captioner with this reward model.
    void optimisingWanted(qint64 reward);
    /// Judge these two captioners blind.
    void judgingWanted(qint64 modelA, qint64 modelB);
    /// Look at this run on the page of its kind.
    void runWanted(qint64 run);
    /// tryDemo() began (`now`), or is over, whatever came of it.
    void makingDemo(bool now);
    void problemArose(const attune::Problem& problem);
    /// Decisions will be stored under another name: what was begun is stored under this one now.
    void raterChanging();
    /// Decisions are stored under another name from now on.
    void raterChanged();
    /// The theme or the language changed: the window is made anew.
    void appearanceChanged();

  private:
    /// Launches what follows the run, if it trained a reward model; see draftScoreAfter.
    void scoreAfter(qint64 run);

    QObject* m_demo = nullptr;  ///< waits for the demo's project while that is made
};

}  // namespace attune

Q_DECLARE_METATYPE(attune::PageId)
