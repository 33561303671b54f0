#include "media/dataset_writer.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "media/csv.h"

namespace attune {

namespace {

using Ordered = nlohmann::ordered_json;  // fields in the order in which a reader of the file wants them

/// Invalid UTF-8 is replaced: one odd byte in a caption must not cost the export.
std::string dumped(const Ordered& json) {
    return json.dump(-1, ' ', false, Ordered::error_handler_t::replace);
}

Ordered textPart(const std::string& text) {
    return Ordered{{"type", "text"}, {"text", text}};
}

Ordered userMessages(const std::string& prompt) {
    Ordered content = Ordered::array({Ordered{{"type", "image"}}});
    if (!prompt.empty()) content.push_back(textPart(prompt));
    return Ordered::array({Ordered{{"role", "user"}, {"content", std::move(content)}}});
}

Ordered assistantMessages(const std::string& text) {
    return Ordered::array({Ordered{{"role", "assistant"}, {"content", Ordered::array({textPart(text)})}}});
}

std::string numberText(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

}  // namespace

void TrlPreferenceWriter::write(const PreferenceRow& row) {
    Ordered json{{"images", Ordered::array({row.image})},
                 {"prompt", userMessages(row.prompt)},
                 {"chosen", assistantMessages(row.chosen)},
                 {"rejected", assistantMessages(row.rejected)}};
    if (row.simulated) json["simulated"] = true;
    m_file.write(dumped(json) + '\n');
}

void TrlUnpairedWriter::write(const UnpairedRow& row) {
    Ordered json{{"images", Ordered::array({row.image})},
                 {"prompt", userMessages(row.prompt)},
                 {"completion", assistantMessages(row.completion)},
                 {"label", row.label}};
    if (row.simulated) json["simulated"] = true;
    m_file.write(dumped(json) + '\n');
}

void RatingsJsonlWriter::write(const RatingRow& row) {
    Ordered json{{"image", row.image},     {"caption", row.caption},     {"value", nullptr},
                 {"flags", row.flags},     {"note", row.note},           {"prompt", row.prompt},
                 {"model", row.model},     {"rater", row.rater},         {"simulated", row.simulated},
                 {"seconds", row.seconds}, {"created_at", row.createdAt}};
    if (row.value) json["value"] = *row.value;
    m_file.write(dumped(json) + '\n');
}

RatingsCsvWriter::RatingsCsvWriter(const std::filesystem::path& path) : m_file(path) {
    m_file.write("image,caption,value,flags,note,prompt,model,rater,simulated,seconds,created_at\r\n");
}

void RatingsCsvWriter::write(const RatingRow& row) {
    std::string flags;
    for (const std::string& flag : row.flags) flags += (flags.empty() ? "" : ";") + flag;
    std::string line;
    bool first = true;
    for (const std::string& field :
         {row.image, row.caption, row.value ? std::to_string(*row.value) : std::string(), flags, row.note,
          row.prompt, row.model, row.rater, std::string(row.simulated ? "true" : "false"),
          numberText(row.seconds), row.createdAt}) {
        line += (first ? "" : ",") + csvField(field);
        first = false;
    }
    m_file.write(line + "\r\n");
}

void CocoResultsWriter::write(const CocoResultRow& row) {
    m_file.write(m_any ? ",\n" : "\n");
    m_file.write(dumped(Ordered{{"image_id", row.imageId}, {"caption", row.caption}}));
    m_any = true;
}

void CocoResultsWriter::commit() {
    m_file.write("\n]\n");
    m_file.commit();
}

}  // namespace attune
