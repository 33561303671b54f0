#include "workbench/library/library_actions.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRandomGenerator>
#include <QUrl>
#include <optional>

#include "session/adapter_base.h"
#include "widgets/action_registry.h"
#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"
#include "workbench/device_choice.h"
#include "workbench/library/adapter_dialog.h"
#include "workbench/library/generate_dialog.h"
#include "workbench/library/model_folder_text.h"
#include "workbench/project_dialog.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

std::vector<Id> toIds(const QVector<qint64>& images) { return {images.begin(), images.end()}; }

}  // namespace

LibraryActions::LibraryActions(Workbench& workbench, ActionRegistry& actions, ThumbnailGrid& grid, QWidget* page)
    : QObject(page), m_workbench(workbench), m_actions(actions), m_grid(grid), m_page(page) {
    registerAll();
    connect(&grid, &ThumbnailGrid::selectionChanged, this, &LibraryActions::updateAvailable);
    updateAvailable();
}

void LibraryActions::add(const char* id, Words text, Words help, const char* icon, const QString& key,
                         std::function<void()> run, bool leads) {
    const QString page = QStringLiteral("library");
    ActionSpec spec{QLatin1String(id), page, std::move(text), std::move(help), QLatin1String(icon), {}, {page}, leads};
    if (!key.isEmpty()) spec.keys = {QKeySequence(key)};
    connect(m_actions.add(spec), &QAction::triggered, this, std::move(run));
}

void LibraryActions::registerAll() {
    add("library.import_files", [] { return tr("&Import images..."); },
        [] { return tr("Images, or lists of images with captions."); }, "document-import", QStringLiteral("Ctrl+I"),
        [this] { Q_EMIT importFilesWanted(); }, true);
    add("library.import_folder", [] { return tr("Import a &folder..."); },
        [] { return tr("All images in a folder and below it, with the captions that lie beside them."); }, "folder-open",
        QStringLiteral("Ctrl+Shift+I"), [this] { Q_EMIT importFolderWanted(); }, true);
    add("library.captioner", [] { return tr("&Add a captioner..."); },
        [] { return tr("A checkpoint folder as the Hugging Face hub has them, or a LoRA adapter of PEFT for a captioner of the project."); }, "list-add", {}, [this] { chooseCaptioner(); }, true);
    add("library.generate", [] { return tr("&Generate captions..."); },
        [] { return tr("The captioner writes captions of the selected images, or of all that are shown."); }, "document-edit",
        QStringLiteral("G"), [this] { generate(); });
    add("library.score", [] { return tr("&Score with the reward model"); },
        [] { return tr("The captions of all images that are shown."); }, "office-chart-line", {}, [this] { score(shown()); });
    add("library.score_selected", [] { return tr("Score the se&lected images"); },
        [] { return tr("The captions of just these, be it one."); }, "office-chart-line", {}, [this] { score(selected()); });
    add("library.rate", [] { return tr("&Rate these"); }, [] { return tr("The Rate page shows just the selected images."); },
        "rating", QStringLiteral("R"), [this] { rate(); });
    add("library.tag", [] { return tr("&Tag..."); }, {}, "tag", QStringLiteral("T"), [this] { tag(); });
    add("library.untag", [] { return tr("&Remove a tag..."); }, {}, "tag-delete", QStringLiteral("Shift+T"), [this] { untag(); });
    add("library.split_train", [] { return tr("Put into the training split"); }, [] { return tr("Models learn from it."); }, "",
        {}, [this] { setSplit(QStringLiteral("train")); });
    add("library.split_validation", [] { return tr("Put into the validation split"); },
        [] { return tr("Training is checked on it."); }, "", {}, [this] { setSplit(QStringLiteral("validation")); });
    add("library.split_test", [] { return tr("Put into the test split"); },
        [] { return tr("Held out: nothing is learnt from it, models are judged on it."); }, "", {},
        [this] { setSplit(QStringLiteral("test")); });
    add("library.show_file", [] { return tr("Show in the file &manager"); }, {}, "folder", {}, [this] { showInFileManager(); });
    add("library.copy_path", [] { return tr("&Copy the path"); }, {}, "edit-copy", QStringLiteral("Ctrl+C"),
        [this] { copyPaths(); });
    add("library.select_all", [] { return tr("Select &all"); }, {}, "edit-select-all", QStringLiteral("Ctrl+A"),
        [this] { m_grid.selectAll(); });
    add("library.find", [] { return tr("Searc&h"); }, {}, "search", QStringLiteral("Ctrl+F"), [this] { Q_EMIT findWanted(); }, true);
    add("library.reset", [] { return tr("Reset filters"); }, {}, "edit-clear", {}, [this] { Q_EMIT resetWanted(); });
}

