// How a captioner is optimised against a reward. Not every algorithm reads every option, and each has defaults of its own:
// see policy_presets.h.
#pragma once

#include <string>

#include "data/options.h"

namespace attune {

struct PolicyOptions {
    std::string algorithm = "ppo";
    std::string demonstrations = "all";
    std::string rewardSource = "model";
    int rounds = 5;
    int images = 512;
    int captionsPerImage = 4;
    int maxNewTokens = 24;
    double temperature = 1.0;
    double learningRate = 2e-4;
    std::string critic = "shared";
    double criticLearningRate = 3e-4;
    int epochs = 3;
    int minibatchImages = 64;
    double clipRange = 0.2;
    double clipRangeValue = 0.2;
    double gamma = 1.0;
    double lambda = 0.95;
    double valueCoefficient = 0.1;
    double maxGradientNorm = 1.0;
    double updateKlLimit = 0.03;
    double klCoefficient = 0.03;
    std::string klEstimator = "k1";
    double klTarget = 0;
    double klHorizon = 10000;
    bool whitenAdvantages = true;
    std::string baseline = "greedy";
    std::string advantageScale = "group";
    std::string reduction = "grpo";
    std::string preferenceLoss = "sigmoid";
    double labelSmoothing = 0.1;
    double missingEndPenalty = 1.0;
    double lengthPenalty = 0;
    double repetitionPenalty = 0;
    double lowerBound = 0;
    std::string scoreNormalization = "running";
    double scoreClip = 2.0;
    std::string convention = "plain";
    std::string precision = "auto";
    bool guard = true;
    int loraRank = 0;
    double loraAlpha = 16;
    std::string loraTargets;

