// One piece of long work: its name, how far it is, how fast, how long still; Pause and Cancel.
#pragma once

#include <QWidget>
#include <limits>

class QBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace attune {

class ElidedLabel;

class ProgressRow : public QWidget {
    Q_OBJECT

  public:
    explicit ProgressRow(QWidget* parent = nullptr);

    void setTask(const QString& name);
    /// @param done       finished items
    /// @param total      0 if unknown: the bar then only moves
    /// @param perSecond  items per second; 0 if unknown
    /// @param secondsLeft  negative if unknown
    void setProgress(qlonglong done, qlonglong total, double perSecond = 0, double secondsLeft = -1);
    void setIndeterminate();
    /// Shown in place of rate and time left until the next setProgress(), as in "Stopping".
    void setNote(const QString& note);
    /// Shown in place of "3 of 50" until the next setProgress(), as in "3 of 50 rounds".
    void setCount(const QString& words);
    /// The task stands in a line of its own above the figures: for a narrow place.
    void setStacked(bool stacked);

    void setCancellable(bool cancellable);

  Q_SIGNALS:
    void cancelRequested();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslate();

    QBoxLayout* m_words;
    ElidedLabel* m_task;
    QProgressBar* m_bar;
    QLabel* m_count;
    ElidedLabel* m_detail;
    QPushButton* m_cancel;
    qlonglong m_done = 0, m_total = 0;
    double m_rate = 0, m_left = -1;
    QString m_note, m_countWords;
};

}  // namespace attune