void LibraryActions::setFacts(const LibraryFacts& facts) {
    m_facts = facts;
    updateAvailable();
}

void LibraryActions::updateAvailable() {
    const bool open = m_workbench.project.isOpen(), writable = open && !m_workbench.project.isReadOnly();
    const bool any = m_grid.selectedCount() > 0, images = m_grid.model()->size() > 0;
    const auto set = [this](const char* id, bool on, const QString& reason) {
        m_actions.setAvailable(QLatin1String(id), on, reason);
    };
    const QString closed = open ? tr("The project is open for reading only.") : tr("Open a project first.");
    const QString select = tr("Select images first.");
    for (const char* id : {"library.import_files", "library.import_folder", "library.captioner"}) set(id, writable, closed);
    for (const char* id : {"library.tag", "library.untag", "library.split_train", "library.split_validation", "library.split_test"})
        set(id, writable && any, writable ? select : closed);
    if (writable && any) set("library.untag", !m_facts.counts.tags.empty(), tr("No image has a tag."));
    set("library.rate", writable && any, writable ? select : closed);
    for (const char* id : {"library.show_file", "library.copy_path"}) set(id, any, select);
    for (const char* id : {"library.select_all"}) set(id, images, tr("There are no images."));
    set("library.generate", writable && images && m_facts.captioner > 0,
        !writable ? closed : !images ? tr("There are no images.") : tr("Add a captioner first."));
    const bool scorable = writable && images && m_facts.rewardModel > 0 && m_facts.captions > 0;
    const QString unscorable = !writable                  ? closed
                               : m_facts.rewardModel == 0 ? tr("Train a reward model first.")
                                                          : tr("There are no captions to score.");
    set("library.score", scorable, unscorable);
    set("library.score_selected", scorable && any, scorable ? select : unscorable);
}

void LibraryActions::fillMenu(QMenu& menu) {
    for (const char* id : {"library.generate", "library.score_selected", "library.score", "library.rate", "", "library.tag", "library.untag", "",
                           "library.split_train", "library.split_validation", "library.split_test", "", "library.show_file",
                           "library.copy_path", "", "library.select_all"}) {
        if (*id == 0)
            menu.addSeparator();
        else
            menu.addAction(m_actions.action(QLatin1String(id)));
    }
}

QVector<qint64> LibraryActions::selected() const { return m_grid.selectedIds(); }

QVector<qint64> LibraryActions::shown() const {
    QVector<qint64> ids;
    for (int row = 0; row < m_grid.model()->size(); ++row) ids.append(m_grid.model()->idAt(row));
    return ids;
}

void LibraryActions::generate() {
    auto* dialog = new GenerateDialog(selected(), shown(), m_facts, m_workbench.settings, m_page->window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        JobSettings settings;
        const auto choice = dialog->choice();
        settings.device = m_workbench.device();
        settings.images.ids = toIds(choice.images);
        settings.options = choice.options;
        // Otherwise a second go would bring the same captions again; the run keeps it, to be reproduced.
        settings.seed = QRandomGenerator::global()->generate();
        m_workbench.runs.launch([settings, choice](Project& project) {
            return draftGenerate(project, settings, choice.decoding, choice.captions, choice.prompt.toStdString(),
                                 choice.captioner);
        });
    });
    openInProject(m_workbench.project, dialog);
}

void LibraryActions::score(const QVector<qint64>& images) {
    JobSettings settings;
    settings.device = m_workbench.device();
    settings.images.ids = toIds(images);
    m_workbench.runs.launch([settings](Project& project) { return draftScore(project, settings); });
}

void LibraryActions::tag() { askForTag(tr("Tag"), true); }
void LibraryActions::untag() { askForTag(tr("Remove a tag"), false); }

