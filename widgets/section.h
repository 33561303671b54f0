// A titled part of a page, set off by its title and room alone.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace attune {

class Section : public QWidget {
    Q_OBJECT

  public:
    explicit Section(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// A quiet sentence below the title; empty for none.
    void setDescription(const QString& description);
    /// Puts a control at the right of the title.
    void addToHeader(QWidget* widget);
    /// Where the content goes.
    QVBoxLayout* body() const { return m_body; }

  private:
    QLabel* m_title;
    QLabel* m_description;
    QHBoxLayout* m_header;
    QVBoxLayout* m_body;
};

}  // namespace attune
