// Above the picture: which images come, how many captions at once, how far and how steady the rater is.
#pragma once

#include <QWidget>

#include "session/rating_queue.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace attune {

class Settings;
struct ConsistencyReport;
struct RateProgress;

class RateBar : public QWidget {
    Q_OBJECT

  public:
    explicit RateBar(Settings& settings, QWidget* parent = nullptr);

    QueueStrategy strategy() const;
    int candidates() const;
    /// Models hidden and captions shuffled.
    bool isBlind() const;
    void showProgress(const RateProgress& progress);
    /// A quiet sentence below, on what the order rests on; empty: none.
    void showOrder(const QString& sentence);
    /// @param images  of a selection made elsewhere, those that come; 0: none
    void showSelection(int images);

  Q_SIGNALS:
    void changed();
    void blindChanged();
    void selectionDropped();
    void learningWanted();
    /// The keys may go back to the captions.
    void done();

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    void makeStrategies();
    void makeFigures();
    void followControls();
    /// How often each side was chosen; in words where that is more than chance.
    void showSides(const ConsistencyReport& report);

    Settings& m_settings;
    QComboBox* m_strategy;
    QSpinBox* m_candidates;
    QCheckBox* m_blind;
    QPushButton* m_selection;
    QPushButton* m_learn;
    QLabel* m_progress;
    QLabel* m_pace;
    QLabel* m_consistency;
    QLabel* m_order;
    QLabel* m_bias;
};

}  // namespace attune
