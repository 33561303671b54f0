#include "workbench/reward/reward_report_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/duration_text.h"
#include "widgets/figure_row.h"
#include "widgets/fit_plot.h"
#include "widgets/number_text.h"
#include "widgets/section.h"
#include "widgets/theme.h"
#include "widgets/value_table.h"
#include "workbench/decision_counts.h"
#include "workbench/reward/pair_disagreements.h"
#include "workbench/reward/reward_figures.h"
#include "workbench/sentences.h"
#include "workbench/training/spearman.h"

namespace attune {

namespace {

constexpr int kWorst = 50;

/// A modality of the report in the rater's words.
QString partName(const std::string& modality) {
    if (modality == "image") return RewardReportView::tr("image");
    if (modality == "text") return RewardReportView::tr("caption");
    if (modality == "attention") return RewardReportView::tr("where the captioner looks");
    if (modality == "prompt") return RewardReportView::tr("what was asked");
    if (modality == "both") return RewardReportView::tr("image and caption together");
    return QString::fromStdString(modality);
}

/// What tuning the captioner below the reward came to; nothing where it was not asked for.
QString trunkText(const Json& trunk) {
    if (!trunk.is_object()) return {};
    const auto pairsText = [&](const char* side) {
        const auto share = pairAccuracyOf(optional<Json>(trunk, side, Json::object()));
        return share ? percentText(*share) : QStringLiteral("–");
    };
    const auto rankText = [&](const char* side) { return spearmanText(optional<Json>(trunk, side, Json::object())); };
    const QString what =
        RewardReportView::tr("Tuning its captioner (%1) took the rank correlation from %2 to %3 and the right pairs from %4 to %5, on "
                             "captions that neither it nor the reward learnt from.")
            .arg(QString::fromStdString(optional<std::string>(trunk, "kind", {})), rankText("frozen"), rankText("tuned"),
                 pairsText("frozen"), pairsText("tuned"));
    if (optional<bool>(trunk, "kept", false)) return what;
    return RewardReportView::tr("%1 That is no better by its loss, so that the captioner stays as it was.").arg(what);
}

/// Whether the figures are of what the training was steered by; empty where the report does not say.
QString selectionText(const Json& report) {
    const auto selection = optional<std::string>(report, "selection", {});
    if (selection == "same")
        return RewardReportView::tr("These figures are somewhat optimistic: the same held-out judgements decided when the training "
                                    "stopped.");
    if (selection == "apart")
        return RewardReportView::tr("Measured on ratings that training never saw. The reward model that was kept may score slightly "
                                    "differently.");
    return {};
}

/// What it learnt from, and whose judgements those were.
QString learntText(const Json& report, const ReportOrigin& origin) {
    QStringList sentences{RewardReportView::tr("Learnt from %1 and %2.")
                              .arg(ratingsText(optional<std::int64_t>(report, "ratings", 0)),
                                   comparisonsText(optional<std::int64_t>(report, "comparisons", 0)))};
    if (origin.simulated > 0 && origin.simulated == origin.decisions)
        sentences.append(RewardReportView::tr("All of them came from the simulated rater."));
    else if (origin.simulated > 0)
        sentences.append(RewardReportView::tr("%Ln of them came from the simulated rater.", nullptr, origin.simulated));
    return joinSentences(sentences);
}

QString gatesText(const Json& report) {
    QStringList gates;
    const auto weights = optional<Json>(report, "gates", Json::object());
    for (const auto& [name, value] : weights.items())
        gates.append(RewardReportView::tr("%1 %2", "a part of the reward and its weight")
                         .arg(partName(name), numberText(value.get<double>(), 2)));
    if (gates.isEmpty()) return {};
    const QString all = gates.join(RewardReportView::tr(", ", "between the items of a list"));
    return RewardReportView::tr("Its gates weigh: %1.").arg(all);
}

QString ratersText(const Json& report) {
    QStringList sentences;
    for (const auto& rater : optional<Json>(report, "raters", Json::array()))
        sentences.append(RewardReportView::tr("Decided the other way when they came back: %1 of %Ln pair(s), so that %2 of the "
                                              "comparisons of %3 are taken for mistakes.", nullptr, optional<int>(rater, "decided", 0))
                             .arg(countText(optional<std::int64_t>(rater, "flipped", 0)),
                                  percentText(optional<double>(rater, "mistaken", 0)),
                                  QString::fromStdString(optional<std::string>(rater, "rater", {}))));
    return joinSentences(sentences);
}

QString worstTitle(const ReportOrigin& origin) {
    if (origin.simulated == 0) return RewardReportView::tr("Where it disagrees with you most");
    if (origin.simulated == origin.decisions) return RewardReportView::tr("Where it disagrees with the simulated rater most");
    return RewardReportView::tr("Where it disagrees with the ratings most");
}

/// Over the captions that were preferred in comparisons.
QString preferredTitle(const ReportOrigin& origin) {
    if (origin.simulated == 0) return RewardReportView::tr("You preferred");
    if (origin.simulated == origin.decisions) return RewardReportView::tr("The simulated rater preferred");
    return RewardReportView::tr("The raters preferred");
}

}  // namespace

RewardReportView::RewardReportView(QWidget* parent) : QWidget(parent) {
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    theme::makeTitle(m_title, theme::Text::Body);
    m_figures = new FigureRow(this);
    m_words = new QLabel(this);
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    theme::makeQuiet(m_words, theme::Text::Body);
    makePlots();
    makeWorst();
    auto* plots = new QHBoxLayout;
    plots->setSpacing(theme::kGrid * 2);
    plots->addWidget(m_prediction);
    plots->addWidget(m_calibration);
    plots->addWidget(m_contributions);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, theme::kGrid, 0, 0);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(m_title);
    rows->addWidget(m_figures);
    rows->addWidget(m_words);
    rows->addLayout(plots, 2);
    rows->addWidget(m_worstSection, 1);
    rows->addWidget(m_pairsSection, 1);
    show({}, Json(), {}, {});
}

