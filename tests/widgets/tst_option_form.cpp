#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>
#include <QtTest>

#include "labels.h"
#include "widgets/number_box.h"
#include "widgets/option_form.h"
#include "widgets/theme.h"

using namespace attune;

namespace {

constexpr qlonglong kLargeSeed = 9007199254740993;  // 2^53 + 1: no double holds it

QList<OptionField> fields() {
    return {{.name = QStringLiteral("rate"),
             .label = QStringLiteral("Learning rate"),
             .help = QStringLiteral("Step size."),
             .defaultValue = 2e-4,
             .min = 0,
             .max = 1},
            {.name = QStringLiteral("epochs"),
             .label = QStringLiteral("Epochs"),
             .help = QStringLiteral("Passes."),
             .unit = QStringLiteral("passes"),
             .defaultValue = 4,
             .min = 1,
             .max = 100},
            {.name = QStringLiteral("whiten"),
             .label = QStringLiteral("Whiten"),
             .help = QStringLiteral("Whiten."),
             .defaultValue = true},
            {.name = QStringLiteral("kl"),
             .label = QStringLiteral("KL estimate"),
             .help = QStringLiteral("Which."),
             .defaultValue = QStringLiteral("k1"),
             .choices = {QStringLiteral("k1"), QStringLiteral("k3")}},
            {.name = QStringLiteral("seed"),
             .label = QStringLiteral("Seed"),
             .help = QStringLiteral("Seed."),
             .defaultValue = kLargeSeed,
             .min = 0,
             .advanced = true}};
}

template <typename T>
T* control(OptionForm& form, const char* name) {
    return qobject_cast<T*>(form.control(QString::fromLatin1(name)));
}

void enter(NumberBox* box, const QString& text) {
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, text);
}

QPoint centre(const QWidget* widget) {
    return widget->rect().center();
}

void wheel(QWidget* on) {
    QWheelEvent event(centre(on), on->mapToGlobal(centre(on)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&event);  // only an event of the system goes on to the parent
    qApp->notify(on, &event);
}

}  // namespace

