// Writing a caption anew, in place: Enter saves, Escape leaves.
#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace attune {

class CaptionEditor : public QWidget {
    Q_OBJECT

  public:
    explicit CaptionEditor(QWidget* parent = nullptr);

    /// Puts the text in, selects nothing, and takes the focus with the cursor at the end.
    void begin(const QString& text);
    QString text() const;
    /// Why the text was not taken; empty if nothing is wrong.
    QString problem() const;

  Q_SIGNALS:
    /// Trimmed, one line, not empty.
    void saved(const QString& text);
    void left();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void save();

    QPlainTextEdit* m_edit;
    QLabel* m_hint;
    QString m_problem;
};

}  // namespace attune
