#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalSpy>
#include <QtTest>
#include <memory>

#include "widgets/chip.h"
#include "widgets/tag_bar.h"
#include "widgets/theme.h"

using namespace attune;

class TestTagBar : public QObject {
    Q_OBJECT

    std::unique_ptr<TagBar> m_bar;

  private Q_SLOTS:
    void init() {
        theme::apply(*qApp, theme::Scheme::Light);
        m_bar = std::make_unique<TagBar>();
        m_bar->setTags({QStringLiteral("harbour"), QStringLiteral("night")});
        m_bar->resize(400, 60);
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
    }
    void cleanup() { m_bar.reset(); }

    void enterAndCommaAdd() {
        QSignalSpy added(m_bar.get(), &TagBar::tagAdded);
        QTest::keyClicks(m_bar->lineEdit(), QStringLiteral("  low   light "));
        QTest::keyClick(m_bar->lineEdit(), Qt::Key_Return);
        QCOMPARE(added.size(), 1);
        QCOMPARE(added[0][0].toString(), QStringLiteral("low light"));
        QVERIFY(m_bar->lineEdit()->text().isEmpty());
        QCOMPARE(m_bar->tags().size(), 2);  // the owner decides
        QTest::keyClicks(m_bar->lineEdit(), QStringLiteral("boat,"));
        QCOMPARE(added.last()[0].toString(), QStringLiteral("boat"));
        QTest::keyClicks(m_bar->lineEdit(), QStringLiteral("night,"));  // there already
        QTest::keyClick(m_bar->lineEdit(), Qt::Key_Return);             // nothing
        QCOMPARE(added.size(), 2);
    }

    void theCrossAndTheKeysRemove() {
        QSignalSpy removed(m_bar.get(), &TagBar::tagRemoved);
        connect(m_bar.get(), &TagBar::tagRemoved, this, [this](const QString& tag) {
            QStringList left = m_bar->tags();
            left.removeAll(tag);
            m_bar->setTags(left);
        });
        Chip* first = m_bar->chips().first();
        QTest::mouseClick(first, Qt::LeftButton, {}, {8, first->height() / 2});  // beside the cross
        QCOMPARE(removed.size(), 0);
        QTest::mouseClick(first, Qt::LeftButton, {}, {first->width() - 14, first->height() / 2});
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed[0][0].toString(), QStringLiteral("harbour"));
        QCOMPARE(m_bar->chips().size(), 1);
        QTest::keyClick(m_bar->lineEdit(), Qt::Key_Backspace);
        QVERIFY(m_bar->chips().first()->hasFocus());
        QTest::keyClick(m_bar->chips().first(), Qt::Key_Delete);
        QCOMPARE(removed.last()[0].toString(), QStringLiteral("night"));
        QVERIFY(m_bar->chips().isEmpty());
        QVERIFY(m_bar->lineEdit()->hasFocus());
        QTest::keyClick(m_bar->lineEdit(), Qt::Key_Backspace);  // nothing left to remove
        QCOMPARE(removed.size(), 2);
    }

    void suggestionsLeaveOutWhatIsThere() {
        m_bar->setSuggestions({QStringLiteral("night"), QStringLiteral("Lighthouse"), QStringLiteral("dog")});
        QCompleter* completer = m_bar->lineEdit()->completer();
        completer->setCompletionPrefix(QStringLiteral("igh"));
        QCOMPARE(completer->completionCount(), 1);
        QCOMPARE(completer->currentCompletion(), QStringLiteral("Lighthouse"));
        m_bar->setTags({});
        completer->setCompletionPrefix(QStringLiteral("igh"));
        QCOMPARE(completer->completionCount(), 2);
    }

    void aChosenSuggestionIsAdded() {
        QSignalSpy added(m_bar.get(), &TagBar::tagAdded);
        m_bar->setSuggestions({QStringLiteral("Lighthouse")});
        m_bar->lineEdit()->setFocus();
        QTest::keyClicks(m_bar->lineEdit(), QStringLiteral("ligh"));
        QWidget* popup = m_bar->lineEdit()->completer()->popup();
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QTRY_COMPARE(added.size(), 1);
        QCOMPARE(added[0][0].toString(), QStringLiteral("Lighthouse"));
        QTRY_VERIFY(m_bar->lineEdit()->text().isEmpty());
    }

    void manyTagsWrap() {
        const int before = m_bar->heightForWidth(400);
        QStringList many;
        for (int i = 0; i < 40; ++i) many += QStringLiteral("tag number %1").arg(i);
        m_bar->setTags(many);
        QVERIFY(m_bar->heightForWidth(400) > 5 * before);
        m_bar->resize(400, m_bar->heightForWidth(400));
        QApplication::processEvents();
        for (int i = 1; i < 40; ++i) {
            const QRect a = m_bar->chips()[i - 1]->geometry(), b = m_bar->chips()[i]->geometry();
            QVERIFY(!a.intersects(b));
            QVERIFY(b.right() < 400);
            QVERIFY(b.top() > a.bottom() || b.left() > a.right());
        }
    }

    void readOnlyShowsAndAsksNothing() {
        QSignalSpy removed(m_bar.get(), &TagBar::tagRemoved);
        m_bar->setReadOnly(true);
        QVERIFY(!m_bar->lineEdit()->isVisible());
        Chip* first = m_bar->chips().first();
        QTest::mouseClick(first, Qt::LeftButton, {}, {first->width() - 14, first->height() / 2});
        QCOMPARE(removed.size(), 0);
        m_bar->setReadOnly(false);
        QVERIFY(m_bar->lineEdit()->isVisible());
    }
};

QTEST_MAIN(TestTagBar)
#include "tst_tag_bar.moc"
