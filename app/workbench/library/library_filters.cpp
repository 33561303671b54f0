#include "workbench/library/library_filters.h"

#include <QComboBox>
#include <QDoubleValidator>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include "widgets/chip.h"
#include "widgets/duration_text.h"
#include "widgets/theme.h"
#include "widgets/thumbnail_grid.h"
#include "workbench/library/library_facts.h"
#include "workbench/settings.h"

namespace attune {

namespace {

/// Of what stands behind the filters in a row with them: enough for any count, a list's name and the size.
constexpr int kResultRoom = theme::kGrid * 80;

/// Puts the entries behind the first one ("all"), and chooses again what was chosen.
void refill(QComboBox* choice, const QVector<std::pair<QString, QString>>& entries) {
    const QSignalBlocker quiet(choice);
    const QVariant chosen = choice->currentData();
    while (choice->count() > 1) choice->removeItem(choice->count() - 1);
    for (const auto& [text, value] : entries) choice->addItem(text, value);
    choice->setCurrentIndex(std::max(0, choice->findData(chosen)));
}

/// Chooses the entry of this value, which may come to the list only later.
void choose(QComboBox* choice, const QVariant& value) {
    const QSignalBlocker quiet(choice);
    if (choice->findData(value) < 0 && !value.toString().isEmpty()) choice->addItem(value.toString(), value);
    choice->setCurrentIndex(std::max(0, choice->findData(value)));
}

std::optional<double> numberOf(const QLineEdit* field) {
    bool valid = false;
    const double value = field->locale().toDouble(field->text().trimmed(), &valid);
    return valid ? std::optional(value) : std::nullopt;
}

}  // namespace

LibraryFilters::LibraryFilters(Settings& settings, QWidget* parent) : QWidget(parent), m_settings(settings) {
    m_rows = new QVBoxLayout(this);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(theme::kGrid);
    m_rows->addLayout(m_choices = makeFilters());
    m_rows->addLayout(m_found = makeResult());
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kDebounceMs);
    connect(&m_debounce, &QTimer::timeout, this, &LibraryFilters::filterChanged);
    // Only now: filling a list chooses, too.
    for (QComboBox* choice : {m_rated, m_split, m_tag, m_order})
        connect(choice, &QComboBox::currentIndexChanged, this, &LibraryFilters::filterChanged);
    connect(m_descending, &QToolButton::toggled, this, &LibraryFilters::filterChanged);
    connect(m_order, &QComboBox::activated, this,
            [this] { m_settings.setValue(QStringLiteral("library/order"), m_order->currentData()); });
    connect(m_descending, &QToolButton::clicked, this,
            [this](bool on) { m_settings.setValue(QStringLiteral("library/descending"), on); });
}

QHBoxLayout* LibraryFilters::makeFilters() {
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search captions and file names"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setToolTip(tr("Finds images of which one caption, or the file name, holds all these words."));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(theme::kGrid * 20);
    m_search->addAction(theme::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_debounce.start(); });

    m_rated = makeChoice(tr("Rated"), tr("Whether anybody has decided on a caption of the image."));
    m_rated->addItem(tr("Rated or not"), static_cast<int>(RatedFilter::Any));
    m_rated->addItem(tr("Rated"), static_cast<int>(RatedFilter::Rated));
    m_rated->addItem(tr("Unrated"), static_cast<int>(RatedFilter::Unrated));
    m_split = makeChoice(tr("Split"), tr("What the images are for: to learn from, to check on, or to judge with."));
    m_split->addItem(tr("All splits"), QString());
    m_tag = makeChoice(tr("Tag"), tr("Only images with this tag."));
    m_tag->addItem(tr("All tags"), QString());
    m_rewardLabel = new QLabel(tr("Reward"), this);
    m_rewardMin = makeBound(tr("Lowest reward"), tr("from"));
    m_rewardMax = makeBound(tr("Highest reward"), tr("to"));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_rewardLabel, m_rewardMin, m_rewardMax}) widget->hide();

    auto* sort = new QLabel(tr("&Order"), this);
    m_order = makeChoice(tr("Order"), tr("The order of the images; those without a reward or rating come last."));
    m_order->addItem(tr("Added"), static_cast<int>(ImageOrder::Added));
    m_order->addItem(tr("Name"), static_cast<int>(ImageOrder::Name));
    m_order->addItem(tr("Rating"), static_cast<int>(ImageOrder::Rating));
    m_order->setCurrentIndex(
        std::max(0, m_order->findData(m_settings.value(QStringLiteral("library/order"), 0))));
    sort->setBuddy(m_order);
    m_descending = new QToolButton(this);
    m_descending->setCheckable(true);
    m_descending->setAutoRaise(true);
    m_descending->setIcon(theme::icon(QStringLiteral("view-sort-descending")));
    m_descending->setToolTip(tr("Descending: the last, highest or newest first."));
    m_descending->setAccessibleName(tr("Descending order"));
    m_descending->setChecked(m_settings.value(QStringLiteral("library/descending"), false).toBool());

    auto* row = new QHBoxLayout;
    row->setSpacing(theme::kGrid);
    m_search->setMaximumWidth(theme::kGrid * 80);
    row->addWidget(m_search, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_rated, m_split, m_tag, m_rewardLabel, m_rewardMin, m_rewardMax})
        row->addWidget(widget);
    row->addSpacing(theme::kGrid);
    for (QWidget* widget : std::initializer_list<QWidget*>{sort, m_order, m_descending}) row->addWidget(widget);
    row->addStretch();
    return row;
}

