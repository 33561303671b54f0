// Curves out to TensorBoard, read back by a reader of the test's own: records, their checksums, the fields of each event.
#include <QMap>
#include <QtEndian>
#include <QtTest>
#include <bit>
#include <cmath>
#include <set>
#include <stdexcept>

#include "data/file.h"
#include "protocol/run_folder.h"
#include "scenes_project.h"
#include "session/tensorboard_events.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// Bit by bit, where the writer has a table.
quint32 crcOf(const QByteArray& bytes) {
    quint32 crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0x82F63B78U : 0U);
    }
    return ~crc;
}

quint32 unmasked(const QByteArray& stored) {
    const quint32 turned = qFromLittleEndian<quint32>(stored.constData()) - 0xA282EAD8U;
    return (turned >> 17) | (turned << 15);
}

void require(bool holds, const char* otherwise) {
    if (!holds) throw std::runtime_error(otherwise);
}

/// The data of each record. @throws runtime_error if a length or a checksum is wrong
QList<QByteArray> recordsOf(const QByteArray& file) {
    QList<QByteArray> records;
    for (qsizetype at = 0; at < file.size();) {
        require(file.size() - at >= 16, "a record is cut off");
        const QByteArray length = file.mid(at, 8);
        require(crcOf(length) == unmasked(file.mid(at + 8, 4)), "the checksum of a length is wrong");
        const auto size = static_cast<qsizetype>(qFromLittleEndian<quint64>(length.constData()));
        require(size <= file.size() - at - 16, "a record is longer than the file");
        records.append(file.mid(at + 12, size));
        require(crcOf(records.last()) == unmasked(file.mid(at + 12 + size, 4)), "the checksum of the data is wrong");
        at += 16 + size;
    }
    return records;
}

struct Field {
    int number = 0;
    int wire = 0;
    quint64 value = 0;  ///< of a varint
    QByteArray bytes;   ///< of all others
};

/// A message in the wire format of Protocol Buffers.
QList<Field> fieldsOf(const QByteArray& message) {
    QList<Field> fields;
    qsizetype at = 0;
    const auto take = [&](qsizetype count) {
        require(count >= 0 && count <= message.size() - at, "a field is cut off");
        at += count;
        return message.mid(at - count, count);
    };
    const auto varint = [&] {
        quint64 value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1).front());
            value |= static_cast<quint64>(byte & 0x7F) << shift;
            if (byte < 0x80) return value;
            require(shift < 63, "a number is too long");
        }
    };
    while (at < message.size()) {
        const quint64 key = varint();
        Field field;
        field.number = static_cast<int>(key >> 3);
        field.wire = static_cast<int>(key & 7);
        if (field.wire == 0)
            field.value = varint();
        else if (field.wire == 2)
            field.bytes = take(static_cast<qsizetype>(varint()));
        else
            field.bytes = take(field.wire == 1 ? 8 : 4);
        require(field.wire == 0 || field.wire == 1 || field.wire == 2 || field.wire == 5, "a wire type is unknown");
        fields.append(field);
    }
    return fields;
}

struct ReadEvent {
    double time = 0;
    qint64 step = 0;
    QByteArray version;
    QMap<QByteArray, float> values;
};

ReadEvent eventOf(const QByteArray& record) {
    ReadEvent event;
    for (const Field& field : fieldsOf(record)) {
        if (field.number == 1) event.time = std::bit_cast<double>(qFromLittleEndian<quint64>(field.bytes.constData()));
        if (field.number == 2) event.step = static_cast<qint64>(field.value);
        if (field.number == 3) event.version = field.bytes;
        if (field.number != 5) continue;
        for (const Field& value : fieldsOf(field.bytes)) {
            require(value.number == 1 && value.wire == 2, "a summary holds something else than values");
            QByteArray tag;
            for (const Field& part : fieldsOf(value.bytes)) {
                if (part.number == 1) tag = part.bytes;
                if (part.number == 2)
                    event.values[tag] = std::bit_cast<float>(qFromLittleEndian<quint32>(part.bytes.constData()));
            }
        }
    }
    return event;
}

