// Which model a box goes on with when models come, become current, or the window is made anew.
#include <QComboBox>
#include <QtTest>
#include <vector>

#include "workbench/training/model_box.h"

using namespace attune;

class TestModelBox : public QObject {
    Q_OBJECT

  private:
    static std::vector<ModelRecord> models(Id last) {
        std::vector<ModelRecord> all;
        for (Id id = 1; id <= last; ++id) {
            all.emplace_back();
            all.back().id = id;
            all.back().name = "C" + std::to_string(id);
        }
        return all;
    }

  private Q_SLOTS:
    void theCurrentOneIsFollowedAndAnotherChoiceKept() {
        QComboBox box;
        fillModelBox(box, models(2), 1);
        QCOMPARE(box.currentData().toLongLong(), 1);
        QCOMPARE(chosenModel(box), 0);
        fillModelBox(box, models(3), 3);
        QCOMPARE(box.currentData().toLongLong(), 3);
        box.setCurrentIndex(box.findData(QVariant::fromValue<qint64>(2)));
        QCOMPARE(chosenModel(box), 2);
        fillModelBox(box, models(4), 4);
        QCOMPARE(box.currentData().toLongLong(), 2);
    }

    void aNewWindowFollowsTheCurrentOneAsTheFormerDid() {
        QComboBox former, box;
        fillModelBox(former, models(2), 1);
        // As TrainingPage restores it, before the project is read.
        if (const qint64 chosen = chosenModel(former); chosen > 0) box.addItem(QString(), chosen);
        fillModelBox(box, models(3), 3);
        QCOMPARE(box.currentData().toLongLong(), 3);
    }
};

QTEST_MAIN(TestModelBox)
#include "tst_model_box.moc"
