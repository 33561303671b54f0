// A form made from a list of options: label, control, unit; presets; what differs from the defaults is
// marked.
#pragma once

#include <QWidget>

#include "widgets/option_field.h"

class QComboBox;
class QFormLayout;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace attune {

class OptionRow;

class OptionForm : public QWidget {
    Q_OBJECT

  public:
    explicit OptionForm(QWidget* parent = nullptr);

    /// Rebuilds the form. Values of options that are in both lists are kept.
    void setFields(const QList<OptionField>& fields);
    const QList<OptionField>& fields() const { return m_fields; }
    void setPresets(const QList<OptionPreset>& presets);
    /// The option on whose value it depends which others count, and with what defaults. Presets that do not name it leave it
    /// as it is.
    void setLead(const QString& name);

    /// Only what counts and differs from the defaults.
    QVariantMap values() const;
    QVariantMap allValues() const;
    /// Sets these and everything else to its default. Does not emit changed().
    /// @return a sentence for each value that is unknown or not allowed; those keep their default
    QStringList setValues(const QVariantMap& values);

    /// Sentences on what is wrong with what was typed, with the option's name; empty if the form may be used.
    QStringList problems() const;
    bool isValid() const { return problems().isEmpty(); }
    /// Name of the preset that the values are, empty if they are of none.
    QString preset() const;
    void setPreset(const QString& name);

    void setExpanded(bool expanded);
    /// The control of an option, for focus; nullptr if unknown.
    QWidget* control(const QString& name) const;

    /// Makes the controls of these rows, which stand above it, begin and end where its own do.
    /// @param beside  width of what stands beside the form alone: its scroll bar
    void lineUpAbove(QFormLayout& rows, int beside = 0);
    /// How far before the form's edge its controls end. A dialog ends there as well with what it has below the form.
    int tailWidth() const { return m_tailWidth; }

  Q_SIGNALS:
    /// The user changed a value, or what was typed became right or wrong.
    void changed();
    void expandedChanged(bool expanded);

  protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    void retranslate();
    void lineUp(QGridLayout& grid);
    void order();
    void followOthers();
    void follow(OptionRow& each);
    bool decides(const QString& name) const;
    bool isNeedMet(const OptionField& field) const;
    void usePreset(const OptionPreset& preset);
    void showRows();
    void showPreset();
    void showMore();
    OptionRow* row(const QString& name) const;

    QList<OptionField> m_fields;
    QList<OptionPreset> m_presets;
    QList<OptionRow*> m_rows;     ///< as they stand
    QList<OptionRow*> m_ordered;  ///< each behind those that decide whether it counts and what its default is
    QString m_lead;
    QWidget* m_body = nullptr;
    QHBoxLayout* m_presetLine;
    QLabel* m_presetLabel;
    QComboBox* m_preset;
    QToolButton* m_more = nullptr;
    int m_labelWidth = 0;  ///< of the widest
    int m_tailWidth = 0;   ///< of what stands behind a control: the button that resets it
    bool m_expanded = false;
};

}  // namespace attune
