// A field that takes one key combination and is done at once.
#pragma once

#include <QKeySequenceEdit>

namespace attune {

class KeyField : public QKeySequenceEdit {
    Q_OBJECT

  public:
    explicit KeyField(QWidget* parent = nullptr);

    /// For a screen reader, which meets the line inside that has the focus.
    void setName(const QString& name);
    /// Shows a key without announcing it.
    void showKey(const QKeySequence& key);

  Q_SIGNALS:
    /// The user pressed a combination, or cleared the field (then it is empty).
    void taken(const QKeySequence& key);

  protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    void keepWords();

    QKeySequence m_shown;
    bool m_pressing = false;
};

}  // namespace attune
