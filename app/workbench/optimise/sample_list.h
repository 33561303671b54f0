// Captions of a few held-out pictures before and now, with what the reward thinks of both.
#pragma once

#include <QAbstractListModel>
#include <QImage>
#include <QListView>

#include "data/records.h"

namespace attune {

struct PolicySample {
    Id image = 0;
    int round = 0;
    QString before, now;
    double rewardBefore = 0, rewardNow = 0;
    QImage picture;
};

class SampleModel : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role { Image = Qt::UserRole, Before, Now, RewardBefore, RewardNow, Round, Picture };
    using QAbstractListModel::QAbstractListModel;

    /// A sample of a known image takes the place of the one before.
    void put(const PolicySample& sample);
    void setPicture(Id image, const QImage& picture);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

  private:
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
