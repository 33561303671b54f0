// A scroll area that ends between two rows of what it shows: none is cut at its lower edge.
#pragma once

#include <QScrollArea>

namespace attune {

class WholeRowsArea : public QScrollArea {
    Q_OBJECT

  public:
    explicit WholeRowsArea(QWidget* parent = nullptr);

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

  private:
    void fit();

    int m_cut = 0;  ///< pixels at the lower edge that show nothing
};

}  // namespace attune
