#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyle>
#include <QStyleOptionViewItem>
#include <QtTest>
#include <cmath>

#include "widgets/theme.h"
#include "widgets/value_table.h"

using namespace attune;

class TestValueTable : public QObject {
    Q_OBJECT

    static QList<TableColumn> columns() {
        return {{.title = QStringLiteral("Model")},
                {.title = QStringLiteral("Captions"), .kind = TableColumn::Kind::Whole},
                {.title = QStringLiteral("Reward"), .kind = TableColumn::Kind::Real, .decimals = 2},
                {.title = QStringLiteral("Wins"), .kind = TableColumn::Kind::Percent, .decimals = 1}};
    }
    static QList<TableRow> rows() {
        return {{1, {QStringLiteral("round 10"), 9, 0.123456, 0.5}},
                {2, {QStringLiteral("round 2"), 1200, -1.5, std::nan("")}},
                {3, {QStringLiteral("round\t1"), 100, QVariant(), 0.25}}};
    }
    static QVariantList ids(std::initializer_list<int> list) {
        QVariantList result;
        for (const int id : list) result.append(id);
        return result;
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        theme::apply(*qApp, theme::Scheme::Light);
    }

    void sortsAsNumbers() {
        ValueTable table;
        table.setColumns(columns());
        table.setRows(rows());
        QCOMPARE(table.shownIds(), ids({1, 2, 3}));  // as given, until a header is clicked
        table.resize(600, 300);
        table.show();
        auto* header = table.horizontalHeader();
        const auto click = [&](int column) {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                              {header->sectionViewportPosition(column) + 10, header->height() / 2});
        };
        click(1);
        QCOMPARE(table.shownIds(), ids({1, 3, 2}));
        click(1);
        QCOMPARE(table.shownIds(), ids({2, 3, 1}));
        table.sortByColumn(0, Qt::AscendingOrder);
        QCOMPARE(table.shownIds(), ids({3, 2, 1}));  // round 1, 2, 10
        table.sortByColumn(2, Qt::AscendingOrder);
        QCOMPARE(table.shownIds(), ids({2, 1, 3}));  // what is missing is last
        table.sortByColumn(2, Qt::DescendingOrder);
        QCOMPARE(table.shownIds(), ids({1, 2, 3}));
    }

    void formatsByColumn() {
        ValueTable table;
        table.setColumns(columns());
        table.setRows(rows());
        const auto cell = [&](int row, int column) {
            return table.model()->index(row, column).data().toString();
        };
        QCOMPARE(cell(1, 1), QStringLiteral("1,200"));
        QCOMPARE(cell(0, 2), QStringLiteral("0.12"));
        QCOMPARE(cell(0, 3), QStringLiteral("50.0 %"));
        QCOMPARE(cell(1, 2), QStringLiteral("\u22121.50"));  // a minus sign, as in the titles of differences
        QCOMPARE(cell(1, 3), QStringLiteral("–"));
        QVERIFY(table.model()->index(0, 2).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QVERIFY(table.model()->index(0, 0).data(Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
        auto worded = rows();
        worded[0].values[2] = QStringLiteral("no values");
        table.setRows(worded);
        QCOMPARE(cell(0, 2), QStringLiteral("no values"));
    }

    void copiesForSpreadsheets() {
        ValueTable table;
        table.setColumns(columns());
        QList<TableRow> all = rows();
        all[0].texts = {{}, {}, QStringLiteral("0.13")};
        table.setRows(all);
        QCOMPARE(table.model()->index(0, 2).data().toString(), QStringLiteral("0.13"));
        QCOMPARE(table.model()->index(0, 1).data().toString(), QStringLiteral("9"));
        table.show();
        table.selectId(1);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("Model\tCaptions\tReward\tWins\nround 10\t9\t0.123456\t0.5\n"));
        table.copyAll();
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines[2], QStringLiteral("round 2\t1200\t-1.5\t"));
        QCOMPARE(lines[3], QStringLiteral("round 1\t100\t\t0.25"));  // a tab in a name breaks nothing
    }

    void theMenuCopiesInTheOrderOnScreen() {
        ValueTable table;
        table.setColumns(columns());
        table.setRows(rows());
        table.resize(600, 300);
        table.show();
        table.sortByColumn(1, Qt::DescendingOrder);
        const QPoint at = table.visualRect(table.model()->index(0, 0)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, table.viewport()->mapToGlobal(at));
        QApplication::sendEvent(table.viewport(), &event);
        auto* menu = table.findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().size(), 2);
        QVERIFY(!menu->actions().front()->isEnabled());  // nothing is selected
        menu->actions().back()->trigger();
        menu->close();
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[0], QStringLiteral("Model\tCaptions\tReward\tWins"));
        QCOMPARE(lines[1], QStringLiteral("round 2\t1200\t-1.5\t"));
        QCOMPARE(lines[3], QStringLiteral("round 10\t9\t0.123456\t0.5"));
    }

    void boxesAreCheckedByMouseAndKey() {
        ValueTable table;
        table.setColumns(columns());
        table.setCheckable(true);
        QList<TableRow> all = rows();
        all[1].checked = true;
        table.setRows(all);
        table.resize(600, 300);
        table.show();
        QSignalSpy checked(&table, &ValueTable::checkChanged);
        table.selectId(1);
        table.setCurrentIndex(table.currentIndex().siblingAtColumn(2));
        QTest::keyClick(&table, Qt::Key_Space);
        QVERIFY(table.isChecked(1));
        QCOMPARE(checked.takeFirst(), (QVariantList{1, true}));
        QStyleOptionViewItem option;
        option.initFrom(&table);
        option.widget = &table;
        option.rect = table.visualRect(table.model()->index(1, 0));
        option.features = QStyleOptionViewItem::HasCheckIndicator | QStyleOptionViewItem::HasDisplay;
        option.text = QStringLiteral("round 2");
        const QRect box = table.style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, &table);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, box.center());
        QVERIFY(!table.isChecked(2));
        QCOMPARE(checked.takeFirst(), (QVariantList{2, false}));
        QVERIFY(checked.isEmpty());
    }

    void aHeldKeyDoesNotAddToWhatIsSelected() {
        ValueTable table;
        table.setSelectionMode(QAbstractItemView::ExtendedSelection);
        table.setColumns(columns());
        table.setRows(rows());
        table.show();
        table.selectId(1);
        for (const auto& [key, modifier] : {std::pair{Qt::Key_Control, Qt::ControlModifier}, std::pair{Qt::Key_Shift, Qt::ShiftModifier}}) {
            QTest::keyPress(&table, key, modifier);
            QCOMPARE(QGuiApplication::keyboardModifiers(), Qt::KeyboardModifiers(modifier));
            for (const int id : {3, 2, 2}) {
                table.selectId(id);
                QCOMPARE(table.selectedIds(), ids({id}));
            }
            QTest::keyRelease(&table, key);
        }
    }

    void keepsWhatIsSelected() {
        ValueTable table;
        table.setColumns(columns());
        table.setRows(rows());
        table.selectId(3);
        QList<TableRow> more = rows();
        more.prepend({4, {QStringLiteral("round 0"), 1, 1.0, 1.0}});
        table.setRows(more);
        QCOMPARE(table.selectedIds(), ids({3}));
        QCOMPARE(table.currentId(), QVariant(3));
        more.removeLast();
        table.setRows(more);
        QVERIFY(table.selectedIds().isEmpty());
    }

    void staysWhereItWasScrolledToAsRowsComeAbove() {
        ValueTable table;
        table.setColumns({{.title = QStringLiteral("Run"), .kind = TableColumn::Kind::Whole}});
        table.resize(300, 200);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        const auto newestFirst = [](int newest) {
            QList<TableRow> all;
            for (int id = newest; id > 0; --id) all.append(TableRow{id, {id}});
            return all;
        };
        const auto top = [&table] { return table.shownIds().value(table.rowAt(0)).toInt(); };
        table.setRows(newestFirst(100));
        table.selectId(98);
        QTRY_VERIFY(table.verticalScrollBar()->maximum() > 50);
        table.verticalScrollBar()->setValue(50);
        QCOMPARE(top(), 50);
        table.setRows(newestFirst(101));
        QCOMPARE(top(), 50);
        QCOMPARE(table.selectedIds(), ids({98}));
        // New rows are seen where one looks for them.
        table.selectId(10);
        table.verticalScrollBar()->setValue(0);
        table.setRows(newestFirst(102));
        QCOMPARE(top(), 102);
        table.selectId(10);
        QVERIFY(table.viewport()->rect().contains(table.visualRect(table.currentIndex()).center()));
    }

    void enterAndDoubleClickActivate() {
        ValueTable table;
        table.setColumns(columns());
        table.setRows(rows());
        table.resize(600, 300);
        table.show();
        QSignalSpy activated(&table, &ValueTable::activated);
        table.selectId(2);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(activated.takeFirst()[0], QVariant(2));
        const QPoint at = table.visualRect(table.model()->index(0, 0)).center();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0], QVariant(1));
    }

    void rowsReachAcrossAWideTable() {
        ValueTable table;
        table.setColumns(columns());
        table.setRows(rows());
        table.resize(2400, 300);
        table.show();
        const auto right = [&](int row) {
            const QRect cell = table.visualRect(table.model()->index(row, 3));
            return QPoint(table.viewport()->width() - 4, cell.center().y());
        };
        const auto ground = [&](int row) { return table.viewport()->grab().toImage().pixelColor(right(row)); };
        // Numbers stay near their names.
        QVERIFY(table.visualRect(table.model()->index(0, 3)).right() < 1200);
        const QPalette palette = table.palette();
        QCOMPARE(ground(0), palette.color(QPalette::Base));
        QCOMPARE(ground(1), palette.color(QPalette::AlternateBase));
        QCOMPARE(ground(2), palette.color(QPalette::Base));
        // There, too, a row is chosen by a click, and is seen to be.
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, right(2));
        QCOMPARE(table.selectedIds(), ids({3}));
        QCOMPARE(ground(2), palette.color(QPalette::Highlight));
        QCOMPARE(ground(1), palette.color(QPalette::AlternateBase));
        QVERIFY(!table.indexAt({table.viewport()->width() - 4, 280}).isValid());  // below the last row
    }

    void aColumnMayBeNarrowerThanItsValues() {
        ValueTable table;
        QList<TableColumn> all = columns();
        all[0].widest = 5 * theme::kGrid;
        table.setColumns(all);
        table.setFillingColumn(2);
        table.setRows({{1, {QStringLiteral("a captioner of a long name"), 9, 0.5, 0.5}}});
        QCOMPARE(table.columnWidth(0), 5 * theme::kGrid);
        table.fitColumns();
        QCOMPARE(table.columnWidth(0), 5 * theme::kGrid);
    }

    void aFillingColumnKeepsItsWordsUpToItsBound() {
        const QString words = QStringLiteral("what came of it, in one line");
        for (const int widest : {0, 10, 100}) {
            ValueTable table;
            QList<TableColumn> all = columns();
            all[0].widest = widest * theme::kGrid;
            table.setColumns(all);
            table.setFillingColumn(0);
            table.resize(120, 200);  // too little for all
            table.show();
            table.setRows({{1, {words, 9, 0.5, 0.5}}});
            if (widest == 10)
                QCOMPARE(table.columnWidth(0), 10 * theme::kGrid);
            else
                QCOMPARE(table.columnWidth(0) > table.fontMetrics().horizontalAdvance(words), widest > 0);
        }
    }

    void aBarBesideTheRowsBringsNoneBelowThem() {
        ValueTable table;
        QList<TableColumn> all = columns();
        all[0].widest = 100 * theme::kGrid;
        table.setColumns(all);
        table.setFillingColumn(0);
        table.resize(120, 200);
        table.show();
        QList<TableRow> rows{{1, {QStringLiteral("what came of it, in one line"), 9, 0.5, 0.5}}};
        table.setRows(rows);
        table.resize(table.horizontalHeader()->length(), 200);  // all just fits
        QTRY_COMPARE(table.horizontalScrollBar()->maximum(), 0);
        for (int id = 2; id <= 40; ++id) rows.append({id, rows.first().values});
        table.setRows(rows);
        QTRY_VERIFY(table.verticalScrollBar()->isVisible());
        QTRY_COMPARE(table.horizontalScrollBar()->maximum(), 0);
    }

    void anEmptyOneSaysSo() {
        ValueTable table;
        table.setColumns(columns());
        table.resize(400, 200);
        const QImage bare = table.grab().toImage();
        table.setEmptyText(QStringLiteral("No runs yet."));
        QVERIFY(table.grab().toImage() != bare);
    }
};

QTEST_MAIN(TestValueTable)
#include "tst_value_table.moc"
