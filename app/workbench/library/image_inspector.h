// Beside the grid: one image as large as there is room, and all that is known of it.
#pragma once

#include <QTimer>
#include <QWidget>

#include "project/image_detail.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QSplitter;
class QStackedLayout;

namespace attune {

class CaptionList;
class CurvePlot;
class ElidedLabel;
class EmptyState;
class ImageView;
class TagBar;
class Workbench;

class ImageInspector : public QWidget {
    Q_OBJECT

  public:
    explicit ImageInspector(Workbench& workbench, QWidget* parent = nullptr);
    ~ImageInspector() override;

    /// @param image  0 or less: none
    void showImage(qint64 image);
    /// Reads the shown image's facts again; the picture stays as it is zoomed.
    void refresh();
    /// On screen now; 0: none.
    qint64 image() const { return m_shown; }
    ImageView* picture() const { return m_picture; }
    CaptionList* captions() const { return m_captions; }
    TagBar* tags() const { return m_tags; }
    QPushButton* findButton() const { return m_find; }

  private:
    struct Facts;
    QWidget* makeDetails();
    void read();
    void take(const Facts& facts);
    void showRounds(const ImageDetail& detail, Id rewardModel);
    void updateFind();
    /// The file is missing and the user knows where it is now: the file itself, or a folder above it.
    void choosePlace(bool folder);
    void setTag(const QString& tag, bool on);
    void showWord(const CaptionRecord& caption, int word);

    Workbench& m_workbench;
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    QSplitter* m_splitter;
    ImageView* m_picture;
    ElidedLabel* m_name;
    QLabel* m_about;
    QLabel* m_prompt;
    QPushButton* m_find;
    TagBar* m_tags;
    CaptionList* m_captions;
    CurvePlot* m_rounds;
    QScrollArea* m_scroll;
    QTimer m_soon;          ///< running through images by key asks for the last one only
    qint64 m_image = 0;     ///< asked for
    qint64 m_shown = 0;     ///< whose facts are on screen: what the user acts on
    int m_request = 0;
    QString m_path;         ///< of the picture on screen
};

}  // namespace attune
