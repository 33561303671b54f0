// One line of an option form: label, control, reset button, and what is wrong below.
#pragma once

#include <QObject>

#include "widgets/option_field.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;
class QWidget;

namespace attune {

class NumberBox;

class OptionRow : public QObject {
    Q_OBJECT

  public:
    /// Adds its widgets to the grid at `line` and the line below it.
    OptionRow(OptionField field, QGridLayout* grid, int line, QWidget* form);

    const OptionField& field() const { return m_field; }
    QWidget* control() const;
    QVariant value() const;
    /// @return false if the value is of no fitting kind, out of range or no choice; the control is then
    /// unchanged
    bool setValue(const QVariant& value);
    bool isChanged() const;
    /// Pixels that its name takes.
    int labelWidth() const;
    int resetWidth() const;
    /// Another default from now on; the value follows it unless it was changed.
    void setDefault(const QVariant& value);
    /// While it does not count, it is hidden, holds its default, and nothing is wrong with it.
    bool counts() const { return m_counts; }
    void setCounts(bool counts);
    /// What is wrong with the text in the control, as a sentence; empty if nothing.
    QString problem() const;
    void setVisible(bool visible);
    void retranslate();

  Q_SIGNALS:
    void changed();

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    void makeControl(QWidget* form);
    void update();
    QString valueText(const QVariant& value) const;

    OptionField m_field;
    QLabel* m_label;
    QLabel* m_problem;
    QToolButton* m_reset;
    NumberBox* m_number = nullptr;
    QCheckBox* m_check = nullptr;
    QComboBox* m_combo = nullptr;
    QLineEdit* m_text = nullptr;
    bool m_visible = true;
    bool m_counts = true;
};

}  // namespace attune
