#include "workbench/embeddings/space_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>

#include "widgets/action_registry.h"
#include "widgets/duration_text.h"
#include "widgets/theme.h"
#include "workbench/action_button.h"
#include "workbench/run_words.h"
#include "workbench/settings.h"

namespace attune {

QString seriesText(const LayoutSeries& series) {
    const QString kind = runKindText(QString::fromStdString(series.kind));
    //: a kind of run ("Reward training"), its number, and how many layouts it has written
    return SpaceBar::tr("%1, run %2: %n step(s)", nullptr, static_cast<int>(series.steps.size())).arg(kind).arg(series.run);
}

SpaceBar::SpaceBar(Settings& settings, ActionRegistry& actions, QWidget* parent) : QWidget(parent), m_settings(settings) {
    makeBoxes();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGrid);
    row->addWidget(m_series);
    row->addWidget(m_projection);
    auto* by = new QLabel(tr("Colour &by"), this);
    by->setBuddy(m_colour);
    row->addSpacing(theme::kGrid);
    row->addWidget(by);
    row->addWidget(m_colour);
    m_recall = new QLabel(this);
    m_recall->setObjectName(QStringLiteral("recall"));
    row->addSpacing(theme::kGrid);
    row->addWidget(m_recall);
    row->addStretch();
    addCommands(*row, actions);

    connect(m_series, &QComboBox::activated, this, &SpaceBar::seriesWanted);
    connect(m_projection, &QComboBox::activated, this, [this] {
        m_umapWanted = m_projection->currentData().toBool();
        m_settings.setValue(QStringLiteral("embeddings/umap"), m_umapWanted);
        Q_EMIT projectionChanged();
    });
    connect(m_colour, &QComboBox::currentIndexChanged, this, [this] {
        m_settings.setValue(QStringLiteral("embeddings/colour"), m_colour->currentData());
        Q_EMIT colourChanged();
    });
    setHasUmap(false);
}

/// What can be chosen, as it was chosen last.
void SpaceBar::makeBoxes() {
    m_series = new QComboBox(this);
    m_series->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_series->setMinimumContentsLength(24);
    m_series->setAccessibleName(tr("Layout"));
    m_series->setToolTip(tr("Runs that laid points out, newest first"));
    m_projection = new QComboBox(this);
    m_projection->addItem(tr("UMAP"), true);
    m_projection->addItem(tr("PCA"), false);
    m_projection->setAccessibleName(tr("Projection"));
    m_umapWanted = m_settings.value(QStringLiteral("embeddings/umap"), true).toBool();
    m_colour = new QComboBox(this);
    for (const auto& [colour, name] : std::initializer_list<std::pair<PointColour, QString>>{
             {PointColour::Reward, tr("Reward")},
             {PointColour::OwnRating, tr("My rating")},
             {PointColour::Rating, tr("Mean rating of all raters")},
             {PointColour::Origin, tr("Model or round")},
             {PointColour::Tag, tr("Tag")},
             {PointColour::Split, tr("Split")}})
        m_colour->addItem(name, static_cast<int>(colour));
    m_colour->setObjectName(QStringLiteral("colour"));
    const auto last = m_settings.value(QStringLiteral("embeddings/colour"), static_cast<int>(PointColour::Origin));
    m_colour->setCurrentIndex(std::max(0, m_colour->findData(last)));
}

/// How the mouse selects, and the button that has a new layout computed.
void SpaceBar::addCommands(QHBoxLayout& row, ActionRegistry& actions) {
    for (const char* id : {"embeddings.rectangle", "embeddings.lasso", "embeddings.pan", "embeddings.fit"}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(actions.action(QLatin1String(id)));
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAutoRaise(true);
        row.addWidget(button);
    }
    row.addSpacing(theme::kGrid);
    row.addWidget(makeActionButton(actions.action(QStringLiteral("embeddings.compute")), this));
}

void SpaceBar::setSeries(const std::vector<LayoutSeries>& series, int current) {
    const QSignalBlocker quiet(m_series);
    m_series->clear();
    for (const auto& one : series) m_series->addItem(seriesText(one));
    m_series->setCurrentIndex(current);
    showRecall(current < 0 ? nullptr : &series[static_cast<std::size_t>(current)]);
}

QString SpaceBar::recallText() const { return m_recall->text() + QLatin1Char('\n') + m_recall->toolTip(); }

void SpaceBar::showRecall(const LayoutSeries* shown) {
    m_recall->setVisible(shown && shown->retrieval.is_object());
    if (!shown || !shown->retrieval.is_object()) return;
    const Json& retrieval = shown->retrieval;
    const auto share = [&](const char* direction, const char* rank) {
        return percentText(optional<double>(optional<Json>(retrieval, direction, Json::object()), rank, 0));
    };
    //: recall at 10: how many captions find their picture among the ten nearest
    m_recall->setText(tr("Recall@10 %1").arg(share("text_to_image", "10")));
    QString tip =
        tr("How well the space matches %1 captions with %2 images.\n"
           "A caption finds its image first: %3; among the first 5: %4; among the first 10: %5.\n"
           "An image finds one of its captions first: %6; among the first 5: %7; among the first 10: %8.")
            .arg(countText(optional<std::int64_t>(retrieval, "captions", 0)), countText(optional<std::int64_t>(retrieval, "images", 0)),
                 share("text_to_image", "1"), share("text_to_image", "5"), share("text_to_image", "10"),
                 share("image_to_text", "1"), share("image_to_text", "5"), share("image_to_text", "10"));
    if (shown->isOptimistic)
        tip += QLatin1Char('\n') + tr("These figures are somewhat optimistic: the same held-out images decided when the learning of "
                                      "the space stopped.");
    m_recall->setToolTip(tip);
}

void SpaceBar::setHasUmap(bool umap) {
    m_projection->setEnabled(umap);
    m_projection->setToolTip(umap ? tr("UMAP keeps neighbours together; PCA shows the two directions of largest variance.")
                                  : tr("This layout was computed without UMAP."));
    m_projection->setCurrentIndex(umap && m_umapWanted ? 0 : 1);
}

PointColour SpaceBar::colour() const { return static_cast<PointColour>(m_colour->currentData().toInt()); }

}  // namespace attune