/// One row where there is room for all of it, whatever the search finds: the grid must not jump as one types.
void LibraryFilters::arrange() {
    const bool isOneRow = m_choices->indexOf(m_found) >= 0;
    int choices = m_choices->sizeHint().width() - m_search->sizeHint().width() + m_search->maximumWidth();
    if (isOneRow) choices -= m_found->sizeHint().width() + m_choices->spacing();
    const bool fits = choices + kResultRoom <= width();
    if (fits == isOneRow) return;
    QBoxLayout* from = isOneRow ? static_cast<QBoxLayout*>(m_choices) : m_rows;
    QBoxLayout* to = fits ? static_cast<QBoxLayout*>(m_choices) : m_rows;
    from->removeItem(m_found);
    m_found->setContentsMargins(fits ? theme::kGrid : 0, 0, 0, 0);
    to->insertLayout(fits ? to->count() - 1 : to->count(), m_found);  // before the stretch
}

void LibraryFilters::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

QHBoxLayout* LibraryFilters::makeResult() {
    m_result = new QLabel(this);
    m_result->setObjectName(QStringLiteral("result"));
    theme::makeQuiet(m_result, theme::Text::Body);
    m_listed = new Chip({}, Chip::Kind::Removable, this);
    m_listed->setObjectName(QStringLiteral("listed"));
    m_listed->setToolTip(tr("Go back to all images."));
    m_reset = new Chip(tr("Reset filters"), Chip::Kind::Removable, this);
    m_reset->setObjectName(QStringLiteral("reset"));
    m_reset->setToolTip(tr("Show images whatever their captions, ratings, splits, tags and rewards."));
    for (Chip* chip : {m_listed, m_reset}) chip->hide();
    connect(m_listed, &Chip::removeRequested, this, &LibraryFilters::listLeft);
    connect(m_listed, &Chip::clicked, this, &LibraryFilters::listLeft);
    connect(m_reset, &Chip::removeRequested, this, &LibraryFilters::reset);
    connect(m_reset, &Chip::clicked, this, &LibraryFilters::reset);
    m_size = new QSlider(Qt::Horizontal, this);
    m_size->setRange(ThumbnailGrid::kSmallest, ThumbnailGrid::kLargest);
    m_size->setPageStep(theme::kGrid * 4);
    m_size->setFixedWidth(theme::kGrid * 16);
    m_size->setEnabled(false);
    m_size->setAccessibleName(tr("Size of the thumbnails"));
    m_size->setToolTip(tr("Size of the thumbnails; Ctrl and the wheel over the grid do the same."));
    connect(m_size, &QSlider::valueChanged, this, &LibraryFilters::thumbnailSizeChanged);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::kGrid);
    row->addWidget(m_result);
    row->addWidget(m_listed);
    row->addWidget(m_reset);
    // With the grid, not over the picture beside it.
    row->addWidget(m_size);
    row->addStretch();
    return row;
}

QComboBox* LibraryFilters::makeChoice(const QString& name, const QString& tip) {
    auto* choice = new QComboBox(this);
    choice->setAccessibleName(name);
    choice->setToolTip(tip);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice->setMaximumWidth(theme::kGrid * 26);
    return choice;
}

QLineEdit* LibraryFilters::makeBound(const QString& name, const QString& placeholder) {
    auto* field = new QLineEdit(this);
    auto* validator = new QDoubleValidator(field);
    validator->setNotation(QDoubleValidator::StandardNotation);
    field->setValidator(validator);
    field->setPlaceholderText(placeholder);
    field->setAccessibleName(name);
    field->setToolTip(tr("Of the image's best caption, by the current reward model. Empty: no bound."));
    field->setAlignment(Qt::AlignRight);
    field->setFixedWidth(theme::kGrid * 7);
    connect(field, &QLineEdit::textChanged, this, [this] { m_debounce.start(); });
    return field;
}

ImageQuery LibraryFilters::query() const {
    ImageQuery query;
    query.text = m_search->text().trimmed().toStdString();
    query.rated = static_cast<RatedFilter>(m_rated->currentData().toInt());
    query.split = m_split->currentData().toString().toStdString();
    query.tag = m_tag->currentData().toString().toStdString();
    query.order = static_cast<ImageOrder>(m_order->currentData().toInt());
    query.descending = m_descending->isChecked();
    if (m_hasScores) {
        query.rewardMin = numberOf(m_rewardMin);
        query.rewardMax = numberOf(m_rewardMax);
    }
    if (query.order == ImageOrder::Reward || query.rewardMin || query.rewardMax) query.rewardModel = m_rewardModel;
    return query;
}

