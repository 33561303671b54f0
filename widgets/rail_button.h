// One page in the rail: icon over text, or the icon alone, with a badge.
#pragma once

#include <QAbstractButton>

class QAction;

namespace attune {

class RailButton : public QAbstractButton {
    Q_OBJECT

  public:
    RailButton(QAction* action, bool page, QWidget* parent);

    QAction* action() const { return m_action; }
    bool isPage() const { return m_page; }
    void setBadge(int number, const QString& meaning);
    int badge() const { return m_badge; }
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
    void paintBadge(QPainter* painter, const QRect& icon);

    QAction* m_action;
    bool m_page;
    int m_badge = 0;
    QString m_meaning;
    bool m_compact = false;
};

/// Lets a screen reader see the rail as a list of tabs. Called once per process is enough; more do no harm.
void installRailAccessibility();

}  // namespace attune
