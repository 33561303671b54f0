#include "engine/attention_maps.h"

#include <torch/torch.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "model/cross_attention.h"
#include "model/safetensors.h"
#include "text/tokenizer.h"

namespace attune {

namespace {

/// Rows per pass, so that a wish to stop is heard and the weights of long captions fit into memory.
constexpr std::int64_t kRowsPerPass = 256;

bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::int64_t countWords(std::string_view text) {
    std::int64_t words = 0;
    bool inWord = false;
    for (const char c : text) {
        words += !isSpace(c) && !inWord;
        inWord = !isSpace(c);
    }
    return words;
}

/// Which tokens make up each word, as weights that take their mean. @return (N, W, T)
torch::Tensor wordWeights(const Tokenizer& tokenizer, const TokenRows& rows, std::int64_t length) {
    std::vector<std::vector<std::int64_t>> words;
    std::int64_t most = 1;
    for (const auto& row : rows) {
        words.push_back(wordsOfTokens(tokenizer, row));
        for (const auto word : words.back()) most = std::max(most, word + 1);
    }
    auto weights = torch::zeros({static_cast<std::int64_t>(rows.size()), most, length});
    auto cells = weights.accessor<float, 3>();
    for (std::size_t r = 0; r < words.size(); ++r)
        for (std::size_t t = 0; t < words[r].size(); ++t)
            if (words[r][t] >= 0)
                cells[static_cast<std::int64_t>(r)][words[r][t]][static_cast<std::int64_t>(t)] = 1;
    return weights / weights.sum(2, true).clamp_min(1);
}

/// Each caption's maps scaled to a maximum of 255. @param maps (M, W, rows, columns) float32 @return the same as uint8
torch::Tensor toBytes(const torch::Tensor& maps) {
    return (maps / maps.amax({1, 2, 3}, true).clamp_min(1e-12) * 255).round().to(torch::kUInt8);
}

/// All on the largest of their grids: pictures in tiles have different ones. @param parts (m, W, h, w) uint8, at least one
torch::Tensor joinMaps(std::vector<torch::Tensor> parts) {
    std::int64_t rows = 1, columns = 1;
    for (const torch::Tensor& part : parts) {
        rows = std::max(rows, part.size(2));
        columns = std::max(columns, part.size(3));
    }
    for (torch::Tensor& part : parts)
        if (part.size(2) != rows || part.size(3) != columns)
            part = toBytes(resampleMaps(part.to(torch::kFloat32), rows, columns));
    return torch::cat(parts);
}

}  // namespace

std::vector<std::int64_t> wordsOfTokens(const Tokenizer& tokenizer, const std::vector<std::int64_t>& ids) {
    // Only decoding tells where words begin: spaces may be part of a token, of the decoder's rules, or removed again
    // before punctuation. Captions are short, so decoding every prefix is cheap.
    std::vector<std::int64_t> words, prefix;
    std::string before;
    for (const auto id : ids) {
        prefix.push_back(id);
        std::string text = tokenizer.decode(prefix);
        // A token of white space alone opens the next word.
        const bool opens = !text.empty() && isSpace(text.back());
        words.push_back(text == before ? -1 : countWords(text) - (opens ? 0 : 1));
        before = std::move(text);
    }
    const auto last = countWords(before) - 1;
    for (auto& word : words) word = std::min(word, last);
    return words;
}

torch::Tensor attentionMaps(Captioner& captioner, const Tokenizer& tokenizer, const torch::Tensor& features,
                            const TokenRows& rows, Observer& observer) {
    auto* attention = dynamic_cast<CrossAttention*>(&captioner);
    if (!attention || rows.empty()) return {};
    const torch::NoGradGuard noGrad;
    const auto packed = packRows(rows, captioner, features.device());
    const auto weights = wordWeights(tokenizer, rows, packed.length());  // (N, W, T)
    const auto inputs = packed.inputs();
    const auto images = features.size(0), group = packed.rows() / images;
    const auto step = std::max<std::int64_t>(1, kRowsPerPass / group);
    std::vector<torch::Tensor> parts;
    for (std::int64_t at = 0; at < images; at += step) {
        observer.breathe();
        const auto count = std::min(step, images - at);
        const auto looks = attention->patchAttention(inputs.narrow(0, at * group, count * group),
                                                     features.narrow(0, at, count));  // (M, T, H, W)
        const auto own = weights.narrow(0, at * group, count * group);
        const auto maps = torch::bmm(own, looks.flatten(2).to(torch::kCPU, torch::kFloat32));  // (M, W, H*W)
        parts.push_back(toBytes(maps.view({own.size(0), own.size(1), looks.size(2), looks.size(3)})));
    }
    return joinMaps(std::move(parts));
}

std::string attentionPath(std::int64_t number) {
    const std::string digits = std::to_string(number);
    return "outputs/attention-" + std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits +
           ".safetensors";
}

void writeAttention(const std::filesystem::path& runFolder, std::int64_t number, const torch::Tensor& maps) {
    writeSafetensors(runFolder / attentionPath(number), {{"maps", maps}});
}

Json attentionReference(std::int64_t number, std::int64_t row) {
    return {{"path", attentionPath(number)}, {"row", row}};
}

}  // namespace attune
