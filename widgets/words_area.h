// The words of a caption, which scroll where they are many: a page of captions keeps room for its picture.
#pragma once

#include <QScrollArea>

namespace attune {

class CaptionWords;

class WordsArea : public QScrollArea {
    Q_OBJECT

  public:
    WordsArea(CaptionWords* words, QWidget* parent);

    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    int most() const;
    void showBar();

    CaptionWords* m_words;
};

}  // namespace attune
