// What the Embeddings page starts: an embedding, tags and captions of the selection.
#include <QInputDialog>
#include <QRandomGenerator>

#include "workbench/embeddings/embed_dialog.h"
#include "workbench/embeddings/embeddings_page.h"
#include "workbench/embeddings/space_desk.h"
#include "workbench/library/generate_dialog.h"
#include "workbench/project_dialog.h"

namespace attune {

namespace {

std::vector<Id> toIds(const QVector<qint64>& images) { return {images.begin(), images.end()}; }

}  // namespace

void EmbeddingsPage::compute() {
    auto* dialog = new EmbedDialog(m_facts, workbench().settings, window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        auto choice = dialog->choice();
        choice.settings.device = workbench().device();
        workbench().runs.launch([choice](Project& project) {
            return draftEmbed(project, choice.settings, choice.captions, choice.captioner);
        });
    });
    openInProject(project(), dialog);
}

void EmbeddingsPage::tagSelected() {
    const auto images = selectedImages();
    if (images.isEmpty()) return;
    QStringList tags;
    for (const auto& use : m_facts.counts.tags) tags.append(QString::fromStdString(use.name));
    auto* dialog = new QInputDialog(window());
    dialog->setWindowTitle(tr("Tag"));
    dialog->setLabelText(tr("Tag of %n image(s)", nullptr, static_cast<int>(images.size())));
    dialog->setComboBoxItems(tags);
    dialog->setComboBoxEditable(true);
    dialog->setTextValue({});
    connect(dialog, &QInputDialog::textValueSelected, this, [this, images = toIds(images)](const QString& text) {
        const QString tag = text.trimmed();
        if (tag.isEmpty()) return;
        project().write(
            this, Change::Tags,
            [tag = tag.toStdString(), images](Session& session) { session.project().tags().add(tag, images); }, [] {}, {},
            TaskThread::Priority::Urgent);
    });
    openInProject(project(), dialog);
}

void EmbeddingsPage::generateSelected() {
    const auto images = selectedImages();
    if (images.isEmpty()) return;
    // One selected image would make the dialog fall back to all that are shown: here it is the selection either way.
    auto* dialog = new GenerateDialog(images, images, m_facts, workbench().settings, window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        JobSettings settings;
        const auto choice = dialog->choice();
        settings.device = workbench().device();
        settings.images.ids = toIds(choice.images);
        settings.options = choice.options;
        settings.seed = QRandomGenerator::global()->generate();
        workbench().runs.launch([settings, choice](Project& project) {
            return draftGenerate(project, settings, choice.decoding, choice.captions, choice.prompt.toStdString(),
                                 choice.captioner);
        });
    });
    openInProject(project(), dialog);
}

}  // namespace attune
