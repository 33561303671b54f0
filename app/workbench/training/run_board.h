// Curves of one kind of run: which runs are overlaid, the live one always among them.
#pragma once

#include <QHash>
#include <QPair>
#include <QSet>
#include <QVariantMap>
#include <QWidget>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "widgets/plot_board.h"
#include "workbench/training/run_summary.h"
#include "workbench/workbench.h"

class QPushButton;

namespace attune {

class ValueTable;

class RunBoard : public QWidget {
    Q_OBJECT

  public:
    /// @param kind  of the runs: "train_reward". @param resultTitle  of what counts most: "Rank correlation"
    RunBoard(Workbench& workbench, const QString& kind, const QString& resultTitle, QWidget* parent);

    PlotBoard* board() const { return m_board; }
    /// The runs, newest first until a header is clicked; those that are checked are drawn.
    ValueTable* list() const { return m_list; }
    /// The run whose row is current; 0 if there is none.
    Id selected() const;
    /// Reads the list of runs again.
    void refresh();
    /// What one does with a run that has finished: a button beside it.
    void setNextStep(const QString& text, const QString& help, std::function<void(Id)> go);
    /// Which runs are drawn and looked at, for a board that takes its place; see Page::state.
    QVariantMap state() const;
    /// Before the runs are listed.
    void restore(const QVariantMap& state);
    /// Draws this run, and makes its row the current one, if it is of this board's kind.
    void select(Id run);

  Q_SIGNALS:
    /// Another run, or news of the state of this one.
    void selectionChanged(qint64 run);

  private:
    QWidget* makeList(const QString& resultTitle);
    void connectRuns();
    void showRuns(const std::vector<RunSummary>& runs);
    void fillList();
    void overlay();
    void load(Id run);
    /// The list is not behind the curves.
    void followResult(Id run, const std::map<std::string, double>& values);
    /// Draws what the project has of it beyond what is drawn: of a run whose events do not come to this window.
    void catchUp(Id run);
    /// From the rows alone: a resumed run did its last round again, and its times differ.
    void redraw(Id run);
    void draw(Id run, const std::vector<MetricRecord>& metrics);
    /// It is drawn, and over, and there is nothing of it to be seen.
    bool hasNoValues(Id run) const;
    void tellSelection();
    void forget();
    void resume();
    const RunSummary* find(Id run) const;

    Workbench& m_workbench;
    QString m_kind;
    ValueTable* m_list;
    QPushButton* m_resume;
    QPushButton* m_next;
    PlotBoard* m_board;
    std::vector<RunSummary> m_runs;  ///< newest first, however the list is sorted: colours go by age
    QSet<Id> m_checked;
    QSet<Id> m_shown;     ///< overlaid
    QSet<Id> m_unwanted;  ///< unchecked by the user
    QSet<Id> m_resumed;   ///< at work again, with curves of an earlier life
    QSet<Id> m_known;     ///< listed before
    QPair<Id, QString> m_told;  ///< selection and its state, as last told
    Id m_wanted = 0;            ///< to be selected once it is listed
    Id m_keptRow = 0;           ///< selected on the board before; it need not be drawn
    QSet<Id> m_kept;            ///< drawn on the board before
    std::shared_ptr<RunEndsReader> m_ends = std::make_shared<RunEndsReader>();  ///< touched on the reader's thread alone
    /// Of a run: metric -> last step drawn. Live values of a run wait until what was stored of it is drawn.
    QHash<Id, QHash<QString, double>> m_drawn;
    QHash<Id, std::vector<MetricRecord>> m_waiting;
    bool m_filling = false;
};

}  // namespace attune
