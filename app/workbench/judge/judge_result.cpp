#include "workbench/judge/judge_result.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>
#include <utility>

#include "widgets/action_registry.h"
#include "widgets/fit_plot.h"
#include "widgets/image_view.h"
#include "widgets/number_text.h"
#include "widgets/section.h"
#include "widgets/theme.h"
#include "widgets/value_table.h"
#include "workbench/action_button.h"
#include "workbench/judge/judge_words.h"
#include "workbench/model_words.h"
#include "workbench/save_export.h"
#include "workbench/sentences.h"
#include "workbench/shown_picture.h"

namespace attune {

namespace {

constexpr int kPictureWidth = theme::kGrid * 44;
constexpr int kDecimals = 3;  ///< of metrics

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// "−0.021 to 0.034", with up to six decimals where fewer show both bounds alike; empty where it is not known.
QString intervalText(const std::optional<Interval>& interval) {
    if (!interval) return {};
    QString low, high;
    for (int decimals = kDecimals; decimals <= 6 && low == high; ++decimals) {
        low = numberText(interval->low, decimals);
        high = numberText(interval->high, decimals);
        if (interval->low == interval->high) break;
    }
    return JudgeResult::tr("%1 to %2").arg(low, high);
}

/// Of the values as they are shown: who subtracts what stands there comes to the same. Empty where one is missing.
QString differenceText(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return {};
    const auto shown = [](double value) { return QString::number(value, 'f', kDecimals).toDouble(); };
    return numberText(shown(b) - shown(a), kDecimals);
}

}  // namespace

JudgeResult::JudgeResult(Workbench& workbench, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent), m_workbench(workbench) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2);
    rows->setSpacing(theme::kGrid * 3);
    rows->addWidget(makeHead(actions));
    rows->addWidget(makeMetrics(), 2);
    rows->addWidget(makeWorse(actions), 3);
}

QWidget* JudgeResult::makeHead(ActionRegistry& actions) {
    auto* head = new QWidget(this);
    m_names = plainLabel(head);
    theme::makeQuiet(m_names, theme::Text::Body);
    m_sentence = plainLabel(head);
    theme::makeTitle(m_sentence);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_meaning = plainLabel(head);
    m_counts = plainLabel(head);
    theme::makeQuiet(m_counts);
    auto* words = new QVBoxLayout;
    words->setSpacing(theme::kGrid / 2);
    for (QLabel* label : {m_names, m_sentence, m_meaning, m_counts}) words->addWidget(label);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGrid);
    row->addLayout(words, 1);
    m_continue = makeActionButton(actions.action(QStringLiteral("judge.continue")), head);
    row->addWidget(m_continue, 0, Qt::AlignTop);
    row->addWidget(makeActionButton(actions.action(QStringLiteral("judge.new")), head), 0, Qt::AlignTop);
    return head;
}

QWidget* JudgeResult::makeMetrics() {
    auto* section = new Section(tr("Metrics"), this);
    m_measured = plainLabel(section);
    theme::makeQuiet(m_measured);
    m_metricTable = new ValueTable(section);
    m_metricTable->setAccessibleName(tr("Metrics"));
    m_metricTable->setColumns({{tr("Metric"), TableColumn::Kind::Text},
                               {QStringLiteral("A"), TableColumn::Kind::Real, kDecimals},
                               {QStringLiteral("B"), TableColumn::Kind::Real, kDecimals},
                               {tr("B \u2212 A"), TableColumn::Kind::Real, kDecimals},
                               {tr("Better"), TableColumn::Kind::Text, 0, tr("Where higher is better: whose value is higher.")},
                               {tr("B \u2212 A, 95 %"), TableColumn::Kind::Real, kDecimals,
                                tr("Between these the difference lies with 95 % confidence (paired bootstrap over the images). "
                                   "An interval that holds 0 decides nothing.")}});
    m_metricTable->setEmptyText(tr("Neither captioner was evaluated"));
    m_bars = new BarPlot(section);
    m_bars->setEmptyText(tr("No metrics yet"));
    m_bars->setTitle(tr("Metrics between 0 and 1"));
    connect(m_bars, &ReportPlot::exportRequested, this,
            [this](const QString& name, const ExportPaint& paint) { savePainted(this, m_workbench, name, paint); });
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::kGrid * 2);
    row->addWidget(m_metricTable, 3);
    row->addWidget(m_bars, 2);
    section->body()->addWidget(m_measured);
    section->body()->addLayout(row, 1);
    return section;
}

QWidget* JudgeResult::makeWorse(ActionRegistry& actions) {
    m_worse = new Section(tr("Images that got worse"), this);
    m_worse->addToHeader(makeActionButton(actions.action(QStringLiteral("judge.rate_worse")), m_worse));
    m_worseTable = new ValueTable(m_worse);
    m_worseTable->setAccessibleName(tr("Images that got worse"));
    const QString fall = tr("B's value less A's");
    m_worseTable->setColumns({{tr("Caption of A"), TableColumn::Kind::Text},
                              {tr("Caption of B"), TableColumn::Kind::Text},
                              {tr("Gold, B \u2212 A"), TableColumn::Kind::Real, 3, fall},
                              {tr("Reward, B \u2212 A"), TableColumn::Kind::Real, 3, fall},
                              {tr("Judged"), TableColumn::Kind::Text}});
    m_worseTable->setEmptyText(tr("None is known to have got worse"));
    m_picture = new ImageView(m_worse);
    m_captionA = plainLabel(m_worse);
    m_captionB = plainLabel(m_worse);
    m_look = new QWidget(m_worse);
    m_look->setFixedWidth(kPictureWidth);
    auto* look = new QVBoxLayout(m_look);
    look->setContentsMargins(0, 0, 0, 0);
    look->setSpacing(theme::kGrid / 2);
    look->addWidget(m_picture, 1);
    look->addWidget(m_captionA);
    look->addWidget(m_captionB);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::kGrid * 2);
    row->addWidget(m_worseTable, 1);
    row->addWidget(m_look);
    m_worse->body()->addLayout(row, 1);
    connect(m_worseTable, &ValueTable::currentIdChanged, this, [this](const QVariant& id) { showWorse(id.toLongLong()); });
    connect(m_worseTable, &ValueTable::activated, this,
            [this](const QVariant& id) { Q_EMIT m_workbench.imageWanted(id.toLongLong()); });
    return m_worse;
}

