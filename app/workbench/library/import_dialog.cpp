#include "workbench/library/import_dialog.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include "widgets/elided_label.h"
#include "widgets/theme.h"
#include "workbench/library/library_facts.h"
#include "workbench/settings.h"

namespace attune {

namespace {

constexpr int kWidth = theme::kGrid * 60;

}  // namespace

ImportDialog::ImportDialog(const QStringList& paths, Settings& settings, QWidget* parent)
    : QDialog(parent), m_paths(paths), m_settings(settings) {
    setWindowTitle(tr("Import images"));
    auto* what = new ElidedLabel(paths.size() == 1 ? QDir::toNativeSeparators(paths.front())
                                                   : tr("%n file(s) and folders", nullptr, static_cast<int>(paths.size())),
                                 this);
    what->setElideMode(Qt::ElideMiddle);
    theme::makeTitle(what, theme::Text::Body);
    auto* formats = new QLabel(tr("Images, folders and lists are told apart by their contents: COCO captions, "
                                  "metadata.jsonl, CSV, JSONL, text files beside images. Captions in them become "
                                  "references."), this);
    formats->setWordWrap(true);
    theme::makeQuiet(formats);

    m_place = new QButtonGroup(this);
    auto* leave = new QRadioButton(tr("&Leave the files where they are"), this);
    leave->setToolTip(tr("The project remembers where they lie, and finds them by their contents after a move."));
    auto* copy = new QRadioButton(tr("&Copy the files into the project"), this);
    copy->setToolTip(tr("The project can then be moved to another machine as one folder."));
    m_place->addButton(leave, 0);
    m_place->addButton(copy, 1);
    m_place->button(settings.value(QStringLiteral("library/copy"), false).toBool() ? 1 : 0)->setChecked(true);

    auto* splitLabel = new QLabel(tr("&Split"), this);
    m_split = new QComboBox(this);
    m_split->addItem(tr("As the source says, else by content"), QString());
    for (const char* split : {"train", "validation", "test"}) m_split->addItem(splitText(QLatin1String(split)), QLatin1String(split));
    m_split->setToolTip(tr("By content, 80 of 100 are for training, 10 for validation and 10 for testing; the same image "
                           "gets the same split in every project."));
    splitLabel->setBuddy(m_split);
    auto* split = new QHBoxLayout;
    split->setSpacing(theme::kGrid);
    split->addWidget(splitLabel);
    split->addWidget(m_split, 1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    import->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(what);
    rows->addWidget(formats);
    rows->addSpacing(theme::kGrid);
    rows->addWidget(leave);
    rows->addWidget(copy);
    rows->addLayout(split);
    rows->addSpacing(theme::kGrid);
    rows->addStretch();
    rows->addWidget(buttons);
    setMinimumWidth(kWidth);
    import->setFocus();
}

ImportOptions ImportDialog::options() const {
    ImportOptions options;
    options.copy = m_place->checkedId() == 1;
    options.split = m_split->currentData().toString().toStdString();
    return options;
}

void ImportDialog::accept() {
    m_settings.setValue(QStringLiteral("library/copy"), options().copy);
    QDialog::accept();
}

}  // namespace attune
