// Takes pictures of the window, with the dialogs over it.
#pragma once

#include <QDir>
#include <QPixmap>
#include <QSize>
#include <QStringList>
#include <functional>

#include "widgets/theme.h"
#include "workbench/application.h"
#include "workbench/workbench.h"

namespace attune {

struct Look {
    QString language;
    theme::Scheme scheme = theme::Scheme::Light;
    QSize size;
};

class Camera {
  public:
    /// @param only  names of the pictures that are wanted; empty: all
    Camera(Application& attune, const QDir& out, QStringList only) : m_attune(attune), m_out(out), m_only(std::move(only)) {}

    Application& attune() const { return m_attune; }
    Workbench& workbench() const { return m_attune.workbench(); }
    bool wants(const QString& name) const { return m_only.isEmpty() || m_only.contains(name); }

    /// The window is made anew in this language and scheme.
    void setLook(const Look& look);
    /// Writes NAME-light-en-1440x900.png. @throws std::runtime_error if it cannot
    void shoot(const QString& name) const;

    static void spin(int ms);
    /// @return false if it did not come true in time
    static bool waitFor(const std::function<bool()>& condition, int ms);

  private:
    QPixmap still() const;

    Application& m_attune;
    QDir m_out;
    QStringList m_only;
    Look m_look;
};

}  // namespace attune
