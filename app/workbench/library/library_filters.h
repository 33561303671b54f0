// Above the grid: what to look for, in which order, how many were found, how large they are shown.
#pragma once

#include <QTimer>
#include <QVariantMap>
#include <QWidget>

#include "project/image_query.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSlider;
class QToolButton;
class QVBoxLayout;

namespace attune {

class Chip;
class Settings;
struct LibraryFacts;

class LibraryFilters : public QWidget {
    Q_OBJECT

  public:
    /// What is typed is asked for once nothing was typed for so long.
    static constexpr int kDebounceMs = 200;

    explicit LibraryFilters(Settings& settings, QWidget* parent = nullptr);

    ImageQuery query() const;
    /// Whether anything but the order narrows the images down.
    bool isFiltered() const;
    /// Fills the lists to choose from. What is chosen stays where it is still there: query() may be another one now.
    void setFacts(const LibraryFacts& facts);
    /// @param total  all images of the project
    void setResult(qint64 shown, qint64 total, int selected);
    /// A list that another page sent stands in for all images. @param what  what they are; empty: no list
    void setListed(const QString& what);
    void setThumbnailSize(int side);
    QString listed() const;
    QLineEdit* searchField() const { return m_search; }
    /// What the images are narrowed down to.
    QVariantMap state() const;
    /// The same again, without telling of it. What its lists do not know is dropped when they are filled.
    void restore(const QVariantMap& state);
    /// Leaves all filters, without telling of it.
    void clear();

  public Q_SLOTS:
    void reset();

  Q_SIGNALS:
    void changed();
    void listLeft();
    void thumbnailSizeChanged(int side);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    QHBoxLayout* makeFilters();
    QHBoxLayout* makeResult();
    QComboBox* makeChoice(const QString& name, const QString& tip);
    QLineEdit* makeBound(const QString& name, const QString& placeholder);
    void filterChanged();
    void arrange();

    Settings& m_settings;
    QVBoxLayout* m_rows;
    QHBoxLayout* m_choices;
    QHBoxLayout* m_found;  ///< what came of it: in the row of the choices where there is room
    QLineEdit* m_search;
    QComboBox* m_rated;
    QComboBox* m_split;
    QComboBox* m_tag;
    QLabel* m_rewardLabel;
    QLineEdit* m_rewardMin;
    QLineEdit* m_rewardMax;
    QComboBox* m_order;
    QToolButton* m_descending;
    QLabel* m_result;
    Chip* m_listed;
    Chip* m_reset;
    QSlider* m_size;
    QTimer m_debounce;
    Id m_rewardModel = 0;
    bool m_hasScores = false;
};

}  // namespace attune
