// Word by word, where a captioner looked: what the rating screen lays over the picture.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/json.h"
#include "data/observer.h"
#include "learn/rows.h"

namespace attune {

class Tokenizer;

/// The word of `decode(ids)`, as white space (ASCII) separates them, that each token is part of; -1 for a token that
/// adds nothing to the text (an end token, say).
std::vector<std::int64_t> wordsOfTokens(const Tokenizer& tokenizer, const std::vector<std::int64_t>& ids);

/// The captioner's attention to the image patches at each word of each caption: of the steps that predicted the word's
/// tokens, the mean over layers, heads and tokens. One teacher-forced pass.
/// @param features (B, S, D_v) @param rows  B * k captions, the k of an image side by side
/// @return (N, most words of a caption but at least 1, H, W) uint8 on the CPU, 0 behind a caption's words, 255 at the
/// caption's maximum; H x W the largest grid of all the pictures; undefined for a family without attention to patches
/// @throws Cancelled
torch::Tensor attentionMaps(Captioner& captioner, const Tokenizer& tokenizer, const torch::Tensor& features,
                            const TokenRows& rows, Observer& observer);

/// Where `outputs/attention-NNNN.safetensors` of a batch lies below the run folder.
std::string attentionPath(std::int64_t number);

/// Writes the maps as the tensor "maps"; it is on the disk when this returns. @throws Error
void writeAttention(const std::filesystem::path& runFolder, std::int64_t number, const torch::Tensor& maps);

/// The field "attention" of a `sample` event.
Json attentionReference(std::int64_t number, std::int64_t row);

}  // namespace attune
