#include "workbench/library/caption_list.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>
#include <algorithm>
#include <map>
#include <utility>

#include "widgets/caption_card.h"
#include "widgets/caption_words.h"
#include "widgets/number_text.h"
#include "widgets/theme.h"
#include "workbench/model_words.h"

namespace attune {

namespace {

constexpr int kMostStars = 5;

QString realText(double value) { return numberText(value, 2); }

QString starsText(int rating) {
    return QString(rating, QChar(u'★')) + QString(kMostStars - rating, QChar(u'☆'));
}

QString othersText(const CaptionDetail& detail, const std::string& rater) {
    double sum = 0;
    int count = 0;
    bool simulated = true;
    for (const RatingRecord& rating : detail.ratings) {
        if (!rating.value || (rating.rater == rater && !rating.simulated)) continue;
        sum += *rating.value;
        ++count;
        simulated = simulated && rating.simulated;
    }
    if (count == 0) return {};
    const QString mean = QLocale().toString(sum / count, 'f', 1);
    return simulated ? CaptionList::tr("simulated rating %1").arg(mean) : CaptionList::tr("rated %1 by others").arg(mean);
}

/// Each once, whoever set it, in the words of the Rate page.
QString flagsText(const CaptionDetail& detail) {
    QStringList flags;
    for (const RatingRecord& rating : detail.ratings)
        for (const std::string& flag : rating.flags) flags.append(CaptionCard::flagText(QString::fromStdString(flag)));
    flags.removeDuplicates();
    return flags.join(QStringLiteral(", "));
}

}  // namespace

int ownRating(const CaptionDetail& detail, const std::string& rater) {
    for (const RatingRecord& rating : detail.ratings)
        if (rating.value && rating.rater == rater && !rating.simulated) return std::clamp(*rating.value, 1, kMostStars);
    return 0;
}

QString captionFactsText(const CaptionDetail& detail, Id rewardModel, const std::string& rater) {
    QStringList facts;
    const QString model = modelName(detail.model);
    if (detail.caption.source == CaptionSource::Edit)
        facts.append(detail.editor.empty() || detail.editor == rater
                         ? CaptionList::tr("edited by hand")
                         //: %1 is the name of a rater
                         : CaptionList::tr("edited by %1").arg(QString::fromStdString(detail.editor)));
    else if (!model.isEmpty())
        facts.append(detail.round > 0 ? CaptionList::tr("%1, round %2").arg(model).arg(detail.round) : model);
    for (const RewardScoreRecord& score : detail.rewards)
        if (score.modelId == rewardModel)
            facts.append(CaptionList::tr("reward %1 ± %2").arg(realText(score.mean), realText(score.deviation)));
    const QString others = othersText(detail, rater);
    for (const QString& fact : {others, flagsText(detail)})
        if (!fact.isEmpty()) facts.append(fact);
    return facts.join(QStringLiteral(" · "));
}

QString captionNotesText(const CaptionDetail& detail, const std::string& rater) {
    QStringList notes;
    for (const RatingRecord& rating : detail.ratings) {
        const QString note = QString::fromStdString(rating.note).simplified();
        if (note.isEmpty()) continue;
        notes.append(rating.rater == rater ? note : QStringLiteral("%1: %2").arg(QString::fromStdString(rating.rater), note));
    }
    return notes.join(QLatin1Char('\n'));
}

QString captionComparisonsText(Id caption, const std::vector<ComparisonRecord>& comparisons, const std::string& rater) {
    struct Tally {
        int preferred = 0, notPreferred = 0, ties = 0, bothBad = 0;
    };
    enum Who { Self, Another, Simulated };
    std::map<std::pair<Who, std::string>, Tally> tallies;
    for (const ComparisonRecord& one : comparisons) {
        const bool left = one.leftCaptionId == caption;
        if (!left && one.rightCaptionId != caption) continue;
        const Who who = one.simulated ? Simulated : one.rater == rater ? Self : Another;
        Tally& tally = tallies[{who, who == Another ? one.rater : std::string()}];
        switch (one.outcome) {
            case Preference::Left: ++(left ? tally.preferred : tally.notPreferred); break;
            case Preference::Right: ++(left ? tally.notPreferred : tally.preferred); break;
            case Preference::Tie: ++tally.ties; break;
            case Preference::BothBad: ++tally.bothBad; break;
        }
    }
    QStringList lines;
    for (const auto& [by, tally] : tallies) {
        QStringList outcomes;
        if (tally.preferred > 0) outcomes.append(CaptionList::tr("preferred %n time(s)", nullptr, tally.preferred));
        if (tally.notPreferred > 0) outcomes.append(CaptionList::tr("not preferred %n time(s)", nullptr, tally.notPreferred));
        if (tally.ties > 0) outcomes.append(CaptionList::tr("a tie %n time(s)", nullptr, tally.ties));
        if (tally.bothBad > 0) outcomes.append(CaptionList::tr("both bad %n time(s)", nullptr, tally.bothBad));
        const QString all = outcomes.join(QStringLiteral(", "));
        if (by.first == Self)
            //: %1 is "preferred 2 times, a tie 1 time": how a caption did against others
            lines.append(CaptionList::tr("Compared by you: %1").arg(all));
        else if (by.first == Simulated)
            lines.append(CaptionList::tr("Compared by the simulated rater: %1").arg(all));
        else
            lines.append(CaptionList::tr("Compared by %1: %2").arg(QString::fromStdString(by.second), all));
    }
    return lines.join(QLatin1Char('\n'));
}

CaptionList::CaptionList(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this)) {
    m_rows->setContentsMargins(0, 0, 0, 0);
}

