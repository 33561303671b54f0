#include "workbench/history/compare_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include "widgets/elided_label.h"
#include "widgets/plot_board.h"
#include "widgets/section.h"
#include "widgets/theme.h"
#include "widgets/value_table.h"
#include "workbench/action_button.h"
#include "workbench/run_words.h"
#include "workbench/training/metric_titles.h"

namespace attune {

namespace {

constexpr int kMargin = theme::kGrid * 2;

}  // namespace

CompareView::CompareView(QAction* back, QWidget* parent) : QWidget(parent) {
    m_title = new ElidedLabel(this);
    theme::makeTitle(m_title);
    auto* head = new QHBoxLayout;
    head->setSpacing(kMargin);
    head->addWidget(makeActionButton(back, this));
    head->addWidget(m_title, 1);

    m_board = new PlotBoard(this);
    m_board->setMetricTitles(metricTitles());
    m_board->setXLabel(tr("Step"));
    m_board->setEmptyText(tr("These runs have no curves: only training and policy optimisation write values step by step."));
    connect(m_board, &PlotBoard::exportRequested, this, &CompareView::exportRequested);
    auto* differences = new Section(tr("What differs"), this);
    m_options = new ValueTable(differences);
    m_options->setAccessibleName(tr("Options that differ between the runs"));
    m_options->setEmptyText(tr("The jobs are the same."));
    differences->body()->addWidget(m_options, 1);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_board);
    m_splitter->addWidget(differences);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({theme::kGrid * 80, theme::kGrid * 24});
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    rows->setSpacing(kMargin);
    rows->addLayout(head);
    rows->addWidget(m_splitter, 1);
}

void CompareView::show(const QList<const HistoryRun*>& runs, const HistoryData& data) {
    QStringList names;
    //: a column of a table: the name of an option
    QList<TableColumn> columns{{tr("Option")}};
    QVector<BoardRun> shown;
    for (const HistoryRun* run : runs) {
        const QString name = runTitle(run->record.id, QString::fromStdString(run->record.kind));
        names.append(name);
        columns.append({name});
        shown.append({QString::number(run->record.id), name});
    }
    m_title->setText(tr("Compared: %1").arg(names.join(QStringLiteral(", "))));
    QList<TableRow> rows;
    for (const auto& option : comparedOptions(runs, data)) {
        TableRow row{option.name, {option.label}};
        for (const QString& value : option.values) row.values.append(value);
        rows.append(row);
    }
    m_options->setRows({});
    m_options->setColumns(columns);
    m_options->setRows(rows);
    m_board->clear();
    m_board->setRuns(shown);
}

void CompareView::setCurves(const QList<RunCurves>& runs) {
    for (const RunCurves& run : runs)
        for (auto metric = run.metrics.begin(); metric != run.metrics.end(); ++metric)
            m_board->append(QString::number(run.run), run.name, metric.key(), metric.value());
}

}  // namespace attune
