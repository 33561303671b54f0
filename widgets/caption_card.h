// One candidate caption to judge: its words, its rating, its flags.
#pragma once

#include <QKeySequence>
#include <QMap>
#include <QStringList>
#include <QVector>
#include <QWidget>

class QLabel;
class QToolButton;

namespace attune {

class CaptionEditor;
class CaptionWords;
class Chip;
class RatingScale;
class WordsArea;

/// It shows what it is told and asks for what the user does: a click on a star emits `rated`, and the stars
/// change when `setRating` is called, after the decision is on disk. The same holds for flags, preference and
/// edits.
class CaptionCard : public QWidget {
    Q_OBJECT

  public:
    /// @param label  A, B, C or D: what the candidate is called while its model is hidden
    explicit CaptionCard(const QString& label, QWidget* parent = nullptr);

    QString label() const;
    void setLabel(const QString& label);
    /// A new caption: takes rating, flags, note, states and emphasis off and ends an edit without saving it.
    void setCaption(const QString& text);
    QString caption() const;
    /// 1 to 5; 0: not rated.
    void setRating(int stars);
    int rating() const;
    /// Any of "hallucinates", "incomplete", "repeats".
    void setFlags(const QStringList& flags);
    QStringList flags() const;
    /// The words of a flag, as its chip has them; one that is not known comes back as it is.
    static QString flagText(const QString& flag);
    /// The key that sets it on the selected card; it stands before the flag's words. Empty: none.
    void setFlagKey(const QString& flag, const QKeySequence& key);
    /// Empty: no note.
    void setNote(const QString& note);
    void setSelected(bool selected);
    bool isSelected() const { return m_selected; }
    void setPreferred(bool preferred);
    bool isPreferred() const;
    /// There is no other that it could be preferred to.
    void setAlone(bool alone);
    /// What was decided of it and the other caption together.
    enum class Alike { No, Good, Bad };
    void setAlike(Alike alike);
    Alike alike() const { return m_alike; }
    void setEdited(bool edited);
    bool isEdited() const { return m_edited; }
    /// Words that the other candidates do not have: bold and underlined.
    void setEmphasised(const QVector<int>& words);

    /// Opens the editor with these words in it. @param text  empty: the caption
    void startEdit(const QString& text = {});
    void stopEdit();
    bool isEditing() const;

    CaptionWords* words() const { return m_words; }
    RatingScale* ratingScale() const { return m_rating; }
    /// @return null if there is no such flag
    Chip* flagChip(const QString& flag) const { return m_flags.value(flag); }
    CaptionEditor* editor() const { return m_editor; }

  Q_SIGNALS:
    /// -1: none any more.
    void wordHovered(int wordIndex);
    void rated(int stars);
    void flagToggled(const QString& flag);
    /// The text is trimmed and not empty; it may be the caption as it was. The editor is closed already.
    void editFinished(const QString& text);
    void preferred();
    void noteRequested();
    /// The card itself was clicked: it may become the selected one.
    void clicked();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

  private:
    QLayout* makeHeader();
    QLayout* makeFooter();
    static QString flagHelp(const QString& flag);
    Chip* makeFlag(const QString& flag);
    void updateState();

    QLabel* m_label;
    QLabel* m_alikeLabel;
    QLabel* m_editedLabel;
    QToolButton* m_note;
    Chip* m_prefer;
    CaptionWords* m_words;
    WordsArea* m_area;  ///< around them
    CaptionEditor* m_editor;
    RatingScale* m_rating;
    QMap<QString, Chip*> m_flags;
    bool m_selected = false, m_edited = false;
    Alike m_alike = Alike::No;
};

}  // namespace attune
