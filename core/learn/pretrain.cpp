#include "learn/pretrain.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "data/error.h"
#include "learn/adam.h"
#include "learn/autocast.h"

namespace attune {

namespace {

/// Steps from one metric, and one kept state, to the next.
constexpr std::int64_t kStepsBetween = 50;

/// What learns in a stage: parameters of equal decay and share of the learning rate have an AdamW.
struct Learners {
    std::vector<Adam> optimizers;
    std::vector<double> factors;
    std::vector<torch::Tensor> all;

    void add(NamedParameters parameters, double factor, double decay) {
        if (parameters.empty() || factor == 0) return;
        for (const auto& [name, parameter] : parameters) all.push_back(parameter);
        optimizers.emplace_back(std::move(parameters), AdamOptions{.beta2 = 0.98, .weightDecay = decay});
        factors.push_back(factor);
    }
};

NamedParameters everyParameter(Captioner& captioner, MultitaskHeads& heads) {
    NamedParameters parameters;
    for (const auto& item : captioner.named_parameters()) parameters.emplace_back(item.key(), item.value());
    for (const auto& item : heads->named_parameters())
        parameters.emplace_back("heads." + item.key(), item.value());
    return parameters;
}

/// Matrices decay; biases, normalisations, positions and everything else of one row do not.
Learners learnersOf(const NamedParameters& parameters, const PretrainStage& stage, double decay) {
    NamedParameters encoder[2], rest[2];
    for (const auto& [name, parameter] : parameters) {
        const bool decays = parameter.dim() >= 2 && name.find("position") == std::string::npos;
        (name.rfind("encoder.", 0) == 0 ? encoder : rest)[decays].emplace_back(name, parameter);
    }
    Learners result;
    for (const int decays : {0, 1}) {
        result.add(std::move(encoder[decays]), stage.encoderFactor, decays ? decay : 0);
        result.add(std::move(rest[decays]), 1, decays ? decay : 0);
    }
    return result;
}

std::map<std::string, double> describe(const MultitaskLoss& loss) {
    std::map<std::string, double> values{{"loss/total", loss.total.item<double>()}};
    const auto add = [&](const char* name, const torch::Tensor& value) {
        if (value.defined()) values[name] = value.item<double>();
    };
    add("loss/caption", loss.caption);
    add("loss/contrast", loss.contrast);
    add("loss/attributes", loss.attributes);
    return values;
}

}  // namespace

double scheduleFactor(std::int64_t step, std::int64_t steps, std::int64_t warmup, double constantShare) {
    if (step < warmup) return static_cast<double>(step + 1) / static_cast<double>(warmup);
    const double done = static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(steps, 1));
    if (done < constantShare || constantShare >= 1) return 1;
    const double fallen = std::min((done - constantShare) / (1 - constantShare), 1.0);
    return 0.5 * (1 + std::cos(std::numbers::pi * fallen));
}

void pretrainStage(Captioner& captioner, MultitaskHeads& heads, const PretrainStage& stage,
                   const PretrainOptions& options, const BatchSource& batches, Observer& observer,
                   std::int64_t progressBefore, std::int64_t progressTotal, const PretrainState& state) {
    if (stage.steps <= 0 || state.steps() > progressBefore + stage.steps) return;
    observer.phase(stage.name);
    captioner.train();
    const NamedParameters parameters = everyParameter(captioner, heads);
    // What this stage does not use must have no gradient at all: of a zero one left by an earlier stage,
    // AdamW would still take the decay.
    for (auto [name, parameter] : parameters) parameter.mutable_grad() = torch::Tensor();
    Learners learners = learnersOf(parameters, stage, options.weightDecay);
    const PretrainProgress progress{parameters, learners.optimizers};
    const auto first = std::max<std::int64_t>(state.steps() - progressBefore, 0);
    if (first > 0) state.load(progress);
    const auto warmup = std::min(options.warmupSteps, stage.steps / 2);

    for (std::int64_t step = first; step < stage.steps; ++step) {
        observer.breathe();
        const double rate =
            stage.learningRate * scheduleFactor(step, stage.steps, warmup, options.constantShare);
        const MultitaskBatch batch = batches(step);
        MultitaskLoss loss;
        {
            Autocast autocast(options.bfloat16);
            loss = multitaskLoss(captioner, heads, batch, stage.weights, stage.encoderFactor > 0);
        }
        for (auto& adam : learners.optimizers) adam.zeroGradients();
        loss.total.backward();
        const double norm = torch::nn::utils::clip_grad_norm_(learners.all, options.clipNorm);
        if (!std::isfinite(norm))
            throw Error("pre-training broke off: the loss is no longer a finite number",
                        "step " + std::to_string(step) + " of " + stage.name, "lower the learning rate");
        for (std::size_t i = 0; i < learners.optimizers.size(); ++i) {
            learners.optimizers[i].options.learningRate = rate * learners.factors[i];
            learners.optimizers[i].step();
        }

        if (step % kStepsBetween == 0 || step + 1 == stage.steps) {
            auto values = describe(loss);
            values["lr"] = rate;
            values["grad_norm"] = norm;
            observer.metrics(progressBefore + step, values);
            state.save(progressBefore + step + 1, progress);
        }
        observer.progress(progressBefore + step + 1, std::max(progressTotal, progressBefore + stage.steps));
    }
    captioner.eval();
}

}  // namespace attune
