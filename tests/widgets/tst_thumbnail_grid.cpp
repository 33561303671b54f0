#include <QAccessible>
#include <QApplication>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>
#include <algorithm>
#include <memory>
#include <numeric>

#include "drop_files.h"
#include "wheel.h"
#include "widgets/theme.h"
#include "widgets/thumbnail_delegate.h"
#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"

using namespace attune;

namespace {

constexpr int kMany = 100000;

/// Ids that are not row numbers, so that mixing them up shows.
QVector<qint64> manyIds(int count = kMany) {
    QVector<qint64> ids(count);
    std::iota(ids.begin(), ids.end(), 1000000);
    return ids;
}

QImage picture(qint64 id, int side = 256) {
    QImage image(side, side * 3 / 4, QImage::Format_RGB32);
    image.fill(QColor::fromHsv(static_cast<int>(id * 37 % 360), 120, 200));
    return image;
}

QVector<qint64> idsOf(const QSignalSpy& spy) {
    QVector<qint64> ids;
    for (const auto& arguments : spy) ids += arguments.at(0).toLongLong();
    return ids;
}

}  // namespace

class TestThumbnailGrid : public QObject {
    Q_OBJECT

    std::unique_ptr<ThumbnailGrid> m_grid;

    void click(int row, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(m_grid->viewport(), Qt::LeftButton, modifiers, m_grid->cellRect(row).center());
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(m_grid.get(), key, modifiers);
    }
    bool inSight(qint64 id) const {
        return m_grid->viewport()->rect().contains(m_grid->cellRect(m_grid->model()->rowOf(id)).center());
    }

