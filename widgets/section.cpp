#include "widgets/section.h"

#include <QLabel>
#include <QVBoxLayout>

#include "widgets/theme.h"

namespace attune {

Section::Section(const QString& title, QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_description(new QLabel(this)),
      m_header(new QHBoxLayout),
      m_body(new QVBoxLayout) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGrid / 2);
    m_header->setSpacing(theme::kGrid);
    m_header->addWidget(m_title, 1);
    layout->addLayout(m_header);
    layout->addWidget(m_description);
    m_body->setContentsMargins(0, theme::kGrid / 2, 0, 0);
    m_body->setSpacing(theme::kGrid);
    layout->addLayout(m_body, 1);
    m_title->setTextFormat(Qt::PlainText);
    m_description->setTextFormat(Qt::PlainText);
    m_description->setWordWrap(true);
    theme::makeTitle(m_title, theme::Text::Body);
    theme::makeQuiet(m_description);
    setTitle(title);
    setDescription({});
}

void Section::setTitle(const QString& title) {
    m_title->setText(title);
    setAccessibleName(title);
}

void Section::setDescription(const QString& description) {
    m_description->setText(description);
    m_description->setVisible(!description.isEmpty());
}

void Section::addToHeader(QWidget* widget) {
    m_header->addWidget(widget);
}

}  // namespace attune
