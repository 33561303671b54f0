#include "workbench/judge/judge_setup.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDate>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "session/current_model.h"
#include "widgets/empty_state.h"
#include "widgets/theme.h"
#include "widgets/value_table.h"
#include "workbench/judge/judge_words.h"
#include "workbench/model_words.h"

namespace attune {

namespace {

constexpr int kColumn = theme::kGrid * 72;
constexpr int kMostImages = 10000;

}  // namespace

struct JudgeSetup::Facts {
    std::vector<ModelRecord> captioners;
    Id current = 0, root = 0;
    std::int64_t images = 0;
    std::int64_t test = 0;
};

QString decodingText(const QString& mode) {
    if (mode == QLatin1String("greedy")) return JudgeSetup::tr("Greedy");
    if (mode == QLatin1String("sample")) return JudgeSetup::tr("Sampled");
    return mode;
}

JudgeSetup::JudgeSetup(Workbench& workbench, QWidget* parent) : QWidget(parent), m_workbench(workbench) {
    m_empty = new EmptyState(this);
    m_choice = makeChoice();
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_choice);
    connect(m_empty, &EmptyState::primaryClicked, this, [this] { Q_EMIT m_workbench.pageWanted(m_next); });
    connect(m_empty, &EmptyState::secondaryClicked, this, [this] { Q_EMIT m_workbench.pageWanted(PageId::Library); });
    connect(&workbench.project, &ProjectService::closed, this, [this] {
        m_wantedA = m_wantedB = 0;
        // Other captioners of the next project have the same ids.
        for (QComboBox* box : {m_a, m_b}) box->clear();
        m_known = false;
        check();
        showNeeds();
    });
    showNeeds();
}

QWidget* JudgeSetup::makeChoice() {
    auto* choice = new QWidget(this);
    auto* title = new QLabel(tr("Judge two captioners blind"), choice);
    theme::makeTitle(title);
    auto* what = new QLabel(tr("You see an image and the caption of each, and say which is better without knowing whose it is. "
                               "Their win rate tells whether a change is one for the better."), choice);
    what->setWordWrap(true);
    theme::makeQuiet(what, theme::Text::Body);
    QWidget* form = makeForm(choice);
    m_pastTitle = new QLabel(tr("Judged before between these two"), choice);
    theme::makeTitle(m_pastTitle, theme::Text::Body);
    m_past = new ValueTable(choice);
    m_past->setAccessibleName(m_pastTitle->text());
    m_past->setColumns({{tr("Day"), TableColumn::Kind::Text},
                        {tr("Rater"), TableColumn::Kind::Text},
                        {tr("Captions"), TableColumn::Kind::Text},
                        {tr("Pairs"), TableColumn::Kind::Whole, 0, tr("Decided; pairs of the same words are not among them.")},
                        {tr("B wins"), TableColumn::Kind::Percent, 0, tr("Ties are half a win.")},
                        {tr("From"), TableColumn::Kind::Percent, 0, tr("Lower end of the 95 % interval (Wilson).")},
                        {tr("To"), TableColumn::Kind::Percent, 0, tr("Upper end of the 95 % interval (Wilson).")}});
    auto* column = new QVBoxLayout;
    column->setSpacing(theme::kGrid);
    for (QWidget* widget : std::initializer_list<QWidget*>{title, what, form, m_pastTitle, m_past}) {
        widget->setFixedWidth(kColumn);
        column->addWidget(widget);
        if (widget == what || widget == form) column->addSpacing(theme::kGrid * 2);
    }
    auto* middle = new QHBoxLayout(choice);
    middle->addStretch();
    auto* rows = new QVBoxLayout;
    rows->addStretch(1);
    rows->addLayout(column);
    rows->addStretch(1);
    middle->addLayout(rows);
    middle->addStretch();
    return choice;
}

