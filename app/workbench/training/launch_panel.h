// The left side of a page that trains: what there is to learn from, the options, where it runs, Launch, Pause, Stop.
#pragma once

#include <QWidget>
#include <optional>

#include "session/memory_estimate.h"
#include "widgets/option_field.h"
#include "workbench/workbench.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QScrollArea;
class QSpinBox;

namespace attune {

class ActionRegistry;
class OptionForm;
class ProgressRow;
struct JobSettings;

/// What sets one page's panel apart from the other's.
struct LaunchSpec {
    QString page;  ///< "reward": key of its commands and settings
    QString kind;  ///< of the runs: "train_reward"
    JobKind job = JobKind::TrainReward;
    QList<OptionField> fields;
    QList<OptionPreset> presets;
    QString lead = {};   ///< the option that others depend on, see OptionForm::setLead; may be empty
    QStringList models = {};  ///< labels of the boxes in which the user chooses the models: "&Captioner"
    QString launchText;  ///< "Train the reward model"
    QString launchHelp;
};

class LaunchPanel : public QWidget {
    Q_OBJECT

  public:
    LaunchPanel(Workbench& workbench, ActionRegistry& actions, LaunchSpec spec, QWidget* parent);

    /// The boxes of LaunchSpec::models, in their order.
    const QList<QComboBox*>& models() const { return m_models; }
    QComboBox* model(int index) const { return m_models[index]; }
    OptionForm* form() const { return m_form; }
    /// A sentence on what the run will learn from. @param warning  what may be wrong with that; may be empty
    void setFacts(const QString& sentence, const QString& warning);
    /// Why it cannot be launched; empty if it can.
    void setObstacle(const QString& sentence);
    /// What the memory estimate is of. @param model  none: no estimate
    void setWorkload(std::optional<ModelFolderInfo> model, const MemoryWorkload& workload);
    /// The job's options as the form has them, only those that differ from the defaults.
    Json options() const;
    /// These options, where it runs and its seed.
    JobSettings settings() const;
    QString memoryText() const;

  Q_SIGNALS:
    void launchWanted();

  private:
    QFormLayout* makeChoices();
    QScrollArea* makeOptions();
    void connectChoices();
    void addActions(ActionRegistry& actions);
    QWidget* makeFoot(ActionRegistry& actions);
    void fillDevices();
    void showMemory();
    void showRun();
    std::optional<LiveRun> run() const;

    Workbench& m_workbench;
    LaunchSpec m_spec;
    QLabel* m_facts;
    QLabel* m_warning;
    QList<QComboBox*> m_models;
    QComboBox* m_device;
    QSpinBox* m_seed;
    OptionForm* m_form;
    QLabel* m_memory;
    ProgressRow* m_progress;
    QString m_obstacle;
    std::optional<ModelFolderInfo> m_model;
    MemoryWorkload m_workload;
    ActionRegistry& m_actions;
    bool m_paused = false;  ///< as the button shows it
};

}  // namespace attune
