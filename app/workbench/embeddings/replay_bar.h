// Under the scatter: the steps of a run's layouts, one at a time or played.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace attune {

class ReplayBar : public QWidget {
    Q_OBJECT

  public:
    explicit ReplayBar(QWidget* parent = nullptr);

    /// @param steps  as the run counts them
    /// @param word   what the steps are, with %1 for the number: "Epoch %1"; may be empty
    void setSteps(const QVector<qint64>& steps, int current, const QString& word);
    bool isPlaying() const { return m_timer.isActive(); }
    QSlider* slider() const { return m_slider; }

  public Q_SLOTS:
    /// Plays from here, or from the start where this is the end; or pauses.
    void togglePlaying();
    void pause();
    void stepBy(int steps);

  Q_SIGNALS:
    void stepWanted(int index);

  private:
    void showStep();
    QString placeText(qsizetype place) const;
    void tick();
    void setPlaying(bool playing);

    QTimer m_timer;
    QVector<qint64> m_steps;
    QString m_word;
    QToolButton* m_play;
    QSlider* m_slider;
    QLabel* m_place;  ///< "Step 3 of 12": the steps are those of the list of layouts
    QLabel* m_step;   ///< which round or epoch that is; the first is what the run began with, 0
};

}  // namespace attune
