// Captions of a few pictures by the reference and now, with what the reward thinks of both. Copies as a table (see TableCopy).
#pragma once

#include <QAbstractTableModel>
#include <QImage>
#include <QListView>

#include "data/records.h"

namespace attune {

struct PolicySample {
    Id image = 0;
    int round = 0;
    QString before, now;
    double rewardBefore = 0, rewardNow = 0;
    QImage picture;  ///< small
};

/// The list paints a row from its roles; the columns are what is copied of it.
class SampleModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Role { Image = Qt::UserRole, Before, Now, RewardBefore, RewardNow, Round, Picture };
    using QAbstractTableModel::QAbstractTableModel;

    /// A sample of a known image takes the place of the one before, unless it is of an earlier round.
    void put(const PolicySample& sample);
    /// Once for each image: a sample that takes the place of another keeps its picture.
    void setPicture(Id image, const QImage& picture);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    enum Column { RoundColumn, BeforeColumn, BeforeReward, NowColumn, NowReward, ColumnCount };
    static QVariant copied(const PolicySample& sample, int column);
    QVector<PolicySample> m_samples;
};

class SampleList : public QListView {
    Q_OBJECT

  public:
    explicit SampleList(QWidget* parent = nullptr);
    SampleModel& samples() const { return *m_model; }

  Q_SIGNALS:
    void imageActivated(qint64 image);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    SampleModel* m_model;
};

}  // namespace attune
