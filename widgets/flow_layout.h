// Widgets one after the other, going on in the next line where the width ends, as words do.
#pragma once

#include <QLayout>
#include <QList>

namespace attune {

class FlowLayout : public QLayout {
    Q_OBJECT

  public:
    /// @param gap  pixels between items, across and down
    explicit FlowLayout(QWidget* parent = nullptr, int gap = 8);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    /// Takes the widget in before the item at this place.
    void insertWidget(int index, QWidget* widget);
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;

    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange({0, 0, width, 0}, false); }
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

  private:
    /// @return the height that is needed
    int arrange(const QRect& rect, bool apply) const;
    void placeLine(const QList<QLayoutItem*>& line, const QRect& rect, int y, int height) const;

    QList<QLayoutItem*> m_items;
    int m_gap;
};

}  // namespace attune
