// Pictures of every page of a project and of the states that matter: light and dark, English and Chinese, at two window
// sizes. QT_SCALE_FACTOR=2 takes them as a screen of high density shows them.
#include <QApplication>
#include <QComboBox>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QTemporaryDir>
#include <cstdio>
#include <filesystem>

#include "camera.h"
#include "states.h"
#include "workbench/main_window.h"
#include "workbench/page.h"
#include "workbench/pages.h"

using namespace attune;

namespace {

constexpr int kSettleMs = 1200;  ///< for thumbnails, queries and plots of a page to arrive

void shootPages(const Camera& camera) {
    MainWindow& window = camera.attune().window();
    for (int i = 0; i < kPageCount; ++i) {
        const auto page = static_cast<PageId>(i);
        if (!camera.wants(pageKey(page)) || !window.pageWidget(page)) continue;
        window.showPage(page);
        // What one looks for in the space: where the reward finds what it likes.
        if (auto* colour = window.pageWidget(page)->findChild<QComboBox*>(QStringLiteral("colour"))) colour->setCurrentIndex(0);
        Camera::spin(kSettleMs);
        camera.shoot(pageKey(page));
    }
}

/// Runs are added to it: the pictures must not change the project that they are taken of.
QString copyOf(const QString& project, const QString& folder) {
    const QString copy = QDir(folder).filePath(QFileInfo(project).fileName());
    std::filesystem::create_directories(folder.toStdString());
    std::filesystem::copy(project.toStdString(), copy.toStdString(), std::filesystem::copy_options::recursive);
    return copy;
}

}  // namespace

int main(int argc, char** argv) {
    // Settings of its own: pictures must not depend on what somebody chose, nor change it.
    const QTemporaryDir config, work(QDir::temp().filePath(QStringLiteral("attune-XXXXXX")));
    qputenv("XDG_CONFIG_HOME", config.path().toUtf8());
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("project"), QStringLiteral("The project folder to walk through; it is not changed."));
    parser.addPositionalArgument(QStringLiteral("out"), QStringLiteral("Where the pictures go."));
    const QCommandLineOption only(QStringLiteral("only"), QStringLiteral("Only these pages and states: rate,running,empty-library"),
                                  QStringLiteral("names"));
    const QCommandLineOption quick(QStringLiteral("quick"), QStringLiteral("Only light, English, 1440x900."));
    parser.addOptions({only, quick});
    parser.process(application);
    const QStringList names = parser.positionalArguments();
    if (names.size() != 2) parser.showHelp(2);
    const QDir out(names[1]);
    if (!out.mkpath(QStringLiteral("."))) return 1;
    try {
        const QString project = copyOf(QFileInfo(names[0]).absoluteFilePath(), work.path());
        int looks = 0;
        Application attune(application);
        attune.show();
        Camera camera(attune, out, parser.value(only).split(QLatin1Char(','), Qt::SkipEmptyParts));
        for (const QString& language : Application::languages())
            for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark})
                for (const QSize size : {QSize(2560, 1440), QSize(1440, 900)}) {
                    if (parser.isSet(quick) && size.width() != 1440) continue;
                    openProject(camera, project);
                    camera.setLook({language, scheme, size});
                    shootPages(camera);
                    if (size.width() == 1440)
                        shootStates(camera, copyOf(project, work.filePath(QString::number(++looks))),
                                    work.filePath(QStringLiteral("Empty.attune")));
                    if (parser.isSet(quick)) return 0;
                }
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "attune-screenshots: %s\n", failure.what());
        return 1;
    }
    return 0;
}
