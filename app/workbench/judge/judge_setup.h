// Before judging: which two captioners, on how many pictures, decoded how; and what was judged between them before. Where
// there are no two captioners yet, how to get there.
#pragma once

#include <QVariantMap>
#include <QWidget>

#include "workbench/judge/judge_match.h"
#include "workbench/workbench.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedLayout;

namespace attune {

class EmptyState;
class ValueTable;

class JudgeSetup : public QWidget {
    Q_OBJECT

  public:
    JudgeSetup(Workbench& workbench, QWidget* parent = nullptr);

    /// Reads captioners and images again; what is chosen stays chosen.
    void refresh();
    void choose(Id a, Id b);
    /// A match that was begun: its button goes on with it.
    void setMatch(const JudgeMatch& match, int decided, int toDecide);
    JudgeWish wish() const;
    bool wantsMetrics() const;
    /// What is chosen.
    QVariantMap state() const;
    /// Chooses that again, the captioners once they are known.
    void restore(const QVariantMap& state);
    /// To the button that goes on from here.
    void takeFocus();
    QPushButton* startButton() const { return m_start; }
    QComboBox* boxA() const { return m_a; }
    QComboBox* boxB() const { return m_b; }
    QSpinBox* imagesBox() const { return m_images; }
    ValueTable* pastTable() const { return m_past; }

  Q_SIGNALS:
    void startWanted();

  private:
    struct Facts;
    QWidget* makeChoice();
    QWidget* makeForm(QWidget* parent);
    void take(const Facts& facts);
    /// In the place of the choice, what is missing for one and where it comes from.
    void showNeeds();
    void check();
    void showPast();

    Workbench& m_workbench;
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    QWidget* m_choice;
    QComboBox* m_a;
    QComboBox* m_b;
    QSpinBox* m_images;
    QComboBox* m_mode;
    QCheckBox* m_measure;
    QLabel* m_problem;
    QLabel* m_begun;
    QPushButton* m_start;
    QLabel* m_pastTitle;
    ValueTable* m_past;
    PageId m_next = PageId::Library;  ///< what the empty state's button opens
    bool m_known = false;
    bool m_focusWanted = false;
    std::int64_t m_imagesThere = 0, m_testThere = 0;
    Id m_wantedA = 0, m_wantedB = 0;  ///< to be chosen once the captioners are known
    std::uint64_t m_request = 0;
};

/// "greedy" in the user's language.
QString decodingText(const QString& mode);

}  // namespace attune
