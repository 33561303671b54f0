// Comparisons that a reward model did not learn from and orders the other way round.
#pragma once

#include <QString>
#include <QTreeView>
#include <QVector>
#include <vector>

#include "data/json.h"
#include "data/records.h"
#include "widgets/thumbnail_loader.h"

class QStandardItemModel;

namespace attune {

class Project;

struct PairDisagreement {
    Id image = 0;
    QString thumbnail, original;  ///< where its picture lies
    QString preferred, other;     ///< the captions, as the rater sees them
    double by = 0;                ///< how many points better the model takes the other one to be
};

/// @param report  of the run. @param captions  that it was given. @return worst first; none of reports of older engines
QVector<PairDisagreement> readPairDisagreements(Project& project, const Json& report, const std::vector<Json>& captions);

class PairDisagreements : public QTreeView {
    Q_OBJECT

  public:
    explicit PairDisagreements(QWidget* parent = nullptr);

    /// @param preferred  heads what was preferred: by whom
    void setPairs(const QVector<PairDisagreement>& pairs, const QString& preferred);

  Q_SIGNALS:
    void imageActivated(qint64 image);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    enum Column { Picture, Preferred, Other, By, ColumnCount };
    void showPicture(qint64 image, const QImage& picture);

    QStandardItemModel* m_rows;
    ThumbnailLoader m_loader{1};
};

}  // namespace attune
