// The captions of an image in the inspector, told again and again while a run writes more.
#include <QApplication>
#include <QPushButton>
#include <QtTest>

#include "widgets/caption_words.h"
#include "widgets/theme.h"
#include "workbench/library/caption_list.h"

using namespace attune;

class TestCaptionList : public QObject {
    Q_OBJECT

  private:
    static ImageDetail detail(Id image, int captions) {
        ImageDetail detail;
        detail.image.id = image;
        for (int i = 1; i <= captions; ++i) {
            CaptionDetail one;
            one.caption.id = i;
            one.caption.imageId = image;
            one.caption.text = "a thing of number " + std::to_string(i);
            detail.captions.push_back(one);
        }
        return detail;
    }

  private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void newsLeaveWhatWasAskedForAndTheFocus() {
        CaptionList list;
        list.show(detail(1, 30), 0, "me");
        list.QWidget::show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        QCOMPARE(list.words().size(), CaptionList::kShownAtFirst);
        auto* all = list.findChild<QPushButton*>();
        QVERIFY(all);
        QTest::mouseClick(all, Qt::LeftButton);
        QCOMPARE(list.words().size(), 30);
        list.words()[28]->setFocus();
        const auto before = list.words();
        list.show(detail(1, 30), 0, "me");
        QVERIFY(list.words() == before);
        list.show(detail(1, 31), 0, "me");
        QCOMPARE(list.words().size(), 30);  // one more waits behind the button
        QVERIFY(list.words()[28]->hasFocus());
        // Another image begins anew.
        list.show(detail(2, 30), 0, "me");
        QCOMPARE(list.words().size(), CaptionList::kShownAtFirst);
    }
};

QTEST_MAIN(TestCaptionList)
#include "tst_caption_list.moc"
