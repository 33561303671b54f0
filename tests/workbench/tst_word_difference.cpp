// Which words are marked where two captions differ in a few.
#include <QtTest>

#include "workbench/rate/word_difference.h"

using namespace attune;

class TestWordDifference : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void ofTwo_data() {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<QVector<int>>("marked");
        const auto row = [](const char* name, const char* one, const char* other, const QVector<int>& marked) {
            QTest::newRow(name) << QString::fromLatin1(one) << QString::fromLatin1(other) << marked;
        };
        row("the same", "a red circle", "A red circle.", {});
        row("one word", "a large red circle", "a small red circle", {1});
        row("one more", "a large red circle above a square", "a red circle above a square", {1});
        // "a" stands in the other one as well, though elsewhere.
        row("the article, too", "a large circle above a small square", "an orange circle above a small square", {0, 1});
        row("the other way", "an orange circle above a small square", "a large circle above a small square", {0, 1});
        row("turned round", "a circle above a square", "a square above a circle", {1, 4});
        row("nothing shared", "two dogs run", "a heron at the pond", {});
        row("empty", "", "a circle", {});
    }

    void ofTwo() {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(QVector<int>, marked);
        QCOMPARE(wordsOfItsOwn({one, other}, 0), marked);
    }

    void ofFour() {
        const QStringList texts{QStringLiteral("a red circle"), QStringLiteral("a red square"), QStringLiteral("a blue circle"),
                                QStringLiteral("a red star")};
        QCOMPARE(wordsOfItsOwn(texts, 0), QVector<int>());
        QCOMPARE(wordsOfItsOwn(texts, 1), QVector<int>{2});
        QCOMPARE(wordsOfItsOwn(texts, 2), QVector<int>{1});
        QCOMPARE(wordsOfItsOwn(texts, 3), QVector<int>{2});
    }
};

QTEST_APPLESS_MAIN(TestWordDifference)
#include "tst_word_difference.moc"
