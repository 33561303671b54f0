// The prompt in "Generate captions", for captioners of each kind.
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QtTest>

#include "data/model_family.h"
#include "widgets/option_form.h"
#include "workbench/library/generate_dialog.h"
#include "workbench/library/library_facts.h"
#include "workbench/settings.h"

using namespace attune;

class TestGenerateDialog : public QObject {
    Q_OBJECT

  private:
    static LibraryFacts oneCaptioner() {
        LibraryFacts facts;
        facts.captioners = {{1, QStringLiteral("base"), "vision-encoder-decoder"}};
        facts.captioner = 1;
        return facts;
    }

  private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void thePromptSuitsTheCaptioner() {
        LibraryFacts facts;
        facts.captioners = {{1, QStringLiteral("chat"), "smolvlm"},
                            {2, QStringLiteral("goes on"), "blip"},
                            {3, QStringLiteral("image alone"), "vision-encoder-decoder"},
                            {4, QStringLiteral("not known"), ""}};
        facts.captioner = 1;
        Settings settings;
        GenerateDialog dialog({}, {7}, facts, settings);
        QVERIFY(dialog.findChild<QSpinBox*>()->toolTip().endsWith(QStringLiteral("Default: 4")));
        auto* prompt = dialog.findChild<QLineEdit*>();
        QComboBox* captioners = nullptr;
        for (auto* box : dialog.findChildren<QComboBox*>())
            if (box->findText(QStringLiteral("chat")) >= 0) captioners = box;
        QVERIFY(prompt && captioners);
        QCOMPARE(prompt->placeholderText(), QString::fromStdString(defaultPrompt("smolvlm")));
        QVERIFY(!prompt->placeholderText().isEmpty() && prompt->isEnabled());
        prompt->setText(QStringLiteral(" What is it? "));
        QCOMPARE(dialog.choice().prompt, QStringLiteral("What is it?"));
        captioners->setCurrentIndex(1);
        QVERIFY(prompt->isEnabled());
        QVERIFY(prompt->placeholderText() != QString::fromStdString(defaultPrompt("smolvlm")));
        // What cannot be asked is not asked, and not forgotten either.
        captioners->setCurrentIndex(2);
        QVERIFY(!prompt->isEnabled());
        QCOMPARE(dialog.choice().prompt, QString());
        captioners->setCurrentIndex(3);
        QVERIFY(prompt->isEnabled());
        QCOMPARE(dialog.choice().prompt, QStringLiteral("What is it?"));
    }

    void theKindOfNumbersIsAnOptionOfTheJob() {
        Settings settings;
        GenerateDialog dialog({}, {7}, oneCaptioner(), settings);
        auto* dtype = dialog.findChild<QComboBox*>(QStringLiteral("dtype"));
        QVERIFY(dtype);
        QCOMPARE(dtype->currentText(), QStringLiteral("float32"));
        QVERIFY2(dtype->toolTip().contains(QStringLiteral("half the memory")), qPrintable(dtype->toolTip()));
        QVERIFY2(dtype->toolTip().contains(QStringLiteral("Default: float32")), qPrintable(dtype->toolTip()));
        QVERIFY(dialog.choice().options.empty());
        dtype->setCurrentIndex(dtype->findData(QStringLiteral("bfloat16")));
        QCOMPARE(dumpJson(dialog.choice().options), std::string(R"({"dtype":"bfloat16"})"));
        QCOMPARE(dumpJson(optionsToJson(dialog.choice().decoding)), dumpJson(optionsToJson(GenerationOptions())));
    }

    void fieldsAndButtonsEndAtOneLine() {
        Settings settings;
        GenerateDialog dialog({}, {7}, oneCaptioner(), settings);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const auto end = [&dialog](const QWidget* widget) {
            return widget ? widget->mapTo(&dialog, QPoint(widget->width(), 0)).x() : -1;
        };
        const int line = end(dialog.findChild<QDialogButtonBox*>());
        for (const QWidget* field : std::initializer_list<const QWidget*>{
                 dialog.findChild<QSpinBox*>(), dialog.findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly),
                 dialog.findChild<QWidget*>(QStringLiteral("mode"))})
            QVERIFY2(std::abs(end(field) - line) <= 1, qPrintable(QStringLiteral("%1, not %2").arg(end(field)).arg(line)));
        // Only what sets a field back stands in the margin, and the other margin is as wide.
        QCOMPARE(dialog.width() - line, dialog.findChild<OptionForm*>()->tailWidth());
        QCOMPARE(dialog.findChild<QDialogButtonBox*>()->mapTo(&dialog, QPoint()).x(), dialog.width() - line);
    }

    void itIsAsHighAsItsFields() {
        Settings settings;
        GenerateDialog dialog({}, {7}, oneCaptioner(), settings);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        auto* form = dialog.findChild<OptionForm*>();
        const auto* scroll = dialog.findChild<QScrollArea*>();
        const auto blank = [&] { return scroll->viewport()->height() - form->sizeHint().height(); };
        const int before = dialog.height();
        QCOMPARE(blank(), 0);
        form->setExpanded(true);
        QVERIFY(QTest::qWaitFor([&] { return dialog.height() > before + 20 && blank() == 0; }, 5000));
        form->setExpanded(false);
        QVERIFY(QTest::qWaitFor([&] { return dialog.height() == before && blank() == 0; }, 5000));
    }
};

QTEST_MAIN(TestGenerateDialog)
#include "tst_generate_dialog.moc"
