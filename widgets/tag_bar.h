// The tags of something: chips that can be removed, and a line to add more.
#pragma once

#include <QStringList>
#include <QVector>
#include <QWidget>

class QLineEdit;
class QStringListModel;

namespace attune {

class Chip;
class FlowLayout;

/// It shows the tags it is given and asks for changes; tagAdded and tagRemoved are answered by setTags.
class TagBar : public QWidget {
    Q_OBJECT

  public:
    explicit TagBar(QWidget* parent = nullptr);

    void setTags(const QStringList& tags);
    QStringList tags() const { return m_tags; }
    /// What the line completes to: the tags in use elsewhere.
    void setSuggestions(const QStringList& tags);
    /// Tags can be seen but not changed.
    void setReadOnly(bool readOnly);

    QLineEdit* lineEdit() const { return m_line; }
    /// In the order of tags().
    QVector<Chip*> chips() const { return m_chips; }

  Q_SIGNALS:
    /// By Enter or a comma; trimmed, not empty, not among the tags yet.
    void tagAdded(const QString& tag);
    void tagRemoved(const QString& tag);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void addTyped();
    void addChip(const QString& tag);
    void updateSuggestions();

    QStringList m_tags, m_suggestions;
    QVector<Chip*> m_chips;
    FlowLayout* m_flow;
    QLineEdit* m_line;
    QStringListModel* m_completions;
    bool m_readOnly = false;
};

}  // namespace attune
