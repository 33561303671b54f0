// What an empty page shows: what it is for and what to do next.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace attune {

class EmptyState : public QWidget {
    Q_OBJECT

  public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// @param icon  a name of the icon theme; may be empty
    void setContent(const QString& icon, const QString& title, const QString& sentence);
    /// The one thing to do next; an empty text takes the button away.
    void setPrimary(const QString& text);
    void setSecondary(const QString& text);
    QPushButton* primaryButton() const { return m_primary; }
    QPushButton* secondaryButton() const { return m_secondary; }

  Q_SIGNALS:
    void primaryClicked();
    void secondaryClicked();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void fitText();
    void showIcon();

    QString m_iconName;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_sentence;
    QPushButton* m_primary;
    QPushButton* m_secondary;
};

}  // namespace attune
