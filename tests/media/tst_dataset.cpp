#include <QtTest>
#include <chrono>
#include <filesystem>
#include <sstream>

#include "data/error.h"
#include "data/file.h"
#include "media/csv.h"
#include "media/dataset_reader.h"
#include "media/dataset_writer.h"
#include "media/sha256.h"
#include "media/thumbnail.h"
#include "media/utf8.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// A folder that goes away, with small files in it.
class Folder {
  public:
    fs::path path() const { return m_dir.path().toStdString(); }
    fs::path add(const std::string& name, const std::string& bytes) const {
        fs::create_directories((path() / name).parent_path());
        writeFileAtomically(path() / name, bytes);
        return path() / name;
    }
    /// Readers list pictures without decoding them: any bytes will do.
    fs::path addPicture(const std::string& name) const { return add(name, "picture"); }

  private:
    QTemporaryDir m_dir;
};

const DatasetItem* find(const Dataset& dataset, const std::string& name) {
    for (const DatasetItem& item : dataset.items)
        if (item.path.filename() == name) return &item;
    return nullptr;
}

bool anyProblem(const Dataset& dataset, const std::string& text) {
    for (const DatasetProblem& problem : dataset.problems)
        if ((problem.path.string() + ": " + problem.reason).find(text) != std::string::npos) return true;
    return false;
}

using Captions = std::vector<std::string>;

}  // namespace

