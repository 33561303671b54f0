#include "workbench/preferences/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/action_registry.h"
#include "widgets/section.h"
#include "widgets/shortcut_editor.h"
#include "widgets/theme.h"
#include "workbench/application.h"
#include "workbench/device_choice.h"

namespace attune {

namespace {

constexpr int kMargin = theme::kGrid * 2;
/// Set on the workbench while the window is made anew from within the dialog: the control that was used.
constexpr const char* kReopen = "attune_preferences_control";

QFormLayout* makeForm(Section* section) {
    auto* form = new QFormLayout;
    form->setSpacing(theme::kGrid);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    section->body()->addLayout(form);
    return form;
}

/// The fields of all forms begin at one line.
void lineUp(const QList<QFormLayout*>& forms) {
    QList<QWidget*> labels;
    for (const auto* form : forms)
        for (int row = 0; row < form->rowCount(); ++row)
            if (const auto* label = form->itemAt(row, QFormLayout::LabelRole)) labels.append(label->widget());
    int widest = 0;
    for (const QWidget* label : labels) widest = std::max(widest, label->sizeHint().width());
    for (QWidget* label : labels) label->setMinimumWidth(widest);
}

QString memoryText(qint64 bytes) { return QLocale().formattedDataSize(bytes, 0, QLocale::DataSizeIecFormat); }

}  // namespace

PreferencesDialog::PreferencesDialog(Workbench& workbench, ActionRegistry& actions, QWidget* parent, Tab tab)
    : QDialog(parent), m_workbench(workbench) {
    setWindowTitle(tr("Preferences"));
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeGeneral(), tr("General"));
    auto* keys = new QWidget(this);
    auto* keyRows = new QVBoxLayout(keys);
    keyRows->setContentsMargins(0, kMargin, 0, 0);
    m_shortcuts = new ShortcutEditor(actions, keys);
    keyRows->addWidget(m_shortcuts);
    m_tabs->addTab(keys, tr("Keyboard shortcuts"));
    m_tabs->setCurrentIndex(tab);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    // Enter in a field must not close the dialog.
    for (auto* button : buttons->findChildren<QPushButton*>()) {
        button->setAutoDefault(false);
        button->setDefault(false);
    }
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    rows->setSpacing(kMargin);
    rows->addWidget(m_tabs, 1);
    rows->addWidget(buttons);
    resize(theme::kGrid * 90, theme::kGrid * 70);
}

QWidget* PreferencesDialog::makeGeneral() {
    auto* page = new QWidget(this);
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, kMargin, 0, 0);
    rows->setSpacing(kMargin * 2);
    rows->addWidget(makeAppearance());
    rows->addWidget(makeWork());
    rows->addStretch(1);
    lineUp(page->findChildren<QFormLayout*>());
    return page;
}

QWidget* PreferencesDialog::makeAppearance() {
    auto& settings = m_workbench.settings;
    auto* section = new Section(tr("Appearance"), this);
    auto* form = makeForm(section);
    m_theme = new QComboBox(section);
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->addItem(tr("As the desktop"), static_cast<int>(theme::Scheme::System));
    m_theme->addItem(tr("Light"), static_cast<int>(theme::Scheme::Light));
    m_theme->addItem(tr("Dark"), static_cast<int>(theme::Scheme::Dark));
    m_theme->setCurrentIndex(m_theme->findData(static_cast<int>(settings.scheme())));
    form->addRow(tr("&Theme"), m_theme);
    m_language = new QComboBox(section);
    m_language->setObjectName(QStringLiteral("language"));
    m_language->addItem(tr("As the desktop"), QString());
    // A language is listed in its own words, to be found by those who read no other.
    for (const QString& code : Application::languages())
        m_language->addItem(code == QLatin1String("zh_CN") ? QStringLiteral("简体中文") : QStringLiteral("English"), code);
    m_language->setCurrentIndex(std::max(0, m_language->findData(settings.language())));
    form->addRow(tr("&Language"), m_language);
    connect(m_theme, &QComboBox::activated, this, [this] {
        const auto scheme = static_cast<theme::Scheme>(m_theme->currentData().toInt());
        if (scheme == m_workbench.settings.scheme()) return;
        m_workbench.settings.setScheme(scheme);
        changeAppearance("theme");
    });
    connect(m_language, &QComboBox::activated, this, [this] {
        const QString language = m_language->currentData().toString();
        if (language == m_workbench.settings.language()) return;
        m_workbench.settings.setLanguage(language);
        changeAppearance("language");
    });
    return section;
}