class TestOptionForm : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        theme::apply(*qApp, theme::Scheme::Light);
    }

    void numbersAreShownExactly_data() {
        QTest::addColumn<double>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("small") << 2e-4 << "0.0002";
        QTest::newRow("tiny") << 2e-7 << "2e-07";
        QTest::newRow("long") << 0.123456789012345 << "0.123456789012345";
        QTest::newRow("nought") << 0.0 << "0";
        QTest::newRow("whole") << 10000.0 << "10000";
        QTest::newRow("large") << 3e20 << "3e+20";
    }
    void numbersAreShownExactly() {
        QFETCH(double, number);
        QFETCH(QString, text);
        NumberBox box(NumberBox::Kind::Real);
        box.setValue(number);
        QCOMPARE(box.text(), text);
        QCOMPARE(box.value().toDouble(), number);
    }

    void readsWhatOneTypes_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<double>("number");
        QTest::newRow("exponent") << "2e-4" << 2e-4;
        QTest::newRow("capital") << "1E-5" << 1e-5;
        QTest::newRow("point") << ".5" << 0.5;
    }
    void readsWhatOneTypes() {
        QFETCH(QString, typed);
        QFETCH(double, number);
        NumberBox box(NumberBox::Kind::Real);
        box.show();
        enter(&box, typed);
        QCOMPARE(box.value().toDouble(), number);
        enter(&box, QStringLiteral("x"));  // no letter of a number: not taken
        QVERIFY(!box.text().contains(QLatin1Char('x')));
    }

    void stepsOfTheLeadingDigit() {
        NumberBox box(NumberBox::Kind::Real);
        box.setValue(2e-4);
        box.stepBy(1);
        QCOMPARE(box.value().toDouble(), 3e-4);
        box.setValue(0.001);
        box.stepBy(-1);
        QCOMPARE(box.value().toDouble(), 9e-4);
        box.setValue(0.2);
        box.stepBy(1);
        QCOMPARE(box.text(), QStringLiteral("0.3"));
    }

    void wholeNumbersHave64Bits() {
        NumberBox box(NumberBox::Kind::Whole);
        box.setValue(kLargeSeed);
        QCOMPARE(box.text(), QStringLiteral("9007199254740993"));
        box.stepBy(1);
        QCOMPARE(box.value().toLongLong(), kLargeSeed + 1);
        box.setValue(std::numeric_limits<qlonglong>::max());
        box.stepBy(1);
        QCOMPARE(box.value().toLongLong(), std::numeric_limits<qlonglong>::max());
    }

    void onlyChangesAreValues() {
        OptionForm form;
        form.setFields(fields());
        form.show();
        QVERIFY(form.values().isEmpty());
        QCOMPARE(form.allValues().size(), 5);
        QSignalSpy changed(&form, &OptionForm::changed);
        enter(control<NumberBox>(form, "rate"), QStringLiteral("1e-5"));
        QVERIFY(changed.count() > 0);
        QTest::mouseClick(control<QCheckBox>(form, "whiten"), Qt::LeftButton, {},
                          QPoint(8, control<QCheckBox>(form, "whiten")->height() / 2));
        QTest::keyClick(control<QComboBox>(form, "kl"), Qt::Key_Down);
        QCOMPARE(form.values(), (QVariantMap{{QStringLiteral("rate"), 1e-5},
                                             {QStringLiteral("whiten"), false},
                                             {QStringLiteral("kl"), QStringLiteral("k3")}}));
        auto* reset = form.findChild<QToolButton*>(QStringLiteral("reset-rate"));
        QVERIFY(reset->isVisible());
        QTest::mouseClick(reset, Qt::LeftButton);
        QVERIFY(!reset->isVisible());
        QCOMPARE(control<NumberBox>(form, "rate")->text(), QStringLiteral("0.0002"));
        QVERIFY(!form.values().contains(QStringLiteral("rate")));
    }

    void wrongTextIsNamedAndNotUsed() {
        OptionForm form;
        form.setFields(fields());
        form.show();
        enter(control<NumberBox>(form, "epochs"), QStringLiteral("500"));
        QVERIFY(!form.isValid());
        QCOMPARE(form.problems(), QStringList{QStringLiteral("Epochs: Enter a whole number from 1 to 100.")});
        QVERIFY(test::says(&form, QStringLiteral("from 1 to 100")));
        QCOMPARE(form.allValues()[QStringLiteral("epochs")].toLongLong(),
                 50);  // the last good one while typing
        control<QComboBox>(form, "kl")->setFocus();
        QCOMPARE(control<NumberBox>(form, "epochs")->text(), QStringLiteral("500"));  // kept to be mended
        enter(control<NumberBox>(form, "epochs"), QStringLiteral("50"));
        QVERIFY(form.isValid());
        QVERIFY(!test::says(&form, QStringLiteral("from 1 to 100")));
    }

    void setValuesRefusesInWords() {
        OptionForm form;
        form.setFields(fields());
        QSignalSpy changed(&form, &OptionForm::changed);
        const QStringList refused = form.setValues({{QStringLiteral("epochs"), 1000},
                                                    {QStringLiteral("kl"), QStringLiteral("k9")},
                                                    {QStringLiteral("rate"), QStringLiteral("fast")},
                                                    {QStringLiteral("nonsense"), 1},
                                                    {QStringLiteral("seed"), 7}});
        QCOMPARE(refused.size(), 4);
        QCOMPARE(form.values(), (QVariantMap{{QStringLiteral("seed"), qlonglong{7}}}));
        QCOMPARE(changed.count(), 0);
    }

    void advancedOnesAreOneClickAway() {
        OptionForm form;
        form.setFields(fields());
        form.show();
        QVERIFY(!form.control(QStringLiteral("seed"))->isVisible());
        QToolButton* more = nullptr;
        for (QToolButton* button : form.findChildren<QToolButton*>())
            if (button->isCheckable()) more = button;
        QVERIFY(more);
        QTest::mouseClick(more, Qt::LeftButton);
        QVERIFY(form.control(QStringLiteral("seed"))->isVisible());
        QVERIFY(form.control(QStringLiteral("seed"))->toolTip().contains(QStringLiteral("9007199254740993")));
    }

    void presetsBecomeCustom() {
        OptionForm form;
        form.setFields(fields());
        form.setPresets(
            {{QStringLiteral("Balanced"), {}},
             {QStringLiteral("Careful"), {{QStringLiteral("rate"), 1e-5}, {QStringLiteral("epochs"), 2}}}});
        form.show();
        auto* preset = form.findChildren<QComboBox*>().first();
        QCOMPARE(preset->currentText(), QStringLiteral("Balanced"));
        QTest::keyClick(preset, Qt::Key_Down);
        QCOMPARE(form.preset(), QStringLiteral("Careful"));
        QCOMPARE(control<NumberBox>(form, "epochs")->value().toLongLong(), 2);
        enter(control<NumberBox>(form, "epochs"), QStringLiteral("3"));
        QCOMPARE(preset->currentText(), QStringLiteral("Custom"));
        enter(control<NumberBox>(form, "epochs"), QStringLiteral("2"));
        QCOMPARE(preset->currentText(), QStringLiteral("Careful"));
        QCOMPARE(preset->count(), 2);
    }

    void oneOptionDecidesWhichOthersCount() {
        auto all = fields();
        const QString kl = QStringLiteral("kl"), k3 = QStringLiteral("k3"), rate = QStringLiteral("rate"),
                      epochs = QStringLiteral("epochs");
        all[0].defaultsFor = {{k3, 5e-4}};
        all[1].onlyFor = {QStringLiteral("k1")};
        OptionForm form;
        form.setLead(kl);
        form.setFields(all);
        form.setPresets({{QStringLiteral("Plain"), {}}, {QStringLiteral("Long"), {{epochs, 9}, {QStringLiteral("whiten"), false}}}});
        form.show();
        QVERIFY(control<NumberBox>(form, "epochs")->isVisible());
        enter(control<NumberBox>(form, "epochs"), QStringLiteral("500"));  // wrong, and then of no account
        QVERIFY(!form.isValid());
        QTest::keyClick(control<QComboBox>(form, "kl"), Qt::Key_Down);
        QVERIFY(!control<NumberBox>(form, "epochs")->isVisible());
        QVERIFY(form.isValid());
        QCOMPARE(control<NumberBox>(form, "rate")->value().toDouble(), 5e-4);  // its default there
        QCOMPARE(form.values(), (QVariantMap{{kl, k3}}));
        QCOMPARE(form.preset(), QStringLiteral("Plain"));
        enter(control<NumberBox>(form, "rate"), QStringLiteral("2e-4"));  // the other default is a change here
        QCOMPARE(form.values(), (QVariantMap{{kl, k3}, {rate, 2e-4}}));
        const QVariantMap saved = form.values();
        form.setPreset(QStringLiteral("Long"));  // leaves the lead, and what does not count, alone
        QCOMPARE(form.values(), (QVariantMap{{kl, k3}, {QStringLiteral("whiten"), false}}));
        QCOMPARE(form.preset(), QStringLiteral("Long"));
        form.setValues({});
        QVERIFY(form.values().isEmpty());
        QVERIFY(control<NumberBox>(form, "epochs")->isVisible());
        QCOMPARE(control<NumberBox>(form, "rate")->value().toDouble(), 2e-4);
        QVERIFY(form.setValues(saved).isEmpty());
        QCOMPARE(form.values(), saved);
        enter(control<NumberBox>(form, "rate"), QStringLiteral("0.03"));
        QTest::keyClick(control<QComboBox>(form, "kl"), Qt::Key_Up);
        QCOMPARE(form.values(), (QVariantMap{{rate, 0.03}}));  // what the user chose stays
    }

    void whatNothingReadsIsHiddenAndNotSent() {
        auto all = fields();
        const QString kl = QStringLiteral("kl"), k3 = QStringLiteral("k3"), rate = QStringLiteral("rate"),
                      epochs = QStringLiteral("epochs"), limit = QStringLiteral("limit");
        all[1].needs = kl;  // which stands below it
        all[1].neededValues = {k3};
        all[4] = {.name = limit, .label = QStringLiteral("Limit"), .help = QStringLiteral("Limit."), .defaultValue = 1.0, .min = 0, .max = 10, .needs = rate};
        OptionForm form;
        form.setFields(all);
        form.show();
        QVERIFY(!control<NumberBox>(form, "epochs")->isVisible());
        QVERIFY(control<NumberBox>(form, "limit")->isVisible());
        // What is not read is no value, whoever sets it.
        QVERIFY(form.setValues({{epochs, 9}}).isEmpty());
        QVERIFY(form.values().isEmpty());
        const QVariantMap chosen{{epochs, qlonglong{9}}, {kl, k3}, {limit, 2.0}};
        QVERIFY(form.setValues(chosen).isEmpty());
        QCOMPARE(form.values(), chosen);
        QVERIFY(control<NumberBox>(form, "epochs")->isVisible());
        enter(control<NumberBox>(form, "rate"), QStringLiteral("0"));
        QVERIFY(!control<NumberBox>(form, "limit")->isVisible());
        QTest::keyClick(control<QComboBox>(form, "kl"), Qt::Key_Up);
        QVERIFY(!control<NumberBox>(form, "epochs")->isVisible());
        QCOMPARE(form.values(), (QVariantMap{{rate, 0.0}}));
        form.setValues(chosen);
        form.setFields(all);  // anew, with what it held
        QCOMPARE(form.values(), chosen);
    }

    void controlsEndAtOneLine() {
        OptionForm form;
        auto all = fields();
        all.append({.name = QStringLiteral("limit"),
                    .label = QStringLiteral("Limit"),
                    .help = QStringLiteral("Limit."),
                    .unit = QStringLiteral("a long unit of it"),
                    .defaultValue = 1.0,
                    .min = 0,
                    .max = 2,
                    .advanced = true});
        form.setFields(all);
        form.setPresets({{QStringLiteral("Default"), {}, {}}});
        form.resize(400, 500);
        form.show();
        QVERIFY(QTest::qWaitForWindowExposed(&form));
        const auto right = [&](const QString& name) {
            const QWidget* control = form.control(name);
            return control->mapTo(&form, QPoint(control->width(), 0)).x();
        };
        const auto* preset = form.findChild<QComboBox*>();
        const int line = preset->mapTo(&form, QPoint(preset->width(), 0)).x();
        for (const bool expanded : {false, true}) {
            form.setExpanded(expanded);
            QTest::qWait(0);
            QVERIFY2(form.minimumSizeHint().width() <= form.width(), qPrintable(QString::number(form.minimumSizeHint().width())));
            QCOMPARE(preset->mapTo(&form, QPoint(preset->width(), 0)).x(), line);
            QCOMPARE(right(QStringLiteral("rate")), line);
            QCOMPARE(right(QStringLiteral("kl")), line);
            QCOMPARE(right(QStringLiteral("epochs")), line);
        }
        // A unit stands within its field, clear of the number.
        const QWidget* limit = form.control(QStringLiteral("limit"));
        const auto* unit = limit->findChild<QLabel*>();
        const auto* edit = limit->findChild<QLineEdit*>();
        QVERIFY(unit && edit);
        QCOMPARE(unit->text(), QStringLiteral("a long unit of it"));
        QTRY_VERIFY(unit->isVisible() && unit->width() >= unit->sizeHint().width());
        QVERIFY(edit->textMargins().right() >= unit->width());
        QVERIFY(edit->contentsRect().right() - unit->geometry().right() <= 2);
        QVERIFY(form.control(QStringLiteral("limit"))->width() >= 60);
    }

    void theWheelScrollsThePage() {
        QScrollArea area;
        auto* form = new OptionForm;
        form->setFields(fields());
        form->setMinimumHeight(2000);
        area.setWidget(form);
        area.setWidgetResizable(true);
        area.resize(500, 300);
        area.show();
        QVERIFY(QTest::qWaitForWindowActive(&area));
        area.setFocus();
        auto* epochs = control<NumberBox>(*form, "epochs");
        QVERIFY(!epochs->hasFocus());
        wheel(epochs);
        QCOMPARE(epochs->value().toLongLong(), 4);
        QVERIFY(area.verticalScrollBar()->value() > 0);
        epochs->setFocus();
        wheel(epochs);
        QCOMPARE(epochs->value().toLongLong(), 3);
    }
};

QTEST_MAIN(TestOptionForm)
#include "tst_option_form.moc"