void JudgeResult::showTally(const JudgeMatch& match, const JudgeTally& tally, bool complete) {
    m_continue->setVisible(!complete);
    m_judged = tally.trials();
    m_names->setText(tr("A is %1, B is %2.").arg(modelName(match.modelA), modelName(match.modelB)));
    m_sentence->setText(resultText(tally));
    m_meaning->setText(joinSentences({meaningText(tally), complete ? QString() : tr("Some pairs are still open.")}));
    m_counts->setText(countsText(tally));
}

void JudgeResult::showMetrics(const JudgeMetrics& metrics, bool measuring) {
    if (metrics.runB == 0)
        m_measured->setText(measuring ? tr("Both are being measured.") : QString());
    else if (metrics.sameImages)
        m_measured->setText(tr("Runs %1 and %2, both on the same %n image(s).", nullptr, static_cast<int>(metrics.images))
                                .arg(metrics.runA)
                                .arg(metrics.runB));
    else
        m_measured->setText(tr("Runs %1 and %2 measured on different images or in different ways: compare with care.")
                                .arg(metrics.runA)
                                .arg(metrics.runB));
    // History shows sampled captions where there are some: the same runs have other figures there. And who sees a win rate of
    // twelve pairs above takes the metrics to be of those.
    if (metrics.runB != 0) {
        const QString way = metrics.sampled ? tr("The captions were sampled.") : tr("The captions were written greedily.");
        const QString judged = m_judged > 0 ? tr("The win rate is of %n judged pair(s).", nullptr, m_judged) : QString();
        m_measured->setText(joinSentences({m_measured->text(), way, judged}));
    }
    m_measured->setVisible(!m_measured->text().isEmpty());
    QList<TableRow> rows;
    QVector<NamedBar> a, b;
    for (const auto& metric : metrics.metrics) {
        QString better;
        if (metric.higherIsBetter && metric.a != metric.b)
            better = metric.b > metric.a ? QStringLiteral("B") : metric.a > metric.b ? QStringLiteral("A") : QString();
        //: a metric of which more is better; the arrow says so
        const QString name = metric.higherIsBetter ? tr("%1 \u2191").arg(metric.name) : metric.name;
        TableRow row{static_cast<int>(rows.size()),
                     {name, metric.a, metric.b, metric.b - metric.a, better, intervalText(metric.difference)}};
        row.texts = {{}, {}, {}, differenceText(metric.a, metric.b)};
        rows.append(row);
        if (!metric.isShare) continue;
        a.append({metric.name, metric.a});
        b.append({metric.name, metric.b});
    }
    m_metricTable->setRows(rows);
    m_bars->setGroups({QStringLiteral("A"), QStringLiteral("B")}, {a, b});
    m_bars->setVisible(!a.isEmpty());

    m_images = metrics.worse;
    rows.clear();
    for (const auto& one : m_images)
        rows.append({QVariant::fromValue<qlonglong>(one.image),
                     {one.captionA, one.captionB, one.gold, one.reward, one.lost ? tr("A is better") : QString()}});
    m_worseTable->setRows(rows);
    if (!rows.isEmpty() && m_kept > 0) m_worseTable->selectId(QVariant::fromValue<qlonglong>(std::exchange(m_kept, 0)));
    //: %n is how many are listed
    m_worse->setTitle(rows.isEmpty() ? tr("Images that got worse")
                                     : tr("Images that got worse: %n", nullptr, static_cast<int>(rows.size())));
    m_look->setVisible(!rows.isEmpty());
    if (rows.isEmpty()) return;
    if (!m_worseTable->currentId().isValid()) m_worseTable->selectId(rows.front().id);
    // The row may be that of another match, of the same number.
    showWorse(worseImage());
}

void JudgeResult::showWorse(qint64 image) {
    for (const auto& one : m_images) {
        if (one.image != image) continue;
        m_captionA->setText(tr("A: %1").arg(one.captionA));
        m_captionB->setText(tr("B: %1").arg(one.captionB));
        m_picture->setDescription(one.name);
        showPicture(m_workbench, m_picture, one.path,
                    [this, image] { return m_worseTable->currentId().toLongLong() == image; });
    }
}

qint64 JudgeResult::worseImage() const { return m_worseTable->currentId().toLongLong(); }

QVector<qint64> JudgeResult::worseImages() const {
    QVector<qint64> images;
    for (const auto& id : m_worseTable->selectedIds()) images.append(id.toLongLong());
    // One row is selected by merely looking at it.
    if (images.size() > 1) return images;
    images.clear();
    for (const auto& one : m_images) images.append(one.image);
    return images;
}

}  // namespace attune
