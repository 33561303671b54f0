// The card beside the pointer: what the point under it is. It takes no clicks and no focus.
#pragma once

#include <QWidget>

#include "widgets/thumbnail_loader.h"
#include "workbench/embeddings/point_facts.h"

class QLabel;

namespace attune {

class PointHint : public QWidget {
    Q_OBJECT

  public:
    /// @param parent  the widget whose points it explains; it stays within it
    explicit PointHint(QWidget* parent);

    /// @param at     the point, in the parent's coordinates
    /// @param score  what the layout itself says; NaN: nothing, then the stored reward is shown
    void showCard(const PointCard& card, const QPoint& at, double score);
    /// Of the card that is shown or was shown last.
    QString text() const;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void place(const QPoint& at);

    ThumbnailLoader m_loader;
    qint64 m_image = 0;
    QString m_file;  ///< of the image
    QLabel* m_picture;
    QLabel* m_caption;
    QLabel* m_about;
};

}  // namespace attune
