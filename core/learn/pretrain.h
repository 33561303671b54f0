// Supervised training in stages: batches in, multi-task loss, AdamW, a constant and then falling learning
// rate.
#pragma once

#include <functional>
#include <string>

#include "data/observer.h"
#include "data/pretrain_options.h"
#include "learn/multitask.h"
#include "learn/pretrain_state.h"

namespace attune {

struct PretrainStage {
    std::string name;
    std::int64_t steps = 0;
    double learningRate = 1e-3;
    double encoderFactor = 1;  ///< the encoder's share of the learning rate; 0 freezes it
    MultitaskWeights weights;
};

/// The batch of a step: it must depend on nothing but the step, so that a seed decides the run.
using BatchSource = std::function<MultitaskBatch(std::int64_t step)>;

/// The factor of the learning rate at `step`: rises over `warmup` steps, stays at 1 for `constantShare` of
/// all steps, then falls to 0 along half a cosine.
double scheduleFactor(std::int64_t step, std::int64_t steps, std::int64_t warmup, double constantShare);

/// Trains captioner and heads in place. Parameters whose name starts with "encoder." are the encoder's.
/// Metrics, every 50 steps: loss/total, loss/caption, loss/contrast, loss/attributes (those there are), lr,
/// grad_norm. Behind them the progress is kept in `state`, so that what was told is not told again by a run
/// that was stopped; one that an earlier life of the run has kept is gone on from, and a stage that lies
/// before it is left out.
/// @param options  warm-up, decay, clipping and precision are read from it @param
/// progressBefore,progressTotal  steps of the whole job done before this stage, and in all @throws Error if
/// the loss is not finite, or the progress is damaged or cannot be kept; Cancelled
void pretrainStage(Captioner& captioner, MultitaskHeads& heads, const PretrainStage& stage,
                   const PretrainOptions& options, const BatchSource& batches, Observer& observer,
                   std::int64_t progressBefore = 0, std::int64_t progressTotal = 0,
                   const PretrainState& state = {});

}  // namespace attune
