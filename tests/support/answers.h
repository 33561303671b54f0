// Answers to what holds up the one who asks: a menu, a question, a file dialog. Given before the asking, as a person would
// give them after.
#pragma once

#include <QAbstractButton>
#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QTimer>
#include <QtTest>
#include <functional>

namespace attune::test {

/// Tries this until it says that it is done.
inline void tryUntil(std::function<bool()> attempt) {
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, attempt = std::move(attempt)] {
        // Whoever is asked may spin: not once more meanwhile.
        timer->stop();
        if (attempt())
            timer->deleteLater();
        else
            timer->start();
    });
    timer->start(20);
}

/// Of the menu that is about to come, chooses the entry of which the words contain this, by key; without one it leaves the menu.
/// @param seen  all its entries, without mnemonics; may be nullptr
inline void answerMenu(const QString& words, QStringList* seen = nullptr) {
    tryUntil([words, seen] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        if (!menu) return false;
        QAction* wanted = nullptr;
        for (QAction* action : menu->actions()) {
            const QString text = action->text().remove(QLatin1Char('&'));
            if (seen && !action->isSeparator()) seen->append(text);
            if (!words.isEmpty() && !wanted && text.contains(words)) wanted = action;
        }
        if (wanted) menu->setActiveAction(wanted);
        QTest::keyClick(menu, wanted ? Qt::Key_Return : Qt::Key_Escape);
        return true;
    });
}

/// Presses the button of these words (without mnemonics) in the question that is about to come.
/// @param when  waited for while the question is open
inline void answerQuestion(const QString& words, std::function<bool()> when = [] { return true; }) {
    tryUntil([words, when = std::move(when)] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box || !when()) return false;
        for (QAbstractButton* button : box->buttons()) {
            if (button->text().remove(QLatin1Char('&')) != words) continue;
            QTest::mouseClick(button, Qt::LeftButton);
            return true;
        }
        return false;
    });
}

/// Names this file or folder in the dialog that is about to come. Qt's own dialog has to be chosen before.
inline void answerFileDialog(const QString& path) {
    tryUntil([path] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        auto* name = dialog ? dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit")) : nullptr;
        if (!name) return false;
        name->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
        return true;
    });
}

}  // namespace attune::test