/// The events of the one file in a run's folder.
QList<ReadEvent> eventsIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    require(files.size() == 1, "not one file");
    require(files.front().filename().string().starts_with("events.out.tfevents."), "no name that TensorBoard looks for");
    QList<ReadEvent> events;
    for (const QByteArray& record : recordsOf(QByteArray::fromStdString(readFile(files.front())))) events.append(eventOf(record));
    return events;
}

std::string line(std::uint64_t number, double time, std::int64_t step, const Json& values) {
    return dumpJson(toJson(Event{number, "metric", time, Json{{"step", step}, {"values", values}}})) + "\n";
}

std::set<std::string> namesIn(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
    return names;
}

}  // namespace

class TestTensorboardExport : public QObject {
    Q_OBJECT

    /// A run that reported in its events, the last step twice, as after a resumption.
    static Id addRun(ScenesProject& p) {
        GenerationOptions decoding;
        const auto run = p.session.newRun(draftGenerate(p.session.project(), JobSettings{}, decoding, 1));
        writeFileAtomically(run.folder / "events.jsonl",
                            line(1, 1700000000.5, 1, Json{{"objective/kl", 0.25}, {"lr", -1.5}}) +
                                line(2, 1700000060.25, 300, Json{{"objective/kl", 7.5}, {"lr", nullptr}}) +
                                line(3, 1700000120.75, 300, Json{{"objective/kl", 8.5}, {"lr", nullptr}}));
        p.session.ingest(run.id);
        return run.id;
    }

    /// A run whose folder is gone.
    static Id addBareRun(ScenesProject& p, const std::string& kind = "optimize") {
        RunRecord run;
        run.kind = kind;
        run.folder = "gone " + kind;
        run.status = "finished";
        run.createdAt = "2026-01-02T03:04:05.678Z";
        return p.session.project().runs().add(run);
    }

  private Q_SLOTS:
    void theChecksumIsCastagnolis() {
        QCOMPARE(crc32c("123456789"), 0xE3069283U);
        QCOMPARE(crcOf("123456789"), 0xE3069283U);
        QCOMPARE(crc32c(""), 0U);
    }

    /// Against what the reference implementation of Protocol Buffers writes.
    void recordsAreByteExact() {
        const auto hex = [](const std::string& bytes) { return QByteArray::fromStdString(bytes).toHex(); };
        QCOMPARE(hex(tensorboardRecord(tensorboardVersionEvent(1700000000.5))),
                 QByteArray("1800000000000000a37f4b22" "0900002040fc54d941" "1a0d627261696e2e4576656e743a32" "2b353110"));
        QCOMPARE(hex(tensorboardRecord(tensorboardScalarsEvent(1700000000.5, 300, {{"objective/kl", 0.25F}, {"lr", -1.5F}}))),
                 QByteArray("2e00000000000000c5cb57fa" "0900002040fc54d941" "10ac02" "2a20"
                            "0a130a0c6f626a6563746976652f6b6c150000803e" "0a090a026c72150000c0bf" "195f096f"));
    }

    void curvesComeBackWithTheirTimes() {
        ScenesProject p(2);
        const Id id = addRun(p);
        const fs::path out = p.root() / "curves";
        const auto report = p.session.exportTo("tensorboard", out);
        QCOMPARE(report.rows, std::int64_t{4});
        QVERIFY(report.notes.empty());
        const std::string folder = "run-" + std::to_string(id) + "-generate";
        QCOMPARE(namesIn(out), std::set<std::string>{folder});
        const auto events = eventsIn(out / folder);
        QCOMPARE(events.size(), 3);
        QCOMPARE(events[0].version, QByteArray("brain.Event:2"));
        QCOMPARE(events[0].time, 1700000000.5);
        QVERIFY(events[0].values.isEmpty());
        QCOMPARE(events[1].step, qint64{1});
        QCOMPARE(events[1].time, 1700000000.5);
        QCOMPARE(events[1].values.size(), 2);
        QCOMPARE(events[1].values["objective/kl"], 0.25F);
        QCOMPARE(events[1].values["lr"], -1.5F);
        QCOMPARE(events[2].step, qint64{300});
        QCOMPARE(events[2].time, 1700000120.75);
        QCOMPARE(events[2].values["objective/kl"], 8.5F);
        QVERIFY(std::isnan(events[2].values["lr"]));  // what was not a number is none here either
    }

