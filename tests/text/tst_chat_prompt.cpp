// Chat templates and the picture's place in them, against what the reference renders.
#include <QtTest>

#include "data/error.h"
#include "golden.h"
#include "tensors.h"
#include "text/chat_prompt.h"
#include "text/tokenizer.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

void write(const fs::path& path, const std::string& text) {
    QFile file(q(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(text));
}

}  // namespace

class TestChatPrompt : public QObject {
    Q_OBJECT

    /// Row `b` of the left-padded prompts, without padding.
    static std::vector<std::int64_t> idsOf(const std::string& family, std::size_t b, const std::string& prefix = {}) {
        const auto tensors = test::readTensors(test::golden(family) / "expected.safetensors");
        const auto& ids = tensors.at(prefix + "gen_input_ids");
        const auto all = ids.values<std::int64_t>();
        const auto mask = tensors.at(prefix + "gen_attention_mask").values<std::int64_t>();
        const auto width = static_cast<std::size_t>(ids.shape.at(1));
        std::vector<std::int64_t> row;
        for (std::size_t i = b * width; i < (b + 1) * width; ++i)
            if (mask.at(i) != 0) row.push_back(all.at(i));
        return row;
    }

  private Q_SLOTS:
    void tiledFamilies_data() {
        QTest::addColumn<QString>("family");
        for (const char* family : {"idefics3", "smolvlm"}) QTest::newRow(family) << QString::fromLatin1(family);
    }
    void tiledFamilies() {
        QFETCH(QString, family);
        const std::string name = family.toStdString();
        const auto folder = test::golden(name);
        if (folder.empty()) QSKIP("this golden set does not hold the family");
        const auto set = test::goldenJson(name + "/expected.json");
        const auto prompt = ChatPrompt::fromFolder(folder, name);
        QCOMPARE(prompt.warning(), std::string());
        const auto question = set["question"].get<std::string>();
        const auto states = set["image_seq_len"].get<std::int64_t>();
        QCOMPARE(q(prompt.render(question)), q(set["prompt_template_rendered"].get<std::string>()));
        const auto rendered = set["train_template_rendered"].get<std::string>();
        const auto answer = set["answers"][0].get<std::string>();
        QVERIFY(rendered.starts_with(prompt.render(question) + prompt.answer(answer)));

        const auto tokenizer = loadTokenizer(folder);
        for (std::size_t b = 0; b < set["prompt_expanded"].size(); ++b) {
            const TileGrid grid{set["rows"][b][0].get<int>(), set["cols"][b][0].get<int>()};
            const auto text = prompt.expand(question, grid, states);
            QCOMPARE(q(text), q(set["prompt_expanded"][b].get<std::string>()));
            QCOMPARE(tokenizer->encode(text), idsOf(name, b));
        }
        const auto whole = prompt.expand(question, {}, states);
        QCOMPARE(q(whole), q(set["prompt_expanded_nosplit"].get<std::string>()));
        QCOMPARE(tokenizer->encode(whole), idsOf(name, 0, "nosplit_"));

        if (!set.contains("prompt_expanded_two") || !set.contains("rows_two") || !set.contains("cols_two"))
            QSKIP("this golden set has no prompt of two pictures");
        const auto &rows = set["rows_two"][0], &columns = set["cols_two"][0];
        std::string two = prompt.render(question, static_cast<int>(rows.size()));
        std::size_t at = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            at = two.find("<image>", at);
            QVERIFY(at != std::string::npos);
            const auto tokens = pictureTokens(true, TileGrid{rows[i].get<int>(), columns[i].get<int>()}, states);
            two.replace(at, 7, tokens);
            at += tokens.size();  // image tokens that were put in are not taken for the next place
        }
        QCOMPARE(q(two), q(set["prompt_expanded_two"].get<std::string>()));
    }

    void llava() {
        const auto folder = test::golden("llava");
        if (folder.empty()) QSKIP("this golden set does not hold the family");
        const auto set = test::goldenJson("llava/expected.json");
        const auto prompt = ChatPrompt::fromFolder(folder, "llava");
        QCOMPARE(prompt.warning(), std::string());
        const auto tokenizer = loadTokenizer(folder);
        for (std::size_t b = 0; b < set["prompts"].size(); ++b) {
            const auto text = set["prompts"][b].get<std::string>();
            const auto begin = text.find('\n') + 1;
            const auto question = text.substr(begin, text.rfind(prompt.ending()) - begin);
            QCOMPARE(q(prompt.render(question)), q(text));
            const auto expanded = prompt.expand(question, {}, set["image_seq_length"].get<std::int64_t>());
            QCOMPARE(q(expanded), q(set["prompts_expanded"][b].get<std::string>()));
            QCOMPARE(tokenizer->encode(expanded), idsOf("llava", b));
        }
    }

    void otherTemplatesAreSaid() {
        const QTemporaryDir folder;
        const fs::path path = folder.path().toStdString();
        QCOMPARE(ChatPrompt::fromFolder(path, "llava").warning(), std::string());  // none at all: the family's
        write(path / "chat_template.jinja", "{% for m in messages %}[INST] {{ m }} [/INST]{% endfor %}");
        for (const char* family : {"llava", "smolvlm"}) {
            const auto prompt = ChatPrompt::fromFolder(path, family);
            QVERIFY(prompt.warning().find("chat template") != std::string::npos);
            QVERIFY(prompt.render("Why?").find("Why?") != std::string::npos);
        }
        QVERIFY_THROWS_EXCEPTION(Error, ChatPrompt::fromFolder(path, "blip"));
        write(path / "chat_template.json", "{");
        QVERIFY_THROWS_EXCEPTION(Error, ChatPrompt::fromFolder(path, "llava"));
    }

    void theOpeningIsTheTemplates() {
        const QTemporaryDir folder;
        const fs::path path = folder.path().toStdString();
        write(path / "tokenizer_config.json",
              R"({"chat_template":[{"name":"tools","template":"x"},{"name":"default","template":)"
              R"("<|begin_of_text|>{% for m in messages %}{{m['role'].capitalize()}}<image><end_of_utterance>\n{% endfor %}Assistant:"}]})");
        const auto prompt = ChatPrompt::fromFolder(path, "idefics3");
        QCOMPARE(prompt.warning(), std::string());
        QCOMPARE(q(prompt.render("Why?")), QStringLiteral("<|begin_of_text|>User:<image>Why?<end_of_utterance>\nAssistant:"));
    }

    void aQuestionMaySpeakOfTokens() {
        const QTemporaryDir folder;
        const auto prompt = ChatPrompt::fromFolder(folder.path().toStdString(), "llava");
        QCOMPARE(q(prompt.expand("a <image>?", {}, 2)), QStringLiteral("USER: <image><image>\na <image>? ASSISTANT:"));
    }
};

QTEST_GUILESS_MAIN(TestChatPrompt)
#include "tst_chat_prompt.moc"
