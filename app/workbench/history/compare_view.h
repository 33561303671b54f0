// Two to four runs side by side: their curves in the same plots, and the options in which they differ.
#pragma once

#include <QWidget>

#include "widgets/picture_export.h"
#include "workbench/history/history_words.h"

class QLabel;
class QSplitter;

namespace attune {

class PlotBoard;
class ValueTable;

/// The curves of one run, as the project has them.
struct RunCurves {
    qint64 run = 0;
    QString name;
    QMap<QString, QVector<QPointF>> metrics;  ///< name -> (step, value)
};

class CompareView : public QWidget {
    Q_OBJECT

  public:
    static constexpr int kMostRuns = 4;

    explicit CompareView(QAction* back, QWidget* parent = nullptr);

    void show(const QList<const HistoryRun*>& runs, const HistoryData& data);
    /// In the order of show().
    void setCurves(const QList<RunCurves>& runs);
    PlotBoard* board() const { return m_board; }
    ValueTable* options() const { return m_options; }
    /// The curves above what differs.
    QSplitter* splitter() const { return m_splitter; }

  Q_SIGNALS:
    void exportRequested(const QString& suggestedName, const attune::ExportPaint& paint);

  private:
    QLabel* m_title;
    PlotBoard* m_board;
    ValueTable* m_options;
    QSplitter* m_splitter;
};

}  // namespace attune
