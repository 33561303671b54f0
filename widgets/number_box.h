// A field with arrows for whole numbers of 64 bits or for real numbers of any size, small ones included.
#pragma once

#include <QAbstractSpinBox>
#include <QVariant>

class QLabel;

namespace attune {

class NumberBox : public QAbstractSpinBox {
    Q_OBJECT
    Q_PROPERTY(QVariant value READ value WRITE setValue NOTIFY valueChanged USER true)

  public:
    enum class Kind { Whole, Real };

    explicit NumberBox(Kind kind, QWidget* parent = nullptr);

    /// Both ends are allowed; infinite ends are no bounds.
    void setRange(double min, double max);

    /// What the number counts, in the field behind it; empty: nothing stands there.
    void setUnit(const QString& unit);

    /// qlonglong or double: the last number that was complete and within the range.
    QVariant value() const { return m_value; }
    /// Takes any number; one out of the range is brought to its nearest end.
    void setValue(const QVariant& value);

    /// False while the text is no number or out of the range; value() is then the one before.
    bool isComplete() const;
    /// What to enter, in a sentence; empty if the text is complete.
    QString problem() const;

    /// Shortest text that reads back as exactly this number, in the locale, without grouping: 0.0002, 2e-07.
    static QString textOf(const QVariant& value, const QLocale& locale);

    QValidator::State validate(QString& text, int& position) const override;
    void stepBy(int steps) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void valueChanged(const QVariant& value);
    /// The text changed, be it a number or not.
    void edited();

  protected:
    StepEnabled stepEnabled() const override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    QVariant parsed(const QString& text) const;
    bool within(const QVariant& value) const;
    void read();
    int unitWidth() const;

    Kind m_kind;
    QVariant m_value;
    double m_min, m_max;
    QLabel* m_unit = nullptr;
};

}  // namespace attune
