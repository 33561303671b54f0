// The page where two captioners are compared blind, and what came of it.
#pragma once

#include "workbench/judge/judge_metrics.h"
#include "workbench/page.h"

class QLabel;
class QStackedLayout;

namespace attune {

class CaptionCard;
class EmptyState;
class ImageView;
class JudgeDesk;
class JudgeResult;
class JudgeSetup;
class ProgressRow;

class JudgePage : public Page {
    Q_OBJECT

  public:
    JudgePage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);

    void activated() override;
    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;

    JudgeDesk& desk() const { return *m_desk; }
    JudgeSetup* setup() const { return m_setup; }
    JudgeResult* result() const { return m_result; }
    ImageView* picture() const { return m_picture; }
    /// Left and right.
    QList<CaptionCard*> cards() const { return m_cards; }

  private:
    void addActions();
    QWidget* makeWork();
    QWidget* makePreparing();
    void showState();
    void showPair();
    void showCount();
    void showProgress();
    void showResult();
    void readMetrics();
    void updateAvailable();

    ActionRegistry& m_actions;
    JudgeDesk* m_desk;
    QStackedLayout* m_stack;
    JudgeSetup* m_setup;
    QWidget* m_preparing;
    QWidget* m_work;
    JudgeResult* m_result;
    EmptyState* m_waiting = nullptr;
    ProgressRow* m_progress = nullptr;
    ImageView* m_picture = nullptr;
    QStringList m_pictureCommands;
    QLabel* m_name = nullptr;
    QLabel* m_count = nullptr;
    QList<CaptionCard*> m_cards;
    bool m_resultWanted = false;  ///< the user asked for it before all was judged
    bool m_stale = true;
    bool m_metricsStale = true;
    std::uint64_t m_metricsRequest = 0;
};

}  // namespace attune