void CaptionList::clear() {
    m_detail = {};
    m_contents.clear();
    build(0);
}

void CaptionList::show(const ImageDetail& detail, Id rewardModel, const std::string& rater) {
    const bool same = detail.image.id == m_detail.image.id;
    m_detail = detail;
    m_rewardModel = rewardModel;
    m_rater = rater;
    const QStringList before = std::exchange(m_contents, contents());
    if (same && before == m_contents) return;
    const auto focused = std::find_if(m_words.cbegin(), m_words.cend(), [](const CaptionWords* words) { return words->hasFocus(); });
    const Id kept = same && focused != m_words.cend() ? m_ids[focused - m_words.cbegin()] : 0;
    build(same ? m_limit : kShownAtFirst);
    if (const auto at = m_ids.indexOf(kept); kept > 0 && at >= 0) m_words[at]->setFocus();
}

QString CaptionList::about(const CaptionDetail& caption) const {
    QStringList about{captionFactsText(caption, m_rewardModel, m_rater),
                      captionComparisonsText(caption.caption.id, m_detail.comparisons, m_rater), captionNotesText(caption, m_rater)};
    about.removeAll(QString());
    return about.join(QLatin1Char('\n'));
}

QStringList CaptionList::contents() const {
    QStringList all;
    for (const CaptionRecord& reference : m_detail.references) all.append(QString::fromStdString(reference.text));
    for (const CaptionDetail& caption : m_detail.captions)
        all << QString::number(caption.caption.id) << QString::fromStdString(caption.caption.text) << about(caption)
            << QString::number(ownRating(caption, m_rater));
    return all;
}

void CaptionList::build(int limit) {
    // Deleted later: this may be called by a button in it.
    if (m_body) {
        m_body->hide();
        m_body->deleteLater();
    }
    m_words.clear();
    m_ids.clear();
    m_limit = limit;
    m_body = new QWidget(this);
    auto* rows = new QVBoxLayout(m_body);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_rows->addWidget(m_body);
    if (!m_detail.references.empty()) addTitle(tr("References"));
    for (const CaptionRecord& reference : m_detail.references) addCaption(reference, {}, {}, 0);
    const int all = static_cast<int>(m_detail.captions.size()), shown = std::min(limit, all);
    if (all > 0) addTitle(tr("Captions"));
    for (int i = 0; i < shown; ++i) {
        const CaptionDetail& caption = m_detail.captions[static_cast<std::size_t>(i)];
        const int own = ownRating(caption, m_rater);
        addCaption(caption.caption, about(caption), own > 0 ? starsText(own) : QString(), own);
    }
    if (shown < all) {
        auto* more = new QPushButton(tr("Show all %n caption(s)", nullptr, all), m_body);
        connect(more, &QPushButton::clicked, this, [this, all] { build(all); });
        rows->addWidget(more, 0, Qt::AlignLeft);
    }
    m_body->show();
}

void CaptionList::addTitle(const QString& title) {
    auto* label = new QLabel(title, m_body);
    theme::makeTitle(label, theme::Text::Body);
    auto* rows = static_cast<QVBoxLayout*>(m_body->layout());
    if (rows->count() > 0) rows->addSpacing(theme::kGrid);
    rows->addWidget(label);
    rows->addSpacing(theme::kGrid / 2);
}

void CaptionList::addCaption(const CaptionRecord& caption, const QString& about, const QString& stars, int own) {
    auto* words = new CaptionWords(m_body);
    words->setTextSize(theme::Text::Body);
    words->setText(QString::fromStdString(caption.text));
    connect(words, &CaptionWords::wordHovered, this, [this, caption](int word) { Q_EMIT wordHovered(caption, word); });
    m_words.append(words);
    m_ids.append(caption.id);
    auto* rows = static_cast<QVBoxLayout*>(m_body->layout());
    rows->addWidget(words);
    if (about.isEmpty() && stars.isEmpty()) return;
    auto* line = new QHBoxLayout;
    // As far in as the words, which keep room for the shade of the one pointed at.
    line->setContentsMargins(theme::kGrid / 2, 0, 0, theme::kGrid);
    auto* facts = new QLabel(about, m_body);
    facts->setWordWrap(true);
    facts->setTextFormat(Qt::PlainText);  // a note may hold anything
    theme::makeQuiet(facts);
    line->addWidget(facts, 1);
    if (!stars.isEmpty()) {
        auto* rating = new QLabel(stars, m_body);
        rating->setToolTip(tr("Your rating: %1 of %2").arg(own).arg(kMostStars));
        rating->setAccessibleName(rating->toolTip());
        line->addWidget(rating, 0, Qt::AlignTop);
    }
    rows->addLayout(line);
}

}  // namespace attune
