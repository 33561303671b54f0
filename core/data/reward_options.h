// How a reward model is trained from ratings and comparisons.
#pragma once

#include <string>

#include "data/options.h"

namespace attune {

struct RewardOptions {
    std::string features = "all";
    bool attentionMap = false;
    std::string fusion = "concatenate";
    int fusionSize = 24;
    int heads = 8;
    int hiddenSize = 24;
    int epochs = 240;
    double learningRate = 3e-3;
    double weightDecay = 0.3;
    double comparisonWeight = 1.0;
    double labelSmoothing = 0.02;
    bool raterNoise = true;
    int patience = 60;
    bool normalize = true;
    std::string trunk = "frozen";
    int trunkRank = 8;
    int trunkEpochs = 12;
    double trunkLearningRate = 3e-4;

    template <class Self, class Visitor>
    static void visit(Self& o, Visitor&& v) {
        v("features", o.features,
          {.help = "What the reward sees of image and caption: states and statistics, states alone, or statistics of "
                   "the log-probabilities alone (which reward confidence; for studies).",
           .choices = {"all", "states", "statistics"}});
        v("attention_map", o.attentionMap,
          {.help = "The reward also reads where the captioner looks while it reads the caption."});
        v("fusion", o.fusion,
          {.help = "How image and caption come together: side by side; weighed by a gate for each modality; multiplied; "
                   "or the caption looks for itself in the image.",
           .choices = {"concatenate", "gated", "hadamard", "cross_attention"}});
        v("fusion_size", o.fusionSize,
          {.help = "Width of the products of hadamard and of what cross_attention finds.", .min = 1, .max = 1024,
           .needs = {"fusion", {"hadamard", "cross_attention"}}});
        v("heads", o.heads,
          {.help = "Members of the ensemble; each learns from its own resampling of the images.", .min = 2, .max = 64});
        v("hidden_size", o.hiddenSize,
          {.help = "Width of each head's hidden layer; 0 is a linear head.", .min = 0, .max = 1024});
        v("epochs", o.epochs, {.help = "Passes over all ratings and comparisons.", .min = 1, .max = 100000});
        v("learning_rate", o.learningRate, {.help = "Step size of AdamW.", .min = 1e-8, .max = 1});
        v("weight_decay", o.weightDecay, {.help = "Pull of the weights towards zero (decoupled).", .min = 0, .max = 100});
        v("comparison_weight", o.comparisonWeight,
          {.help = "Weight of the Bradley-Terry loss on comparisons beside the squared error on ratings.", .min = 0,
           .max = 100});
        v("label_smoothing", o.labelSmoothing,
          {.help = "Share of comparisons taken to be decided by mistake.", .min = 0, .max = 0.49});
        v("rater_noise", o.raterNoise,
          {.help = "Where pairs that came back unannounced show how often a rater errs, that share of the rater's "
                   "comparisons is taken to be decided by mistake; label_smoothing is what is believed before."});
        v("patience", o.patience,
          {.help = "A head keeps its best state on the images it did not learn from; all stop once none has improved "
                   "for this many epochs.",
           .unit = "epochs", .min = 1, .max = 100000});
        v("normalize", o.normalize,
          {.help = "Shift and scale scores to mean 0 and deviation 1 over the captions of the training set."});
        v("trunk", o.trunk,
          {.help = "What becomes of the captioner that the reward reads through: it stays as it is; the reward's own copy of it "
                   "learns through low-rank adapters; or with all weights behind its image states. Kept only if it judges "
                   "better on a quarter of the images, which it does not learn from.",
           .choices = {"frozen", "lora", "full"}});
        v("trunk_rank", o.trunkRank,
          {.help = "Rank of the adapters of a trunk that learns by lora; what they add is multiplied by 2.", .min = 1, .max = 1024,
           .needs = {"trunk", {"lora"}}});
        v("trunk_epochs", o.trunkEpochs,
          {.help = "Passes over the judgements with a trunk that learns, at most: three without a gain end it.", .min = 1, .max = 1000,
           .needs = {"trunk", {"lora", "full"}}});
        v("trunk_learning_rate", o.trunkLearningRate,
          {.help = "Step size of Adam while trunk and heads learn together.", .min = 1e-8, .max = 1,
           .needs = {"trunk", {"lora", "full"}}});
    }
};

}  // namespace attune
