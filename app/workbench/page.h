// What the window knows of a page.
#pragma once

#include <QWidget>

#include "workbench/workbench.h"

namespace attune {

class ActionRegistry;

/// A page is made once for each window, registers its commands in its constructor, fills itself when the project is open
/// (it may be already) and refreshes on ProjectService::changed. Hidden pages wait with costly refreshes until shown.
class Page : public QWidget {
    Q_OBJECT

  public:
    Page(PageId id, Workbench& workbench, QWidget* parent) : QWidget(parent), m_id(id), m_workbench(workbench) {}

    PageId id() const { return m_id; }
    /// It is on screen now; the keyboard goes to its main control.
    virtual void activated() {}
    /// Another page is shown now.
    virtual void deactivated() {}

  protected:
    Workbench& workbench() const { return m_workbench; }
    ProjectService& project() const { return m_workbench.project; }

  private:
    PageId m_id;
    Workbench& m_workbench;
};

}  // namespace attune
