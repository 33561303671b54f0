// What a new layout of the shared space is made of, and how.
#pragma once

#include <QDialog>

#include "session/job_builder.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace attune {

class OptionForm;
class Settings;
struct LibraryFacts;

class EmbedDialog : public QDialog {
    Q_OBJECT

  public:
    struct Choice {
        JobSettings settings;
        bool captions = true;
        Id captioner = 0;
    };

    EmbedDialog(const LibraryFacts& facts, Settings& settings, QWidget* parent = nullptr);

    Choice choice() const;
    void accept() override;
    QPushButton* computeButton() const { return m_compute; }

  private:
    void addLearning(QFormLayout& rows, const LibraryFacts& facts);

    Settings& m_settings;
    QComboBox* m_split;
    QComboBox* m_captioner;
    QCheckBox* m_captions;
    QCheckBox* m_learn;
    QLabel* m_why;
    OptionForm* m_form;
    QPushButton* m_compute;
};

}  // namespace attune
