// All captions of one image, each with who wrote it, its reward, its ratings and its comparisons.
#pragma once

#include <QList>
#include <QWidget>

#include "project/image_detail.h"

class QVBoxLayout;

namespace attune {

class CaptionWords;

class CaptionList : public QWidget {
    Q_OBJECT

  public:
    /// More wait behind a button: an image can have hundreds.
    static constexpr int kShownAtFirst = 24;

    explicit CaptionList(QWidget* parent = nullptr);

    /// The same of the same image leaves everything as it is; news of it leave what was asked for, and the focus.
    /// @param rewardModel  whose scores are shown; 0: none
    /// @param rater        whose ratings are the user's own
    void show(const ImageDetail& detail, Id rewardModel, const std::string& rater);
    void clear();
    /// From top to bottom: references, then captions.
    QList<CaptionWords*> words() const { return m_words; }

  Q_SIGNALS:
    /// -1: none any more.
    void wordHovered(const attune::CaptionRecord& caption, int word);

  private:
    QString about(const CaptionDetail& caption) const;
    /// All that is shown, to tell whether anything is new.
    QStringList contents() const;
    void build(int limit);
    void addTitle(const QString& title);
    void addCaption(const CaptionRecord& caption, const QString& about, const QString& stars, int own);

    ImageDetail m_detail;
    Id m_rewardModel = 0;
    std::string m_rater;
    QVBoxLayout* m_rows;
    QWidget* m_body = nullptr;
    QList<CaptionWords*> m_words;
    QList<Id> m_ids;           ///< of the captions that they are
    QStringList m_contents;
    int m_limit = kShownAtFirst;
};

/// "base, round 2 · reward 0.82 ± 0.10 · rated 4.0 by others · Hallucinates, Repeats"
QString captionFactsText(const CaptionDetail& detail, Id rewardModel, const std::string& rater);
/// How it did against others of its image, a line for each rater, the user first: "Compared by you: preferred 2 times".
QString captionComparisonsText(Id caption, const std::vector<ComparisonRecord>& comparisons, const std::string& rater);
/// What was noted with its ratings, a line each; those of others with their name.
QString captionNotesText(const CaptionDetail& detail, const std::string& rater);
/// The rater's own rating; 0: none.
int ownRating(const CaptionDetail& detail, const std::string& rater);

}  // namespace attune
