// One line of text that gives way: what does not fit is elided and stands whole in the tooltip.
#pragma once

#include <QLabel>

namespace attune {

class ElidedLabel : public QLabel {
    Q_OBJECT

  public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    explicit ElidedLabel(const QString& text, QWidget* parent = nullptr);

    /// Where the dots stand: at the end, or in the middle for paths.
    void setElideMode(Qt::TextElideMode mode);
    bool isElided() const;
    /// The text as it is painted now.
    QString shownText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    QString oneLine() const;

    Qt::TextElideMode m_mode = Qt::ElideRight;
};

}  // namespace attune
