// A word in a pill: a flag to set, or a tag to remove.
#pragma once

#include <QAbstractButton>

namespace attune {

/// A chip of the kind Toggle shows its state with a tick, and keeps it until setChecked is called: a click
/// only asks (clicked), for what is shown must have been saved. A chip of the kind Removable asks with
/// removeRequested, at its cross or by Delete or Backspace.
class Chip : public QAbstractButton {
    Q_OBJECT

  public:
    enum class Kind { Toggle, Removable };
    enum class Mood { Neutral, Good, Warning };

    Chip(const QString& text, Kind kind, QWidget* parent = nullptr);
    /// The colour of a toggle that is on.
    void setMood(Mood mood);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void removeRequested();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void nextCheckState() override {}

  private:
    QRect crossRect() const;
    QColor moodColour() const;

    Kind m_kind;
    Mood m_mood = Mood::Neutral;
};

}  // namespace attune
