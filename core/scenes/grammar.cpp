#include "scenes/grammar.h"

namespace attune {

namespace {

/// A value of the same enum that is not `truth`.
template <class Enum>
Enum another(Enum truth, int count, Rng& rng) {
    const auto step = 1 + rng.below(static_cast<std::uint64_t>(count - 1));
    return static_cast<Enum>((static_cast<std::uint64_t>(truth) + step) % static_cast<std::uint64_t>(count));
}

Mention mention(const SceneObject& object, const Writer& writer, Rng& rng) {
    Mention m;
    m.shape = rng.chance(writer.wrongShape) ? another(object.shape, kShapes, rng) : object.shape;
    if (!rng.chance(writer.dropColour))
        m.colour = rng.chance(writer.wrongColour) ? another(object.colour, kColours, rng) : object.colour;
    if (!rng.chance(writer.dropSize))
        m.size = rng.chance(writer.wrongSize) ? another(object.size, kSizes, rng) : object.size;
    return m;
}

}  // namespace

std::string toText(const CaptionPlan& plan) {
    std::string text;
    for (std::size_t i = 0; i < plan.mentions.size(); ++i) {
        if (i > 0) {
            const bool related = i - 1 < plan.joints.size() && plan.joints[i - 1];
            text += " " + (related ? word(*plan.joints[i - 1]) : std::string("and")) + " ";
        }
        const auto& m = plan.mentions[i];
        text += !m.size && m.colour == Colour::Orange ? "an " : "a ";
        if (m.size) text += word(*m.size) + " ";
        if (m.colour) text += word(*m.colour) + " ";
        text += word(m.shape);
    }
    return text;
}

Writer carefulWriter() {
    return {};
}

Writer terseWriter() {
    Writer w;
    w.dropObject = 0.3;
    w.dropSize = 0.6;
    w.dropRelation = 0.7;
    w.repeat = 0.15;
    return w;
}

Writer carelessWriter() {
    Writer w = terseWriter();
    w.dropSize = 0.7;
    w.dropColour = 0.1;
    w.dropRelation = 0.8;
    w.wrongShape = 0.06;
    w.wrongColour = 0.06;
    w.wrongSize = 0.06;
    return w;
}

std::string writeCaption(const Scene& scene, const Writer& writer, Rng& rng) {
    if (scene.objects.empty()) throw Error("an empty scene has no caption");
    std::vector<const SceneObject*> order;
    for (const auto& object : scene.objects) order.push_back(&object);
    rng.shuffle(order);

    std::vector<const SceneObject*> said{order.front()};
    for (std::size_t i = 1; i < order.size(); ++i)
        if (!rng.chance(writer.dropObject)) said.push_back(order[i]);
    const bool repeats = rng.chance(writer.repeat);
    if (repeats) said.push_back(said[rng.below(said.size())]);

    CaptionPlan plan;
    for (std::size_t i = 0; i < said.size(); ++i) {
        plan.mentions.push_back(mention(*said[i], writer, rng));
        if (i == 0) continue;
        const bool related = !rng.chance(writer.dropRelation) && said[i - 1] != said[i];
        plan.joints.push_back(related ? std::optional(mainRelation(*said[i - 1], *said[i])) : std::nullopt);
    }
    return toText(plan);
}

std::vector<std::string> captionWords() {
    std::vector<std::string> words{"a", "an", "and", "left", "right", "of", "above", "below"};
    for (int i = 0; i < kSizes; ++i) words.push_back(word(static_cast<Size>(i)));
    for (int i = 0; i < kColours; ++i) words.push_back(word(static_cast<Colour>(i)));
    for (int i = 0; i < kShapes; ++i) words.push_back(word(static_cast<Shape>(i)));
    return words;
}

}  // namespace attune
