#include "widgets/words_area.h"

#include <QEvent>
#include <algorithm>

#include "widgets/caption_words.h"

namespace attune {

namespace {

constexpr int kMostLines = 8;

}  // namespace

WordsArea::WordsArea(CaptionWords* words, QWidget* parent) : QScrollArea(parent), m_words(words) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(words);
    // The card shows through.
    viewport()->setAutoFillBackground(false);
    words->setAutoFillBackground(false);
    setSizePolicy(words->sizePolicy());
    connect(words, &CaptionWords::wordHovered, this, [this](int word) {
        const QRect place = m_words->wordRect(word);
        if (place.isValid()) ensureVisible(place.center().x(), place.center().y(), 0, place.height());
    });
}

int WordsArea::heightForWidth(int width) const { return std::min(m_words->heightForWidth(width), most()); }

QSize WordsArea::sizeHint() const {
    const QSize words = m_words->sizeHint();
    return {words.width(), std::min(words.height(), most())};
}

QSize WordsArea::minimumSizeHint() const { return m_words->minimumSizeHint(); }

bool WordsArea::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) {  // other words may need another height
        updateGeometry();
        showBar();
    }
    return QScrollArea::event(event);
}

void WordsArea::resizeEvent(QResizeEvent* event) {
    showBar();
    QScrollArea::resizeEvent(event);
}

// Few words have none, also where a pixel of their line is missing.
void WordsArea::showBar() {
    const auto wanted = m_words->heightForWidth(width()) > most() ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff;
    if (wanted != verticalScrollBarPolicy()) setVerticalScrollBarPolicy(wanted);
}

int WordsArea::most() const { return m_words->minimumSizeHint().height() * kMostLines; }

}  // namespace attune
