#include "workbench/pages.h"

#include <QCoreApplication>

#include "workbench/rate/rate_page.h"
#include "workbench/start/start_page.h"

namespace attune {

QList<Page*> makePages(Workbench& workbench, ActionRegistry& actions, QWidget* parent) {
    return {
        new StartPage(workbench, actions, parent),
        new RatePage(workbench, actions, parent),
    };
}

QString pageTitle(PageId page) {
    const char* context = "attune::Pages";
    switch (page) {
        case PageId::Start: return QCoreApplication::translate(context, "Start");
        case PageId::Library: return QCoreApplication::translate(context, "Library");
        //: a page: give ratings
        case PageId::Rate: return QCoreApplication::translate(context, "Rate");
        case PageId::Reward: return QCoreApplication::translate(context, "Reward");
        //: a page: optimise the captioner
        case PageId::Optimise: return QCoreApplication::translate(context, "Optimise");
        case PageId::Embeddings: return QCoreApplication::translate(context, "Embeddings");
        //: a page: compare two captioners blind
        case PageId::Judge: return QCoreApplication::translate(context, "Judge");
        case PageId::History: return QCoreApplication::translate(context, "History");
    }
    return {};
}

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
