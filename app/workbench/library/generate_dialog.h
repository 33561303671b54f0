// Have captions written: of which images, how many, by which captioner, decoded how.
#pragma once

#include <QDialog>
#include <QVector>
#include <map>
#include <string>

#include "data/generation_options.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSpinBox;
class QVBoxLayout;

namespace attune {

class OptionForm;
class Settings;
struct LibraryFacts;

class GenerateDialog : public QDialog {
    Q_OBJECT

  public:
    struct Choice {
        QVector<qint64> images;
        int captions = 4;       ///< of each image
        qint64 captioner = 0;
        QString prompt;
        GenerationOptions decoding;
        Json options = Json::object();  ///< of the job, beside those of decoding; only what is not at its default
    };

    /// @param selected  images that are selected in the grid; may be empty
    /// @param shown     images that the grid shows
    GenerateDialog(const QVector<qint64>& selected, const QVector<qint64>& shown, const LibraryFacts& facts,
                   Settings& settings, QWidget* parent = nullptr);

    Choice choice() const;

    void accept() override;

  private:
    QFormLayout* makeChoices(const LibraryFacts& facts);
    QScrollArea* makeDecoding();
    /// As high as its fields; where the screen has not the room for that they scroll.
    void fit();
    void check();
    /// The prompt as the chosen captioner takes it.
    void suitPrompt();

    QVector<qint64> m_selected, m_shown;
    Settings& m_settings;
    QComboBox* m_images;
    QSpinBox* m_captions;
    QComboBox* m_captioner;
    std::map<qint64, std::string> m_families;
    QLineEdit* m_prompt;
    OptionForm* m_decoding;
    QScrollArea* m_scroll;
    QFormLayout* m_choices;
    QVBoxLayout* m_foot;
    QLabel* m_problem;
    QPushButton* m_generate;
};

}  // namespace attune