    template <class Self, class Visitor>
    static void visit(Self& o, Visitor&& v) {
        v("algorithm", o.algorithm, {.help = "How the policy is improved: by policy gradients on what it samples (PPO, REINFORCE, RLOO, GRPO), on the "
                  "best of several samples, on pairs of captions that you preferred one of (DPO), or on captions that are right "
                  "(SFT, supervised fine-tuning).",
           .choices = {"ppo", "reinforce", "rloo", "grpo", "dpo", "best_of_n", "sft"}});
        v("demonstrations", o.demonstrations,
          {.help = "Which captions are taken to be right: your own words, captions that you rated 4 or 5, the references that came with "
                   "the images, or all of these.",
           .choices = {"all", "edits", "top_rated", "references"}});
        v("reward_source", o.rewardSource,
          {.help = "What scores captions: the reward model, or the true score of the demo world's images (gold), which no real "
                   "image has. The latter is for studies: it shows what the optimiser could reach.",
           .choices = {"model", "gold"}});
        v("rounds", o.rounds, {.help = "Rounds of rollout and update.", .min = 1, .max = 100000});
        v("images", o.images, {.help = "Images of each round.", .min = 1, .max = 1000000});
        v("captions_per_image", o.captionsPerImage,
          {.help = "Captions sampled of each image in a round.", .min = 1, .max = 256});
        v("max_new_tokens", o.maxNewTokens,
          {.help = "A caption is cut after this many tokens.", .unit = "tokens", .min = 1, .max = 4096});
        v("temperature", o.temperature,
          {.help = "Logits are divided by it in rollout, reference and update alike.",
           .min = 1e-2,
           .max = 100});
        v("learning_rate", o.learningRate, {.help = "Step size of Adam for the policy.", .min = 0, .max = 1});
        v("critic", o.critic,
          {.help = "What values are read from: the policy's own states, or those of a network of the same size that learns "
                   "values alone and takes as much memory again.",
           .choices = {"shared", "separate"}});
        v("critic_learning_rate", o.criticLearningRate,
          {.help = "Step size of Adam for the critic.", .min = 0, .max = 1});
        v("epochs", o.epochs, {.help = "Passes over each round's captions.", .min = 1, .max = 100});
        v("minibatch_images", o.minibatchImages,
          {.help = "Images, with all their captions, in each step of the optimiser. Fewer take less memory and make noisier steps.",
           .min = 1,
           .max = 100000});
        v("clip_range", o.clipRange,
          {.help = "The ratio is clipped to 1 plus or minus this.", .min = 0, .max = 1});
        v("clip_range_value", o.clipRangeValue,
          {.help = "Values are clipped to those of the rollout plus or minus this.", .min = 0});
        v("gamma", o.gamma, {.help = "Discount of later rewards.", .min = 0, .max = 1});
        v("lambda", o.lambda, {.help = "Decay of generalised advantage estimation.", .min = 0, .max = 1});
        v("value_coefficient", o.valueCoefficient, {.help = "Weight of the value loss.", .min = 0});
        v("max_gradient_norm", o.maxGradientNorm,
          {.help = "Longer gradients are shortened to this.", .min = 1e-8});
        v("update_kl_limit", o.updateKlLimit,
          {.help = "Once a minibatch finds the policy this far from where the round began, the last step is "
                   "taken back and the round's updates end. Where already a round's first step goes too far, the learning "
                   "rate is halved for the rest of the run, and the step tried again. 0 lets all updates run.",
           .unit = "nats per token",
           .min = 0});
        v("kl_coefficient", o.klCoefficient,
          {.help = "Weight of the KL penalty towards the reference, at the start.", .min = 0});
        v("kl_estimator", o.klEstimator,
          {.help = "k1 is unbiased, k3 has less variance and is never negative.", .choices = {"k1", "k3"}});
        v("kl_target", o.klTarget,
          {.help = "The weight is steered towards this KL per caption; 0 keeps it fixed.",
           .unit = "nats",
           .min = 0,
           .needs = {"kl_coefficient"}});
        v("kl_horizon", o.klHorizon,
          {.help = "How slowly it is steered.", .unit = "captions", .min = 1, .needs = {"kl_target"}});
        v("whiten_advantages", o.whitenAdvantages,
          {.help = "Advantages are shifted and scaled to mean 0, deviation 1."});
        v("baseline", o.baseline,
          {.help = "What a caption's reward is compared with: the mean of the round, the mean of its image, or the reward of "
                   "the image's greedy caption (self-critical).",
           .choices = {"mean", "group", "greedy"}});
        v("advantage_scale", o.advantageScale,
          {.help = "What rewards, centred on their image's mean, are divided by: the deviation of the image's captions, of "
                   "the round, or nothing.",
           .choices = {"group", "batch", "none"}});
        v("reduction", o.reduction,
          {.help = "How the losses of tokens become one: the mean of captions' means, the mean of all tokens, or the sum "
                   "over captions of a fixed length.",
           .choices = {"grpo", "bnpo", "dr_grpo"}});
        v("preference_loss", o.preferenceLoss,
          {.help = "Loss on pairs: logistic, hinge, logistic with some pairs taken to be wrong (cdpo), or a squared margin "
                   "that stops growing (IPO).",
           .choices = {"sigmoid", "hinge", "cdpo", "ipo"}});
        v("label_smoothing", o.labelSmoothing,
          {.help = "Share of pairs taken to be decided by mistake; cdpo only.",
           .min = 0,
           .max = 0.5,
           .needs = {"preference_loss", {"cdpo"}}});
        v("missing_end_penalty", o.missingEndPenalty,
          {.help = "Taken from the reward of a caption that was cut before its end token.", .min = 0});
        v("length_penalty", o.lengthPenalty,
          {.help = "Taken from the reward for every token; below 0, long captions are favoured.", .min = -100, .max = 100});
        v("repetition_penalty", o.repetitionPenalty,
          {.help = "Taken from the reward of a caption all of whose word pairs have come before; less for a smaller share.",
           .min = 0,
           .max = 1000});
        v("lower_bound", o.lowerBound,
          {.help = "Deviations of the reward ensemble taken from the reward, against over-optimisation.",
           .min = 0,
           .max = 100});
        v("score_normalization", o.scoreNormalization,
          {.help =
               "Scores are shifted and scaled by the mean and deviation of all scores so far, or left alone.",
           .choices = {"running", "none"}});
        v("score_clip", o.scoreClip,
          {.help = "Scores are cut off this far from 0, after normalisation: one caption that the reward finds absurd would "
                   "otherwise outweigh all others. 0 leaves them.",
           .min = 0});
        v("lora_rank", o.loraRank,
          {.help = "Rank of the low-rank adapters (LoRA) that learn in the place of the weights; 0 trains all weights of the "
                   "decoder. Adapters take a fraction of the memory, and want a learning rate several times as high.",
           .min = 0,
           .max = 1024});
        v("lora_alpha", o.loraAlpha,
          {.help = "What adapters add is multiplied by this over their rank.", .min = 0, .max = 10000, .needs = {"lora_rank"}});
        v("lora_targets", o.loraTargets,
          {.help = "Names of the layers that get adapters, as q_proj or attn.c_*, separated by commas; empty: every linear "
                   "layer of the decoder.",
           .needs = {"lora_rank"}});
        v("guard", o.guard,
          {.help = "Stop a run that games its reward: KL, length, repetition, entropy or the reward's doubt out of bounds, or, while the "
                   "reward rises, captions that tell less and less of their images or worse ones of those that you judged gaining "
                   "on better ones."});
        v("precision", o.precision,
          {.help = "In what the networks multiply: bfloat16 is twice as fast or more on a GPU and rounds to three digits. Weights stay "
                   "in float32. Automatic is bfloat16 on a GPU and float32 on the CPU.",
           .choices = {"auto", "float32", "bfloat16"}});
        v("convention", o.convention,
          {.help = "Where padding and the last token count: plain masks, or as TRL does.",
           .choices = {"plain", "trl"}});
    }
};

}  // namespace attune
