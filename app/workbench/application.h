// Theme and language of the program, and the window that is made anew when one of them changes.
#pragma once

#include <QObject>
#include <QTranslator>
#include <memory>

#include "workbench/workbench.h"

class QApplication;

namespace attune {

class MainWindow;

class Application : public QObject {
    Q_OBJECT

  public:
    explicit Application(QApplication& application);
    ~Application() override;

    Workbench& workbench() { return *m_workbench; }
    MainWindow& window() { return *m_window; }
    void show();

    /// Languages that the window can speak, as codes: "en", "zh_CN".
    static QStringList languages();

  private:
    void makeWindow();
    void applyAppearance();

    QApplication& m_application;
    std::unique_ptr<Workbench> m_workbench;
    QTranslator m_translator;
    QTranslator m_qtTranslator;
    std::unique_ptr<MainWindow> m_window;
};

}  // namespace attune
