// Pictures of every page of a project: light and dark, English and Chinese, at two window sizes.
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QImage>
#include <QTemporaryDir>
#include <QTimer>
#include <cstdio>

#include "workbench/application.h"
#include "workbench/main_window.h"
#include "workbench/page.h"
#include "workbench/pages.h"

using namespace attune;

namespace {

constexpr int kSettleMs = 1200;  ///< for thumbnails, queries and plots of a page to arrive
constexpr int kOpenMs = 60000;

void spin(int ms) {
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

bool open(Workbench& workbench, const QString& folder) {
    workbench.project.open(folder);
    QElapsedTimer clock;
    clock.start();
    while (!workbench.project.isOpen() && clock.elapsed() < kOpenMs) spin(20);
    return workbench.project.isOpen();
}

struct Look {
    QString language;
    theme::Scheme scheme;
    QSize size;

    QString name(PageId page) const {
        return QStringLiteral("%1-%2-%3-%4x%5.png")
            .arg(pageKey(page), scheme == theme::Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"), language)
            .arg(size.width())
            .arg(size.height());
    }
};

/// @return false if a picture could not be written
bool shoot(Application& attune, const Look& look, const QDir& out, const QStringList& only) {
    auto& settings = attune.workbench().settings;
    settings.setLanguage(look.language);
    settings.setScheme(look.scheme);
    Q_EMIT attune.workbench().appearanceChanged();
    spin(100);
    attune.window().resize(look.size);
    for (int i = 0; i < kPageCount; ++i) {
        const auto page = static_cast<PageId>(i);
        if ((!only.isEmpty() && !only.contains(pageKey(page))) || !attune.window().pageWidget(page)) continue;
        attune.window().showPage(page);
        spin(kSettleMs);
        const QString file = out.filePath(look.name(page));
        if (!attune.window().grab().save(file)) {
            std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
            return false;
        }
        std::printf("%s\n", qPrintable(file));
    }
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    // Settings of its own: pictures must not depend on what somebody chose, nor change it.
    const QTemporaryDir config;
    qputenv("XDG_CONFIG_HOME", config.path().toUtf8());
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("project"), QStringLiteral("The project folder to walk through."));
    parser.addPositionalArgument(QStringLiteral("out"), QStringLiteral("Where the pictures go."));
    const QCommandLineOption pages(QStringLiteral("pages"), QStringLiteral("Only these: rate,reward"), QStringLiteral("names"));
    const QCommandLineOption quick(QStringLiteral("quick"), QStringLiteral("Only light, English, 1440x900."));
    parser.addOptions({pages, quick});
    parser.process(application);
    const QStringList names = parser.positionalArguments();
    if (names.size() != 2) parser.showHelp(2);
    const QDir out(names[1]);
    if (!out.mkpath(QStringLiteral("."))) return 1;

    Application attune(application);
    attune.show();
    if (!open(attune.workbench(), QFileInfo(names[0]).absoluteFilePath())) {
        std::fprintf(stderr, "cannot open %s\n", qPrintable(names[0]));
        return 1;
    }
    const QStringList only = parser.value(pages).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString& language : Application::languages())
        for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark})
            for (const QSize size : {QSize(1440, 900), QSize(2560, 1440)}) {
                if (!shoot(attune, {language, scheme, size}, out, only)) return 1;
                if (parser.isSet(quick)) return 0;
            }
    return 0;
}