class TestDataset : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void foldersAreWalkedInOrder() {
        const Folder folder;
        for (const char* name :
             {"b.PNG", "a.jpg", "train/c.webp", "validation/x/d.tiff", ".hidden.png", "notes.md"})
            folder.addPicture(name);
        folder.add("a.txt",
                   "\xEF\xBB\xBF"
                   "a cat\r\n\n  a small cat \na cat\n");
        folder.add("b.txt", "caf\xE9");
        fs::create_directory_symlink(folder.path(), folder.path() / "loop");
        const Dataset dataset = readDataset({folder.path()});
        QCOMPARE(dataset.items.size(), std::size_t{4});
        QVERIFY(dataset.items[0].path.filename() == "a.jpg");
        QVERIFY(dataset.items[0].captions == (Captions{"a cat", "a small cat"}));
        QCOMPARE(find(dataset, "c.webp")->split, std::string("train"));
        QCOMPARE(find(dataset, "d.tiff")->split, std::string("validation"));
        QCOMPARE(dataset.problems.size(), std::size_t{2});
        QVERIFY(anyProblem(dataset, "b.txt: it is not UTF-8"));
        QVERIFY(anyProblem(dataset, "loop: a link to a folder is not followed"));
    }

    void listsThatAFolderDoesNotBringAreNamed() {
        const Folder folder, elsewhere;
        for (const char* name : {"val2017/1.jpg", "val2017/10.jpg"}) folder.addPicture(name);
        elsewhere.addPicture("far.png");
        const auto coco = folder.add("annotations/captions_val2017.json",
                                     R"({"images":[{"id":7,"file_name":"1.jpg"}],"annotations":[{"image_id":7,"caption":"a dog"}]})");
        folder.add("rows.CSV", "image,caption\nval2017/1.jpg,a dog\n");
        folder.add("val2017/metadata.jsonl", "{\"file_name\":\"10.jpg\",\"text\":\"a cat\"}\n");
        folder.add("val2017/1.json", "{}");  // of its picture
        const auto link = folder.path() / "more";
        fs::create_directory_symlink(elsewhere.path(), link);
        const Dataset dataset = readDataset({folder.path()});
        QCOMPARE(dataset.items.size(), std::size_t{2});
        QVERIFY(find(dataset, "10.jpg")->captions == (Captions{"a cat"}));
        QCOMPARE(dataset.problems.size(), std::size_t{3});
        for (const char* text : {"captions_val2017.json: a list is not taken in with its folder, import it by itself",
                                 "rows.CSV: a list", "more: a link to a folder is not followed, import that folder itself"})
            QVERIFY2(anyProblem(dataset, text), text);

        // Those that are imported as well are not spoken of.
        const Dataset all = readDataset({folder.path(), coco, link});
        QCOMPARE(all.items.size(), std::size_t{3});
        QVERIFY(find(all, "1.jpg")->captions == (Captions{"a dog"}));
        QCOMPARE(all.problems.size(), std::size_t{1});
        QVERIFY(anyProblem(all, "rows.CSV"));
    }

    void picturesOfForeignFormatsAreListed() {
        const Folder folder;
        for (const char* name : {"a.jpg", "phone.HEIC", "new.avif", "both.NEF", "both.JPG", ".hidden.heic", "notes.pdf"})
            folder.addPicture(name);
        const Dataset dataset = readDataset({folder.path()});
        QCOMPARE(dataset.items.size(), std::size_t{2});
        QCOMPARE(dataset.problems.size(), std::size_t{2});
        for (const char* name : {"phone.HEIC", "new.avif"}) QVERIFY2(anyProblem(dataset, name), name);
        QVERIFY(anyProblem(dataset, "the formats are JPEG"));
    }

    void metadataNamesPictures() {
        const Folder folder;
        folder.addPicture("one.png");
        folder.addPicture("two.png");
        folder.add("metadata.jsonl",
                   "{\"file_name\":\"one.png\",\"text\":\"first\",\"source\":\"web\"}\n"
                   "{broken\n\n"
                   "{\"file_name\":\"gone.png\",\"text\":\"x\"}\n"
                   "{\"text\":\"nameless\"}\n"
                   "[1]\n"
                   "{\"file_name\":\"two.png\",\"text\":5}\n"
                   "{\"file_name\":\"one.png\",\"text\":\"second\"}\n");
        const Dataset dataset = readDataset({folder.path()});
        QCOMPARE(dataset.items.size(), std::size_t{2});
        QVERIFY(find(dataset, "one.png")->captions == (Captions{"first", "second"}));
        QVERIFY(find(dataset, "one.png")->extra == Json({{"source", "web"}}));
        QCOMPARE(dataset.problems.size(), std::size_t{5});
        QVERIFY(anyProblem(dataset, "line 2"));
        QVERIFY(anyProblem(dataset, "gone.png: there is no such image (metadata.jsonl, line 4)"));
        QVERIFY(anyProblem(dataset, "line 5: no field names an image"));
        QVERIFY(anyProblem(dataset, "line 6"));
        QVERIFY(anyProblem(dataset, "line 7"));
    }

    void cocoCaptions() {
        const Folder folder;
        folder.addPicture("val2017/1.jpg");
        const auto list = folder.add(
            "annotations/captions_val2017.json",
            R"({"info":{},"images":[{"id":7,"file_name":"1.jpg","width":3},{"id":8,"file_name":"2.jpg"},{"id":"x"}],
                "annotations":[{"image_id":7,"caption":"a dog"},{"image_id":7,"caption":"one dog"},
                               {"image_id":99,"caption":"lost"},{"caption":"no id"}]})");
        const Dataset dataset = readDataset({list});
        QCOMPARE(dataset.items.size(), std::size_t{1});
        QVERIFY(dataset.items[0].captions == (Captions{"a dog", "one dog"}));
        QCOMPARE(dataset.items[0].extra.at("coco_id").get<int>(), 7);
        QCOMPARE(dataset.problems.size(), std::size_t{4});
        QVERIFY(anyProblem(dataset, "annotation 4"));
        QVERIFY(anyProblem(dataset, "2.jpg: there is no such image"));
        QVERIFY(anyProblem(dataset, "image 3"));
        QVERIFY(anyProblem(dataset, "image 99"));

        const auto boxes =
            folder.add("boxes.json", R"({"images":[],"annotations":[{"bbox":[1]},{"bbox":[2]}]})");
        QCOMPARE(readDataset({boxes}).problems.size(), std::size_t{1});
    }

    void csvQuoting() {
        const Folder folder;
        folder.addPicture("a.png");
        folder.addPicture("b,1.png");
        const auto list = folder.add("list.csv",
                                     "\xEF\xBB\xBF"
                                     "\"Image\",Caption,split\r\n"
                                     "a.png,\"says \"\"hi\"\",\r\ntwice\",val\r\n"
                                     "\"b,1.png\",plain,\n\n"
                                     "a.png,too,many,fields\n"
                                     "a.png,\"never closed\nb.png,x,y\n");
        const Dataset dataset = readDataset({list});
        QCOMPARE(dataset.items.size(), std::size_t{2});
        QVERIFY(dataset.items[0].captions == (Captions{"says \"hi\",\r\ntwice"}));
        QCOMPARE(dataset.items[0].split, std::string("validation"));
        QCOMPARE(dataset.problems.size(), std::size_t{2});
        QVERIFY(anyProblem(dataset, "line 6: it has 4 fields"));
        QVERIFY(anyProblem(dataset, "line 7: a quotation mark is never closed"));

        const auto semicolons = folder.add("s.csv", "path;text\na.png;a, b\n");
        QVERIFY(readDataset({semicolons}).items.at(0).captions == (Captions{"a, b"}));
        const auto tabs = folder.add("t.tsv", "path\ttext\na.png\tc\n");
        QVERIFY(readDataset({tabs}).items.at(0).captions == (Captions{"c"}));
    }

    void sourcesAreMergedAndBadOnesListed() {
        const Folder folder;
        const auto picture = folder.addPicture("p.png");
        const auto odd = folder.add("rows.json", R"([{"path":"p.png","captions":["x","y"]},{"path":""},3])");
        const auto notJson = folder.add("bad.json", "{");
        const auto otherJson = folder.add("other.json", R"({"a":1})");
        const auto empty = folder.add("empty.csv", "");
        const Dataset dataset =
            readDataset({picture, odd, notJson, otherJson, empty, folder.path() / "none"});
        QCOMPARE(dataset.items.size(), std::size_t{1});
        QVERIFY(dataset.items[0].captions == (Captions{"x", "y"}));
        QCOMPARE(dataset.problems.size(), std::size_t{6});
        for (const char* text : {"entry 2", "entry 3", "bad.json", "other.json", "empty.csv", "none"})
            QVERIFY2(anyProblem(dataset, text), text);
    }

    void theUserCanStop() {
        struct Impatient : Observer {
            void breathe() override { throw Cancelled(); }
        } observer;
        const Folder folder;
        folder.addPicture("p.png");
        QVERIFY_THROWS_EXCEPTION(Cancelled, readDataset({folder.path()}, {}, &observer));
    }

    void trlRowsAreConversational() {
        const Folder folder;
        TrlPreferenceWriter pairs(folder.path() / "pairs.jsonl");
        pairs.write({"a.png", "Describe.", "good", "bad \xFF", true});
        pairs.commit();
        const Json row = Json::parse(readFile(folder.path() / "pairs.jsonl"));
        QVERIFY(row.at("images") == Json::array({"a.png"}));
        QVERIFY(row.at("prompt") ==
                Json::parse(
                    R"([{"role":"user","content":[{"type":"image"},{"type":"text","text":"Describe."}]}])"));
        QVERIFY(row.at("chosen") ==
                Json::parse(R"([{"role":"assistant","content":[{"type":"text","text":"good"}]}])"));
        QVERIFY(row.at("rejected").is_array());
        QVERIFY(row.at("simulated") == true);

        TrlUnpairedWriter unpaired(folder.path() / "unpaired.jsonl");
        unpaired.write({"a.png", "", "fine", false, false});
        unpaired.commit();
        const Json single = Json::parse(readFile(folder.path() / "unpaired.jsonl"));
        QVERIFY(single.at("label") == false);
        QVERIFY(single.at("prompt").at(0).at("content") == Json::parse(R"([{"type":"image"}])"));
        QVERIFY(!single.contains("simulated"));
    }

    void ratingsComeBackFromTheirFiles() {
        const Folder folder;
        folder.addPicture("a.png");
        const RatingRow row{.image = "a.png",
                            .caption = "a \"b\",\nc",
                            .value = 4,
                            .flags = {"repeats", "incomplete"},
                            .note = "",
                            .prompt = "",
                            .model = "base",
                            .rater = "me",
                            .simulated = true,
                            .seconds = 1.5,
                            .createdAt = "2026-01-01T00:00:00.000Z"};
        RatingsCsvWriter csv(folder.path() / "r.csv");
        csv.write(row);
        csv.commit();
        RatingsJsonlWriter jsonl(folder.path() / "r.jsonl");
        jsonl.write(row);
        jsonl.commit();
        for (const char* name : {"r.csv", "r.jsonl"}) {
            const Dataset dataset = readDataset({folder.path() / name});
            QVERIFY(dataset.problems.empty());
            QVERIFY(dataset.items.at(0).captions == (Captions{row.caption}));
            QCOMPARE(dataset.items.at(0).extra.at("simulated"), name[2] == 'c' ? Json("true") : Json(true));
        }
        CocoResultsWriter coco(folder.path() / "coco.json");
        coco.write({1, "x"});
        coco.write({2, "y"});
        coco.commit();
        QVERIFY(readJsonFile(folder.path() / "coco.json") ==
                Json::parse(R"([{"image_id":1,"caption":"x"},{"image_id":2,"caption":"y"}])"));
    }

    void anUnfinishedExportLeavesTheOldFile() {
        const Folder folder;
        const auto path = folder.add("e.jsonl", "old");
        {
            TrlPreferenceWriter writer(path);
            writer.write({"a", "b", "c", "d", false});
        }
        QCOMPARE(readFile(path), std::string("old"));
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()),
                 std::ptrdiff_t{1});
        QVERIFY_THROWS_EXCEPTION(Error, TrlPreferenceWriter(folder.path() / "no" / "such.jsonl"));
    }

    void aHundredThousandPairsTakeSeconds() {
        const Folder folder;
        const auto begin = std::chrono::steady_clock::now();
        TrlPreferenceWriter writer(folder.path() / "big.jsonl");
        for (int i = 0; i < 100'000; ++i)
            writer.write({"images/" + std::to_string(i) + ".jpg", "Describe the picture.",
                          "a large red circle to the left of a small blue square", "a circle and a square",
                          false});
        writer.commit();
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
        qInfo("100,000 pairs in %.2f s", seconds.count());
        QVERIFY(seconds.count() < 10);
    }

    void sha256OfKnownText() {
        const std::string expected =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";  // FIPS 180-2
        QCOMPARE(sha256("abc"), expected);
        const Folder folder;
        QCOMPARE(sha256OfFile(folder.add("a", "abc")), expected);
        QVERIFY_THROWS_EXCEPTION(Error, sha256OfFile(folder.path()));
        QVERIFY_THROWS_EXCEPTION(Error, sha256OfFile(folder.path() / "none"));
    }

    void utf8IsChecked() {
        QVERIFY(isUtf8("caf\xC3\xA9 \xF0\x9F\x90\xB1"));
        for (const char* bad : {"\xE9", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80"})
            QVERIFY(!isUtf8(bad));
    }
};

QTEST_GUILESS_MAIN(TestDataset)
#include "tst_dataset.moc"
