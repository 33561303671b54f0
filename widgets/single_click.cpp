#include "widgets/single_click.h"

#include <QEvent>
#include <QWidget>

namespace attune {

namespace {

class SingleClick : public QObject {
  public:
    using QObject::QObject;

  protected:
    // Behind it no button is down, so that the release that follows clicks nothing.
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() != QEvent::MouseButtonDblClick) return false;
        event->accept();
        return true;
    }
};

}  // namespace

void takeDoubleClicksForOne(QWidget* widget) { widget->installEventFilter(new SingleClick(widget)); }

}  // namespace attune
