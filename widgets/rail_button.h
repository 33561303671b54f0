// One page in the rail: icon over text, or the icon alone.
#pragma once

#include <QAbstractButton>

class QAction;

namespace attune {

class RailButton : public QAbstractButton {
    Q_OBJECT

  public:
    RailButton(QAction* action, QWidget* parent);

    QAction* action() const { return m_action; }
    void setCompact(bool compact);
    /// Height that it would have; for the rail to decide.
    int heightFor(bool compact) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void nextCheckState() override;
    void changeEvent(QEvent* event) override;

  private:
    void follow();

    QAction* m_action;
    bool m_compact = false;
};

/// Lets a screen reader see the rail as a list of tabs. Called once per process is enough; more do no harm.
void installRailAccessibility();

}  // namespace attune
