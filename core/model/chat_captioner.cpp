#include "model/chat_captioner.h"

#include <algorithm>

#include "data/error.h"
#include "model/config_checks.h"
#include "model/picture_layout.h"

namespace attune {

namespace {

constexpr std::int64_t kText = 1, kPicture = 2;

/// Prompt places of one pass without gradients: keys and values of hundreds of prompts at once would not fit.
constexpr std::int64_t kPlacesPerPass = 16384;

/// Tiles of one pass through the tower: their feed-forward states are the larger part of the memory.
constexpr std::int64_t kTilesPerPass = 16;

/// Rows and columns of a map at most: a strip of a hundred tiles has more than a screen shows.
constexpr std::int64_t kMostCells = 64;

/// (B, S) int64
torch::Tensor kindsOf(const torch::Tensor& features) {
    return features.select(2, features.size(2) - 1).to(torch::kInt64);
}

/// (B, S) int64
torch::Tensor idsOf(const torch::Tensor& features) {
    const torch::Tensor bytes = features.narrow(2, features.size(2) - 4, 3).to(torch::kInt64);
    return bytes.select(2, 0) + bytes.select(2, 1) * 256 + bytes.select(2, 2) * 65536;
}

/// How many prompts are read together.
std::int64_t imagesPerPass(const torch::Tensor& features) {
    return std::clamp<std::int64_t>(kPlacesPerPass / std::max<std::int64_t>(1, features.size(1)), 1,
                                    std::max<std::int64_t>(1, features.size(0)));
}

/// The features of one prompt. @param states (n, D) of its picture @return (S, D + 4) without the last id
torch::Tensor promptFeatures(const std::vector<std::int64_t>& prompt, const torch::Tensor& states,
                             std::int64_t imageToken, std::int64_t vocabulary) {
    if (prompt.size() < 2) throw Error("the prompt is too short", "it holds no image");
    const auto places = static_cast<std::int64_t>(prompt.size()) - 1;
    auto marks = torch::zeros({places, 4});
    auto at = marks.accessor<float, 2>();
    std::vector<std::int64_t> pictures;
    for (std::int64_t s = 0; s < places; ++s) {
        const auto id = prompt[static_cast<std::size_t>(s)];
        if (id < 0 || id >= vocabulary)
            throw Error("the prompt holds the token id " + std::to_string(id),
                        "the vocabulary has " + std::to_string(vocabulary) + " entries");
        for (int byte = 0; byte < 3; ++byte) at[s][byte] = static_cast<float>((id >> (8 * byte)) & 255);
        at[s][3] = id == imageToken ? kPicture : kText;
        if (id == imageToken) pictures.push_back(s);
    }
    if (static_cast<std::int64_t>(pictures.size()) != states.size(0) || prompt.back() == imageToken)
        throw Error("the prompt does not fit the image",
                    "it has " + std::to_string(pictures.size()) + " image tokens and the image " +
                        std::to_string(states.size(0)) + " states");
    const torch::Tensor index = torch::tensor(pictures, torch::kInt64).to(states.device());
    const torch::Tensor shown = torch::zeros({places, states.size(1)}, states.options()).index_copy(0, index, states);
    return torch::cat({shown, marks.to(states.options())}, 1);
}

}  // namespace

ChatOptions chatOptions(const Json& config, const Json& generation, const LlamaOptions& text,
                        const std::vector<const char*>& imageTokenKeys, std::int64_t imageToken) {
    ChatOptions o;
    o.config = config;
    o.generation = generation;
    const Json part = optional(config, "text_config", Json::object());
    const auto first = [&](const char* key) {
        for (const Json* place : {&generation, &config, &part})
            if (const auto ids = tokenIds(optional(*place, key, Json()), key, text.vocabularySize); !ids.empty())
                return ids;
        return std::vector<std::int64_t>();
    };
    o.tokens.end = first("eos_token_id");
    if (o.tokens.end.empty() && text.vocabularySize > 2) o.tokens.end = {2};  // Llama's default
    const auto pad = first("pad_token_id");
    o.tokens.pad = !pad.empty() ? pad.front() : o.tokens.end.empty() ? -1 : o.tokens.end.front();
    o.imageToken = imageToken;
    for (auto key = imageTokenKeys.rbegin(); key != imageTokenKeys.rend(); ++key)
        o.imageToken = optional(config, *key, o.imageToken);
    if (o.imageToken < 0 || o.imageToken >= text.vocabularySize)
        throw Error("the image token " + std::to_string(o.imageToken) + " is not one of the vocabulary");
    if (text.vocabularySize > 1 << 24)
        throw Error("the vocabulary of " + std::to_string(text.vocabularySize) + " entries is too large");
    return o;
}

bool saysUntied(const Json& config) {
    const Json text = optional(config, "text_config", Json::object());
    for (const Json* place : {&text, &config})
        if (const auto at = place->find("tie_word_embeddings"); at != place->end() && at->is_boolean() && !at->get<bool>())
            return true;
    return false;
}

torch::Tensor ChatCaptioner::encodeImages(const torch::Tensor&) {
    throw Error("this captioner needs a prompt", "a chat model sees an image inside the question about it");
}

torch::Tensor ChatCaptioner::encodeBatch(const ImageBatch& batch) {
    const auto pictures = batch.prompts.size();
    if (pictures == 0) return encodeImages(batch.pixels);
    std::vector<std::int64_t> tiles = batch.tiles;
    if (tiles.empty()) tiles.assign(pictures, 1);
    std::int64_t total = 0;
    for (const auto count : tiles) total += count;
    if (tiles.size() != pictures || total != batch.pixels.size(0))
        throw Error("the images and their prompts do not fit each other");

    const torch::Tensor states = pictureStates(batch.pixels);  // (P, n, D)
    std::vector<torch::Tensor> rows;
    std::int64_t at = 0;
    for (std::size_t i = 0; i < pictures; ++i) {
        const auto& prompt = batch.prompts[i];
        if (static_cast<std::int64_t>(prompt.size()) >= maxPositions())
            throw Error("the prompt is too long for this captioner",
                        "image and words take " + std::to_string(prompt.size()) + " of its " +
                            std::to_string(maxPositions()) + " positions",
                        "shorten it");
        if (prompt.empty() || prompt.back() != m_options.tokens.start)
            throw Error("the prompt does not end as this captioner's prompts do");
        rows.push_back(promptFeatures(prompt, states.narrow(0, at, tiles[i]).flatten(0, 1), m_options.imageToken,
                                      vocabularySize())
                           .unsqueeze(0));  // (1, S, D + 4)
        at += tiles[i];
    }
    return joinFeatures(rows);  // (B, S, D + 4)
}

torch::Tensor ChatCaptioner::pictureStates(const torch::Tensor& pixels) {
    std::vector<torch::Tensor> parts;
    for (std::int64_t at = 0; at < pixels.size(0); at += kTilesPerPass)
        parts.push_back(tileStates(pixels.narrow(0, at, std::min(kTilesPerPass, pixels.size(0) - at))));
    if (parts.empty()) throw Error("there are no images to look at");
    return parts.size() == 1 ? parts.front() : torch::cat(parts);  // (P, n, D)
}

void ChatCaptioner::setPrompt(const std::vector<std::int64_t>& ids) {
    if (ids.empty()) throw Error("this captioner needs a prompt", "a chat model sees an image inside the question about it");
    if (ids.back() < 0 || ids.back() >= vocabularySize())
        throw Error("the prompt ends with the token id " + std::to_string(ids.back()),
                    "the vocabulary has " + std::to_string(vocabularySize()) + " entries");
    m_options.tokens.start = ids.back();
}

std::vector<std::vector<std::int64_t>> ChatCaptioner::rowsBegin(const torch::Tensor& features) const {
    const torch::Tensor ids = idsOf(features).cpu().contiguous(), kinds = kindsOf(features).cpu().contiguous();
    const auto id = ids.accessor<std::int64_t, 2>(), kind = kinds.accessor<std::int64_t, 2>();
    std::vector<std::vector<std::int64_t>> prompts(static_cast<std::size_t>(features.size(0)));
    for (std::int64_t b = 0; b < features.size(0); ++b) {
        for (std::int64_t s = 0; s < features.size(1); ++s)
            if (kind[b][s] != 0) prompts[static_cast<std::size_t>(b)].push_back(id[b][s]);
        prompts[static_cast<std::size_t>(b)].push_back(m_options.tokens.start);
    }
    return prompts;
}

LlamaPrompt ChatCaptioner::readPrompt(const torch::Tensor& features, torch::Tensor* hidden) {
    const torch::Tensor kinds = kindsOf(features);
    const torch::Tensor words = m_text->embed(idsOf(features).clamp_max(vocabularySize() - 1));
    const torch::Tensor states = features.narrow(2, 0, hiddenSize()).to(words.scalar_type());
    return m_text->readPrompt(torch::where(kinds.eq(kPicture).unsqueeze(2), states, words), kinds.ne(0), hidden);
}

torch::Tensor ChatCaptioner::project(const torch::Tensor& hidden) {
    return m_head ? m_head(hidden) : torch::linear(hidden, m_text->embedding);
}

DecoderOutput ChatCaptioner::decodeTogether(const torch::Tensor& tokens, const torch::Tensor& features,
                                            const torch::Tensor& mask, bool withAttention) {
    const LlamaPrompt prompt = readPrompt(features);
    DecoderOutput out;
    torch::Tensor looks;  // (N, T, S)
    out.hidden = m_text(tokens, prompt, mask, withAttention ? &looks : nullptr);
    out.logits = project(out.hidden);
    if (!withAttention) return out;
    const torch::Tensor picture = kindsOf(features)
                                      .eq(kPicture)
                                      .repeat_interleave(tokens.size(0) / features.size(0), 0)
                                      .unsqueeze(1);  // (N, 1, S)
    looks = looks * picture;
    out.crossAttention = looks / looks.sum(2, true).clamp_min(1e-12);
    return out;
}

DecoderOutput ChatCaptioner::decode(const torch::Tensor& tokens, const torch::Tensor& features,
                                    const torch::Tensor& mask, bool withAttention) {
    const auto images = features.size(0);
    TORCH_CHECK(tokens.size(0) % images == 0, "rows of tokens are not a multiple of the images");
    const auto step = imagesPerPass(features);
    if (torch::GradMode::is_enabled() || step >= images) return decodeTogether(tokens, features, mask, withAttention);
    const auto group = tokens.size(0) / images;
    std::vector<torch::Tensor> logits, hidden, looks;
    for (std::int64_t at = 0; at < images; at += step) {
        const auto count = std::min(step, images - at);
        const auto rows = [&](const torch::Tensor& x) {
            return x.defined() ? x.narrow(0, at * group, count * group) : x;
        };
        const auto part = decodeTogether(rows(tokens), features.narrow(0, at, count), rows(mask), withAttention);
        logits.push_back(part.logits);
        hidden.push_back(part.hidden);
        if (withAttention) looks.push_back(part.crossAttention);
    }
    return {torch::cat(logits), torch::cat(hidden), withAttention ? torch::cat(looks) : torch::Tensor()};
}

std::unique_ptr<KeyValueCache> ChatCaptioner::makeCache(const torch::Tensor& features, std::int64_t rows,
                                                        std::int64_t capacity) {
    TORCH_CHECK(rows % features.size(0) == 0, "rows are not a multiple of the images");
    return std::make_unique<LlamaCache>(readPrompt(features), rows, capacity);
}

DecoderOutput ChatCaptioner::decodeNext(const torch::Tensor& tokens, KeyValueCache& cache) {
    DecoderOutput out;
    out.hidden = m_text->next(tokens, dynamic_cast<LlamaCache&>(cache));  // (M, 1, D)
    out.logits = project(out.hidden);                                     // (M, 1, V)
    return out;
}

torch::Tensor ChatCaptioner::patchAttention(const torch::Tensor& tokens, const torch::Tensor& features) {
    const auto images = features.size(0);
    TORCH_CHECK(tokens.size(0) % images == 0, "rows of tokens are not a multiple of the images");
    const auto group = tokens.size(0) / images, step = imagesPerPass(features);
    const torch::Tensor ids = idsOf(features).cpu(), shown = kindsOf(features).eq(kPicture).cpu();
    std::vector<torch::Tensor> maps;
    std::int64_t rows = 1, columns = 1;
    for (std::int64_t at = 0; at < images; at += step) {
        const auto count = std::min(step, images - at);
        torch::Tensor looks;  // (n, T, S)
        m_text(tokens.narrow(0, at * group, count * group), readPrompt(features.narrow(0, at, count)), torch::Tensor(), &looks,
               true);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto layout = pictureLayout(ids[at + i], shown[at + i], statesPerTile());
            maps.push_back(pictureMap(looks.narrow(0, i * group, group), layout, statesPerTile(), tileSide()));  // (k, T, h, w)
            rows = std::max(rows, maps.back().size(2));
            columns = std::max(columns, maps.back().size(3));
        }
    }
    for (torch::Tensor& map : maps) map = resampleMaps(map, std::min(rows, kMostCells), std::min(columns, kMostCells));
    return torch::cat(maps);  // (N, T, H, W)
}

