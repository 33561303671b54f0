// The buttons of the messages on top of a page, pressed as a person does.
#pragma once

#include <QPushButton>
#include <QtTest>

#include "widgets/message_bar.h"

namespace attune::test {

/// The button of these words on the message that is shown; nullptr if there is none.
inline QPushButton* messageButton(MessageBar& messages, const QString& words) {
    for (auto* button : messages.findChildren<QPushButton*>())
        if (button->text() == words) return button;
    return nullptr;
}

/// Dismisses messages until one says this, and presses its button of these words. @return whether there is one
inline bool pressMessage(MessageBar& messages, const QString& part, const QString& words) {
    while (messages.count() > 0 && !messages.text().contains(part)) messages.dismiss();
    QPushButton* button = messageButton(messages, words);
    if (button) QTest::mouseClick(button, Qt::LeftButton);
    return button;
}

}  // namespace attune::test
