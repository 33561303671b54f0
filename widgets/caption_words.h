// A caption in large text, laid out word by word, so that each word can be pointed at.
#pragma once

#include <QTextLayout>
#include <QVector>
#include <QWidget>

#include "widgets/theme.h"

namespace attune {

/// Words are what stands between white space. Left and Right move from word to word while this has the focus
/// (which it takes by Tab and read() alone, so that a click leaves the arrows to the page); Escape leaves them.
class CaptionWords : public QWidget {
    Q_OBJECT

  public:
    struct Span {
        int start = 0, length = 0;
    };

    explicit CaptionWords(QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const { return m_text; }
    /// Large unless set: smaller where many captions stand below each other.
    void setTextSize(theme::Text size);
    int wordCount() const { return static_cast<int>(m_words.size()); }
    QString word(int index) const;
    /// Bold and underlined; indices that do not exist are ignored.
    void setEmphasised(const QVector<int>& words);
    QVector<int> emphasised() const { return m_emphasised; }
    /// In the widget's coordinates, the part on its first line.
    QRect wordRect(int index) const;
    int hoveredWord() const { return m_hovered; }
    /// Takes the focus and points at the first word.
    void read();

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    static QVector<Span> splitWords(const QString& text);

  Q_SIGNALS:
    /// -1: none any more.
    void wordHovered(int wordIndex);
    /// By Escape; the focus is still here.
    void left();

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void prepare(QTextLayout& layout) const;
    static double breakLines(QTextLayout& layout, double width);
    void layOut();
    int wordAt(const QPointF& position) const;
    /// In the line above or below, the nearest one; the same where there is none.
    int wordBeside(int index, bool above) const;
    void setHovered(int index);
    void updateDescription();

    QString m_text;
    theme::Text m_size = theme::Text::Large;
    QVector<Span> m_words;
    QVector<int> m_emphasised;
    QTextLayout m_layout;
    int m_hovered = -1;
};

}  // namespace attune
