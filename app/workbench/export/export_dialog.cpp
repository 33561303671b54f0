#include "workbench/export/export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "session/current_model.h"
#include "widgets/progress_row.h"
#include "widgets/tab_order.h"
#include "widgets/theme.h"
#include "workbench/core_messages.h"
#include "workbench/export/export_formats.h"
#include "workbench/model_words.h"
#include "workbench/project_dialog.h"

namespace attune {

namespace {

constexpr QLatin1String kFormat("export/format");
constexpr QLatin1String kFolder("export/folder");
constexpr int kStoredName = Qt::UserRole + 1;  ///< of a model in the list

}  // namespace

ExportDialog::ExportDialog(Workbench& workbench, QWidget* parent, qint64 model)
    : QDialog(parent), m_workbench(workbench), m_task(ExportTask::of(workbench)) {
    setWindowTitle(tr("Export"));
    setMinimumSize(theme::kGrid * 88, theme::kGrid * 52);  // all formats without scrolling
    makeFormats();
    makeOutcome();
    auto* buttons = makeButtons();
    auto* right = new QVBoxLayout;
    right->setSpacing(theme::kGrid);
    QWidget* form = makeForm();
    right->addWidget(form);
    right->addStretch();
    right->addWidget(m_result);
    right->addWidget(m_progress);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(theme::kGrid * 2);
    columns->addWidget(m_formats);
    columns->addLayout(right, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2);
    rows->setSpacing(theme::kGrid * 2);
    rows->addLayout(columns, 1);
    rows->addWidget(buttons);
    tabInOrder({m_formats, form, m_result, m_progress, buttons});

    connect(m_formats, &QListWidget::currentRowChanged, this, &ExportDialog::showFormat);
    chooseFormat(model > 0 ? QStringLiteral("checkpoint") : workbench.settings.value(kFormat).toString());
    connect(&m_task, &ExportTask::progressed, this, &ExportDialog::showProgress);
    connect(&m_task, &ExportTask::ended, this, &ExportDialog::take);
    setBusy(m_task.isRunning());  // an earlier dialog's
    fillModels(model);
}

void ExportDialog::makeFormats() {
    m_formats = new QListWidget(this);
    m_formats->setAccessibleName(tr("Format"));
    m_formats->setFixedWidth(theme::kGrid * 32);
    for (const auto& name : exportFormats()) {
        const QString key = QString::fromStdString(name);
        auto* item = new QListWidgetItem(exportFormat(key).name, m_formats);
        item->setData(Qt::UserRole, key);
        item->setToolTip(exportFormat(key).sentence);
        item->setSizeHint({0, theme::kGrid * 4});
    }
}

/// Where it is told what came of an export, and that one is at work.
void ExportDialog::makeOutcome() {
    m_result = new QLabel(this);
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_result->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_result->setMinimumHeight(fontMetrics().lineSpacing() * 4);  // nothing jumps when the result comes
    m_progress = new ProgressRow(this);
    connect(m_progress, &ProgressRow::cancelRequested, &m_task, &ExportTask::cancel);
    QSizePolicy policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(policy);
}

QDialogButtonBox* ExportDialog::makeButtons() {
    auto* buttons = new QDialogButtonBox(this);
    m_open = buttons->addButton(tr("Open the folder"), QDialogButtonBox::ActionRole);
    m_export = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    auto* close = buttons->addButton(QDialogButtonBox::Close);
    // Enter means Export throughout, also while that is greyed.
    for (auto* button : buttons->findChildren<QPushButton*>()) button->setAutoDefault(button == m_export);
    m_export->setDefault(true);
    setTabOrder(m_export, close);  // as the box lays them out
    m_open->hide();
    connect(m_export, &QPushButton::clicked, this, [this] { start(false); });
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_exported).path())); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

/// The first one where this is none.
void ExportDialog::chooseFormat(const QString& wanted) {
    m_formats->setCurrentRow(0);
    for (int row = 0; row < m_formats->count(); ++row)
        if (m_formats->item(row)->data(Qt::UserRole).toString() == wanted) m_formats->setCurrentRow(row);
}

