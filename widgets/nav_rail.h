// The rail of pages at the left of the window.
#pragma once

#include <QMap>
#include <QWidget>

class QAction;
class QActionGroup;
class QVBoxLayout;

namespace attune {

class RailButton;

class NavRail : public QWidget {
    Q_OBJECT

  public:
    explicit NavRail(QWidget* parent = nullptr);

    /// One entry per action, top to bottom. They become checkable and exclusive; the checked one is the page
    /// shown.
    void setActions(const QList<QAction*>& actions);
    bool isCompact() const { return m_compact; }

    QSize minimumSizeHint() const override;

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    RailButton* add(QAction* action);
    void fit();
    void updateTabStop();

    QVBoxLayout* m_pages;
    QActionGroup* m_group;
    QList<RailButton*> m_buttons;
    bool m_compact = false;
};

}  // namespace attune
