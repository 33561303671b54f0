#include "workbench/application.h"

#include <QApplication>
#include <QFont>
#include <QLibraryInfo>
#include <QLocale>
#include <QMessageBox>
#include <QStringList>

#include "workbench/main_window.h"

namespace attune {

Application::Application(QApplication& application)
    : m_application(application), m_workbench(std::make_unique<Workbench>()) {
    applyAppearance();
    makeWindow();
    // Queued: the page whose control was used must not be deleted under its own signal.
    connect(m_workbench.get(), &Workbench::appearanceChanged, this, [this] {
        const WindowState state = m_window->state();
        m_window.reset();
        applyAppearance();
        makeWindow();
        show();
        m_window->restore(state);
    }, Qt::QueuedConnection);
}

Application::~Application() {
    m_window.reset();  // saves what is being written
    QStringList lost;
    connect(&m_workbench->project, &ProjectService::lost, this, [&lost](const Problem& problem) {
        for (const QString& part : {problem.what, problem.why, problem.remedy})
            if (!part.isEmpty()) lost.append(asSentence(part));
    });
    m_workbench->project.settle();
    if (lost.isEmpty()) return;
    QMessageBox box(QMessageBox::Critical, tr("Not saved"), lost.join(QLatin1String("\n\n")), QMessageBox::Close);
    box.setTextFormat(Qt::PlainText);
    box.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box.exec();
}

QStringList Application::languages() { return {QStringLiteral("en"), QStringLiteral("zh_CN")}; }

void Application::applyAppearance() {
    const QString chosen = m_workbench->settings.language();
    const QLocale locale = chosen.isEmpty() ? QLocale::system() : QLocale(chosen);
    QLocale::setDefault(locale);
    // Before the theme, whose widgets take it over. Left to itself, Qt may draw Chinese words with Japanese forms.
    static const QFont desktop = QApplication::font();
    QFont font = desktop;
    if (locale.language() == QLocale::Chinese) font.setFamilies(desktop.families() << QStringLiteral("Noto Sans CJK SC"));
    m_application.setFont(font);
    theme::apply(m_application, m_workbench->settings.scheme());
    m_application.removeTranslator(&m_translator);
    m_application.removeTranslator(&m_qtTranslator);
    const auto load = [this](const QLocale& of) {
        return m_translator.load(of, QStringLiteral("attune"), QStringLiteral("_"), QStringLiteral(":/translations"));
    };
    // The sources are English, but for plurals: where the desktop speaks none of our languages, these are English too.
    if (load(locale) || load(QLocale(QStringLiteral("en"))))
        m_application.installTranslator(&m_translator);
    if (m_qtTranslator.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                            QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        m_application.installTranslator(&m_qtTranslator);
}

void Application::makeWindow() { m_window = std::make_unique<MainWindow>(*m_workbench); }

void Application::show() { m_window->show(); }

}  // namespace attune