QWidget* JudgeSetup::makeForm(QWidget* parent) {
    auto* form = new QWidget(parent);
    m_a = new QComboBox(form);
    m_b = new QComboBox(form);
    m_images = new QSpinBox(form);
    m_images->setAlignment(Qt::AlignRight);
    m_images->setRange(1, kMostImages);
    m_images->setToolTip(tr("Test images first, then those of validation and training."));
    m_mode = new QComboBox(form);
    for (const char* mode : {"greedy", "sample"}) m_mode->addItem(decodingText(QLatin1String(mode)), QLatin1String(mode));
    m_mode->setToolTip(tr("Greedy: the caption that the captioner itself finds likeliest, word by word."));
    m_measure = new QCheckBox(tr("Measure both captioners as well"), form);
    m_measure->setToolTip(tr("BLEU, ROUGE-L, CIDEr, reward and length of both on these images, while you judge. Where both were "
                             "evaluated on the same images before, whichever those are, they are not measured again."));
    auto& settings = m_workbench.settings;
    m_images->setValue(settings.value(QStringLiteral("judge/images"), JudgeWish().images).toInt());
    m_mode->setCurrentIndex(std::max(0, m_mode->findData(settings.value(QStringLiteral("judge/mode")))));
    m_measure->setChecked(settings.value(QStringLiteral("judge/measure"), true).toBool());
    m_problem = new QLabel(form);
    m_problem->setWordWrap(true);
    theme::makeQuiet(m_problem, theme::Text::Body);
    m_begun = new QLabel(form);
    theme::makeQuiet(m_begun);
    m_start = new QPushButton(form);
    m_start->setDefault(true);
    m_start->setMinimumHeight(theme::kGrid * 5);
    auto* rows = new QFormLayout(form);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(theme::kGrid * 2);
    rows->setVerticalSpacing(theme::kGrid);
    rows->addRow(tr("Captioner &A"), m_a);
    rows->addRow(tr("Captioner &B"), m_b);
    rows->addRow(tr("&Images"), m_images);
    rows->addRow(tr("&Captions"), m_mode);
    rows->addRow({}, m_measure);
    rows->addRow({}, m_problem);
    rows->addRow({}, m_start);
    rows->addRow({}, m_begun);
    for (QComboBox* box : {m_a, m_b}) connect(box, &QComboBox::currentIndexChanged, this, &JudgeSetup::showPast);
    for (QComboBox* box : {m_a, m_b, m_mode}) connect(box, &QComboBox::currentIndexChanged, this, &JudgeSetup::check);
    connect(m_images, &QSpinBox::valueChanged, this, &JudgeSetup::check);
    connect(m_start, &QPushButton::clicked, this, [this] {
        auto& kept = m_workbench.settings;
        kept.setValue(QStringLiteral("judge/images"), m_images->value());
        kept.setValue(QStringLiteral("judge/mode"), m_mode->currentData());
        kept.setValue(QStringLiteral("judge/measure"), m_measure->isChecked());
        Q_EMIT startWanted();
    });
    check();
    return form;
}

void JudgeSetup::refresh() {
    m_workbench.project.read(
        this,
        [](Project& project) {
            Facts facts;
            facts.captioners = project.models().list("captioner");
            if (const auto model = currentModel(project, "captioner")) {
                facts.current = model->id;
                for (const auto& ancestor : project.models().pathToRoot(model->id))
                    if (ancestor.kind == "captioner") facts.root = ancestor.id;
            }
            facts.images = project.images().count();
            facts.test = project.images().count({.split = "test"});
            return facts;
        },
        [this](const Facts& facts) { take(facts); });
}

void JudgeSetup::take(const Facts& facts) {
    const auto chosen = [](const QComboBox* box) { return box->currentData().toLongLong(); };
    Id a = m_wantedA > 0 ? m_wantedA : chosen(m_a), b = m_wantedB > 0 ? m_wantedB : chosen(m_b);
    m_wantedA = m_wantedB = 0;
    for (QComboBox* box : {m_a, m_b}) {
        box->blockSignals(true);
        box->clear();
        for (const auto& model : facts.captioners) box->addItem(modelName(model), QVariant::fromValue<qlonglong>(model.id));
        box->blockSignals(false);
    }
    const auto known = [this](Id id) { return m_a->findData(QVariant::fromValue<qlonglong>(id)) >= 0; };
    if (!known(b)) b = facts.current;
    if (!known(a)) a = facts.root;
    if (a == b && !facts.captioners.empty()) b = facts.captioners.back().id;
    if (a == b && facts.captioners.size() > 1) a = facts.captioners[facts.captioners.size() - 2].id;
    m_a->setCurrentIndex(m_a->findData(QVariant::fromValue<qlonglong>(a)));
    m_b->setCurrentIndex(m_b->findData(QVariant::fromValue<qlonglong>(b)));
    m_imagesThere = facts.images;
    m_testThere = facts.test;
    m_known = true;
    check();
    showNeeds();
    showPast();
}

