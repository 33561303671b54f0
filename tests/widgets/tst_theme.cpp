#include <QApplication>
#include <QListWidget>
#include <QMenu>
#include <QPalette>
#include <QPlainTextEdit>
#include <QSlider>
#include <QSplitter>
#include <QStyleOption>
#include <QtTest>
#include <cmath>

#include "contrast.h"
#include "widgets/theme.h"

using namespace attune;
using test::contrast;
using test::luminance;

namespace {

/// Of the picture's two colours that lie furthest apart.
double contrastWithin(const QImage& picture, const QColor& ground) {
    double best = 1;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) best = std::max(best, contrast(picture.pixelColor(x, y), ground));
    return best;
}

}  // namespace

class TestTheme : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void textIsLegible_data() { test::addSchemes(); }

    void textIsLegible() {
        QFETCH(int, scheme);
        theme::apply(*qApp, static_cast<theme::Scheme>(scheme));
        const QPalette p = QApplication::palette();
        for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Button}) {
            QVERIFY(contrast(p.color(QPalette::Text), p.color(role)) >= 7);
            QVERIFY(contrast(theme::quietText(), p.color(role)) >= 4.5);
        }
        QVERIFY(contrast(p.color(QPalette::HighlightedText), p.color(QPalette::Highlight)) >= 4.5);
        for (const auto tone : {theme::Tone::Good, theme::Tone::Warning, theme::Tone::Bad})
            QVERIFY(contrast(theme::tone(tone), p.color(QPalette::Window)) >= 4.5);
    }

    void iconsStandOffWhatIsSelected_data() { test::addSchemes(); }

    void iconsStandOffWhatIsSelected() {
        QFETCH(int, scheme);
        theme::apply(*qApp, static_cast<theme::Scheme>(scheme));
        const QIcon icon = theme::icon(QStringLiteral("edit-find"));
        QVERIFY(!icon.isNull());
        QListWidget list;
        list.setIconSize({32, 32});
        list.addItem(new QListWidgetItem(icon, QString()));
        list.setCurrentRow(0);
        list.resize(200, 60);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        const QRect row = list.visualItemRect(list.item(0));
        QImage seen = list.viewport()->grab(row).toImage();
        QVERIFY(contrastWithin(seen, seen.pixelColor(row.width() - 8, row.height() / 2)) >= 4.5);

        QMenu menu;
        QAction* action = menu.addAction(icon, QStringLiteral(" "));
        menu.setActiveAction(action);
        menu.popup({0, 0});
        QVERIFY(QTest::qWaitForWindowExposed(&menu));
        menu.setActiveAction(action);
        const QRect entry = menu.actionGeometry(action);
        seen = menu.grab(entry).toImage();
        QCOMPARE(seen.pixelColor(entry.width() - 8, entry.height() / 2), QApplication::palette().color(QPalette::Highlight));
        QVERIFY(contrastWithin(seen.copy(0, 0, 32, entry.height()), QApplication::palette().color(QPalette::Highlight)) >= 4.5);
    }

    void seriesStandOffTheGround() {
        for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
            theme::apply(*qApp, scheme);
            for (int i = 0; i < 8; ++i) {
                QVERIFY(contrast(theme::series(i), QApplication::palette().color(QPalette::Base)) >= 2.0);
                QVERIFY(theme::series(i) != theme::series(i + 1));
                QCOMPARE(theme::series(i), theme::series(i + 8));
            }
        }
    }

    void theRampGrowsLighter() {
        theme::apply(*qApp, theme::Scheme::Light);
        for (double v = 0; v < 1; v += 0.125) QVERIFY(luminance(theme::ramp(v)) < luminance(theme::ramp(v + 0.125)));
        QCOMPARE(theme::ramp(-1), theme::ramp(0));
        QCOMPARE(theme::ramp(std::nan("")), theme::quietText());
    }

    void theRampOfPlotsStandsOffTheirGround_data() { test::addSchemes(); }

    void theRampOfPlotsStandsOffTheirGround() {
        QFETCH(int, scheme);
        theme::apply(*qApp, static_cast<theme::Scheme>(scheme));
        const QColor ground = QApplication::palette().color(QPalette::Base);
        for (double v = 0; v < 1; v += 0.125) {
            QVERIFY(contrast(theme::plotRamp(v), ground) >= 2);
            QVERIFY(luminance(theme::plotRamp(v)) < luminance(theme::plotRamp(v + 0.125)));
        }
        QVERIFY(contrast(theme::plotRamp(1), ground) >= 2);
        QCOMPARE(theme::plotRamp(std::nan("")), theme::quietText());
    }

    void theLassoIsAsStrongAsTheRectangle() {
        theme::apply(*qApp, theme::Scheme::Light);
        const auto strong = [](const char* name) {
            const QImage picture = theme::icon(QLatin1String(name)).pixmap(QSize(16, 16)).toImage();
            int count = 0;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x) count += picture.pixelColor(x, y).alpha() > 190;
            return count;
        };
        QVERIFY(strong("select-rectangular") >= 8);
        QVERIFY2(strong("edit-select-lasso") >= 8, QByteArray::number(strong("edit-select-lasso")).constData());
    }

    void theRoundCornersOfABoxForWordsAreSeen_data() { test::addSchemes(); }

    void theRoundCornersOfABoxForWordsAreSeen() {
        QFETCH(int, scheme);
        theme::apply(*qApp, static_cast<theme::Scheme>(scheme));
        QPlainTextEdit box;
        box.setFocusPolicy(Qt::NoFocus);
        box.resize(200, 80);
        box.show();
        QVERIFY(QTest::qWaitForWindowExposed(&box));
        const QImage seen = box.grab().toImage();
        const QColor ground = QApplication::palette().color(QPalette::Base);
        QCOMPARE(seen.pixelColor(100, 70), ground);
        QCOMPARE(seen.pixelColor(100, 1), ground);
        for (const QPoint corner : {QPoint(1, 1), QPoint(198, 1), QPoint(1, 78), QPoint(198, 78)})
            QVERIFY(seen.pixelColor(corner) != ground);
    }

    void theHandleOfASplitterStandsOff_data() { test::addSchemes(); }

    void theHandleOfASplitterStandsOff() {
        QFETCH(int, scheme);
        theme::apply(*qApp, static_cast<theme::Scheme>(scheme));
        for (const auto orientation : {Qt::Horizontal, Qt::Vertical}) {
            QSplitter splitter(orientation);
            splitter.addWidget(new QWidget);
            splitter.addWidget(new QWidget);
            splitter.resize(300, 300);
            splitter.show();
            QVERIFY(QTest::qWaitForWindowExposed(&splitter));
            const double seen = contrastWithin(splitter.handle(1)->grab().toImage(), QApplication::palette().color(QPalette::Window));
            QVERIFY2(seen >= 3, QByteArray::number(seen).constData());
        }
    }

    void theHandleOfASliderStandsOff_data() { test::addSchemes(); }

    void theHandleOfASliderStandsOff() {
        QFETCH(int, scheme);
        theme::apply(*qApp, static_cast<theme::Scheme>(scheme));
        const QPalette p = QApplication::palette();
        QSlider slider(Qt::Horizontal);
        slider.resize(200, 24);
        slider.show();
        QVERIFY(QTest::qWaitForWindowExposed(&slider));
        QStyleOptionSlider option;
        option.initFrom(&slider);
        option.orientation = Qt::Horizontal;
        option.maximum = slider.maximum();
        option.subControls = QStyle::SC_All;
        const QRect handle =
            slider.style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, &slider);
        const QColor middle = slider.grab().toImage().pixelColor(handle.center());
        if (scheme == int(theme::Scheme::Light))
            QCOMPARE(middle, p.color(QPalette::Base));
        else
            QVERIFY(contrast(middle, p.color(QPalette::Window)) >= 7);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
