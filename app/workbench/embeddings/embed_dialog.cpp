#include "workbench/embeddings/embed_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>
#include <algorithm>

#include "data/embed_options.h"
#include "widgets/option_form.h"
#include "widgets/theme.h"
#include "workbench/library/library_facts.h"
#include "workbench/option_fields.h"
#include "workbench/settings.h"

namespace attune {

namespace {

constexpr int kWidth = theme::kGrid * 60;
constexpr QLatin1String kLearn("embeddings/learn_space");

}  // namespace

EmbedDialog::EmbedDialog(const LibraryFacts& facts, Settings& settings, QWidget* parent) : QDialog(parent), m_settings(settings) {
    setWindowTitle(tr("Compute embedding"));
    m_split = new QComboBox(this);
    m_split->addItem(tr("All %n image(s)", nullptr, static_cast<int>(facts.counts.images)), QString());
    for (const auto& [name, count] : facts.counts.splits) {
        const QString key = QString::fromStdString(name);
        //: a split and how many images it has, as in "Training (512)"
        m_split->addItem(tr("%1 (%2)").arg(splitText(key)).arg(count), key);
    }
    m_captioner = new QComboBox(this);
    m_captioner->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);  // names may be long
    m_captioner->setMinimumContentsLength(20);
    for (const auto& model : facts.captioners) m_captioner->addItem(model.name, model.id);
    for (const auto& model : facts.encoders) m_captioner->addItem(model.name, model.id);
    m_captioner->setCurrentIndex(std::max(0, m_captioner->findData(facts.captioner)));
    m_captioner->setToolTip(tr("Images and captions are placed as this captioner, or encoder of images and texts, sees them."));
    m_captions = new QCheckBox(tr("Captions as points of their own"), this);
    m_captions->setChecked(settings.value(QStringLiteral("embeddings/captions"), true).toBool());
    m_captions->setToolTip(tr("Each caption is placed beside the image that it describes, if it fits."));
    auto* rows = new QFormLayout;
    rows->setVerticalSpacing(theme::kGrid);
    rows->addRow(tr("&Images"), m_split);
    rows->addRow(tr("&Seen by"), m_captioner);
    rows->addRow({}, m_captions);
    addLearning(*rows, facts);
    m_form = new OptionForm(this);
    auto fields = optionFields(describeOptions<EmbedOptions>(), {QStringLiteral("umap")});
    fields.removeIf([](const OptionField& field) { return field.name == QLatin1String("learn_space"); });  // it stands above
    fields.front().label = tr("UMAP");  // an abbreviation, which the option's own name does not show
    m_form->setFields(fields);
    m_form->lineUpAbove(*rows);
    // A form makes a label of several lines as high as its size hint, which is of a narrower one.
    const int labels = rows->itemAt(0, QFormLayout::LabelRole)->widget()->minimumWidth();
    m_why->setMinimumWidth(kWidth - 2 * m_form->tailWidth() - labels - rows->horizontalSpacing());
    m_form->setValues(settings.value(QStringLiteral("embeddings/options")).toMap());

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_compute = buttons->addButton(tr("Compute"), QDialogButtonBox::AcceptRole);
    m_compute->setDefault(true);
    connect(m_form, &OptionForm::changed, this, [this] { m_compute->setEnabled(m_form->isValid()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &EmbedDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    // All ends at one line; what sets a field back stands in the margin, and the other margin is as wide.
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(0, 0, m_form->tailWidth(), 0);
    foot->addWidget(buttons);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(m_form->tailWidth(), theme::kGrid * 2, 0, theme::kGrid * 2);
    column->setSpacing(theme::kGrid * 2);
    column->addLayout(rows);
    column->addWidget(m_form);
    column->addStretch();
    column->addLayout(foot);
    resize(kWidth, std::max(sizeHint().height(), heightForWidth(kWidth)));
    m_compute->setFocus();
}

/// What decides most about what one will see: whether pictures and captions share a space.
void EmbedDialog::addLearning(QFormLayout& rows, const LibraryFacts& facts) {
    m_learn = new QCheckBox(tr("Learn a space that images and captions share"), this);
    m_learn->setObjectName(QStringLiteral("learn_space"));
    m_learn->setChecked(m_settings.value(kLearn, EmbedOptions().learnSpace).toBool());
    m_why = new QLabel(tr("It brings captions near the images that they describe, and tells how often captions of a held-out fifth "
                          "find their image. Leave it on for a captioner that knows no such space; switch it off to see the "
                          "captioner's own states as they are."), this);
    m_why->setObjectName(QStringLiteral("why_learn_space"));
    m_why->setWordWrap(true);
    theme::makeQuiet(m_why);
    m_learn->setAccessibleDescription(m_why->text());
    rows.addRow({}, m_learn);
    rows.addRow({}, m_why);
    QSet<qint64> encoders;
    for (const auto& model : facts.encoders) encoders.insert(model.id);
    const auto follow = [this, encoders] {
        const bool encoder = encoders.contains(m_captioner->currentData().toLongLong());
        m_learn->setEnabled(!encoder && m_captions->isChecked());
        m_learn->setToolTip(encoder                    ? tr("An encoder of images and texts brings a space of its own.")
                            : m_captions->isChecked() ? EmbedOptions().learnSpace ? tr("Default: on") : tr("Default: off")
                                                      : tr("It is learnt from captions: have them placed as points, too."));
    };
    connect(m_captioner, &QComboBox::currentIndexChanged, this, follow);
    connect(m_captions, &QCheckBox::toggled, this, follow);
    follow();
}

EmbedDialog::Choice EmbedDialog::choice() const {
    Choice choice;
    choice.settings.images.split = m_split->currentData().toString().toStdString();
    choice.settings.options = toJobOptions(m_form->values());
    if (m_learn->isChecked() != EmbedOptions().learnSpace) choice.settings.options["learn_space"] = m_learn->isChecked();
    choice.captions = m_captions->isChecked();
    choice.captioner = m_captioner->currentData().toLongLong();
    return choice;
}

void EmbedDialog::accept() {
    if (!m_form->isValid()) return;
    m_settings.setValue(QStringLiteral("embeddings/captions"), m_captions->isChecked());
    m_settings.setValue(kLearn, m_learn->isChecked());
    m_settings.setValue(QStringLiteral("embeddings/options"), m_form->values());
    QDialog::accept();
}

}  // namespace attune
