// The commands of the Rate page.
#include <QAction>
#include <utility>

#include "widgets/action_registry.h"
#include "widgets/caption_card.h"
#include "workbench/picture_commands.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/rate/rate_page.h"

namespace attune {

void RatePage::addActions(ActionRegistry& actions) {
    const auto add = [&](const char* id, Words words, Words help, QList<QKeySequence> keys, std::function<void()> run) {
        ActionSpec spec{QLatin1String(id), QStringLiteral("rate"), std::move(words), std::move(help), {}, std::move(keys),
                        {QStringLiteral("rate")}};
        connect(actions.add(spec), &QAction::triggered, this, std::move(run));
    };
    for (int value = 1; value <= 5; ++value) {
        const auto key = static_cast<Qt::Key>(Qt::Key_0 + value);
        add(qPrintable(QStringLiteral("rate.%1").arg(value)), [value] { return tr("Rate the selected caption %1").arg(value); },
            [] { return tr("1 is bad, 5 is good."); }, {QKeySequence(key)}, [this, value] { rate(value); });
    }
    add("rate.left", [this] { return isPair() ? tr("A (left) is better") : tr("Select the one to the left"); },
        [] { return tr("With more than two captions: select the one to the left."); }, {QKeySequence(Qt::Key_Left)},
        [this] { prefer(true); });
    add("rate.right", [this] { return isPair() ? tr("B (right) is better") : tr("Select the one to the right"); },
        [] { return tr("With more than two captions: select the one to the right."); }, {QKeySequence(Qt::Key_Right)},
        [this] { prefer(false); });
    add("rate.tie", [] { return tr("Equally good"); }, {}, {QKeySequence(Qt::Key_Up)}, [this] { compare(Preference::Tie); });
    add("rate.bad", [] { return tr("Both bad"); }, {}, {QKeySequence(Qt::Key_Down)}, [this] { compare(Preference::BothBad); });
    add("rate.best", [] { return tr("The selected caption is the best"); }, {}, {QKeySequence(Qt::Key_Return)},
        [this] { preferBest(m_current); });
    add("rate.next", [] { return tr("Select the next caption"); }, {}, {QKeySequence(Qt::Key_Tab)}, [this] { step(1); });
    add("rate.previous", [] { return tr("Select the previous caption"); }, {}, {QKeySequence(Qt::SHIFT | Qt::Key_Tab)},
        [this] { step(-1); });
    add("rate.words", [] { return tr("Where it looked"); },
        [] { return tr("The arrows then go from word to word and show where the captioner looked; Escape leaves the words."); },
        {QKeySequence(Qt::Key_W)}, [this] { readWords(); });
    add("rate.edit", [] { return tr("Edit"); }, [] { return tr("Your own words count as right, and as better than the caption: what SFT and DPO learn from."); },
        {QKeySequence(Qt::Key_E)}, [this] { edit(); });
    add("rate.hallucinates", [] { return tr("Flag: says what is not there"); }, {}, {QKeySequence(Qt::Key_H)},
        [this] { m_desk->toggleFlag(m_current, "hallucinates"); });
    add("rate.incomplete", [] { return tr("Flag: leaves something out"); }, {}, {QKeySequence(Qt::Key_I)},
        [this] { m_desk->toggleFlag(m_current, "incomplete"); });
    add("rate.repeats", [] { return tr("Flag: repeats itself"); }, {}, {QKeySequence(Qt::Key_R)},
        [this] { m_desk->toggleFlag(m_current, "repeats"); });
    add("rate.note", [] { return tr("Note"); }, {}, {QKeySequence(Qt::Key_N)}, [this] { editNote(); });
    add("rate.skip", [] { return tr("Skip"); }, [] { return tr("Nothing is decided; the image comes again later."); },
        {QKeySequence(Qt::Key_S)}, [this] { decide([this] { m_desk->skip(); }); });
    add("rate.back", [] { return tr("Back"); }, [] { return tr("To the image before; a new decision takes the old one's place."); },
        {QKeySequence(Qt::Key_Backspace)}, [this] { decide([this] { m_desk->back(); }); });
    addPictureCommands(actions, QStringLiteral("rate"), m_picture, Panning::ByShiftArrows);
    const auto showFlagKeys = [this] {
        for (CaptionCard* card : std::as_const(m_cards))
            for (const char* flag : {"hallucinates", "incomplete", "repeats"})
                card->setFlagKey(QLatin1String(flag), m_actions.keys(QStringLiteral("rate.") + QLatin1String(flag)).value(0));
    };
    connect(&actions, &ActionRegistry::shortcutsChanged, this, showFlagKeys);
    showFlagKeys();
}

}  // namespace attune
