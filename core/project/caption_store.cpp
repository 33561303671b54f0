#include "project/caption_store.h"

#include <charconv>

#include "data/error.h"
#include "project/query.h"

namespace attune {

namespace {

const std::string kColumns =
    "SELECT caption.id, image_id, model_id, prompt_id, run_id, edit_of, source, text, token_ids, logprob, "
    "options, seed,"
    " created_at, attention FROM caption LEFT JOIN decoding ON decoding.id = decoding_id";

std::string tokensToText(const std::vector<std::int64_t>& ids) {
    std::string text = "[";
    for (const auto id : ids) text += (text.size() > 1 ? "," : "") + std::to_string(id);
    return text + "]";
}

std::vector<std::int64_t> tokensFromText(const std::string& text) {
    std::vector<std::int64_t> ids;
    const char* end = text.data() + text.size();
    for (const char* at = text.data(); at < end;) {
        std::int64_t id = 0;
        const auto [behind, failure] = std::from_chars(at, end, id);
        if (failure == std::errc{}) ids.push_back(id);
        at = behind > at ? behind : at + 1;
    }
    return ids;
}

CaptionRecord readRow(const Query& row) {
    CaptionRecord caption;
    caption.id = row.integer(0);
    caption.imageId = row.integer(1);
    caption.modelId = row.integer(2);
    caption.promptId = row.integer(3);
    caption.runId = row.integer(4);
    caption.editOf = row.integer(5);
    caption.source = captionSourceFromText(row.text(6));
    caption.text = row.text(7);
    caption.tokenIds = tokensFromText(row.text(8));
    caption.logprob = row.real(9);
    if (!row.isNull(10))
        caption.decoding = optionsFromJson<GenerationOptions>(
            parseJson(row.text(10), "the decoding settings of caption " + std::to_string(caption.id)));
    caption.seed = static_cast<std::uint64_t>(row.integer(11));
    caption.createdAt = row.text(12);
    caption.attention = row.text(13);
    return caption;
}

Conditions conditionsOf(const CaptionFilter& filter) {
    Conditions where;
    if (filter.imageId > 0) where.add("image_id = ?", {filter.imageId});
    if (filter.modelId > 0) where.add("model_id = ?", {filter.modelId});
    if (filter.runId > 0) where.add("run_id = ?", {filter.runId});
    if (filter.source) where.add("source = ?", {toText(*filter.source)});
    if (!filter.split.empty())
        where.add("EXISTS (SELECT 1 FROM image WHERE image.id = image_id AND split = ?)", {filter.split});
    if (filter.unrated)
        where.add("NOT EXISTS (SELECT 1 FROM active_rating r WHERE r.caption_id = caption.id)");
    if (filter.afterId > 0) where.add("caption.id > ?", {filter.afterId});
    if (!filter.source || *filter.source == CaptionSource::Edit)
        where.add("(caption.source <> 'edit' OR NOT EXISTS"
                  " (SELECT 1 FROM retired_edit WHERE retired_edit.caption_id = caption.id))");
    return where;
}

}  // namespace

Id CaptionStore::decodingId(const GenerationOptions& options) {
    const std::string text = dumpJson(optionsToJson(options));
    Query known(m_database, "SELECT id FROM decoding WHERE options = ?", text);
    if (known.next()) return known.integer(0);
    Query(m_database, "INSERT INTO decoding (options) VALUES (?)", text).run();
    return m_database.lastInsertId();
}

std::vector<Id> CaptionStore::addMany(const std::vector<CaptionRecord>& captions) {
    std::vector<Id> ids;
    ids.reserve(captions.size());
    Transaction transaction(m_database);
    for (const auto& caption : captions) {
        std::optional<Id> decoding;
        if (caption.source == CaptionSource::Model) decoding = decodingId(caption.decoding);
        Query(
            m_database,
            "INSERT INTO caption (image_id, model_id, prompt_id, run_id, edit_of, decoding_id, source, text,"
            " token_ids, logprob, seed, created_at, attention) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            caption.imageId, nullIfZero(caption.modelId), nullIfZero(caption.promptId),
            nullIfZero(caption.runId), nullIfZero(caption.editOf), decoding, toText(caption.source),
            caption.text, tokensToText(caption.tokenIds), caption.logprob, caption.seed,
            caption.createdAt.empty() ? timestampNow() : caption.createdAt,
            caption.attention)
            .run();
        ids.push_back(m_database.lastInsertId());
    }
    transaction.commit();
    return ids;
}

std::optional<CaptionRecord> CaptionStore::find(Id id) {
    Query row(m_database, kColumns + " WHERE caption.id = ?", id);
    return row.next() ? std::optional(readRow(row)) : std::nullopt;
}

CaptionRecord CaptionStore::get(Id id) {
    if (auto caption = find(id)) return *caption;
    throw Error("there is no caption " + std::to_string(id) + " in this project");
}

std::vector<CaptionRecord> CaptionStore::list(const CaptionFilter& filter) {
    const Conditions where = conditionsOf(filter);
    Query row(m_database, kColumns + where.sql() + " ORDER BY caption.id LIMIT ?", where.values,
              filter.limit);
    std::vector<CaptionRecord> captions;
    while (row.next()) captions.push_back(readRow(row));
    return captions;
}

std::int64_t CaptionStore::count(const CaptionFilter& filter) {
    const Conditions where = conditionsOf(filter);
    Query row(m_database, "SELECT count(*) FROM caption" + where.sql(), where.values);
    row.next();
    return row.integer(0);
}

Id PromptStore::add(const std::string& text) {
    Query known(m_database, "SELECT id FROM prompt WHERE text = ?", text);
    if (known.next()) return known.integer(0);
    Query(m_database, "INSERT INTO prompt (text) VALUES (?)", text).run();
    return m_database.lastInsertId();
}

std::optional<PromptRecord> PromptStore::find(Id id) {
    Query row(m_database, "SELECT id, text FROM prompt WHERE id = ?", id);
    return row.next() ? std::optional(PromptRecord{row.integer(0), row.text(1)}) : std::nullopt;
}

std::vector<PromptRecord> PromptStore::list() {
    Query row(m_database, "SELECT id, text FROM prompt ORDER BY id");
    std::vector<PromptRecord> prompts;
    while (row.next()) prompts.push_back({row.integer(0), row.text(1)});
    return prompts;
}

}  // namespace attune
