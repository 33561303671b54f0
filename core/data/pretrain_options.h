// The recipe of a captioner that is trained from nothing: network, stages, losses.
#pragma once

#include <cstdint>

#include "data/options.h"

namespace attune {

struct PretrainOptions {
    std::int64_t width = 128;
    std::int64_t encoderLayers = 4;
    std::int64_t encoderHeads = 8;
    std::int64_t decoderLayers = 2;
    std::int64_t decoderHeads = 4;
    std::int64_t patchSize = 8;
    std::int64_t sharedSpace = 64;

    std::int64_t perceptionSteps = 1500;
    std::int64_t perceptionBatch = 48;
    double perceptionRate = 1.5e-3;

    std::int64_t captionSteps = 800;
    std::int64_t captionBatch = 24;
    std::int64_t captionsPerImage = 3;
    double captionRate = 1e-3;
    double encoderFactor = 0.4;

    std::int64_t finishSteps = 300;
    double finishRate = 4e-4;

    double contrastWeight = 0.05;
    double attributeWeight = 0.3;
    double backgroundWeight = 0.25;
    std::int64_t warmupSteps = 50;
    double constantShare = 0.5;
    double weightDecay = 0.01;
    double clipNorm = 1.0;
    bool bfloat16 = true;

    template <class Self, class Visitor>
    static void visit(Self& o, Visitor&& v) {
        v("width", o.width, {.help = "Width of both transformers.", .min = 16, .max = 4096});
        v("encoder_layers", o.encoderLayers,
          {.help = "Layers of the vision transformer.", .min = 1, .max = 64});
        v("encoder_heads", o.encoderHeads, {.help = "Its attention heads.", .min = 1, .max = 64});
        v("decoder_layers", o.decoderLayers, {.help = "Layers of the text decoder.", .min = 1, .max = 64});
        v("decoder_heads", o.decoderHeads, {.help = "Its attention heads.", .min = 1, .max = 64});
        v("patch_size", o.patchSize, {.help = "Side of a patch.", .unit = "px", .min = 2, .max = 32});
        v("shared_space", o.sharedSpace,
          {.help = "Dimensions of the space that images and texts share.", .min = 2, .max = 4096});
        v("perception_steps", o.perceptionSteps,
          {.help = "Steps of the first stage: the encoder learns what each patch shows.", .min = 0});
        v("perception_batch", o.perceptionBatch,
          {.help = "Images a step, first stage.", .min = 1, .max = 65536});
        v("perception_rate", o.perceptionRate,
          {.help = "Peak learning rate, first stage.", .min = 0, .max = 1});
        v("caption_steps", o.captionSteps,
          {.help = "Steps of the second stage: captions, with all losses together.", .min = 0});
        v("caption_batch", o.captionBatch,
          {.help = "Images a step, later stages.", .min = 1, .max = 65536});
        v("captions_per_image", o.captionsPerImage,
          {.help = "Captions of each image, later stages.", .min = 1, .max = 64});
        v("caption_rate", o.captionRate, {.help = "Peak learning rate, second stage.", .min = 0, .max = 1});
        v("encoder_factor", o.encoderFactor,
          {.help = "The encoder's share of the learning rate, second stage.", .min = 0, .max = 10});
        v("finish_steps", o.finishSteps,
          {.help = "Steps of the last stage: the decoder alone, on worse captions.", .min = 0});
        v("finish_rate", o.finishRate, {.help = "Peak learning rate, last stage.", .min = 0, .max = 1});
        v("contrast_weight", o.contrastWeight,
          {.help = "Weight of the contrastive loss between images and texts.", .min = 0, .max = 1000});
        v("attribute_weight", o.attributeWeight,
          {.help = "Weight of the attribute loss in the second stage.", .min = 0, .max = 1000});
        v("background_weight", o.backgroundWeight,
          {.help = "Weight of a background patch in the attribute loss.", .min = 0, .max = 1000});
        v("warmup_steps", o.warmupSteps, {.help = "The learning rate rises over this many steps.", .min = 0});
        v("constant_share", o.constantShare,
          {.help = "Part of a stage before the learning rate falls along a cosine.", .min = 0, .max = 1});
        v("weight_decay", o.weightDecay, {.help = "AdamW's decay of matrices.", .min = 0, .max = 1});
        v("clip_norm", o.clipNorm, {.help = "Gradients are scaled down to this norm.", .min = 1e-6});
        v("bfloat16", o.bfloat16, {.help = "Multiply matrices in bfloat16; faster where the processor can."});
    }
};

}  // namespace attune