  private Q_SLOTS:
    void init() {
        theme::apply(*qApp, theme::Scheme::Light);
        m_grid = std::make_unique<ThumbnailGrid>();
        m_grid->resize(1000, 700);
        m_grid->show();
        m_grid->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_grid.get()));
    }
    void cleanup() { m_grid.reset(); }

    void onlyWhatIsSeenIsAskedFor() {
        QSignalSpy wanted(m_grid.get(), &ThumbnailGrid::thumbnailWanted);
        QSignalSpy unwanted(m_grid.get(), &ThumbnailGrid::thumbnailUnwanted);
        QSignalSpy details(m_grid->model(), &ThumbnailModel::detailsWanted);
        const auto ids = manyIds();
        m_grid->model()->setIds(ids);
        QTRY_VERIFY(!wanted.isEmpty());
        const auto first = idsOf(wanted);
        QVERIFY(first.size() < 100);
        QCOMPARE(first.last(), ids[0]);  // the newest request is served first
        QCOMPARE(details.size(), 1);
        QCOMPARE(details[0][0].toInt(), 0);
        QCOMPARE(details[0][1].toInt(), ThumbnailModel::kPage);

        wanted.clear();
        m_grid->scrollToId(ids[50000]);
        QTRY_VERIFY(!wanted.isEmpty());
        for (const qint64 id : idsOf(wanted)) QVERIFY(std::abs(m_grid->model()->rowOf(id) - 50000) < 100);
        QVERIFY(idsOf(wanted).contains(ids[50000]));
        auto givenUp = idsOf(unwanted), asked = first;
        std::sort(givenUp.begin(), givenUp.end());
        std::sort(asked.begin(), asked.end());
        QCOMPARE(givenUp, asked);
        QCOMPARE(details.last()[0].toInt() / ThumbnailModel::kPage, 50000 / ThumbnailModel::kPage);
    }

    void whatCameIsNotAskedForAgain() {
        QSignalSpy wanted(m_grid.get(), &ThumbnailGrid::thumbnailWanted);
        m_grid->model()->setIds(manyIds());
        QTRY_VERIFY(!wanted.isEmpty());
        const auto asked = idsOf(wanted);
        for (const qint64 id : asked) {
            if (id == asked.last()) {
                m_grid->setBroken(id, QStringLiteral("not a picture"));
            } else {
                m_grid->setThumbnail(id, picture(id));
            }
        }
        wanted.clear();
        m_grid->resize(1001, 701);
        QTest::qWait(30);
        QVERIFY(wanted.isEmpty());
        const QImage shot = m_grid->viewport()->grab().toImage();
        QCOMPARE(shot.pixelColor(m_grid->cellRect(1).center() - QPoint(0, 20)),
                 picture(asked[asked.size() - 2]).pixelColor(0, 0));
    }

    void numbersOfOtherImagesShowNoneOfTheFormer() {
        QSignalSpy wanted(m_grid.get(), &ThumbnailGrid::thumbnailWanted);
        m_grid->model()->setIds(manyIds(40));
        QTRY_VERIFY(!wanted.isEmpty());
        const auto asked = idsOf(wanted);
        for (const qint64 id : asked)
            if (id != asked.front()) m_grid->setThumbnail(id, picture(id));  // one is on its way
        wanted.clear();
        m_grid->forgetThumbnails();
        m_grid->model()->setIds({});
        m_grid->model()->setIds(manyIds(40));
        QTRY_COMPARE(wanted.size(), asked.size());
        QCOMPARE(m_grid->cachedBytes(), 0);
    }

    void memoryIsBounded() {
        m_grid->setCacheLimit(4 << 20);
        QSignalSpy wanted(m_grid.get(), &ThumbnailGrid::thumbnailWanted);
        m_grid->model()->setIds(manyIds());
        for (int step = 0; step < 40; ++step) {
            m_grid->verticalScrollBar()->setValue(step * 700);
            QTest::qWait(1);
            for (const qint64 id : idsOf(wanted)) m_grid->setThumbnail(id, picture(id));
            wanted.clear();
            QVERIFY(m_grid->cachedBytes() <= 4 << 20);
        }
        QVERIFY(m_grid->cachedBytes() > 2 << 20);
    }

    void theMouseSelects() {
        const auto ids = manyIds();
        m_grid->model()->setIds(ids);
        QSignalSpy changed(m_grid.get(), &ThumbnailGrid::selectionChanged);
        click(2);
        QCOMPARE(m_grid->selectedIds(), QVector<qint64>{ids[2]});
        click(4, Qt::ControlModifier);
        QCOMPARE(m_grid->selectedIds(), (QVector<qint64>{ids[2], ids[4]}));
        click(2, Qt::ControlModifier);
        QCOMPARE(m_grid->selectedIds(), QVector<qint64>{ids[4]});
        click(4);
        click(7, Qt::ShiftModifier);
        QCOMPARE(m_grid->selectedIds(), ids.mid(4, 4));
        click(6, Qt::ShiftModifier);
        QCOMPARE(m_grid->selectedIds(), ids.mid(4, 3));
        QCOMPARE(m_grid->currentId(), ids[6]);
        QVERIFY(changed.size() >= 5);
        QSignalSpy activated(m_grid.get(), &ThumbnailGrid::activated);
        QTest::mouseDClick(m_grid->viewport(), Qt::LeftButton, {}, m_grid->cellRect(3).center());
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toLongLong(), ids[3]);
    }

    void aRubberBandSelects() {
        const auto ids = manyIds();
        m_grid->model()->setIds(ids);
        const int across = m_grid->columns();
        const QPoint from = m_grid->cellRect(0).center(), to = m_grid->cellRect(across + 1).center();
        QTest::mousePress(m_grid->viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(m_grid->viewport(), (from + to) / 2);
        QTest::mouseMove(m_grid->viewport(), to);
        QTest::mouseRelease(m_grid->viewport(), Qt::LeftButton, {}, to);
        QCOMPARE(m_grid->selectedIds(), (QVector<qint64>{ids[0], ids[1], ids[across], ids[across + 1]}));
    }

    void theKeyboardSelects() {
        const auto ids = manyIds();
        m_grid->model()->setIds(ids);
        key(Qt::Key_Right);
        QCOMPARE(m_grid->currentId(), ids[0]);
        key(Qt::Key_Right);
        key(Qt::Key_Down);
        QCOMPARE(m_grid->currentRow(), 1 + m_grid->columns());
        key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m_grid->selectedCount(), 2);
        key(Qt::Key_End);
        QCOMPARE(m_grid->currentId(), ids.last());
        QVERIFY(inSight(ids.last()));
        QCOMPARE(m_grid->selectedCount(), 1);
        key(Qt::Key_Down);
        QCOMPARE(m_grid->currentId(), ids.last());
        key(Qt::Key_PageUp);
        QVERIFY(m_grid->currentRow() < kMany - 1 - m_grid->columns());
        key(Qt::Key_Home, Qt::ShiftModifier);
        QVERIFY(m_grid->selectedCount() > kMany - 100);
        key(Qt::Key_Home);
        key(Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(m_grid->selectedIds(), QVector<qint64>{ids[0]});
        key(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(m_grid->selectedIds(), (QVector<qint64>{ids[0], ids[1]}));
        key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_grid->selectedCount(), kMany);
        key(Qt::Key_Escape);
        QCOMPARE(m_grid->selectedCount(), 0);
        QSignalSpy activated(m_grid.get(), &ThumbnailGrid::activated);
        key(Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
    }

    void aFilterKeepsSelectionAndPlace() {
        const auto ids = manyIds();
        m_grid->model()->setIds(ids);
        m_grid->setSelectedIds({ids[10], ids[11], ids[60000]});
        m_grid->scrollToId(ids[60000]);
        click(60000, Qt::ControlModifier);
        click(60000, Qt::ControlModifier);
        const int top = m_grid->cellRect(60000).top();
        QVector<qint64> even;
        for (int i = 0; i < kMany; i += 2) even += ids[i];
        QSignalSpy changed(m_grid.get(), &ThumbnailGrid::selectionChanged);
        m_grid->model()->setIds(even);
        QCOMPARE(m_grid->selectedIds(), (QVector<qint64>{ids[10], ids[60000]}));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_grid->currentId(), ids[60000]);
        QCOMPARE(m_grid->cellRect(30000).top(), top);
        m_grid->model()->setIds({});
        QCOMPARE(m_grid->selectedCount(), 0);
        QCOMPARE(m_grid->currentId(), -1);
    }

    void addedRowsMoveNothing() {
        const auto ids = manyIds();
        m_grid->model()->setIds(ids.mid(0, 300));
        m_grid->scrollToId(ids[250]);
        m_grid->setSelectedIds({ids[250]});
        const int at = m_grid->verticalScrollBar()->value();
        m_grid->model()->setIds(ids);
        QCOMPARE(m_grid->verticalScrollBar()->value(), at);
        QCOMPARE(m_grid->selectedIds(), QVector<qint64>{ids[250]});
        key(Qt::Key_End);
        QCOMPARE(m_grid->currentId(), ids.last());
    }

    void detailsAreShownAndSpoken() {
        const auto ids = manyIds(30);
        m_grid->model()->setIds(ids);
        ThumbnailItem item{ids[3], QStringLiteral("harbour.jpg"), 3.75, 4, 2, QStringLiteral("train"), {}};
        m_grid->model()->setDetails({item, {77, QStringLiteral("unknown"), {}, 0, 0, {}, {}}});
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(m_grid.get());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 30);
        QAccessibleInterface* cell = list->child(3);
        QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("harbour.jpg"));
        QVERIFY(cell->text(QAccessible::Description).contains(QStringLiteral("Rated 3.8 on average")));
        // One that was decided on by comparisons alone is not called unrated.
        item.rating.reset();
        QVERIFY(ThumbnailDelegate::describe(item).contains(QStringLiteral("Not rated yet")));
        item.comparisons = 2;
        m_grid->model()->setDetails({item});
        const QString words = cell->text(QAccessible::Description);
        QVERIFY2(words.contains(QStringLiteral("2 comparison")) && !words.contains(QStringLiteral("Not rated yet")), qPrintable(words));
        click(3);
        QVERIFY(cell->state().selected);
        m_grid->setBroken(ids[3], QStringLiteral("it is cut off"));
        QVERIFY(cell->text(QAccessible::Description).contains(QStringLiteral("it is cut off")));
    }

    void theWheelChangesTheSize() {
        m_grid->model()->setIds(manyIds());
        QSignalSpy size(m_grid.get(), &ThumbnailGrid::thumbnailSizeChanged);
        const int before = m_grid->columns();
        for (int i = 0; i < 8; ++i) test::turnWheelAt(m_grid->viewport(), {100, 100}, 120, Qt::ControlModifier);
        QCOMPARE(size.size(), 8);
        QVERIFY(m_grid->columns() < before);
        m_grid->setThumbnailSize(5);
        QCOMPARE(m_grid->thumbnailSize(), ThumbnailGrid::kSmallest);
    }

    void filesAreDropped() {
        QSignalSpy dropped(m_grid.get(), &ThumbnailGrid::filesDropped);
        const QString file = QStringLiteral("/pictures/a.jpg");
        QVERIFY(test::dropFiles(m_grid->viewport(), {file}));
        QCOMPARE(dropped.size(), 1);
        QCOMPARE(dropped[0][0].value<QList<QUrl>>(), QList<QUrl>{QUrl::fromLocalFile(file)});
        QMimeData text;
        text.setText(QStringLiteral("words"));
        QDragEnterEvent other({50, 50}, Qt::CopyAction, &text, Qt::LeftButton, {});
        other.ignore();
        QApplication::sendEvent(m_grid->viewport(), &other);
        QVERIFY(!other.isAccepted());
    }

    void anEmptyGridSaysSo() {
        m_grid->setEmptyText(QStringLiteral("No images yet"), QStringLiteral("Drop a folder here."));
        auto* label = m_grid->viewport()->findChild<QLabel*>();
        QVERIFY(label && label->isVisible());
        QVERIFY(label->text().contains(QStringLiteral("Drop a folder here.")));
        m_grid->model()->setIds({1});
        QVERIFY(!label->isVisible());
    }

    void scrollingIsSmooth() {
        m_grid->resize(1400, 850);
        const auto ids = manyIds();
        QElapsedTimer clock;
        clock.start();
        m_grid->model()->setIds(ids);
        const double feed = static_cast<double>(clock.nsecsElapsed()) * 1e-6;
        // As a loader gives them: at the size of the grid, one event each, four in a frame.
        QVector<QImage> pictures;
        for (int i = 0; i < 12; ++i) pictures += picture(i, m_grid->thumbnailSize());
        QVector<qint64> queue;
        connect(m_grid.get(), &ThumbnailGrid::thumbnailWanted, this, [&](qint64 id) { queue += id; });
        connect(m_grid.get(), &ThumbnailGrid::thumbnailUnwanted, this,
                [&](qint64 id) { queue.removeOne(id); });
        const auto deliver = [&] {
            for (int i = 0; i < 4 && !queue.isEmpty(); ++i) {
                const qint64 id = queue.takeLast();
                m_grid->setThumbnail(id, pictures[id % 12]);
            }
        };
        connect(m_grid->model(), &ThumbnailModel::detailsWanted, this, [this](int first, int count) {
            QVector<ThumbnailItem> page;
            for (int row = first; row < first + count; ++row)
                page += ThumbnailItem{m_grid->model()->idAt(row),
                                      QStringLiteral("image-%1.jpg").arg(row),
                                      3.5,
                                      4,
                                      2,
                                      QStringLiteral("train"),
                                      {}};
            m_grid->model()->setDetails(page);
        });
        QTest::qWait(50);
        std::vector<double> frames, jumps;
        const auto frame = [&](int value) {
            clock.start();
            m_grid->verticalScrollBar()->setValue(value);
            deliver();
            QApplication::processEvents();
            m_grid->viewport()->repaint();  // all of it: more than a frame of scrolling needs
            return static_cast<double>(clock.nsecsElapsed()) * 1e-6;
        };
        for (int i = 1; i <= 300; ++i) frames.push_back(frame(i * 40));
        for (int i = 1; i <= 100; ++i) jumps.push_back(frame(i * 20011));
        std::sort(frames.begin(), frames.end());
        std::sort(jumps.begin(), jumps.end());
        clock.start();
        m_grid->viewport()->grab();
        qInfo(
            "feed %.1f ms; scrolling p50 %.2f p99 %.2f ms; jumping p50 %.2f p99 %.2f ms; whole paint %.2f ms",
            feed, frames[150], frames[296], jumps[50], jumps[98],
            static_cast<double>(clock.nsecsElapsed()) * 1e-6);
        QVERIFY(m_grid->cachedBytes() > 0);  // there was something to paint
    }
};

QTEST_MAIN(TestThumbnailGrid)
#include "tst_thumbnail_grid.moc"
