#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "data/embed_options.h"
#include "data/space_files.h"
#include "engine/caption_ids.h"
#include "engine/device.h"
#include "engine/embed_layout.h"
#include "engine/image_features.h"
#include "engine/image_text_folder.h"
#include "engine/input_blocks.h"
#include "engine/jobs.h"
#include "engine/prompts.h"
#include "learn/contrastive_heads.h"
#include "learn/contrastive_state.h"
#include "learn/parameter_hash.h"
#include "learn/retrieval.h"
#include "learn/shared_space.h"
#include "media/sha256.h"
#include "model/safetensors.h"

namespace attune {

namespace {

/// (b, D) of a batch of captions, with the index of each one's image; undefined where there is nothing to read.
using BatchReader = std::function<torch::Tensor(const PackedRows& packed, const std::vector<std::int64_t>& images)>;

/// @return (M, D), undefined where there is nothing to read
torch::Tensor readInBatches(const InputCaptions& captions, const LoadedCaptioner& captioner, Observer& observer,
                            const BatchReader& read) {
    constexpr std::int64_t kBatch = 128;
    const torch::NoGradGuard noGrad;
    const TokenRows all = captionRows(captions, captioner);
    std::vector<torch::Tensor> states;
    for (std::int64_t begin = 0; begin < captions.size(); begin += kBatch) {
        observer.breathe();
        const auto end = std::min(captions.size(), begin + kBatch);
        const TokenRows rows(all.begin() + begin, all.begin() + end);
        const std::vector<std::int64_t> images(captions.images.begin() + begin, captions.images.begin() + end);
        states.push_back(read(packRows(rows, *captioner.model, captioner.device), images));
        if (!states.back().defined()) return {};
    }
    return torch::cat(states);
}

/// The decoder's state behind each caption's last token. @return (M, D)
torch::Tensor captionStates(const InputCaptions& captions, const torch::Tensor& features,
                            const LoadedCaptioner& captioner, Observer& observer) {
    return readInBatches(captions, captioner, observer, [&](const PackedRows& packed, const std::vector<std::int64_t>& images) {
        const auto ones = torch::ones({packed.rows(), 1}, packed.mask.options());
        const auto hidden = captioner.model
                                ->decode(packed.tokens, featuresForRows(features, images),
                                         torch::cat({ones, packed.mask}, 1))
                                .hidden;  // (b, T + 1, D); place t + 1 has read token t
        const auto last = (packed.lastIndex + 1).view({-1, 1, 1}).expand({-1, 1, hidden.size(2)});
        return hidden.gather(1, last).squeeze(1);  // (b, D)
    });
}

/// What each caption looks at: the states of its image, weighed by the attention of its tokens. They lie where the
/// images' own states lie, which serves captioners without a shared space.
/// @return (M, D_s), undefined for a family without attention to the image
torch::Tensor attendedStates(const InputCaptions& captions, const torch::Tensor& features,
                             const LoadedCaptioner& captioner, Observer& observer) {
    const auto read = [&](const PackedRows& packed, const std::vector<std::int64_t>& images) -> torch::Tensor {
        const auto own = features.index_select(0, torch::tensor(images).to(features.device()));  // (b, S, D_v)
        const auto looks = captioner.model->decode(packed.inputs(), own, {}, true).crossAttention;  // (b, T, S)
        if (!looks.defined()) return {};
        const auto weights = (looks * packed.mask.unsqueeze(2)).sum(1) / packed.mask.sum(1, true);  // (b, S)
        const auto shown = captioner.model->imageStates(own).states;                                // (b, S, D_s)
        return torch::bmm(weights.unsqueeze(1), shown).squeeze(1).to(torch::kCPU, torch::kFloat32);
    };
    return readInBatches(captions, captioner, observer, read);
}

/// @param pictures (B, E) @param texts (M, E), undefined for none
SpacePoints spacePoints(const InputImages& images, const InputCaptions& captions, const torch::Tensor& pictures,
                        const torch::Tensor& texts) {
    // Images and texts fill two cones apart from each other (Liang et al. 2022, "Mind the gap"): each around its own
    // mean, or the gap would be all that a layout shows.
    const auto centred = [](const torch::Tensor& x) { return x - x.mean(0); };
    SpacePoints result;
    result.points = centred(pictures);
    result.image = torch::tensor(images.ids);
    result.caption = torch::full_like(result.image, -1);
    if (captions.size() == 0 || !texts.defined()) return result;
    std::vector<std::int64_t> imageIds;
    for (const auto image : captions.images) imageIds.push_back(images.ids[static_cast<std::size_t>(image)]);
    result.points = torch::cat({result.points, centred(texts)});
    result.image = torch::cat({result.image, torch::tensor(imageIds)});
    result.caption = torch::cat({result.caption, torch::tensor(captions.ids)});
    return result;
}

/// What the outputs hold of images and captions, and where they lie in the space.
struct Embedded {
    torch::Tensor image, caption;  ///< (B, D), (M, D'); undefined without captions
    SpacePoints space;
    std::optional<RetrievalRecall> recall;  ///< where images and captions share a space that was trained to match them
    Json learnt;                            ///< how the space was learnt, here or by an earlier job; null where it was not
};

/// "1": share, "5": share, "10": share
Json recallToJson(const std::array<double, kRecallRanks.size()>& shares) {
    Json json = Json::object();
    for (std::size_t i = 0; i < kRecallRanks.size(); ++i) json[std::to_string(kRecallRanks[i])] = shares[i];
    return json;
}

Json recallToJson(const RetrievalRecall& recall) {
    return {{"images", recall.images},
            {"captions", recall.texts},
            {"text_to_image", recallToJson(recall.textToImage)},
            {"image_to_text", recallToJson(recall.imageToText)}};
}

void emitRecall(const RetrievalRecall& recall, RunObserver& observer) {
    std::map<std::string, double> metrics;
    for (std::size_t i = 0; i < kRecallRanks.size(); ++i) {
        const std::string rank = std::to_string(kRecallRanks[i]);
        metrics["retrieval/text_to_image@" + rank] = recall.textToImage[i];
        metrics["retrieval/image_to_text@" + rank] = recall.imageToText[i];
    }
    observer.metrics(0, metrics);
}

/// Recall among some of the images, those that nothing was learnt from. @param among  ascending indices
/// @return nothing where none of them has a caption, or there is no other to mistake it for
std::optional<RetrievalRecall> recallAmong(const std::vector<std::int64_t>& among, const torch::Tensor& pictures,
                                           const torch::Tensor& texts, const InputCaptions& captions, Observer& observer) {
    std::map<std::int64_t, std::int64_t> places;
    for (const auto image : among) places.try_emplace(image, std::ssize(places));
    std::vector<std::int64_t> rows, imageOfRow;
    for (std::size_t i = 0; i < captions.images.size(); ++i)
        if (const auto at = places.find(captions.images[i]); at != places.end()) {
            rows.push_back(static_cast<std::int64_t>(i));
            imageOfRow.push_back(at->second);
        }
    if (among.size() < 2 || rows.empty()) return std::nullopt;
    return retrievalRecall(pictures.index_select(0, torch::tensor(among)), texts.index_select(0, torch::tensor(rows)), imageOfRow,
                           observer);
}

/// Indices of the images that the heads of a space have not seen.
std::vector<std::int64_t> unseenBy(const SharedSpace& space, const InputImages& images) {
    const auto& seen = space.learntFrom();
    std::vector<std::int64_t> unseen;
    for (std::int64_t i = 0; i < images.size(); ++i)
        if (!std::binary_search(seen.begin(), seen.end(), images.ids[static_cast<std::size_t>(i)])) unseen.push_back(i);
    return unseen;
}

/// What is read of images and captions while a block's states are there.
struct ReadStates {
    torch::Tensor image;     ///< (B, D_s) the mean state of each, on the CPU
    torch::Tensor caption;   ///< (M, D) behind the last token of each, on the CPU; undefined without captions
    torch::Tensor placed;    ///< (B, E) the images in a space; undefined without one
    torch::Tensor attended;  ///< (M, D_s) what captions look at; undefined with a space, or where they do not say
    torch::Tensor blank;     ///< (S, D_v) the mean image on the CPU; undefined where no space is learnt
};

/// Undefined for no parts. @param order  index into the rows of all parts; undefined: as they are
torch::Tensor joined(const std::vector<torch::Tensor>& parts, const torch::Tensor& order = {}) {
    if (parts.empty()) return {};
    const auto all = torch::cat(parts);
    return order.defined() ? all.index_select(0, order) : all;
}

/// @param space  to put images into; null for none, and then one is learnt or captions lie at what they look at
ReadStates readStates(const InputImages& images, const InputCaptions& captions, const LoadedCaptioner& captioner,
                      const SharedSpace* space, bool learns, Observer& observer) {
    auto& model = *captioner.model;
    std::vector<torch::Tensor> image, caption, placed, attended, blank;
    std::vector<std::int64_t> pictures;
    const InputBlocks blocks = inputBlocks(images, captions);
    for (const InputBlock& block : blocks.blocks) {
        BlockObserver part(observer, block.begin, images.size());
        part.phase("look at the images");
        const auto features = encodeFiles(block.images.files, captioner, part);  // (b, S, D_v)
        image.push_back(meanImageState(model, features).cpu());                  // (b, D_s)
        pictures.push_back(block.images.size());
        if (space) placed.push_back(space->images(model, features));
        if (learns) blank.push_back(model.meanImage(features));
        if (block.captions.size() == 0) continue;
        part.phase("read the captions");
        caption.push_back(captionStates(block.captions, features, captioner, part).cpu());
        if (space || learns) continue;
        const auto looks = attendedStates(block.captions, features, captioner, part);
        if (looks.defined()) attended.push_back(looks);
    }
    const auto order = torch::tensor(blocks.places, torch::kInt64);
    ReadStates read{joined(image), joined(caption, order), joined(placed), joined(attended, order), {}};
    if (learns) read.blank = model.joinMeanImages(blank, pictures).to(torch::kCPU, torch::kFloat32);
    return read;
}

/// Puts captions beside images into a space that there is already.
void placeIn(const SharedSpace& space, const InputImages& images, const InputCaptions& captions, const torch::Tensor& pictures,
             const LoadedCaptioner& captioner, Embedded& result, Observer& observer) {
    torch::Tensor texts;
    if (captions.size() > 0) {
        texts = space.texts(*captioner.model, captionRows(captions, captioner), captioner.device, observer);
        const auto unseen = unseenBy(space, images);
        result.recall = recallAmong(unseen, pictures, texts, captions, observer);
    }
    result.space = spacePoints(images, captions, pictures, texts);
}

/// Where what a space has learnt so far is kept.
std::filesystem::path stateFolder(const RunFolder& folder) { return folder.checkpoints() / "state"; }

/// Of what the job was given of its images, wherever they lie: a run goes on after its project was moved.
std::string hashOfImages(const RunFolder& folder) {
    std::string rows;
    for (Json& row : folder.inputs("images")) {
        row.erase("path");
        rows += dumpJson(row) + "\n";
    }
    return sha256(rows);
}

ContrastiveState keptState(const RunFolder& folder, const ContrastiveOptions& learning, const Captioner& captioner) {
    const Job& job = folder.job();
    const auto captions = folder.path() / "inputs" / "captions.jsonl";
    return ContrastiveState(stateFolder(folder), {{"options", job.options},
                                                  {"learning", toJson(learning)},
                                                  {"seed", job.seed},
                                                  {"captioner", parameterHash(captioner)},
                                                  {"images", hashOfImages(folder)},
                                                  {"captions", sha256OfFile(captions)}});
}

/// Whether recall is of other images than those that chose when the learning of a space stopped.
const char* selectionText(bool apart) { return apart ? "apart" : "same"; }

/// A space of these images and captions, learnt from them and left in the outputs for later jobs. Captions are read before the
/// mean image, so that their states say nothing of their own.
void learnSpace(const JobContext& context, const InputImages& images, const InputCaptions& captions, const ReadStates& read,
                const LoadedCaptioner& captioner, Embedded& result) {
    auto& model = *captioner.model;
    const auto texts = SharedSpace::textStates(model, captionRows(captions, captioner), read.blank, HeadStates::Whole,
                                               captioner.device, context.observer);  // (M, D)
    context.observer.phase("learn a shared space");
    const ContrastiveOptions options;
    const auto learnt = trainContrastiveHeads(read.image.to(torch::kFloat32), texts, captions.images, options,
                                              context.folder.job().seed, context.observer,
                                              keptState(context.folder, options, model));
    const auto& held = learnt.heldOutImages;
    std::set<std::int64_t> seen;  // those that chose the epoch, too, where these are others
    for (const auto image : captions.images)
        if (!std::binary_search(held.begin(), held.end(), image)) seen.insert(images.ids[static_cast<std::size_t>(image)]);
    SharedSpace(learnt.visual, learnt.text, read.blank, {seen.begin(), seen.end()}, learnt.apart).save(context.folder.outputs() / kSpaceHeadsFile);
    result.recall = recallAmong(held, learnt.images, learnt.texts, captions, context.observer);
    result.learnt = {{"epochs", learnt.epochs}, {"held_out_loss", learnt.heldOutLoss}, {"held_out_images", held.size()},
                     {"selection", selectionText(learnt.apart)}};
    result.space = spacePoints(images, captions, learnt.images, learnt.texts);
}

/// In the captioner's own space; else in one that is learnt here, where that may be and there is enough to learn from; else in one
/// that an earlier job learnt and this one was given; else captions lie at what they look at.
Embedded throughCaptioner(const JobContext& context, const InputImages& images, const InputCaptions& captions,
                          const LoadedCaptioner& captioner, bool mayLearn) {
    auto& observer = context.observer;
    observer.warnOnce(templateWarning(captioner));
    Embedded result;
    auto space = SharedSpace::load(captioner.folder, *captioner.model);
    const std::set<std::int64_t> captioned(captions.images.begin(), captions.images.end());
    const bool learns = !space && mayLearn && std::ssize(captioned) >= kLeastContrastiveImages;
    if (!space && !learns) {
        space = SharedSpace::load(context.folder.path() / "inputs", *captioner.model);
        if (space) {
            result.learnt = {{"earlier", true}};
            if (space->chosenApart()) result.learnt["selection"] = selectionText(*space->chosenApart());
        }
    }
    const ReadStates read = readStates(images, captions, captioner, space ? &*space : nullptr, learns, observer);
    result.image = read.image;
    result.caption = read.caption;
    if (learns)
        learnSpace(context, images, captions, read, captioner, result);
    else if (space)
        placeIn(*space, images, captions, read.placed, captioner, result, observer);
    else
        result.space = spacePoints(images, captions, result.image.to(torch::kFloat32), read.attended);
    return result;
}

Embedded throughEncoder(const JobContext& context, const InputImages& images, const InputCaptions& captions,
                        const LoadedEncoder& encoder) {
    context.observer.phase("look at the images");
    Embedded result;
    result.image = embedImages(images.files, encoder, context.observer);  // (B, E)
    if (captions.size() > 0) {
        context.observer.phase("read the captions");
        result.caption = embedTexts(captions.texts, encoder, context.observer);  // (M, E)
        result.recall = retrievalRecall(result.image, result.caption, captions.images, context.observer);
    }
    result.space = spacePoints(images, captions, result.image, result.caption);
    return result;
}

}  // namespace

Json runEmbed(const JobContext& context) {
    const Job& job = context.folder.job();
    const auto options = optionsFromJson<EmbedOptions>(job.options);
    const auto images = readImages(context.folder);
    const auto captions = readCaptions(context.folder, images);
    const auto folder = modelFolder(context.folder, "captioner");
    const auto device = deviceFromText(job.device);
    const Embedded embedded =
        isEncoderFolder(folder)
            ? throughEncoder(context, images, captions, loadEncoderFolder(folder, device))
            : throughCaptioner(context, images, captions, context.models.captioner(folder, device), options.learnSpace);
    NamedTensors tensors{{"image", embedded.image}, {"image_ids", torch::tensor(images.ids)}};
    if (captions.size() > 0) {
        tensors["caption"] = embedded.caption;
        tensors["caption_ids"] = torch::tensor(captions.ids);
    }
    writeSafetensors(context.folder.outputs() / "embeddings.safetensors", tensors);

    context.observer.phase("project");
    const EmbedLayout layout = layOut(embedded.space, options, context.folder, context.observer);
    emitProjection(context.folder.path(), "projection", layout.projection, 0, "shared", context.observer);
    Json report{{"images", images.size()},
                {"captions", captions.size()},
                {"dimensions", embedded.image.size(1)},
                {"explained_variance", layout.explained},
                {"embeddings", "outputs/embeddings.safetensors"}};
    if (!embedded.learnt.is_null()) report["learnt_space"] = embedded.learnt;
    if (embedded.recall) {
        report["retrieval"] = recallToJson(*embedded.recall);
        emitRecall(*embedded.recall, context.observer);
    }
    // Several copies of what learnt, of no use to a run that is done.
    std::error_code ignored;
    std::filesystem::remove_all(stateFolder(context.folder), ignored);
    return report;
}

}  // namespace attune
