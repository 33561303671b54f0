#include "workbench/library/image_inspector.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <map>
#include <set>

#include "session/current_model.h"
#include "widgets/caption_words.h"
#include "widgets/curve_plot.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/image_view.h"
#include "widgets/tag_bar.h"
#include "widgets/theme.h"
#include "widgets/whole_rows_area.h"
#include "workbench/library/caption_list.h"
#include "workbench/library/find_pictures.h"
#include "workbench/library/library_facts.h"
#include "workbench/project_dialog.h"
#include "workbench/save_export.h"
#include "workbench/shown_picture.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

constexpr int kSoonMs = 40;

}  // namespace

struct ImageInspector::Facts {
    ImageDetail detail;
    QString path;
    bool missing = false;
    Id rewardModel = 0;
    QStringList knownTags;
};

ImageInspector::ImageInspector(Workbench& workbench, QWidget* parent) : QWidget(parent), m_workbench(workbench) {
    m_empty = new EmptyState(this);
    m_empty->setContent({}, tr("No image is selected"), tr("Select one to see it here with its captions, rewards and ratings."));
    m_picture = new ImageView(this);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_picture);
    m_splitter->addWidget(makeDetails());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->restoreState(workbench.settings.value(QStringLiteral("library/inspector")).toByteArray());
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_splitter);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &ImageInspector::read);
    connect(m_tags, &TagBar::tagAdded, this, [this](const QString& tag) { setTag(tag, true); });
    connect(m_tags, &TagBar::tagRemoved, this, [this](const QString& tag) { setTag(tag, false); });
    connect(m_captions, &CaptionList::wordHovered, this, &ImageInspector::showWord);
    connect(m_rounds, &CurvePlot::exportRequested, this,
            [this](const QString& name, const ExportPaint& paint) { savePainted(this, m_workbench, name, paint); });
}

ImageInspector::~ImageInspector() {
    m_workbench.settings.setValue(QStringLiteral("library/inspector"), m_splitter->saveState());
}

QWidget* ImageInspector::makeDetails() {
    auto* details = new QWidget(this);
    m_name = new ElidedLabel(details);
    m_name->setElideMode(Qt::ElideMiddle);
    theme::makeTitle(m_name, theme::Text::Body);
    m_about = new QLabel(details);
    m_about->setWordWrap(true);
    theme::makeQuiet(m_about);
    m_find = new QPushButton(theme::icon(QStringLiteral("edit-find")), tr("Find it..."), details);
    auto* places = new QMenu(m_find);
    places->addAction(tr("Choose the &folder..."), this, [this] { choosePlace(true); });
    places->addAction(tr("Choose the f&ile..."), this, [this] { choosePlace(false); });
    m_find->setMenu(places);
    const auto& finding = FindPictures::of(m_workbench);
    connect(&finding, &FindPictures::progressed, this, &ImageInspector::updateFind);
    connect(&finding, &FindPictures::ended, this, &ImageInspector::updateFind);
    updateFind();
    m_tags = new TagBar(details);
    m_prompt = new QLabel(details);
    m_prompt->setWordWrap(true);
    m_prompt->setTextFormat(Qt::PlainText);
    theme::makeQuiet(m_prompt);
    m_captions = new CaptionList(details);
    m_rounds = new CurvePlot(details);
    m_rounds->setTitle(tr("Reward over rounds"));
    m_rounds->setAxisLabels(tr("Round"), QString());
    m_rounds->setSmoothing(0);
    m_rounds->setWheelNeedsControl(true);
    m_rounds->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* rows = new QVBoxLayout(details);
    rows->setContentsMargins(0, theme::kGrid, 0, theme::kGrid);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(m_name);
    rows->addWidget(m_about);
    rows->addWidget(m_find, 0, Qt::AlignLeft);
    rows->addWidget(m_tags);
    rows->addWidget(m_prompt);
    rows->addWidget(m_captions);
    rows->addWidget(m_rounds);
    rows->addStretch();
    m_scroll = new WholeRowsArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(details);
    // All ends where the picture ends, or clear of the bar.
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, rows,
            [rows](int, int most) { rows->setContentsMargins(0, theme::kGrid, most > 0 ? theme::kGrid : 0, theme::kGrid); });
    return m_scroll;
}