    void aRunWithoutItsEventsHasTheTimeOfItsMaking() {
        ScenesProject p(1);
        const Id id = addBareRun(p);
        addBareRun(p, "embed");  // reported nothing
        p.session.project().metrics().add(id, 5, {{"loss/policy_avg", 2.0}});
        const auto report = p.session.exportTo("tensorboard", p.root() / "curves");
        QCOMPARE(report.rows, std::int64_t{1});
        QCOMPARE(report.notes.size(), std::size_t{1});
        QVERIFY2(report.notes.front().ends_with("the run was made: 1"), report.notes.front().c_str());
        const std::string folder = "run-" + std::to_string(id) + "-optimize";
        QCOMPARE(namesIn(p.root() / "curves"), std::set<std::string>{folder});
        const auto events = eventsIn(p.root() / "curves" / folder);
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[1].time, 1767323045.0);
        QCOMPARE(events[1].values["loss/policy_avg"], 2.0F);
    }

    /// The times before the damage are good, and the values are all there.
    void damagedEventsCostTimesAndNoValues() {
        ScenesProject p(2);
        const Id id = addRun(p);
        const fs::path events = p.session.runFolder(id) / "events.jsonl";
        const std::string whole = readFile(events);
        writeFileAtomically(events, whole.substr(0, whole.find('\n') + 1) + "no JSON\n");
        const auto report = p.session.exportTo("tensorboard", p.root() / "curves");
        QCOMPARE(report.rows, std::int64_t{4});
        QCOMPARE(report.notes.size(), std::size_t{1});
        const auto read = eventsIn(p.root() / "curves" / ("run-" + std::to_string(id) + "-generate"));
        QCOMPARE(read.size(), 3);
        QCOMPARE(read[1].time, 1700000000.5);
        QVERIFY(read[2].time != 1700000120.75);
        QCOMPARE(read[2].values["objective/kl"], 8.5F);
    }

    void oneRunOrNone() {
        ScenesProject p(2);
        const Id id = addRun(p), other = addBareRun(p, "../evil kind"), silent = addBareRun(p);
        p.session.project().metrics().add(other, 0, {{"lr", 1.0}});
        QCOMPARE(p.session.exportTo("tensorboard", p.root() / "one", {.run = other}).rows, std::int64_t{1});
        // A name that leads nowhere else.
        QCOMPARE(namesIn(p.root() / "one"), std::set<std::string>{"run-" + std::to_string(other) + "-..-evil-kind"});
        QCOMPARE(p.session.exportTo("tensorboard", p.root() / "all").rows, std::int64_t{5});
        QCOMPARE(namesIn(p.root() / "all").size(), std::size_t{2});

        const auto before = namesIn(p.root());
        const auto failing = [&](const fs::path& out, Id run) {
            return messageOf([&] { p.session.exportTo("tensorboard", out, {.run = run}); });
        };
        QVERIFY(failing(p.root() / "none", silent).contains("has reported no metrics"));
        QVERIFY(failing(p.root() / "none", 99).contains("no run 99"));
        QVERIFY(failing(p.root() / "all", id).contains("already"));
        QCOMPARE(namesIn(p.root()), before);  // no part of what failed
        QCOMPARE(namesIn(p.root() / "all").size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestTensorboardExport)
#include "tst_tensorboard_export.moc"
