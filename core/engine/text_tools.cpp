#include "engine/text_tools.h"

#include "text/caption_metrics.h"
#include "text/tokenizer.h"

namespace attune {

namespace {

Json toJson(const CaptionScores& scores) {
    Json json = Json::object();
    for (std::size_t n = 0; n < scores.bleu.size(); ++n) json["bleu" + std::to_string(n + 1)] = scores.bleu[n];
    json["rouge_l"] = scores.rougeL;
    json["cider"] = scores.cider;
    return json;
}

}  // namespace

Json tokenizeToJson(const Tokenizer& tokenizer, std::string_view text) {
    const auto ids = tokenizer.encode(text);
    return {{"ids", ids}, {"decoded", tokenizer.decode(ids)}};
}

Json captionMetricsToJson(const Json& references, const Json& candidates) {
    if (!references.is_object() || !candidates.is_object())
        throw Error("references and candidates are JSON objects whose keys are image ids",
                    references.is_object() ? "the candidates are not" : "the references are not");
    std::vector<CaptionCase> cases;
    for (const auto& [id, candidate] : candidates.items()) {
        if (!references.contains(id)) throw Error("the candidate \"" + id + "\" has no references");
        cases.push_back({required<std::vector<std::string>>(references, id.c_str()),
                         required<std::string>(candidates, id.c_str())});
    }
    for (const auto& [id, unused] : references.items())
        if (!candidates.contains(id)) throw Error("the image \"" + id + "\" has references but no candidate");
    const CaptionReport report = scoreCaptions(cases);
    Json perImage = Json::object();
    std::size_t row = 0;
    for (const auto& [id, unused] : candidates.items()) perImage[id] = toJson(report.perImage[row++]);
    return {{"corpus", toJson(report.corpus)}, {"per_image", perImage}};
}

}  // namespace attune