bool LibraryFilters::isFiltered() const {
    const ImageQuery q = query();
    return !q.text.empty() || q.rated != RatedFilter::Any || !q.split.empty() || !q.tag.empty() || q.rewardMin || q.rewardMax;
}

void LibraryFilters::setFacts(const LibraryFacts& facts) {
    QVector<std::pair<QString, QString>> splits, tags;
    for (const char* split : {"train", "validation", "test"}) {
        const auto at = facts.counts.splits.find(split);
        if (at == facts.counts.splits.end() || at->second == 0) continue;
        //: a split or tag, and how many images have it
        splits.append({tr("%1 (%2)").arg(splitText(QLatin1String(split)), countText(at->second)), QLatin1String(split)});
    }
    for (const auto& tag : facts.counts.tags) {
        const QString name = QString::fromStdString(tag.name);
        tags.append({tr("%1 (%2)").arg(name, countText(tag.images)), name});
    }
    refill(m_split, splits);
    refill(m_tag, tags);
    m_tag->setVisible(!tags.isEmpty());
    m_rewardModel = facts.rewardModel;
    m_hasScores = facts.hasScores;
    m_rewardLabel->setToolTip(facts.rewardName);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_rewardLabel, m_rewardMin, m_rewardMax})
        widget->setVisible(m_hasScores);
    const int reward = static_cast<int>(ImageOrder::Reward);
    const int at = m_order->findData(reward);
    if (m_hasScores && at < 0) {
        const QSignalBlocker quiet(m_order);
        m_order->insertItem(2, tr("Reward"), reward);
        if (m_settings.value(QStringLiteral("library/order")).toInt() == reward) m_order->setCurrentIndex(2);
    } else if (!m_hasScores && at >= 0) {
        const QSignalBlocker quiet(m_order);
        // The choice goes back to the first: Qt takes whichever follows.
        if (m_order->currentIndex() == at) m_order->setCurrentIndex(0);
        m_order->removeItem(at);
    }
    m_reset->setVisible(isFiltered());
    arrange();
}

void LibraryFilters::setResult(qint64 shown, qint64 total, int selected) {
    const QString images = shown == total ? tr("%n image(s)", nullptr, static_cast<int>(total)) : countOfText(shown, total);
    m_result->setText(selected > 1 ? tr("%1, %2 selected").arg(images, countText(selected)) : images);
    m_size->setEnabled(shown > 0);
}

void LibraryFilters::setListed(const QString& what) {
    m_listed->setText(what);
    m_listed->setVisible(!what.isEmpty());
}

QString LibraryFilters::listed() const { return m_listed->text(); }

QVariantMap LibraryFilters::state() const {
    return {{QStringLiteral("text"), m_search->text()},          {QStringLiteral("rated"), m_rated->currentData()},
            {QStringLiteral("split"), m_split->currentData()},   {QStringLiteral("tag"), m_tag->currentData()},
            {QStringLiteral("lowest"), m_rewardMin->text()},     {QStringLiteral("highest"), m_rewardMax->text()}};
}

void LibraryFilters::restore(const QVariantMap& state) {
    const auto fill = [&state](QLineEdit* field, const char* key) {
        const QSignalBlocker quiet(field);
        field->setText(state.value(QLatin1String(key)).toString());
    };
    fill(m_search, "text");
    fill(m_rewardMin, "lowest");
    fill(m_rewardMax, "highest");
    choose(m_rated, state.value(QStringLiteral("rated")));
    choose(m_split, state.value(QStringLiteral("split")));
    choose(m_tag, state.value(QStringLiteral("tag")));
    m_reset->setVisible(isFiltered());
}

void LibraryFilters::setThumbnailSize(int side) {
    const QSignalBlocker quiet(m_size);
    m_size->setValue(side);
}

void LibraryFilters::clear() {
    const QSignalBlocker quiet[] = {QSignalBlocker(m_search),    QSignalBlocker(m_rated), QSignalBlocker(m_split),
                                    QSignalBlocker(m_tag),       QSignalBlocker(m_rewardMin),
                                    QSignalBlocker(m_rewardMax)};
    for (QLineEdit* field : {m_search, m_rewardMin, m_rewardMax}) field->clear();
    for (QComboBox* choice : {m_rated, m_split, m_tag}) choice->setCurrentIndex(0);
    m_debounce.stop();
    m_reset->hide();
}

void LibraryFilters::reset() {
    clear();
    filterChanged();
}

void LibraryFilters::filterChanged() {
    m_debounce.stop();
    m_reset->setVisible(isFiltered());
    Q_EMIT changed();
}

}  // namespace attune
