// attune: the workbench.
#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <csignal>
#include <cstdio>

#include "workbench/application.h"
#include "workbench/main_window.h"

namespace {

struct Wish {
    QString project;
    bool demo = false;
};

/// Ends the program for --help, --version and (with 2) for a wrong command line.
Wish parse(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "The workbench of Attune: rate captions, train the reward, optimise the captioner, judge."));
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("project"), QStringLiteral("The project folder to open, name.attune."),
                                 QStringLiteral("[project]"));
    const QCommandLineOption demo(QStringLiteral("demo"),
                                  QStringLiteral("Make a project on the demo world (at [project], where given) and open it."));
    parser.addOption(demo);
    const bool understood = parser.parse(arguments);
    if (parser.isSet(help)) parser.showHelp(0);
    if (parser.isSet(version)) parser.showVersion();
    const QStringList projects = parser.positionalArguments();
    if (!understood || projects.size() > 1) {
        const QString why = understood ? QStringLiteral("one project at a time, please") : parser.errorText();
        std::fprintf(stderr, "attune: %s\nSee attune --help.\n", qPrintable(why));
        std::exit(2);
    }
    return {projects.value(0), parser.isSet(demo)};
}

/// Before there is a display, so that --help works without one.
Wish parseCommandLine(int argc, char** argv) {
    const QCoreApplication console(argc, argv);
    return parse(QCoreApplication::arguments());
}

}  // namespace

int main(int argc, char** argv) {
    // The engine may die while a request is being written to it.
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication::setApplicationName(QStringLiteral("attune"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ATTUNE_VERSION));
    const Wish wish = parseCommandLine(argc, argv);
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Attune"));
    QApplication::setDesktopFileName(QStringLiteral("attune"));
    attune::Application attune(application);
    attune.show();
    if (wish.demo)
        attune.workbench().tryDemo(wish.project.isEmpty() ? QString() : QFileInfo(wish.project).absoluteFilePath());
    else if (!wish.project.isEmpty())
        attune.workbench().project.open(QFileInfo(wish.project).absoluteFilePath());
    return application.exec();
}