torch::Tensor ChatCaptioner::promptLogits(const torch::Tensor& features) {
    torch::Tensor hidden;
    readPrompt(features, &hidden);
    return project(hidden);
}

torch::Tensor ChatCaptioner::promptWords(const torch::Tensor& features) {
    const torch::Tensor words = m_text->embed(idsOf(features).clamp_max(vocabularySize() - 1));     // (B, S, D)
    const torch::Tensor said = kindsOf(features).eq(kText).to(words.scalar_type()).unsqueeze(2);     // (B, S, 1)
    return (words * said).sum(1) / said.sum(1).clamp_min(1);                                         // (B, D)
}

ImageStates ChatCaptioner::imageStates(const torch::Tensor& features) const {
    return {features.narrow(2, 0, hiddenSize()), kindsOf(features).eq(kPicture).to(features.scalar_type())};
}

torch::Tensor ChatCaptioner::meanImage(const torch::Tensor& features) const {
    const auto [states, mask] = imageStates(features);
    const torch::Tensor mean = states.flatten(0, 1).sum(0) / mask.sum().clamp_min(1);  // (D)
    const torch::Tensor first = features[0];                                  // (S, D + 4)
    const torch::Tensor own = mask[0].unsqueeze(1) * mean;                    // (S, D)
    const torch::Tensor whole = torch::cat({own, first.narrow(1, hiddenSize(), 4)}, 1);
    const auto length = kindsOf(features)[0].ne(0).sum().item<std::int64_t>();
    return whole.narrow(0, whole.size(0) - length, length).clone();  // padding stands in front
}

torch::Tensor ChatCaptioner::joinMeanImages(const std::vector<torch::Tensor>& means,
                                            const std::vector<std::int64_t>& pictures) const {
    if (means.size() == 1) return means.front();
    // Each has a layout of its own, and one state at all places of its picture.
    std::vector<torch::Tensor> states;
    for (const torch::Tensor& mean : means) states.push_back(meanImageState(*this, mean.unsqueeze(0)).squeeze(0));  // (D)
    const torch::Tensor& first = means.front();                                    // (S, D + 4)
    const torch::Tensor shown = imageStates(first.unsqueeze(0)).mask[0].unsqueeze(1);  // (S, 1)
    return torch::cat({shown * Captioner::joinMeanImages(states, pictures), first.narrow(1, hiddenSize(), 4)}, 1);
}

Json ChatCaptioner::generationConfig() const {
    return m_options.generation.is_object() ? m_options.generation : Json::object();
}

void ChatCaptioner::takeFrom(const ChatCaptioner& other) {
    copyParameters(other, *this);
    m_options.tokens = other.m_options.tokens;
}

}  // namespace attune