QWidget* ExportDialog::makeForm() {
    auto* page = new QWidget(this);
    m_sentence = new QLabel(page);
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_model = new QComboBox(page);
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);  // names may be long
    m_model->setMinimumContentsLength(20);
    m_modelLabel = new QLabel(tr("&Model"), page);
    m_modelLabel->setBuddy(m_model);
    m_judge = new QCheckBox(tr("&Also the comparisons of the Judge page"), page);
    m_judge->setToolTip(tr("They test captioners: a captioner that learns from them cannot be judged by them any more."));
    m_path = new QLineEdit(page);
    m_browse = new QPushButton(tr("&Choose..."), page);
    m_browse->setToolTip(tr("Choose where the export goes"));
    m_browse->setAutoDefault(false);
    auto* place = new QHBoxLayout;
    place->setSpacing(theme::kGrid);
    place->addWidget(m_path, 1);
    place->addWidget(m_browse);
    auto* pathLabel = new QLabel(tr("&To"), page);
    pathLabel->setBuddy(m_path);
    // All formats begin their fields at one line, whether they are of a model or not.
    const int labels = std::max(m_modelLabel->sizeHint().width(), pathLabel->sizeHint().width());
    for (QLabel* label : {m_modelLabel, pathLabel}) label->setMinimumWidth(labels);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(theme::kGrid);
    form->addRow(m_sentence);
    form->addRow(m_modelLabel, m_model);
    form->addRow({}, m_judge);
    form->addRow(pathLabel, place);
    connect(m_model, &QComboBox::currentIndexChanged, this, &ExportDialog::suggestPath);
    connect(m_path, &QLineEdit::textEdited, this, [this] { m_pathIsOurs = false; });
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::browse);
    return page;
}

void ExportDialog::fillModels(qint64 chosen) {
    struct Entry {
        ModelRecord model;
        bool current;
    };
    m_workbench.project.read(
        this,
        [](Project& project) {
            const auto current = currentModel(project, "captioner");
            std::vector<Entry> entries;
            for (const auto& model : project.models().list())
                entries.push_back({model, current && current->id == model.id});
            return entries;
        },
        [this, chosen](const std::vector<Entry>& entries) {
            for (const auto& entry : entries) {
                const QString name = modelName(entry.model);
                m_model->addItem(entry.current ? tr("%1 (current)").arg(name) : name, QVariant::fromValue<qint64>(entry.model.id));
                // In the name of a file it is in no language.
                m_model->setItemData(m_model->count() - 1, QString::fromStdString(entry.model.name), kStoredName);
                if (chosen > 0 ? entry.model.id == chosen : entry.current) m_model->setCurrentIndex(m_model->count() - 1);
            }
            suggestPath();
        });
}

QString ExportDialog::format() const {
    const auto* item = m_formats->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

void ExportDialog::showFormat() {
    const ExportWords words = exportFormat(format());
    m_sentence->setText(words.sentence);
    m_model->setVisible(words.ofModel);
    m_modelLabel->setVisible(words.ofModel);
    m_judge->setVisible(format() == QLatin1String("trl"));
    m_result->clear();
    m_open->hide();
    // The name is that of the format, the folder the one that was chosen.
    const QFileInfo chosen(QDir::fromNativeSeparators(m_path->text().trimmed()));
    if (!m_pathIsOurs && chosen.isAbsolute()) m_folder = chosen.path();
    m_pathIsOurs = true;
    suggestPath();
}

void ExportDialog::suggestPath() {
    if (!m_pathIsOurs) return;
    const ExportWords words = exportFormat(format());
    const QString folder = m_folder.isEmpty() ? m_workbench.settings.value(kFolder, QDir::homePath()).toString() : m_folder;
    QString name = QStringLiteral("%1-%2").arg(m_workbench.project.name(), words.fileName);
    if (words.isFolder && words.ofModel && m_model->currentIndex() >= 0)
        name = QStringLiteral("%1-%2").arg(m_workbench.project.name(), m_model->currentData(kStoredName).toString());
    name.replace(QLatin1Char('/'), QLatin1Char('-')).replace(QLatin1Char(' '), QLatin1Char('-'));
    m_path->setText(QDir::toNativeSeparators(QDir(folder).filePath(name)));
}

void ExportDialog::browse() {
    const QFileInfo now(QDir::fromNativeSeparators(m_path->text().trimmed()));
    // Opened, not waited for, as askToOverwrite() does.
    auto* chooser = new QFileDialog(this, tr("Export to"), now.path());
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setFileMode(QFileDialog::AnyFile);
    chooser->setOption(QFileDialog::DontConfirmOverwrite);
    chooser->selectFile(now.fileName());
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_pathIsOurs = false;
        m_path->setText(QDir::toNativeSeparators(path));
    });
    openInProject(m_workbench.project, chooser);
}

