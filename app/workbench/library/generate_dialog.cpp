#include "workbench/library/generate_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "data/model_family.h"
#include "data/options.h"
#include "data/precision_options.h"
#include "widgets/option_form.h"
#include "widgets/theme.h"
#include "workbench/library/library_facts.h"
#include "workbench/option_fields.h"
#include "workbench/settings.h"

namespace attune {

namespace {

constexpr int kMostCaptions = 64;
constexpr int kDefaultCaptions = 4;
constexpr int kWidth = theme::kGrid * 64;
constexpr int kFrame = theme::kGrid * 6;   ///< what the desktop puts round a window
constexpr int kLeast = theme::kGrid * 12;  ///< of the fields, on however small a screen

}  // namespace

GenerateDialog::GenerateDialog(const QVector<qint64>& selected, const QVector<qint64>& shown, const LibraryFacts& facts,
                               Settings& settings, QWidget* parent)
    : QDialog(parent), m_selected(selected), m_shown(shown), m_settings(settings) {
    setWindowTitle(tr("Generate captions"));
    m_choices = makeChoices(facts);
    m_scroll = makeDecoding();
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->hide();

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_generate = buttons->addButton(tr("Generate"), QDialogButtonBox::AcceptRole);
    m_generate->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &GenerateDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_foot = new QVBoxLayout;
    m_foot->setSpacing(theme::kGrid * 2);
    m_foot->addWidget(m_problem);
    m_foot->addWidget(buttons);
    auto* rows = new QVBoxLayout(this);
    // What sets a field back stands in the margin, and the other margin is as wide.
    rows->setContentsMargins(m_decoding->tailWidth(), theme::kGrid * 2, 0, theme::kGrid * 2);
    rows->setSpacing(theme::kGrid * 2);
    rows->addLayout(m_choices);
    rows->addWidget(m_scroll, 1);
    rows->addLayout(m_foot);
    resize(kWidth, height());
    fit();
    connect(m_decoding, &OptionForm::expandedChanged, this, &GenerateDialog::fit);
    m_captions->setFocus();
    m_captions->selectAll();
    check();
}

/// Of which images, how many, and who writes them.
QFormLayout* GenerateDialog::makeChoices(const LibraryFacts& facts) {
    m_images = new QComboBox(this);
    if (!m_selected.isEmpty())
        m_images->addItem(tr("%n selected image(s)", nullptr, static_cast<int>(m_selected.size())), true);
    m_images->addItem(tr("All %n image(s) shown", nullptr, static_cast<int>(m_shown.size())), false);
    // One image is selected by merely looking at it.
    if (m_selected.size() == 1) m_images->setCurrentIndex(1);
    m_captions = new QSpinBox(this);
    m_captions->setAlignment(Qt::AlignRight);
    m_captions->setRange(1, kMostCaptions);
    m_captions->setValue(m_settings.value(QStringLiteral("library/captions"), kDefaultCaptions).toInt());
    m_captions->setToolTip(tr("Two at least are needed to compare; greedy decoding writes the same one each time.") + QLatin1Char('\n') +
                           tr("Default: %1").arg(kDefaultCaptions));
    m_captioner = new QComboBox(this);
    m_captioner->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);  // names may be long
    m_captioner->setMinimumContentsLength(20);
    for (const auto& model : facts.captioners) {
        m_captioner->addItem(model.name, model.id);
        m_families[model.id] = model.family;
    }
    m_captioner->setCurrentIndex(m_captioner->findData(facts.captioner));
    m_captioner->setToolTip(tr("Chosen first is the current captioner; the History page changes it."));
    m_prompt = new QLineEdit(this);
    suitPrompt();
    connect(m_captioner, &QComboBox::currentIndexChanged, this, &GenerateDialog::suitPrompt);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(theme::kGrid);
    form->addRow(tr("&Images"), m_images);
    form->addRow(tr("&Captions of each"), m_captions);
    form->addRow(tr("Ca&ptioner"), m_captioner);
    form->addRow(tr("P&rompt"), m_prompt);
    return form;
}