void RewardReportView::makePlots() {
    m_prediction = new PredictionPlot(this);
    m_prediction->setTitle(tr("Given against predicted ratings"));
    m_prediction->setAxisLabels(tr("predicted"), tr("given"));
    m_calibration = new CalibrationPlot(this);
    m_calibration->setTitle(tr("Calibration"));
    m_calibration->setAxisLabels(tr("predicted"), tr("given"));
    m_calibration->setScale(1, 5);
    m_calibration->setCountLabel(tr("ratings in each bin"));
    m_contributions = new BarPlot(this);
    m_contributions->setTitle(tr("What its judgement rests on"));
    m_contributions->setToolTip(tr("How much of what it gets right on held-out captions it owes to each part (Shapley values): the "
                                   "bars add up to the rank correlation, or, with comparisons alone, to twice the pairs it gets "
                                   "right, minus one."));
    for (ReportPlot* plot : std::initializer_list<ReportPlot*>{m_prediction, m_calibration, m_contributions}) {
        plot->setEmptyText(tr("The report comes when a run has finished."));
        plot->setMinimumHeight(theme::kGrid * 26);
        connect(plot, &ReportPlot::exportRequested, this, &RewardReportView::exportRequested);
    }
    connect(m_prediction, &PredictionPlot::clicked, this, [this](int at) {
        if (at >= 0 && at < m_captions.size() && m_captions[at].image > 0) Q_EMIT imageActivated(m_captions[at].image);
    });
}

