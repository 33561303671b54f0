#include "learn/pretrain.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "data/error.h"
#include "learn/autocast.h"

namespace attune {

namespace {

/// Parameter groups of AdamW with the share of the learning rate that each gets.
struct Groups {
    std::vector<torch::optim::OptimizerParamGroup> groups;
    std::vector<double> factors;
    std::vector<torch::Tensor> all;

    void add(std::vector<torch::Tensor> parameters, double factor, double decay) {
        if (parameters.empty() || factor == 0) return;
        all.insert(all.end(), parameters.begin(), parameters.end());
        auto settings = std::make_unique<torch::optim::AdamWOptions>(0);
        settings->betas({0.9, 0.98}).weight_decay(decay);
        groups.emplace_back(std::move(parameters), std::move(settings));
        factors.push_back(factor);
    }
};

/// Matrices decay; biases, normalisations, positions and everything else of one row do not.
Groups groupParameters(Captioner& captioner, MultitaskHeads& heads, const PretrainStage& stage,
                       double decay) {
    std::vector<torch::Tensor> encoder[2], rest[2];
    for (const auto& item : captioner.named_parameters()) {
        const auto& name = item.key();
        const bool decays = item.value().dim() >= 2 && name.find("position") == std::string::npos;
        (name.rfind("encoder.", 0) == 0 ? encoder : rest)[decays].push_back(item.value());
    }
    for (const auto& parameter : heads->parameters()) rest[parameter.dim() >= 2].push_back(parameter);
    Groups result;
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
                   std::int64_t progressBefore, std::int64_t progressTotal) {
    if (stage.steps <= 0) return;
    observer.phase(stage.name);
    captioner.train();
    // What this stage does not use must have no gradient at all: of a zero one left by an earlier stage,
    // AdamW would still take the decay.
    for (auto& parameter : captioner.parameters()) parameter.mutable_grad() = torch::Tensor();
    for (auto& parameter : heads->parameters()) parameter.mutable_grad() = torch::Tensor();
    Groups groups = groupParameters(captioner, heads, stage, options.weightDecay);
    torch::optim::AdamW optimizer(std::move(groups.groups), torch::optim::AdamWOptions(0));
    const auto warmup = std::min(options.warmupSteps, stage.steps / 2);

    for (std::int64_t step = 0; step < stage.steps; ++step) {
        observer.breathe();
        const double rate =
            stage.learningRate * scheduleFactor(step, stage.steps, warmup, options.constantShare);
        for (std::size_t g = 0; g < groups.factors.size(); ++g)
            static_cast<torch::optim::AdamWOptions&>(optimizer.param_groups()[g].options())
                .lr(rate * groups.factors[g]);

        const MultitaskBatch batch = batches(step);
        MultitaskLoss loss;
        {
            Autocast autocast(options.bfloat16);
            loss = multitaskLoss(captioner, heads, batch, stage.weights, stage.encoderFactor > 0);
        }
        optimizer.zero_grad();
        loss.total.backward();
        const double norm = torch::nn::utils::clip_grad_norm_(groups.all, options.clipNorm);
        if (!std::isfinite(norm))
            throw Error("pre-training broke off: the loss is no longer a finite number",
                        "step " + std::to_string(step) + " of " + stage.name, "lower the learning rate");
        optimizer.step();

        if (step % 50 == 0 || step + 1 == stage.steps) {
            auto values = describe(loss);
            values["lr"] = rate;
            values["grad_norm"] = norm;
            observer.metrics(progressBefore + step, values);
        }
        observer.progress(progressBefore + step + 1, std::max(progressTotal, progressBefore + stage.steps));
    }
    captioner.eval();
}

}  // namespace attune
