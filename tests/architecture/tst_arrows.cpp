// The walls of the house: which folder may include which, which outside library, and which threads are left to painting.
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

/// Folder -> the folders that it may include besides itself.
const std::map<std::string, Names> kArrows{
    {"core/data", {}},
    {"core/protocol", {"data"}},
    {"core/media", {"data"}},
    {"core/scenes", {"data", "media"}},
    {"core/text", {"data"}},
    {"core/project", {"data"}},
    {"core/session", {"data", "protocol", "project", "media", "scenes", "text"}},
    {"core/model", {"data"}},
    {"core/learn", {"data", "model"}},
    {"core/engine", {"data", "protocol", "media", "scenes", "text", "model", "learn"}},
    {"widgets", {}},
    {"app/workbench", {"widgets", "session", "protocol", "media", "project", "data"}},
    {"app/engine", {"engine", "protocol", "data"}},
    {"app/cli", {"session", "engine", "data"}},
};

/// Outside library -> the folders that may include it.
const std::map<std::string, Names> kLibraries{
    {"torch", {"core/model", "core/learn", "core/engine", "app/engine"}},
    {"ATen", {"core/model", "core/learn", "core/engine"}},
    {"c10", {"core/model", "core/learn", "core/engine"}},
    {"opencv2", {"core/media", "core/scenes"}},
    {"SQLiteCpp", {"core/project"}},
    {"sqlite3.h", {"core/project"}},
    {"utf8proc.h", {"core/text"}},
    {"hnswlib", {"core/learn"}},
    {"qcustomplot.h", {"widgets"}},
    {"CLI", {"app/cli", "app/engine"}},
};

bool isQt(const std::string& header) { return std::regex_search(header, std::regex("^Q[A-Z]|^Qt")); }

bool mayUseQt(const std::string& folder) { return folder == "widgets" || folder == "app/workbench"; }

/// Why this include may not stand in a file of this folder; empty if it may.
std::string objection(const std::string& folder, const std::string& header, bool quoted) {
    const std::string first = header.substr(0, header.find('/'));
    const std::string self = folder.substr(folder.find('/') + 1);
    if (quoted) {
        if (first == header || first == self || kArrows.at(folder).contains(first)) return {};
        return folder + " may not include " + first;
    }
    if (isQt(header) && !mayUseQt(folder)) return folder + " may not include Qt";
    const auto library = kLibraries.find(first);
    if (library != kLibraries.end() && !library->second.contains(folder)) return folder + " may not include " + first;
    return {};
}

}  // namespace

class TestArrows : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theCheckerObjects() {
        QVERIFY(objection("core/learn", "model/captioner.h", true).empty());
        QVERIFY(!objection("core/learn", "text/tokenizer.h", true).empty());
        QVERIFY(!objection("core/learn", "opencv2/core.hpp", false).empty());
        QVERIFY(!objection("core/data", "QString", false).empty());
        QVERIFY(!objection("core/session", "torch/torch.h", false).empty());
        QVERIFY(objection("core/project", "SQLiteCpp/Database.h", false).empty());
    }

    void noIncludeCrossesAWall() {
        const std::regex include("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]");
        QStringList crossings;
        int files = 0;
        for (const char* top : {"core", "widgets", "app"}) {
            const fs::path root = fs::path(ATTUNE_SOURCE_DIR) / top;
            if (!fs::exists(root)) continue;
            for (const auto& entry : fs::recursive_directory_iterator(root)) {
                if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
                ++files;
                const auto relative = fs::relative(entry.path(), ATTUNE_SOURCE_DIR);
                auto part = relative.begin();
                std::string folder = part->string();
                if (folder != "widgets") folder += "/" + (++part)->string();
                QVERIFY2(kArrows.contains(folder), qPrintable(QString::fromStdString(folder + " is not in the design")));
                std::ifstream file(entry.path());
                for (std::string line; std::getline(file, line);) {
                    std::smatch match;
                    if (!std::regex_search(line, match, include)) continue;
                    const std::string why = objection(folder, match[2], match[1] == "\"");
                    if (!why.empty())
                        crossings += QString::fromStdString(relative.string() + ": " + match[2].str() + ": " + why);
                }
            }
        }
        QVERIFY(files > 10);
        QVERIFY2(crossings.isEmpty(), qPrintable(crossings.join(QLatin1Char('\n'))));
    }

    void nothingRunsOnTheThreadsThatPaintingWaitsFor() {
        // Qt blends large pictures on its own pool, and the window's thread waits for that.
        const std::regex uses("QThreadPool::globalInstance\\(\\)\\s*->|QtConcurrent::\\w+\\((?!&)");
        QVERIFY(std::regex_search("QtConcurrent::run([this] {", uses) && std::regex_search("QThreadPool::globalInstance()->start(", uses));
        QVERIFY(!std::regex_search("QtConcurrent::run(&m_threads, [this] {", uses));
        QStringList found;
        for (const char* top : {"widgets", "app/workbench"})
            for (const auto& entry : fs::recursive_directory_iterator(fs::path(ATTUNE_SOURCE_DIR) / top)) {
                if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
                std::ifstream file(entry.path());
                for (std::string line; std::getline(file, line);)
                    if (std::regex_search(line, uses)) found += QString::fromStdString(entry.path().string() + ": " + line);
            }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
};

QTEST_GUILESS_MAIN(TestArrows)
#include "tst_arrows.moc"
