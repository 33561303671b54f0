#include "workbench/decision_counts.h"

#include <QCoreApplication>

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::DecisionCounts)

  public:
    static QString ratings(int count) { return tr("%Ln rating(s)", nullptr, count); }
    static QString comparisons(int count) { return tr("%Ln comparison(s)", nullptr, count); }
};

}  // namespace

QString ratingsText(qlonglong count) { return Words::ratings(static_cast<int>(count)); }
QString comparisonsText(qlonglong count) { return Words::comparisons(static_cast<int>(count)); }

}  // namespace attune
