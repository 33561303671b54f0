// What a reward model learnt, and how far to trust it.
#pragma once

#include <QWidget>

#include "data/json.h"
#include "data/records.h"
#include "widgets/picture_export.h"

class QLabel;

namespace attune {

class BarPlot;
class CalibrationPlot;
class FigureRow;
class PairDisagreements;
class PredictionPlot;
class Section;
class ValueTable;
struct PairDisagreement;

/// Which run it is of, and whose judgements that learnt from.
struct ReportOrigin {
    QString title;  ///< "Report of run 12"; empty where no run is looked at
    int decisions = 0;
    int simulated = 0;  ///< of them
};

/// A rated caption that the model did not learn from, and what it thought of it.
struct JudgedCaption {
    Id image = 0;
    QString text;
    double given = 0;
    double predicted = 0;
};

class RewardReportView : public QWidget {
    Q_OBJECT

  public:
    explicit RewardReportView(QWidget* parent);

    /// @param report  of the run's `finished` event; null: there is none. @param captions  those of report["rows"].
    /// @param pairs  those of report["wrong_pairs"]
    void show(const ReportOrigin& origin, const Json& report, const QVector<JudgedCaption>& captions,
              const QVector<PairDisagreement>& pairs);
    QString titleText() const;
    /// What is told in sentences, below the figures.
    QString wordsText() const;
    FigureRow* figures() const { return m_figures; }
    ValueTable* worst() const { return m_worst; }
    PairDisagreements* pairs() const { return m_pairs; }
    BarPlot* contributions() const { return m_contributions; }

  Q_SIGNALS:
    void imageActivated(qint64 image);
    void exportRequested(const QString& suggestedName, const attune::ExportPaint& paint);

  private:
    void makePlots();
    void makeWorst();
    void showPlots(const Json& report, const QVector<JudgedCaption>& captions);

    QLabel* m_title;
    FigureRow* m_figures;
    QLabel* m_words;
    PredictionPlot* m_prediction;
    CalibrationPlot* m_calibration;
    BarPlot* m_contributions;
    Section *m_worstSection, *m_pairsSection;
    ValueTable* m_worst;
    PairDisagreements* m_pairs;
    QVector<JudgedCaption> m_captions;
};

}  // namespace attune
