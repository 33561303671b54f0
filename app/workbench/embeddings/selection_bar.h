// Below the scatter: how much is selected, and what can be done with it.
#pragma once

#include <QWidget>

namespace attune {

class ActionRegistry;
class ElidedLabel;

class SelectionBar : public QWidget {
    Q_OBJECT

  public:
    SelectionBar(ActionRegistry& actions, QWidget* parent = nullptr);

    /// @param images  that the selected points are of, or whose captions they are. @param shown  all points
    void setCounts(int points, int images, int shown);

  private:
    ElidedLabel* m_words;
};

}  // namespace attune
