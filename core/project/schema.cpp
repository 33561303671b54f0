#include "project/schema.h"

#include <array>
#include <cstring>
#include <fstream>

#include "data/error.h"
#include "data/file.h"
#include "project/query.h"
#include "project/schema_v1.h"
#include "project/schema_v2.h"
#include "project/schema_v3.h"
#include "project/schema_v4.h"
#include "project/schema_v5.h"
#include "project/schema_v6.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

void refuseNewer(const fs::path& file, int version, int newest) {
    if (version <= newest) return;
    throw Error("the project " + file.parent_path().string() + " was made by a newer version of Attune",
                "its file has version " + std::to_string(version) + ", this program knows versions up to " +
                    std::to_string(newest),
                "update Attune; the project was not touched");
}

std::int32_t bigEndian(const char* bytes) {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return static_cast<std::int32_t>(value);
}

std::int64_t pragma(Database& database, const std::string& name) {
    Query query(database, "PRAGMA " + name);
    return query.next() ? query.integer(0) : 0;
}

fs::path backUp(Database& database, int version) {
    std::string when = timestampNow();
    std::erase(when, ':');  // not allowed in file names everywhere
    fs::path backup = database.file();
    backup += ".v" + std::to_string(version) + "-" + when + ".bak";
    try {
        Query(database, "VACUUM INTO ?", backup.string()).run();
        syncToDisk(backup);
        syncToDisk(backup.parent_path());
    } catch (const Error& failure) {
        std::error_code ignored;
        fs::remove(backup, ignored);
        throw Error("the project was not brought up to date because its backup failed", failure.what());
    }
    return backup;
}

}  // namespace

const std::vector<Migration>& migrations() {
    static const std::vector<Migration> steps{{1, "the first tables", kSchemaV1},
                                              {2, "notes, attention and listings", kSchemaV2},
                                              {3, "encoders among the models", kSchemaV3},
                                              {4, "what a rating would tell", kSchemaV4},
                                              {5, "own words and repeated ratings", kSchemaV5},
                                              {6, "own words of each rater", kSchemaV6}};
    return steps;
}

void checkHeader(const fs::path& file, const std::vector<Migration>& steps) {
    // SQLite file format, section 1.3: magic at 0, user version at 60, application id at 68, big-endian.
    constexpr std::size_t headerSize = 100;
    std::array<char, headerSize> header{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(header.data(), headerSize);
    if (stream.gcount() != headerSize || std::memcmp(header.data(), "SQLite format 3", 16) != 0)
        throw Error("the project database " + file.string() + " is damaged", "it is not an SQLite database",
                    "restore it from a copy");
    if (bigEndian(header.data() + 68) != kApplicationId)
        throw Error(file.string() + " is not an Attune project", "it is a database of another program");
    refuseNewer(file, bigEndian(header.data() + 60), steps.back().version);
}

int schemaVersion(Database& database) {
    return static_cast<int>(pragma(database, "user_version"));
}

fs::path migrate(Database& database, const std::vector<Migration>& steps) {
    const int version = schemaVersion(database);
    refuseNewer(database.file(), version, steps.back().version);
    if (version == steps.back().version) return {};
    if (database.mode() == OpenMode::ReadOnly)
        throw Error("the project " + database.file().parent_path().string() +
                        " was made by an older version of Attune",
                    "it cannot be brought up to date while it is open for reading only",
                    "open it once for writing; a backup is made first");
    const fs::path backup = version > 0 ? backUp(database, version) : fs::path();
    for (const auto& step : steps) {
        if (step.version <= version) continue;
        Transaction transaction(database);
        try {
            database.execute(step.script);
            database.execute("PRAGMA application_id = " + std::to_string(kApplicationId));
            database.execute("PRAGMA user_version = " + std::to_string(step.version));
            transaction.commit();
        } catch (const Error& failure) {
            throw Error("the project could not be brought to version " + std::to_string(step.version) + " (" +
                            step.what + ")",
                        failure.what(), "it is unchanged by this step");
        }
    }
    // The version must stand in the file itself, not only in the log beside it: checkHeader reads the file.
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    return backup;
}

}  // namespace attune