void LibraryActions::askForTag(const QString& title, bool adding) {
    QStringList known;
    for (const auto& use : m_facts.counts.tags) known.append(QString::fromStdString(use.name));
    auto* dialog = new QInputDialog(m_page->window());
    dialog->setWindowTitle(title);
    const int count = m_grid.selectedCount();
    dialog->setLabelText(adding ? tr("Tag of %n image(s)", nullptr, count) : tr("Tag to take off %n image(s)", nullptr, count));
    dialog->setOption(QInputDialog::UseListViewForComboBoxItems, false);
    // Without an empty entry the first tag would be one Enter away.
    if (adding) known.prepend(QString());
    dialog->setComboBoxItems(known);
    dialog->setComboBoxEditable(adding);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, adding, images = toIds(selected())](const QString& text) {
        const std::string tag = text.trimmed().toStdString();
        if (tag.empty()) return;
        m_workbench.project.write(
            this, Change::Tags,
            [tag, images, adding](Session& session) {
                auto tags = session.project().tags();
                adding ? tags.add(tag, images) : tags.remove(tag, images);
            },
            [] {}, {}, TaskThread::Priority::Urgent);
    });
    openInProject(m_workbench.project, dialog);
}

void LibraryActions::setSplit(const QString& split) {
    m_workbench.project.write(
        this, Change::Images,
        [images = toIds(selected()), split = split.toStdString()](Session& session) {
            session.project().images().setSplit(images, split);
        },
        [] {}, {}, TaskThread::Priority::Urgent);
}

void LibraryActions::rate() {
    const auto images = selected();
    if (!images.isEmpty()) Q_EMIT m_workbench.ratingWanted(images);
}

void LibraryActions::withPaths(std::function<void(const QStringList&)> use) {
    m_workbench.project.read(
        this,
        [images = toIds(selected())](Project& project) {
            QStringList paths;
            for (const auto& image : project.search().summaries(images))
                paths.append(QString::fromStdString(project.resolve(image.path).string()));
            return paths;
        },
        std::move(use));
}

void LibraryActions::copyPaths() {
    withPaths([](const QStringList& paths) { QGuiApplication::clipboard()->setText(paths.join(QLatin1Char('\n'))); });
}

void LibraryActions::showInFileManager() {
    withPaths([](const QStringList& paths) {
        if (!paths.isEmpty()) QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(paths.front()).path()));
    });
}

void LibraryActions::chooseCaptioner() {
    auto* dialog = new QFileDialog(m_page->window(), tr("Add a captioner"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &LibraryActions::lookAtCaptioner);
    openInProject(m_workbench.project, dialog);
}

void LibraryActions::lookAtCaptioner(const QString& folder) {
    struct Seen {
        std::optional<ModelFolderInfo> model;
        SeenAdapter adapter;
    };
    m_workbench.project.read(
        this,
        [path = folder.toStdString()](Project& project) {
            Seen seen;
            if (!isAdapterFolder(path)) {
                seen.model = inspectModelFolder(path);
                return seen;
            }
            seen.adapter.adapter = readAdapterFolder(path);
            const AdapterBase base = adapterBase(project, seen.adapter.adapter.config);
            seen.adapter.base = base.captioner.id;
            seen.adapter.isNamed = base.isNamed;
            seen.adapter.captioners = project.models().list("captioner");
            return seen;
        },
        [this, folder](const Seen& seen) {
            seen.model ? askAboutModel(folder, *seen.model) : askAboutAdapter(folder, seen.adapter);
        });
}

void LibraryActions::askAboutModel(const QString& folder, const ModelFolderInfo& info) {
    const auto device = chosenDevice(m_workbench.engine.devices(), m_workbench.settings.device());
    const qint64 there = device ? device->memory : 0;
    auto* box = new QMessageBox(QMessageBox::Question, tr("Add a captioner"), modelFolderText(info, modelNeeds(info, device ? device->name.toStdString() : std::string()), there),
                                QMessageBox::Cancel, m_page->window());
    auto* add = box->addButton(tr("Add"), QMessageBox::AcceptRole);
    box->setDefaultButton(add);
    connect(add, &QPushButton::clicked, this, [this, folder] { addCaptioner(folder); });
    openInProject(m_workbench.project, box);
}

void LibraryActions::askAboutAdapter(const QString& folder, const SeenAdapter& seen) {
    auto* dialog = new AdapterDialog(seen, m_page->window());
    connect(dialog, &QDialog::accepted, this, [this, dialog, path = folder.toStdString()] {
        m_workbench.runs.launch(
            [path, base = dialog->captioner()](Project& project) { return draftMerge(project, path, {}, base); });
    });
    openInProject(m_workbench.project, dialog);
}

void LibraryActions::addCaptioner(const QString& folder) {
    m_workbench.project.write(
        this, Change::Models,
        [path = folder.toStdString()](Session& session) { return session.addModel(path); }, [](Id) {}, {},
        TaskThread::Priority::Urgent);  // an import may go on for an hour
}

}  // namespace attune