void RewardReportView::makeWorst() {
    m_worstSection = new Section(QString(), this);
    m_worst = new ValueTable(m_worstSection);
    m_worst->setColumns({{tr("Caption")},
                         {tr("Given"), TableColumn::Kind::Real, 1},
                         {tr("Predicted"), TableColumn::Kind::Real, 1},
                         {tr("Difference"), TableColumn::Kind::Real, 1}});
    m_worst->setEmptyText(tr("No held-out ratings"));
    m_worst->setToolTip(tr("A double click shows the image."));
    m_worstSection->body()->addWidget(m_worst);
    m_pairsSection = new Section(tr("Pairs that it orders the other way round"), this);
    m_pairs = new PairDisagreements(m_pairsSection);
    m_pairsSection->body()->addWidget(m_pairs);
    connect(m_pairs, &PairDisagreements::imageActivated, this, &RewardReportView::imageActivated);
    connect(m_worst, &ValueTable::activated, this, [this](const QVariant& id) {
        const int at = id.toInt();
        if (at >= 0 && at < m_captions.size() && m_captions[at].image > 0) Q_EMIT imageActivated(m_captions[at].image);
    });
}

QString RewardReportView::titleText() const { return m_title->text(); }

QString RewardReportView::wordsText() const { return m_words->text(); }

void RewardReportView::show(const ReportOrigin& origin, const Json& report, const QVector<JudgedCaption>& captions,
                            const QVector<PairDisagreement>& pairs) {
    m_captions = captions;
    const bool any = report.is_object();
    m_title->setText(origin.title);
    m_title->setVisible(!origin.title.isEmpty());
    m_worstSection->setTitle(worstTitle(origin));
    m_worst->setAccessibleName(worstTitle(origin));
    const auto figures = any ? rewardFigures(report) : QVector<Figure>{};
    m_figures->setFigures(figures);
    m_words->setVisible(any);
    if (any)
        m_words->setText(joinSentences({figures.isEmpty() ? tr("Nothing was held out to measure it by.") : QString(),
                                        learntText(report, origin), gatesText(report), selectionText(report),
                                        trunkText(optional<Json>(report, "trunk", Json())), ratersText(report)}));
    // Reports of older engines do not name their pairs, and without comparisons there are none.
    const bool compared = any && report.contains("wrong_pairs") && optional<std::int64_t>(report, "comparisons", 0) > 0;
    m_pairsSection->setVisible(compared);
    m_worstSection->setVisible(!compared || !captions.isEmpty());
    m_pairs->setPairs(pairs, preferredTitle(origin));
    showPlots(any ? report : Json::object(), captions);
}

void RewardReportView::showPlots(const Json& report, const QVector<JudgedCaption>& captions) {
    QVector<QPointF> points;
    for (const auto& caption : captions) points.append({caption.predicted, caption.given});
    m_prediction->setPoints(points);
    QVector<CalibrationBin> bins;
    for (const auto& bin : optional<Json>(report, "calibration", Json::array()))
        bins.append({optional<double>(bin, "predicted", 0), optional<double>(bin, "given", 0), optional<int>(bin, "count", 0)});
    m_calibration->setBins(bins);
    QVector<NamedBar> bars;
    double together = 0;
    const auto contributions = optional<Json>(report, "contributions", Json::object());
    for (const auto& [name, value] : contributions.items()) {
        bars.append({partName(name), value.get<double>()});
        together += value.get<double>();
    }
    m_contributions->setBars(bars);
    const bool ofPairs = optional<std::string>(report, "contributions_of", {}) == "pair_order";
    const QString of = ofPairs ? tr("part of twice the pairs right, minus one (%1)") : tr("part of the rank correlation (%1)");
    m_contributions->setAxisLabels(of.arg(numberText(together, 2)), {});
    QVector<int> order(captions.size());
    std::iota(order.begin(), order.end(), 0);
    const auto gap = [&](int i) { return std::abs(captions[i].given - captions[i].predicted); };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return gap(a) > gap(b); });
    QList<TableRow> rows;
    for (const int i : order.mid(0, kWorst)) {
        // Reports of older engines do not say which caption it was.
        if (captions[i].text.isEmpty()) continue;
        rows.append({i, {captions[i].text, captions[i].given, captions[i].predicted, captions[i].predicted - captions[i].given}});
    }
    m_worst->setRows(rows);
}

}  // namespace attune