void JudgeSetup::showNeeds() {
    const bool hadFocus = m_stack->currentWidget()->isAncestorOf(QApplication::focusWidget());
    const auto say = [this](const QString& title, const QString& sentence, const QString& todo, PageId next) {
        m_empty->setContent(todo.isEmpty() ? QString() : QStringLiteral("view-split-left-right"), title, sentence);
        m_empty->setPrimary(todo);
        m_next = next;
    };
    const QString library = tr("Go to the Library");
    const bool one = m_known && m_imagesThere > 0 && m_a->count() == 1;
    if (!m_known)
        say(tr("Looking for captioners"), {}, {}, PageId::Judge);
    else if (m_imagesThere == 0)
        say(tr("There is nothing to judge yet"),
            tr("Here two captioners are compared blind, image by image. Bring in images and a captioner first."), library,
            PageId::Library);
    else if (m_a->count() == 0)
        say(tr("There is no captioner yet"), tr("It takes two of them. Add the folder of one in the Library."), library,
            PageId::Library);
    else if (one)
        say(tr("There is only one captioner"),
            tr("It takes two: optimise the one there is, then judge whether it became better. Or add another in the Library."),
            tr("Optimise the captioner"), PageId::Optimise);
    m_empty->setSecondary(one ? library : QString());
    m_stack->setCurrentWidget(m_known && m_imagesThere > 0 && m_a->count() > 1 ? m_choice : static_cast<QWidget*>(m_empty));
    if (hadFocus || m_focusWanted) takeFocus();
}

void JudgeSetup::takeFocus() {
    m_focusWanted = !m_known;  // nothing can be pressed before
    (m_stack->currentWidget() == m_choice ? m_start : m_empty->primaryButton())->setFocus();
}

void JudgeSetup::choose(Id a, Id b) {
    m_wantedA = a;
    m_wantedB = b;
    refresh();
}

JudgeWish JudgeSetup::wish() const {
    JudgeWish wish;
    wish.a = m_a->currentData().toLongLong();
    wish.b = m_b->currentData().toLongLong();
    wish.images = m_images->value();
    wish.mode = m_mode->currentData().toString().toStdString();
    return wish;
}

bool JudgeSetup::wantsMetrics() const { return m_measure->isChecked(); }

QVariantMap JudgeSetup::state() const {
    return {{QStringLiteral("a"), m_a->currentData()},
            {QStringLiteral("b"), m_b->currentData()},
            {QStringLiteral("images"), m_images->value()},
            {QStringLiteral("mode"), m_mode->currentData()},
            {QStringLiteral("measure"), m_measure->isChecked()}};
}

void JudgeSetup::restore(const QVariantMap& state) {
    if (state.isEmpty()) return;
    m_wantedA = state.value(QStringLiteral("a")).toLongLong();
    m_wantedB = state.value(QStringLiteral("b")).toLongLong();
    m_images->setValue(state.value(QStringLiteral("images")).toInt());
    m_mode->setCurrentIndex(std::max(0, m_mode->findData(state.value(QStringLiteral("mode")))));
    m_measure->setChecked(state.value(QStringLiteral("measure")).toBool());
}

void JudgeSetup::setMatch(const JudgeMatch& match, int decided, int toDecide) {
    m_begun->setText(match.wish.isSet() && decided > 0
                         ? tr("Begun: %1 of %2 pairs of %3 and %4 are decided; the same choice goes on with them.")
                               .arg(decided)
                               .arg(toDecide)
                               .arg(modelName(match.modelA), modelName(match.modelB))
                         : QString());
    m_begun->setVisible(!m_begun->text().isEmpty());
}

void JudgeSetup::check() {
    QString problem;
    if (m_a->currentData() == m_b->currentData())
        problem = tr("Choose two different captioners.");
    else if (m_workbench.project.isReadOnly())
        problem = tr("The project is open for reading only.");
    QString said = problem;
    if (said.isEmpty() && m_known && m_testThere < std::min<std::int64_t>(m_images->value(), m_imagesThere))
        said = tr("Test images: %1. The captioners may have learnt from the others.").arg(m_testThere);
    m_problem->setText(said);
    m_problem->setVisible(!said.isEmpty());
    m_start->setText(tr("Start judging"));
    m_start->setEnabled(problem.isEmpty() && m_known && m_imagesThere > 0);
}

void JudgeSetup::showPast() {
    const JudgeWish now = wish();
    const std::uint64_t request = ++m_request;
    if (!now.isSet()) {
        m_past->setRows({});
        m_past->hide();
        m_pastTitle->hide();
        return;
    }
    m_workbench.project.read(
        this, [now](Project& project) { return pastJudgements(project, now.a, now.b); },
        [this, request](const std::vector<PastJudgement>& past) {
            if (request != m_request) return;
            QList<TableRow> rows;
            for (const auto& one : past) {
                const Interval interval = one.tally.interval();
                rows.append({static_cast<int>(rows.size()),
                             {QLocale().toString(QDate::fromString(one.day, Qt::ISODate), QLocale::ShortFormat), one.rater,
                              decodingText(one.mode), one.tally.trials(), one.tally.share(), interval.low, interval.high}});
            }
            m_past->setRows(rows);
            m_past->setVisible(!rows.isEmpty());
            m_pastTitle->setVisible(!rows.isEmpty());
        });
}

}  // namespace attune
