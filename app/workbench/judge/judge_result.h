// What judging found: the win rate with its interval, the metrics of both, and the images that got worse.
#pragma once

#include <QWidget>

#include "workbench/judge/judge_metrics.h"
#include "workbench/workbench.h"

class QLabel;
class QPushButton;

namespace attune {

class ActionRegistry;
class BarPlot;
class ImageView;
class Section;
class ValueTable;

class JudgeResult : public QWidget {
    Q_OBJECT

  public:
    JudgeResult(Workbench& workbench, ActionRegistry& actions, QWidget* parent = nullptr);

    void showTally(const JudgeMatch& match, const JudgeTally& tally, bool complete);
    /// @param measuring  an evaluation is on its way
    void showMetrics(const JudgeMetrics& metrics, bool measuring);
    QLabel* sentence() const { return m_sentence; }
    ValueTable* metricTable() const { return m_metricTable; }
    ValueTable* worseTable() const { return m_worseTable; }
    /// Selected in the table of worse images, all of them if none is.
    QVector<qint64> worseImages() const;
    /// The one that is looked at; 0 if there is none.
    qint64 worseImage() const;
    /// Looks at this one once the images that got worse are known.
    void keep(qint64 image) { m_kept = image; }

  private:
    QWidget* makeHead(ActionRegistry& actions);
    QWidget* makeMetrics();
    QWidget* makeWorse(ActionRegistry& actions);
    void showWorse(qint64 image);

    Workbench& m_workbench;
    QLabel* m_names;
    QLabel* m_sentence;
    QLabel* m_meaning;
    QLabel* m_counts;
    QPushButton* m_continue = nullptr;
    QLabel* m_measured;
    ValueTable* m_metricTable;
    BarPlot* m_bars;
    Section* m_worse;
    ValueTable* m_worseTable;
    ImageView* m_picture;
    QLabel* m_captionA;
    QLabel* m_captionB;
    QWidget* m_look;
    int m_judged = 0;  ///< pairs that the win rate is of
    std::vector<WorseImage> m_images;
    qint64 m_kept = 0;
};

}  // namespace attune