QScrollArea* GenerateDialog::makeDecoding() {
    m_decoding = new OptionForm(this);
    auto fields = optionFields(describeOptions<GenerationOptions>(), {QStringLiteral("mode"), QStringLiteral("temperature"),
                                                                      QStringLiteral("top_p"), QStringLiteral("max_new_tokens")});
    fields += optionFields(describeOptions<PrecisionOptions>(), {});
    m_decoding->setFields(fields);
    m_decoding->setValues(m_settings.value(QStringLiteral("library/decoding")).toMap());
    connect(m_decoding, &OptionForm::changed, this, &GenerateDialog::check);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_decoding);
    return scroll;
}

void GenerateDialog::fit() {
    // Rows that came or went have told it to what is right around them alone so far.
    for (QWidget* part : m_decoding->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) part->updateGeometry();
    const int fields = m_decoding->sizeHint().height();
    m_scroll->setMinimumHeight(0);
    const int others = sizeHint().height() - m_scroll->sizeHint().height();
    const int room = std::max(screen()->availableGeometry().height() - kFrame - others, kLeast);
    const bool scrolls = fields > room;
    m_scroll->setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    m_scroll->setMinimumHeight(std::min(fields, room));
    // All ends at one line; what sets a field back stands in the margin, and so does a scroll bar.
    const int bar = scrolls ? m_scroll->verticalScrollBar()->sizeHint().width() : 0;
    m_decoding->lineUpAbove(*m_choices, bar);
    m_foot->setContentsMargins(0, 0, m_decoding->tailWidth() + bar, 0);
    layout()->activate();  // else it stays as high as it had to be before
    resize(width(), others + std::min(fields, room));
}

GenerateDialog::Choice GenerateDialog::choice() const {
    Choice choice;
    choice.images = m_images->currentData().toBool() ? m_selected : m_shown;
    choice.captions = m_captions->value();
    choice.captioner = m_captioner->currentData().toLongLong();
    if (m_prompt->isEnabled()) choice.prompt = m_prompt->text().trimmed();
    QVariantMap decoding = m_decoding->values(), beside;
    for (const auto& option : describeOptions<PrecisionOptions>())
        if (const QString name = QString::fromStdString(option.name); decoding.contains(name)) beside[name] = decoding.take(name);
    choice.decoding = optionsFromJson<GenerationOptions>(toJobOptions(decoding));
    choice.options = toJobOptions(beside);
    return choice;
}

void GenerateDialog::suitPrompt() {
    const std::string& family = m_families[m_captioner->currentData().toLongLong()];
    const PromptStyle style = promptStyle(family);
    m_prompt->setEnabled(style != PromptStyle::None || family.empty());
    if (style == PromptStyle::Chat) {
        m_prompt->setPlaceholderText(QString::fromStdString(defaultPrompt(family)));
        m_prompt->setToolTip(tr("What the captioner is asked; what is shown in grey where you ask nothing."));
    } else if (m_prompt->isEnabled()) {
        m_prompt->setPlaceholderText(tr("None"));
        m_prompt->setToolTip(tr("Captions go on behind these words."));
    } else {
        m_prompt->setPlaceholderText(tr("This captioner takes no prompt"));
        m_prompt->setToolTip(tr("Captioners of this family write from the image alone."));
    }
}

void GenerateDialog::check() {
    const QStringList problems = m_decoding->problems();
    m_problem->setText(problems.join(QLatin1Char('\n')));
    m_problem->setVisible(!problems.isEmpty());
    m_generate->setEnabled(problems.isEmpty() && m_captioner->count() > 0);
}

void GenerateDialog::accept() {
    if (!m_generate->isEnabled()) return;
    m_settings.setValue(QStringLiteral("library/captions"), m_captions->value());
    m_settings.setValue(QStringLiteral("library/decoding"), m_decoding->values());
    QDialog::accept();
}

}  // namespace attune
