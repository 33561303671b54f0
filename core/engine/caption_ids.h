// Captions as the ids that a captioner would have written.
#pragma once

#include "engine/job_inputs.h"
#include "engine/model_cache.h"
#include "learn/rows.h"

namespace attune {

/// The stored ids of each caption where the captioner reads its text in them, so that one that was cut off has no end token; else,
/// since nobody wrote it or another captioner did, those of its text with the end token behind them. Cut to what the positions of
/// the model allow. @throws Error if a caption comes out empty
TokenRows captionRows(const InputCaptions& captions, const LoadedCaptioner& captioner);

/// The same with what each caption continues: the words that its row says were asked, where the captioner continues texts.
/// Captions are cut to what the positions behind them allow. The captioner is left without a prompt. @throws Error
AskedRows askedRows(const InputCaptions& captions, const LoadedCaptioner& captioner);

/// What the ids say, without the space that chat models write in front of an answer.
std::string captionText(const std::vector<std::int64_t>& ids, const LoadedCaptioner& captioner);

/// Whether the ids are in the captioner's vocabulary and say this text there.
bool readsAs(const std::vector<std::int64_t>& ids, const std::string& text, const LoadedCaptioner& captioner);

/// Ids of a text as the captioner would have written it, end token included.
std::vector<std::int64_t> captionIds(const std::string& text, const LoadedCaptioner& captioner);

}  // namespace attune
