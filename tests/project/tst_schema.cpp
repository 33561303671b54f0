#include <QtTest>

#include "data/file.h"
#include "message_of.h"
#include "project/query.h"
#include "project/schema.h"
#include "temporary_project.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

std::vector<Migration> withNextStep(const std::string& script) {
    auto steps = migrations();
    steps.push_back({steps.back().version + 1, "a note for each image", script});
    return steps;
}

bool hasColumn(Database& database, const std::string& table, const std::string& column) {
    Query row(database, "SELECT 1 FROM pragma_table_info(?) WHERE name = ?", table, column);
    return row.next();
}

int backupsIn(const fs::path& folder) {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(folder)) count += entry.path().extension() == ".bak";
    return count;
}

}  // namespace

class TestSchema : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void tablesAreStrict() {
        TemporaryProject project;
        Query row(project->database(),
                  "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                  " AND NOT strict AND name NOT LIKE 'sqlite%'");
        QVERIFY2(!row.next(), "a table is not STRICT");
        QCOMPARE(schemaVersion(project->database()), migrations().back().version);
    }

    void aStepKeepsTheDataAndABackup() {
        TemporaryProject project;
        project.addImage(1);
        const fs::path file = project->database().file();
        const int version = schemaVersion(project->database());
        project.close();
        Database database(file, OpenMode::ReadWrite);
        const auto steps = withNextStep("ALTER TABLE image ADD COLUMN remark TEXT NOT NULL DEFAULT ''");
        const fs::path backup = migrate(database, steps);
        QCOMPARE(schemaVersion(database), version + 1);
        QVERIFY(hasColumn(database, "image", "remark"));
        QVERIFY(migrate(database, steps).empty());

        Database old(backup, OpenMode::ReadOnly);
        QCOMPARE(schemaVersion(old), version);
        QVERIFY(!hasColumn(old, "image", "remark"));
        Query row(old, "SELECT count(*) FROM image");
        QVERIFY(row.next() && row.integer(0) == 1);
    }

    void encodersCameWithTheThirdVersion() {
        TemporaryProject project;
        const fs::path file = project->database().file();
        project.close();
        const fs::path old = file.parent_path() / "old.sqlite";
        Database database(old, OpenMode::ReadWrite, true);
        migrate(database, {migrations().begin(), migrations().begin() + 2});
        const auto add = [](Database& into, const char* kind) {
            into.execute(std::string("INSERT INTO model (kind, name, path, created_at) VALUES ('") + kind + "', 'm', 'm', 'now')");
        };
        add(database, "captioner");
        QVERIFY_THROWS_EXCEPTION(Error, add(database, "encoder"));
        migrate(database, migrations());
        add(database, "encoder");
        QVERIFY_THROWS_EXCEPTION(Error, add(database, "painter"));
        Query sound(database, "PRAGMA integrity_check");
        QVERIFY(sound.next());
        QCOMPARE(sound.text(0), std::string("ok"));
        Query rows(database, "SELECT count(*) FROM model");
        QVERIFY(rows.next() && rows.integer(0) == 2);
    }

    void aFailingStepChangesNothing() {
        TemporaryProject project;
        project.addImage(1);
        const int version = schemaVersion(project->database());
        const auto steps = withNextStep(
            "ALTER TABLE image ADD COLUMN remark TEXT NOT NULL DEFAULT ''; INSERT INTO nowhere VALUES (1)");
        QVERIFY_THROWS_EXCEPTION(Error, migrate(project->database(), steps));
        QCOMPARE(schemaVersion(project->database()), version);
        QVERIFY(!hasColumn(project->database(), "image", "remark"));
        project.reopen();
        QCOMPARE(project->images().count(), std::int64_t{1});
    }

