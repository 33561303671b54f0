// Five stars to click on.
#pragma once

#include <QWidget>

namespace attune {

/// Shows a rating and asks for one; what is asked for is shown only when it is set, after it has been saved.
class RatingScale : public QWidget {
    Q_OBJECT

  public:
    static constexpr int kStars = 5;

    explicit RatingScale(QWidget* parent = nullptr);

    /// @param stars  1 to 5; 0: not rated
    void setRating(int stars);
    int rating() const { return m_rating; }
    QRect starRect(int star) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  Q_SIGNALS:
    /// A star was clicked, or chosen with the arrow keys and Enter or a digit.
    void rated(int stars);

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    int starAt(const QPointF& position) const;
    void setPreview(int stars);
    void updateText();

    int m_rating = 0;
    int m_preview = 0;  // under the pointer or chosen by key; 0: none
};

}  // namespace attune
