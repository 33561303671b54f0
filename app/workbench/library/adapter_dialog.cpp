#include "workbench/library/adapter_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/theme.h"
#include "workbench/library/model_folder_text.h"
#include "workbench/model_words.h"

namespace attune {

namespace {

constexpr int kWidth = theme::kGrid * 60;

}  // namespace

AdapterDialog::AdapterDialog(const SeenAdapter& seen, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Add an adapter"));
    auto* what = new QLabel(this);
    what->setTextFormat(Qt::PlainText);  // a name in it may look like HTML
    what->setWordWrap(true);
    what->setText(adapterText(seen.adapter));
    m_captioner = new QComboBox(this);
    for (const ModelRecord& model : seen.captioners)
        m_captioner->addItem(modelName(model), static_cast<qint64>(model.id));
    m_captioner->setCurrentIndex(m_captioner->findData(static_cast<qint64>(seen.base)));
    m_captioner->setToolTip(tr("Chosen first is the one that the adapter names, else the current captioner."));
    auto* form = new QFormLayout;
    form->addRow(tr("&Captioner"), m_captioner);
    auto* how = new QLabel(this);
    how->setText(seen.isNamed ? tr("The adapter names this captioner. It is merged into a copy, which becomes the current one.")
                              : tr("The adapter names no captioner of this project: choose the one that it was trained on. It is "
                                   "merged into a copy, which becomes the current one."));
    how->setWordWrap(true);
    theme::makeQuiet(how);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* add = buttons->addButton(tr("Add"), QDialogButtonBox::AcceptRole);
    add->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2);
    rows->setSpacing(theme::kGrid * 2);
    rows->addWidget(what);
    rows->addLayout(form);
    rows->addWidget(how);
    rows->addStretch();
    rows->addWidget(buttons);
    setMinimumWidth(kWidth);
    m_captioner->setFocus();
}

Id AdapterDialog::captioner() const { return m_captioner->currentData().toLongLong(); }

}  // namespace attune