    void aNewerFileIsRefusedUntouched() {
        TemporaryProject project;
        const fs::path file = project->database().file();
        project->database().execute("PRAGMA user_version = 4711");
        project.close();
        fs::remove(project.folder() / "lock");
        const std::string before = readFile(file);
        for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
            const QByteArray message = messageOf([&] { Project::open(project.folder(), mode); });
            QVERIFY2(message.contains("newer version") && message.contains("4711"), message.isEmpty() ? "opened" : message.constData());
        }
        QCOMPARE(readFile(file), before);
        int entries = 0;
        for (const auto& entry : fs::directory_iterator(project.folder())) entries += entry.is_regular_file();
        QCOMPARE(entries, 1);
    }

    void anOlderFileIsBackedUpWhenOpened() {
        TemporaryProject project;
        project.addImage(1);
        project.close();
        {
            // As a reader it cannot be brought up to date, and is left alone.
            Database reader(project.folder() / "project.sqlite", OpenMode::ReadOnly);
            QVERIFY_THROWS_EXCEPTION(Error, migrate(reader, withNextStep("SELECT 1")));
        }
        QCOMPARE(backupsIn(project.folder()), 0);
        project.reopen();
        QVERIFY(project->backup().empty());
        migrate(project->database(), withNextStep("CREATE TABLE later (id INTEGER) STRICT"));
        QCOMPARE(backupsIn(project.folder()), 1);
    }

    void versionOneComesUpToDateWithItsRows() {
        const QTemporaryDir dir;
        Database database(fs::path(dir.path().toStdString()) / "project.sqlite", OpenMode::ReadWrite, true);
        migrate(database, {migrations().front()});
        database.execute(
            "INSERT INTO image VALUES (3, 'a.png', 'x', 1, 1, 'train', '', '{}');"
            "INSERT INTO image VALUES (4, 'b.png', 'y', 1, 1, 'train', '', '{}');"
            "INSERT INTO run (id, folder, kind, status, job, created_at) VALUES (2, '2', 'generate', 'finished', '{}', '');"
            "INSERT INTO model (id, kind, name, path, created_at) VALUES (1, 'reward', 'r', 'm', '');"
            "INSERT INTO caption (id, image_id, source, text, token_ids, logprob, seed, created_at)"
            " VALUES (8, 4, 'model', 'a cat', '[]', 0, 0, ''), (9, 3, 'model', 'a dog', '[]', 0, 0, '');"
            "INSERT INTO reward_score VALUES (1, 8, 0.5, 0.1), (1, 9, 0.25, 0.1)");
        QVERIFY(!migrate(database).empty());
        Query score(database, "SELECT caption_id, image_id, mean FROM reward_score ORDER BY caption_id");
        QVERIFY(score.next() && score.integer(0) == 8 && score.integer(1) == 4 && score.real(2) == 0.5);
        QVERIFY(score.next() && score.integer(0) == 9 && score.integer(1) == 3);
        QCOMPARE(CaptionStore(database).get(8).attention, std::string());
        QCOMPARE(RunStore(database).get(2).note, std::string());
        ModelStore models(database);
        QCOMPARE(models.get(1).note, std::string());
        models.setNote(1, "too kind to short captions");
        QCOMPARE(models.get(1).note, std::string("too kind to short captions"));
        RunStore(database).setNote(2, "first try");
        QCOMPARE(RunStore(database).get(2).note, std::string("first try"));
    }

    void editsOfVersionFourCountUntilOthersAreWritten() {
        const QTemporaryDir dir;
        Database database(fs::path(dir.path().toStdString()) / "project.sqlite", OpenMode::ReadWrite, true);
        migrate(database, {migrations().begin(), migrations().begin() + 4});
        database.execute(
            "INSERT INTO image VALUES (1, 'a.png', 'x', 1, 1, 'train', '', '{}');"
            "INSERT INTO caption (id, image_id, edit_of, source, text, token_ids, logprob, seed, created_at) VALUES"
            " (1, 1, NULL, 'model', 'a cat', '[]', 0, 0, ''), (2, 1, NULL, 'model', 'a dog', '[]', 0, 0, ''),"
            " (3, 1, 1, 'edit', 'a blue cat', '[]', 0, 0, ''), (4, 1, 1, 'edit', 'a grey cat', '[]', 0, 0, ''),"
            " (5, 1, 2, 'edit', 'a grey dog', '[]', 0, 0, '');"
            "INSERT INTO decision_step VALUES (1, 'applied');"
            "INSERT INTO rating (step_id, caption_id, value, rater, simulated, created_at) VALUES (1, 1, 4, 'me', 0, '')");
        QVERIFY(!migrate(database).empty());
        const auto edits = [&database] {
            std::vector<Id> ids;
            for (const auto& caption : CaptionStore(database).list({.source = CaptionSource::Edit})) ids.push_back(caption.id);
            return ids;
        };
        QCOMPARE(edits(), (std::vector<Id>{4, 5}));
        QCOMPARE(CaptionStore(database).get(3).text, std::string("a blue cat"));  // the row stays
        DecisionJournal journal(database);
        QCOMPARE(journal.ratings().size(), std::size_t{1});
        QCOMPARE(journal.ratings().front().purpose, std::string("rate"));
        const Id newer = journal.edit(1, "a black cat", "me");
        QCOMPARE(edits(), (std::vector<Id>{5, newer}));
        journal.undo();
        QCOMPARE(edits(), (std::vector<Id>{4, 5}));
        QVERIFY_THROWS_EXCEPTION(Error, database.execute("DELETE FROM edit"));
        QVERIFY_THROWS_EXCEPTION(Error, database.execute("UPDATE edit SET rater = 'you'"));
    }

    void wordsOfTwoRatersBothCountSinceVersionSix() {
        const QTemporaryDir dir;
        Database database(fs::path(dir.path().toStdString()) / "project.sqlite", OpenMode::ReadWrite, true);
        migrate(database, {migrations().begin(), migrations().begin() + 5});
        database.execute(
            "INSERT INTO image VALUES (1, 'a.png', 'x', 1, 1, 'train', '', '{}');"
            "INSERT INTO caption (id, image_id, edit_of, source, text, token_ids, logprob, seed, created_at) VALUES"
            " (1, 1, NULL, 'model', 'a cat', '[]', 0, 0, ''), (2, 1, NULL, 'model', 'a dog', '[]', 0, 0, ''),"
            " (3, 1, 1, 'edit', 'a first try', '[]', 0, 0, ''), (4, 1, 1, 'edit', 'a blue cat', '[]', 0, 0, ''),"
            " (5, 1, 1, 'edit', 'a grey cat', '[]', 0, 0, ''), (6, 1, 1, 'edit', 'a slip', '[]', 0, 0, ''),"
            " (7, 1, 2, 'edit', 'a brown dog', '[]', 0, 0, ''), (8, 1, 2, 'edit', 'a black dog', '[]', 0, 0, '');"
            "INSERT INTO decision_step VALUES (1, 'applied'), (2, 'applied'), (3, 'applied'), (4, 'applied'), (5, 'applied'),"
            " (6, 'undone');"
            "INSERT INTO edit (caption_id, step_id, rater) VALUES (3, 1, 'ada'), (4, 2, 'ada'), (5, 3, 'ben'), (6, 6, 'ada'),"
            " (8, 4, 'ben');"  // nobody knows who wrote 7
            "INSERT INTO rating (step_id, caption_id, value, rater, simulated, created_at) VALUES (5, 4, 4, 'cy', 0, '')");
        const auto edits = [&database] {
            std::vector<Id> ids;
            for (const auto& caption : CaptionStore(database).list({.source = CaptionSource::Edit})) ids.push_back(caption.id);
            return ids;
        };
        using Ids = std::vector<Id>;
        DecisionJournal journal(database);
        QCOMPARE(edits(), (Ids{5, 8}));
        QVERIFY(journal.ratings().empty());
        QVERIFY(!migrate(database).empty());
        QCOMPARE(edits(), (Ids{4, 5, 8}));
        QCOMPARE(journal.ratings().size(), std::size_t{1});  // of words that count
        QCOMPARE(journal.raterOfEdit(4), std::optional<std::string>("ada"));
        QVERIFY(!journal.raterOfEdit(7));

        const Id newer = journal.edit(1, "a red cat", "ada");
        QCOMPARE(edits(), (Ids{5, 8, newer}));
        QVERIFY(journal.ratings().empty());
        journal.undo();
        QCOMPARE(edits(), (Ids{4, 5, 8}));
        journal.edit(1, "a cat", "ben");  // as the captioner had it
        QCOMPARE(edits(), (Ids{4, 8}));
        journal.undo();
        QCOMPARE(edits(), (Ids{4, 5, 8}));
        QCOMPARE(journal.ratings().size(), std::size_t{1});
    }

    void aForeignDatabaseIsRefused() {
        const QTemporaryDir dir;
        const fs::path root = dir.path().toStdString();
        {
            Database other(root / "project.sqlite", OpenMode::ReadWrite, true);
            other.execute(
                "CREATE TABLE cats (id INTEGER); PRAGMA application_id = 7; PRAGMA wal_checkpoint(TRUNCATE)");
        }
        QVERIFY(messageOf([&] { Project::open(root); }).contains("not an Attune project"));
    }
};

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