QWidget* PreferencesDialog::makeWork() {
    auto& settings = m_workbench.settings;
    auto* section = new Section(tr("Work"), this);
    auto* form = makeForm(section);
    m_rater = new QLineEdit(settings.rater(), section);
    m_rater->setObjectName(QStringLiteral("rater"));
    m_rater->setMaxLength(100);
    m_rater->setToolTip(tr("Your ratings are stored under this name, so that raters can be told apart."));
    form->addRow(tr("&Your name as a rater"), m_rater);
    connect(m_rater, &QLineEdit::editingFinished, this, [this] {
        const QString name = m_rater->text().simplified();
        if (name.isEmpty()) return m_rater->setText(m_workbench.settings.rater());
        if (name == m_workbench.settings.rater()) return;  // the focus alone left the field
        Q_EMIT m_workbench.raterChanging();
        m_workbench.settings.setRater(name);
        Q_EMIT m_workbench.raterChanged();
    });

    m_device = new QComboBox(section);
    m_device->setObjectName(QStringLiteral("device"));
    m_device->setToolTip(tr("Where captions are written and models are trained, unless a form says otherwise."));
    form->addRow(tr("&Device"), m_device);
    fillDevices();
    connect(m_device, &QComboBox::activated, this,
            [this] { m_workbench.settings.setDevice(m_device->currentData().toString()); });
    connect(&m_workbench.engine, &EngineClient::ready, this, &PreferencesDialog::fillDevices);
    m_workbench.engine.start();  // it alone knows what there is

    m_folder = new QLineEdit(QDir::toNativeSeparators(settings.projectsFolder()), section);
    m_folder->setObjectName(QStringLiteral("folder"));
    m_folder->setToolTip(tr("New projects and the demo are made here."));
    auto* choose = new QPushButton(tr("&Choose..."), section);
    choose->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::kGrid);
    row->addWidget(m_folder, 1);
    row->addWidget(choose);
    auto* label = new QLabel(tr("&Projects folder"), section);
    label->setBuddy(m_folder);
    form->addRow(label, row);
    connect(m_folder, &QLineEdit::editingFinished, this, [this] {
        const QString folder = QDir::cleanPath(QDir::fromNativeSeparators(m_folder->text().trimmed()));
        if (!m_folder->text().trimmed().isEmpty() && QDir::isAbsolutePath(folder)) m_workbench.settings.setProjectsFolder(folder);
        m_folder->setText(QDir::toNativeSeparators(m_workbench.settings.projectsFolder()));
    });
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString folder =
            QFileDialog::getExistingDirectory(this, tr("Projects folder"), m_workbench.settings.projectsFolder());
        if (folder.isEmpty()) return;
        m_workbench.settings.setProjectsFolder(folder);
        m_folder->setText(QDir::toNativeSeparators(folder));
    });

    m_score = new QCheckBox(tr("A new reward model &scores the captions that are to be rated"), section);
    m_score->setObjectName(QStringLiteral("score"));
    m_score->setToolTip(tr("Rating the uncertain ones first goes by these scores. With many images it takes its time."));
    m_score->setChecked(settings.scoresAfterTraining());
    form->addRow({}, m_score);
    connect(m_score, &QCheckBox::toggled, this, [this](bool on) { m_workbench.settings.setScoresAfterTraining(on); });
    return section;
}

void PreferencesDialog::fillDevices() {
    const QString chosen = m_workbench.settings.device();
    m_device->clear();
    m_device->addItem(tr("Automatic: a GPU where there is one"), QStringLiteral("auto"));
    for (const EngineDevice& device : m_workbench.engine.devices()) {
        const QString what = deviceText(device);
        //: %1 is a device, %2 its memory
        m_device->addItem(device.memory > 0 ? tr("%1, %2 of memory").arg(what, memoryText(device.memory)) : what, device.name);
    }
    if (const QString cpu = QStringLiteral("cpu"); m_device->findData(cpu) < 0) m_device->addItem(deviceText(cpu), cpu);
    if (m_device->findData(chosen) < 0) {
        const bool looked = m_workbench.engine.state() == EngineClient::State::Ready;
        m_device->addItem(looked ? tr("%1 (not found)").arg(deviceText(chosen)) : deviceText(chosen), chosen);
    }
    m_device->setCurrentIndex(m_device->findData(chosen));
}

void PreferencesDialog::changeAppearance(const char* control) {
    m_workbench.setProperty(kReopen, QLatin1String(control));
    Q_EMIT m_workbench.appearanceChanged();
}

void PreferencesDialog::reopen(Workbench& workbench, ActionRegistry& actions, QWidget* window) {
    // A wish that comes after the window was made is meant for the next one; and it stays until it is met, for this window
    // may be gone before.
    const QString control = workbench.property(kReopen).toString();
    if (control.isEmpty()) return;
    const auto open = [&workbench, &actions, window, control] {
        workbench.setProperty(kReopen, QVariant());
        auto* dialog = new PreferencesDialog(workbench, actions, window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
        if (auto* used = dialog->findChild<QWidget*>(control)) used->setFocus();
    };
    // When the window is on the screen: a dialog stands over it.
    QMetaObject::invokeMethod(window, open, Qt::QueuedConnection);
}

}  // namespace attune
