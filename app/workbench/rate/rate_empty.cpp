// What the Rate page says while there is nothing to decide on, and how one goes on from there.
#include <QPushButton>
#include <QStackedLayout>

#include "widgets/empty_state.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/rate/rate_page.h"
#include "workbench/sentences.h"

namespace attune {

void RatePage::showEmpty() {
    const QWidget* focus = window()->focusWidget();
    const bool isHere = focus == this || m_work->isAncestorOf(focus) || m_empty->isAncestorOf(focus);
    m_stack->setCurrentWidget(m_empty);
    fillEmpty();
    if (isHere) takeFocus();
}

void RatePage::takeFocus() {
    QPushButton* button = m_empty->primaryButton();
    m_stack->currentWidget() == m_empty && !button->isHidden() ? button->setFocus() : setFocus();
}

void RatePage::fillEmpty() {
    const auto run = workbench().runs.current();
    const bool isSelection = !m_listed.isEmpty();
    m_empty->setPrimary({});
    m_empty->setSecondary({});
    if (m_desk->isLoading()) {
        m_empty->setContent({}, tr("Looking for captions to rate"), {});
    } else if (run && run->kind == QLatin1String("generate")) {
        m_empty->setContent(QStringLiteral("document-edit"), tr("Captions are being written"),
                            tr("The first ones appear here in a moment."));
        if (isSelection) m_empty->setPrimary(tr("Go on with all images"));
    } else if (isSelection) {
        showSelectionEnd();
    } else if (m_desk->progress().total > 0) {
        m_empty->setContent(QStringLiteral("checkmark"), tr("Everything here is decided"),
                            tr("Train the reward model on your decisions, or have new captions written."));
        m_empty->setPrimary(tr("Train the reward model"));
    } else {
        showNothing();
    }
}

void RatePage::showSelectionEnd() {
    const RateProgress& progress = m_desk->progress();
    const QString heldOut = progress.heldOut > 0 ? heldOutSentence() : QString();
    if (progress.total > 0) {
        m_empty->setContent(QStringLiteral("checkmark"), tr("These are decided"),
                            joinSentences({tr("All captions of the selected images are decided on."), heldOut}));
    } else if (progress.heldOut > 0) {
        const bool areAll = progress.heldOut >= m_listed.size();
        m_empty->setContent(QStringLiteral("rating"), tr("Test images are not rated"),
                            joinSentences({heldOut, areAll ? QString() : tr("The others have no captions yet.")}));
    } else {
        m_empty->setContent(QStringLiteral("rating"), tr("These images have no captions yet"),
                            tr("Have captions of them written in the Library; they are rated here."));
        m_empty->setSecondary(tr("Go to the Library"));
    }
    m_empty->setPrimary(tr("Go on with all images"));
}

void RatePage::showNothing() {
    const RateProgress& progress = m_desk->progress();
    if (progress.captions > 0)
        m_empty->setContent(QStringLiteral("rating"), tr("Only test images have captions"),
                            tr("They are held out: models are judged on them, and nothing is to learn from them. Have captions of other "
                               "images written in the Library."));
    else if (progress.canWrite)
        m_empty->setContent(QStringLiteral("rating"), tr("No captions were written yet"),
                            tr("Have the captioner write two or more of each image in the Library; they are rated here."));
    else
        m_empty->setContent(QStringLiteral("rating"), tr("There is nothing to rate yet"),
                            tr("Bring in images and a captioner, then have captions written; they are rated here."));
    m_empty->setPrimary(tr("Go to the Library"));
}

QString RatePage::heldOutSentence() const {
    return tr("%n test image(s) of the selection are left out: models are judged on them, and nothing is to learn from them.", nullptr,
              static_cast<int>(m_desk->progress().heldOut));
}

void RatePage::helpOn() {
    if (!m_listed.isEmpty()) return goOnWithAll();
    Q_EMIT workbench().pageWanted(m_desk->progress().total > 0 ? PageId::Reward : PageId::Library);
}

void RatePage::goOnWithAll() {
    m_listed.clear();
    restart();
}

}  // namespace attune
