#include "workbench/preferences/help_commands.h"

#include <QAction>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QMainWindow>
#include <QMessageBox>
#include <QPointer>
#include <QUrl>
#include <QtConcurrent>

#include "widgets/action_registry.h"
#include "widgets/theme.h"
#include "workbench/preferences/preferences_dialog.h"

namespace attune {

namespace {

struct Help {
    Q_DECLARE_TR_FUNCTIONS(attune::Help)

  public:
    static void preferences(Workbench& workbench, ActionRegistry& actions, QMainWindow* window, PreferencesDialog::Tab tab) {
        auto* dialog = new PreferencesDialog(workbench, actions, window, tab);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    }

    /// Where it was installed, or where the program was built.
    static void guide(Workbench& workbench) {
        (void)QtConcurrent::run(&workbench.threads, [program = QCoreApplication::applicationDirPath(), guard = QPointer<Workbench>(&workbench)] {
            QStringList found;
            for (const char* place : {"../share/doc/attune/guide.html", "../share/doc/attune/guide.md", "../../docs/guide.md"}) {
                const QString file = QDir::cleanPath(QDir(program).filePath(QLatin1String(place)));
                if (QFile::exists(file)) found.append(file);
            }
            QMetaObject::invokeMethod(qApp, [guard, found] {
                if (guard) open(*guard, found);
            });
        });
    }

    /// The first of these files that another program takes.
    static void open(Workbench& workbench, const QStringList& files) {
        for (const QString& file : files)
            if (QDesktopServices::openUrl(QUrl::fromLocalFile(file))) return;
        workbench.report({tr("The guide could not be opened."), tr("It is not installed with this program, or no other program opens it."),
                          tr("It lies in the folder docs of Attune's sources.")});
    }

    static void about(Workbench& workbench, QMainWindow* window) {
        QMessageBox box(window);
        box.setWindowTitle(tr("About Attune"));
        box.setIconPixmap(theme::icon(QStringLiteral("rating")).pixmap(theme::kGrid * 6));
        box.setTextFormat(Qt::PlainText);
        box.setText(tr("Attune %1").arg(QCoreApplication::applicationVersion()));
        QStringList parts{tr("Aligns an image captioner with your own judgement: look, rate, train the reward, optimise, judge."),
                          tr("Free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). It comes "
                             "without any warranty."),
                          tr("Made with Qt %1, QCustomPlot, OpenCV, SQLite and SQLiteCpp, nlohmann-json, utf8proc, hnswlib, "
                             "LibTorch (the engine alone) and icons of Breeze.")
                              .arg(QLatin1String(qVersion()))};
        const QString engine = workbench.engine.description();
        if (!engine.isEmpty()) parts.append(tr("Engine: %1").arg(engine));
        box.setInformativeText(parts.join(QStringLiteral("\n\n")));
        box.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        box.exec();
    }

    static void add(Workbench& workbench, ActionRegistry& actions, QMainWindow* window) {
        const auto put = [&](const char* id, const char* group, Words words, Words help, const char* icon,
                             const QKeySequence& key, auto run) {
            ActionSpec spec{QLatin1String(id), QLatin1String(group), std::move(words), std::move(help), QLatin1String(icon), {}, {}};
            if (!key.isEmpty()) spec.keys = {key};
            QAction* action = actions.add(spec);
            QObject::connect(action, &QAction::triggered, window, run);
            return action;
        };
        put("edit.preferences", "edit", [] { return tr("&Preferences..."); },
            [] { return tr("Theme, language, your name, device, folders and keys."); }, "configure",
            QKeySequence(Qt::CTRL | Qt::Key_Comma),
            [&workbench, &actions, window] { preferences(workbench, actions, window, PreferencesDialog::General); })
            ->setMenuRole(QAction::PreferencesRole);
        actions.setGroupTitle(QStringLiteral("help"), [] { return tr("Help"); });
        put("help.shortcuts", "help", [] { return tr("&Keyboard shortcuts..."); },
            [] { return tr("All commands and their keys, to look up and to change."); }, "input-keyboard",
            QKeySequence(Qt::CTRL | Qt::Key_Slash),
            [&workbench, &actions, window] { preferences(workbench, actions, window, PreferencesDialog::Shortcuts); });
        put("help.guide", "help", [] { return tr("&Guide"); }, {}, "help-contents", QKeySequence(Qt::Key_F1),
            [&workbench] { guide(workbench); });
        put("help.about", "help", [] { return tr("&About Attune"); }, {}, "help-about", {},
            [&workbench, window] { about(workbench, window); })
            ->setMenuRole(QAction::AboutRole);
    }
};

}  // namespace

void addHelpCommands(Workbench& workbench, ActionRegistry& actions, QMainWindow* window) {
    Help::add(workbench, actions, window);
}

}  // namespace attune