void ExportDialog::start(bool overwrite) {
    const QString path = QDir::cleanPath(QDir::fromNativeSeparators(m_path->text().trimmed()));
    if (m_path->text().trimmed().isEmpty() || !QDir::isAbsolutePath(path)) {
        showProblem({tr("This is no complete path."), {}, tr("Choose a place for the export.")});
        m_path->setFocus();
        return;
    }
    const ExportWords words = exportFormat(format());
    const ExportChoice choice{.model = words.ofModel ? m_model->currentData().toLongLong() : 0,
                              .withJudge = m_judge->isChecked()};
    m_workbench.settings.setValue(kFormat, format());
    m_workbench.settings.setValue(kFolder, QFileInfo(path).path());
    m_task.start({format(), path, choice, overwrite});
    setBusy(m_task.isRunning());
}

void ExportDialog::showProgress() {
    if (!m_task.isRunning()) return;
    const ExportWords words = exportFormat(m_task.wish().format);
    const bool bytes = words.isFolder && words.ofModel;
    const qint64 unit = bytes ? qint64{1} << 20 : 1;
    const auto units = [unit](qint64 count) { return (count + unit - 1) / unit; };
    m_progress->setTask(bytes ? tr("Exporting, in MiB") : tr("Exporting"));
    m_task.total() > 0 ? m_progress->setProgress(units(m_task.done()), units(m_task.total()),
                                                 m_task.perSecond() / static_cast<double>(unit), m_task.secondsLeft())
                       : m_progress->setIndeterminate();
    if (m_task.isCancelling()) m_progress->setNote(tr("Stopping"));
}

void ExportDialog::take(const ExportOutcome& outcome) {
    setBusy(false);
    switch (outcome.end) {
        case ExportOutcome::End::Done: return showDone(outcome);
        case ExportOutcome::End::Failed: return showProblem(outcome.problem);
        case ExportOutcome::End::Cancelled: return showWords({tr("The export was stopped. Nothing was written.")}, false);
        case ExportOutcome::End::Exists: break;
    }
    if (exportFormat(outcome.wish.format).isFolder)
        return showProblem({tr("There is something at this place already."), {}, tr("Choose another name.")});
    askToOverwrite(outcome.wish.path);
}

void ExportDialog::askToOverwrite(const QString& path) {
    const QString words = tr("%1 is there already. Put the export in its place?").arg(QDir::toNativeSeparators(path));
    // Opened, not waited for: the dialog may go with its project meanwhile, and the question with it.
    auto* question = new QMessageBox(QMessageBox::Question, tr("Export"), words, QMessageBox::Yes | QMessageBox::Cancel, this);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::finished, this, [this](int answer) {
        if (answer == QMessageBox::Yes) start(true);
    });
    question->open();
}

void ExportDialog::showDone(const ExportOutcome& outcome) {
    m_exported = outcome.wish.path;
    QStringList lines{exportFormat(outcome.wish.format).isFolder
                          ? tr("Exported.")
                          : tr("Exported: %1.").arg(exportedText(outcome.report.rows, outcome.report.simulated))};
    for (const auto& note : outcome.report.notes) lines.append(coreText(note));
    m_open->show();
    showWords(lines, false);
}

void ExportDialog::showProblem(const Problem& problem) {
    QStringList lines{problem.what};
    for (const QString& part : {problem.why, problem.remedy})
        if (!part.isEmpty()) lines.append(part);
    m_open->hide();
    showWords(lines, true);
}

void ExportDialog::showWords(const QStringList& lines, bool bad) {
    QPalette palette;
    if (bad) palette.setColor(QPalette::WindowText, theme::tone(theme::Tone::Bad));
    m_result->setPalette(palette);
    m_result->setText(lines.join(QLatin1Char('\n')));
    Q_EMIT ended();
}

void ExportDialog::setBusy(bool busy) {
    m_progress->setVisible(busy);
    showProgress();
    if (busy) m_focus = focusWidget();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_formats, m_model, m_judge, m_path, m_browse, m_export}) widget->setEnabled(!busy);
    if (busy) m_result->clear();
    if (!busy && m_focus) m_focus->setFocus();  // what is disabled loses it
}

}  // namespace attune
