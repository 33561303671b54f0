#include "engine/caption_quality.h"

#include "scenes/gold_score.h"
#include "text/caption_metrics.h"

namespace attune {

Json measureCaptions(std::vector<JudgedCaption>& captions, const InputImages& images) {
    std::vector<Scene> scenes(images.scenes.size());
    for (std::size_t i = 0; i < scenes.size(); ++i)
        if (!images.scenes[i].is_null()) scenes[i] = sceneFromJson(images.scenes[i]);
    std::vector<std::string> texts;
    std::vector<CaptionCase> cases;
    double gold = 0, tokens = 0;
    std::int64_t golds = 0;
    for (auto& caption : captions) {
        const auto image = static_cast<std::size_t>(caption.image);
        texts.push_back(metricWords(caption.text));
        tokens += static_cast<double>(caption.tokens);
        if (!images.scenes[image].is_null()) {
            caption.gold = goldScore(scenes[image], caption.text).value;
            gold += caption.gold;
            ++golds;
        }
        if (images.references[image].empty()) continue;
        cases.push_back({{}, texts.back(), caption.image});
        for (const auto& reference : images.references[image]) cases.back().references.push_back(metricWords(reference));
    }
    Json report{{"captions", captions.size()},
                {"length", meanLength(texts)},
                {"tokens", captions.empty() ? 0 : tokens / static_cast<double>(captions.size())},
                {"distinct_1", distinctN(texts, 1)},
                {"distinct_2", distinctN(texts, 2)}};
    if (golds > 0) report["gold"] = gold / static_cast<double>(golds);
    if (!cases.empty()) {
        const CaptionScores scores = scoreCaptions(cases).corpus;
        report["bleu4"] = scores.bleu[3];
        report["rouge_l"] = scores.rougeL;
        report["cider"] = scores.cider;
    }
    return report;
}

}  // namespace attune
