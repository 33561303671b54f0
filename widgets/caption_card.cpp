#include "widgets/caption_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/action_registry.h"
#include "widgets/caption_editor.h"
#include "widgets/caption_words.h"
#include "widgets/chip.h"
#include "widgets/flow_layout.h"
#include "widgets/rating_scale.h"
#include "widgets/single_click.h"
#include "widgets/theme.h"
#include "widgets/words_area.h"

namespace attune {

CaptionCard::CaptionCard(const QString& label, QWidget* parent)
    : QWidget(parent),
      m_label(new QLabel(this)),
      m_alikeLabel(new QLabel(this)),
      m_editedLabel(new QLabel(tr("Edited"), this)),
      m_note(new QToolButton(this)),
      m_prefer(new Chip({}, Chip::Kind::Toggle, this)),
      m_words(new CaptionWords(this)),
      m_area(new WordsArea(m_words, this)),
      m_editor(new CaptionEditor(this)),
      m_rating(new RatingScale(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * theme::kGrid, theme::kGrid, 2 * theme::kGrid, 2 * theme::kGrid);
    column->setSpacing(theme::kGrid);
    column->addLayout(makeHeader());
    column->addWidget(m_area);
    column->addWidget(m_editor);
    column->addStretch(1);
    column->addLayout(makeFooter());
    m_editor->hide();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(m_words, &CaptionWords::wordHovered, this, &CaptionCard::wordHovered);
    connect(m_rating, &RatingScale::rated, this, &CaptionCard::rated);
    connect(m_editor, &CaptionEditor::left, this, &CaptionCard::stopEdit);
    connect(m_editor, &CaptionEditor::saved, this, [this](const QString& text) {
        stopEdit();
        Q_EMIT editFinished(text);
    });
    setLabel(label);
    updateState();
}

QLayout* CaptionCard::makeHeader() {
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::kGrid);
    theme::makeTitle(m_label);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setContentsMargins(theme::kGrid / 2, 0, 0,
                                0);  // in line with the words, which keep room for a ring
    theme::makeQuiet(m_alikeLabel, theme::Text::Body);
    theme::makeQuiet(m_editedLabel);
    m_editedLabel->setToolTip(tr("This caption was written anew by hand."));
    m_note->setIcon(theme::icon(QStringLiteral("note")));
    m_note->setAutoRaise(true);
    m_note->setAccessibleName(tr("Note"));
    m_note->setFocusPolicy(Qt::TabFocus);
    m_note->hide();
    connect(m_note, &QToolButton::clicked, this, &CaptionCard::noteRequested);
    m_prefer->setMood(Chip::Mood::Good);
    m_prefer->setToolTip(tr("Prefer this caption to the others."));
    connect(m_prefer, &Chip::clicked, this, &CaptionCard::preferred);
    takeDoubleClicksForOne(m_prefer);
    row->addWidget(m_label);
    row->addWidget(m_alikeLabel);
    row->addWidget(m_editedLabel);
    row->addStretch(1);
    row->addWidget(m_note);
    row->addWidget(m_prefer);
    return row;
}

QLayout* CaptionCard::makeFooter() {
    auto* row = new FlowLayout(nullptr, theme::kGrid);
    row->addWidget(m_rating);
    for (const char* flag : {"hallucinates", "incomplete", "repeats"}) row->addWidget(makeFlag(QLatin1String(flag)));
    return row;
}

QString CaptionCard::flagText(const QString& flag) {
    if (flag == QLatin1String("hallucinates")) return tr("Hallucinates");
    if (flag == QLatin1String("incomplete")) return tr("Incomplete");
    if (flag == QLatin1String("repeats")) return tr("Repeats");
    return flag;
}

QString CaptionCard::flagHelp(const QString& flag) {
    if (flag == QLatin1String("hallucinates")) return tr("It names something that the image does not show.");
    if (flag == QLatin1String("incomplete")) return tr("It leaves out something that matters, or breaks off.");
    return tr("It says the same thing more than once.");
}

Chip* CaptionCard::makeFlag(const QString& flag) {
    auto* chip = new Chip(flagText(flag), Chip::Kind::Toggle, this);
    chip->setMood(Chip::Mood::Warning);
    connect(chip, &Chip::clicked, this, [this, flag] { Q_EMIT flagToggled(flag); });
    m_flags.insert(flag, chip);
    setFlagKey(flag, {});
    return chip;
}

