// The page where a person decides: one picture, two to four captions, keys for everything.
#pragma once

#include <QPointer>
#include <functional>

#include "workbench/page.h"
#include "workbench/rate/rate_task.h"

class QHBoxLayout;
class QLabel;
class QStackedLayout;

namespace attune {

class CaptionCard;
class EmptyState;
class ImageView;
class NoteDialog;
class RateBar;
class RateDesk;

class RatePage : public Page {
    Q_OBJECT

  public:
    RatePage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);
    ~RatePage() override;

    void activated() override;
    void deactivated() override;

    RateDesk& desk() const { return *m_desk; }
    ImageView* picture() const { return m_picture; }
    /// Those on screen, from left to right.
    QList<CaptionCard*> cards() const;

  private:
    void addActions(ActionRegistry& actions);
    QWidget* makeTop();
    void restart();
    /// Goes on where the page of the window before was.
    void takeOver();
    void showTask();
    void showCandidates(const RateTask& task);
    void showPicture(const RateTask& task);
    bool isShown(Id image) const;
    void showState();
    void showEmpty();
    void fillEmpty();
    /// Nothing of the selection is left to rate, or nothing of it can be.
    void showSelectionEnd();
    void showNothing();
    /// What of the selection does not come, and why.
    QString heldOutSentence() const;
    /// Where nothing is to be rated the button has it.
    void takeFocus();
    void showProgress();
    /// What the order lacks, where it goes by scores; empty if nothing.
    QString orderSentence() const;
    void setCurrent(int candidate);
    bool isPair() const;
    /// What is being written of a caption is saved first, as the editor would, since a decision may bring the next image; if it
    /// cannot be, nothing is decided.
    void decide(std::function<void()> decision);
    void rate(int value);
    void compare(Preference outcome);
    void preferBest(int candidate);
    void selectUnrated();
    void step(int by);
    /// The arrows go through the words of the selected caption until Escape.
    void readWords();
    void edit();
    /// What could not be saved is there to be written on.
    void editAgain(qint64 caption, const QString& text);
    void prefer(bool left);
    void editNote();
    void askNote(const RateCandidate& candidate, const QString& note);
    void showAttention(int candidate, int word);
    void connectCard(int candidate);
    /// What the button of the empty page does.
    void helpOn();
    void goOnWithAll();

    ActionRegistry& m_actions;
    RateDesk* m_desk;
    QStackedLayout* m_stack;
    QWidget* m_work;
    EmptyState* m_empty;
    ImageView* m_picture;
    QHBoxLayout* m_row;
    QList<CaptionCard*> m_cards;
    QLabel* m_name;
    RateBar* m_bar;
    QPointer<NoteDialog> m_noteDialog;  ///< while it is open
    std::function<void()> m_keepNote;   ///< what it does when it is accepted
    int m_current = 0;
    QVector<qint64> m_listed;  ///< images of a selection elsewhere; empty: all
    bool m_stale = true;       ///< the queue was made for another project, or there was none
};

}  // namespace attune