void ImageInspector::showImage(qint64 image) {
    if (image == m_image) return;
    m_image = std::max<qint64>(image, 0);
    if (m_image == 0) {
        m_shown = 0;
        ++m_request;
        m_soon.stop();
        m_path.clear();
        m_picture->clear();
        m_captions->clear();
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_soon.start();
}

void ImageInspector::refresh() {
    if (m_image > 0) m_soon.start();
}

void ImageInspector::read() {
    const int request = ++m_request;
    m_workbench.project.read(
        this,
        [image = m_image](Project& project) {
            Facts facts;
            facts.detail = project.detail(image);
            facts.path = QString::fromStdString(project.resolve(facts.detail.image.path).string());
            facts.missing = !QFileInfo::exists(facts.path);
            if (const auto reward = currentModel(project, "reward")) facts.rewardModel = reward->id;
            for (const auto& use : project.tags().list()) facts.knownTags.append(QString::fromStdString(use.name));
            return facts;
        },
        [this, request](const Facts& facts) {
            if (request == m_request) take(facts);
        });
}

void ImageInspector::take(const Facts& facts) {
    const ImageRecord& image = facts.detail.image;
    const bool sameImage = m_shown == image.id && m_path == facts.path;
    m_shown = image.id;
    m_stack->setCurrentWidget(m_splitter);
    const QFileInfo file(facts.path);
    m_name->setText(file.fileName());
    m_name->setToolTip(facts.path);
    //: width, height and split of a picture
    m_about->setText(tr("%1 × %2 pixels, %3")
                         .arg(image.width)
                         .arg(image.height)
                         .arg(splitText(QString::fromStdString(image.split))));
    m_find->setVisible(facts.missing);
    updateFind();
    QStringList tags;
    for (const auto& tag : facts.detail.tags) tags.append(QString::fromStdString(tag));
    m_tags->setSuggestions(facts.knownTags);
    m_tags->setTags(tags);
    m_tags->setReadOnly(m_workbench.project.isReadOnly());
    std::set<std::string> prompts;
    for (const auto& caption : facts.detail.captions)
        if (!caption.prompt.empty()) prompts.insert(caption.prompt);
    QStringList lines;
    for (const auto& prompt : prompts) lines.append(tr("Prompt: %1").arg(QString::fromStdString(prompt)));
    m_prompt->setText(lines.join(QLatin1Char('\n')));
    m_prompt->setVisible(!lines.isEmpty());
    m_captions->show(facts.detail, facts.rewardModel, m_workbench.settings.rater().toStdString());
    showRounds(facts.detail, facts.rewardModel);
    if (!sameImage) m_scroll->ensureVisible(0, 0);
    m_path = facts.path;
    if (facts.missing) {
        m_picture->setError(tr("The image's file is missing. It was moved, renamed or deleted: %1").arg(facts.path));
    } else if (!sameImage || m_picture->image().isNull()) {
        m_picture->setDescription(m_name->text());
        showPicture(m_workbench, m_picture, m_path, [this, path = m_path] { return path == m_path; });
    }
}

void ImageInspector::showRounds(const ImageDetail& detail, Id rewardModel) {
    std::map<int, std::pair<double, int>> rounds;
    for (const auto& caption : detail.captions)
        for (const auto& score : caption.rewards)
            if (score.modelId == rewardModel && caption.caption.source == CaptionSource::Model) {
                rounds[caption.round].first += score.mean;
                ++rounds[caption.round].second;
            }
    m_rounds->clear();
    m_rounds->setVisible(rounds.size() > 1);
    if (rounds.size() < 2) return;
    const QString key = QStringLiteral("reward");
    m_rounds->setSeries(key, {tr("Mean reward of the captions"), {}, 0});
    QVector<QPointF> points;
    for (const auto& [round, sum] : rounds) points.append({static_cast<double>(round), sum.first / sum.second});
    m_rounds->append(key, points);
}

void ImageInspector::updateFind() {
    const bool searching = FindPictures::of(m_workbench).isRunning();
    m_find->setEnabled(!searching && !m_workbench.project.isReadOnly());
    m_find->setToolTip(searching ? tr("Missing images are being looked for already.")
                                 : tr("Say where the images lie now; they are known again by their contents."));
}

void ImageInspector::choosePlace(bool folder) {
    auto* dialog = new QFileDialog(window(), folder ? tr("Where are the images now?") : tr("Where is the image now?"));
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &FindPictures::of(m_workbench), &FindPictures::start);
    openInProject(m_workbench.project, dialog);
}

void ImageInspector::setTag(const QString& tag, bool on) {
    m_workbench.project.write(
        this, Change::Tags,
        [tag = tag.toStdString(), image = m_shown, on](Session& session) {
            on ? session.project().tags().add(tag, {image}) : session.project().tags().remove(tag, {image});
        },
        [] {}, {}, TaskThread::Priority::Urgent);
}

void ImageInspector::showWord(const CaptionRecord& caption, int word) {
    showAttention(m_workbench, m_picture, caption, caption.attention.empty() ? -1 : word, [this, word, image = m_shown] {
        // The pointer may be on another word, or on none, by now.
        const auto list = m_captions->words();
        return image == m_shown && std::any_of(list.begin(), list.end(), [word](const CaptionWords* words) {
            return words->hoveredWord() == word;
        });
    });
}

}  // namespace attune