void CaptionCard::setFlagKey(const QString& flag, const QKeySequence& key) {
    Chip* chip = flagChip(flag);
    if (!chip) return;
    const QString words = flagText(flag);
    chip->setText(key.isEmpty() ? words : QStringLiteral("%1  %2").arg(key.toString(QKeySequence::NativeText), words));
    chip->setToolTip(textWithKey(words, key) + QLatin1Char('\n') + flagHelp(flag));
}

QString CaptionCard::label() const {
    return m_label->text();
}

void CaptionCard::setLabel(const QString& label) {
    m_label->setText(label);
    setAccessibleName(tr("Caption %1").arg(label));
    m_rating->setAccessibleName(tr("Rating of caption %1").arg(label));
}

void CaptionCard::setCaption(const QString& text) {
    stopEdit();
    m_words->setText(text);
    m_area->verticalScrollBar()->setValue(0);
    m_area->updateGeometry();
    m_rating->setRating(0);
    setFlags({});
    setNote({});
    m_selected = m_edited = false;
    m_alike = Alike::No;
    m_prefer->setChecked(false);
    updateState();
}

QString CaptionCard::caption() const {
    return m_words->text();
}
void CaptionCard::setRating(int stars) {
    m_rating->setRating(stars);
}
int CaptionCard::rating() const {
    return m_rating->rating();
}

void CaptionCard::setFlags(const QStringList& flags) {
    for (auto it = m_flags.cbegin(); it != m_flags.cend(); ++it)
        it.value()->setChecked(flags.contains(it.key()));
}

QStringList CaptionCard::flags() const {
    QStringList set;
    for (auto it = m_flags.cbegin(); it != m_flags.cend(); ++it)
        if (it.value()->isChecked()) set += it.key();
    return set;
}

void CaptionCard::setNote(const QString& note) {
    m_note->setVisible(!note.isEmpty());
    m_note->setToolTip(note);
    m_note->setAccessibleDescription(note);
}

void CaptionCard::setSelected(bool selected) {
    m_selected = selected;
    updateState();
}

void CaptionCard::setPreferred(bool preferred) {
    m_prefer->setChecked(preferred);
    updateState();
}

bool CaptionCard::isPreferred() const {
    return m_prefer->isChecked();
}

void CaptionCard::setAlone(bool alone) { m_prefer->setVisible(!alone); }

void CaptionCard::setAlike(Alike alike) {
    m_alike = alike;
    updateState();
}

void CaptionCard::setEdited(bool edited) {
    m_edited = edited;
    updateState();
}

void CaptionCard::setEmphasised(const QVector<int>& words) {
    m_words->setEmphasised(words);
}

void CaptionCard::updateState() {
    m_alikeLabel->setVisible(m_alike != Alike::No);
    m_alikeLabel->setText(m_alike == Alike::Bad ? tr("Both bad") : tr("Equally good"));
    m_editedLabel->setVisible(m_edited);
    //: on a candidate caption: to like this one best, and that it is liked best
    m_prefer->setText(isPreferred() ? tr("Preferred") : tr("Prefer"));
    m_prefer->setAccessibleName(m_prefer->text());
    m_prefer->updateGeometry();
    QStringList states;
    if (m_selected) states += tr("Selected.");
    if (isPreferred()) states += tr("Preferred to the others.");
    if (m_alike == Alike::Good) states += tr("Both captions are equally good.");
    if (m_alike == Alike::Bad) states += tr("Both captions are bad.");
    if (m_edited) states += tr("This caption was written anew by hand.");
    setAccessibleDescription(states.join(QLatin1Char(' ')));
    update();
}

void CaptionCard::startEdit(const QString& text) {
    m_area->hide();
    m_editor->show();
    m_editor->begin(text.isEmpty() ? caption() : text);
}

void CaptionCard::stopEdit() {
    if (!isEditing()) return;
    const bool focused = m_editor->isAncestorOf(focusWidget());
    m_area->show();
    m_editor->hide();
    // The keys rate again, and do not fall into the next control by chance.
    if (focused && window()->focusWidget()) window()->focusWidget()->clearFocus();
}

bool CaptionCard::isEditing() const {
    return !m_editor->isHidden();
}

void CaptionCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::surface());
    painter.drawRoundedRect(rect(), 6, 6);
    if (!m_selected) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme::accent(), 2.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6);
}

void CaptionCard::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) Q_EMIT clicked();
}

void CaptionCard::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !isEditing()) Q_EMIT preferred();
}

}  // namespace attune
