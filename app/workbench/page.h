// What the window knows of a page.
#pragma once

#include <QVariantMap>
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
    /// What is chosen on it, for the page that takes its place when the window is made anew.
    virtual QVariantMap state() const { return {}; }
    /// Chooses that again, once what it stands among is there. Called before activated(), with the same project open.
    virtual void restore(const QVariantMap&) {}

  protected:
    Workbench& workbench() const { return m_workbench; }
    ProjectService& project() const { return m_workbench.project; }

  private:
    PageId m_id;
    Workbench& m_workbench;
};

}  // namespace attune
