#include "workbench/pages.h"

#include <QCoreApplication>

#include "workbench/embeddings/embeddings_page.h"
#include "workbench/history/history_page.h"
#include "workbench/judge/judge_page.h"
#include "workbench/library/library_page.h"
#include "workbench/optimise/optimise_page.h"
#include "workbench/rate/rate_page.h"
#include "workbench/reward/reward_page.h"
#include "workbench/start/start_page.h"

namespace attune {

QList<Page*> makePages(Workbench& workbench, ActionRegistry& actions, QWidget* parent) {
    return {
        new StartPage(workbench, actions, parent),
        new LibraryPage(workbench, actions, parent),
        new RatePage(workbench, actions, parent),
        new RewardPage(workbench, actions, parent),
        new OptimisePage(workbench, actions, parent),
        new EmbeddingsPage(workbench, actions, parent),
        new JudgePage(workbench, actions, parent),
        new HistoryPage(workbench, actions, parent),
    };
}

namespace {

struct PageWords {
    Q_DECLARE_TR_FUNCTIONS(attune::PageWords)

  public:
    static QString title(PageId page) {
        switch (page) {
            case PageId::Start: return tr("Start");
            case PageId::Library: return tr("Library");
            //: a page: give ratings
            case PageId::Rate: return tr("Rate");
            case PageId::Reward: return tr("Reward");
            //: a page: optimise the captioner
            case PageId::Optimise: return tr("Optimise");
            case PageId::Embeddings: return tr("Embeddings");
            //: a page: compare two captioners blind
            case PageId::Judge: return tr("Judge");
            case PageId::History: return tr("History");
        }
        return {};
    }
};

}  // namespace

QString pageTitle(PageId page) { return PageWords::title(page); }

QString pageKey(PageId page) {
    static constexpr const char* keys[kPageCount] = {"start",    "library",    "rate",  "reward",
                                                     "optimise", "embeddings", "judge", "history"};
    return QLatin1String(keys[static_cast<int>(page)]);
}

QString pageIcon(PageId page) {
    static constexpr const char* icons[kPageCount] = {"go-home",          "view-list-icons",  "rating",     "office-chart-line",
                                                      "run-build",        "office-chart-scatter", "view-split-left-right", "view-list-tree"};
    return QLatin1String(icons[static_cast<int>(page)]);
}

}  // namespace attune
