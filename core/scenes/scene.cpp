#include "scenes/scene.h"

#include <algorithm>
#include <cmath>

namespace attune {

namespace {

const std::array<std::string, kShapes> kShapeWords{"circle", "square", "triangle", "star", "cross"};
const std::array<std::string, kColours> kColourWords{"red", "green", "blue", "yellow", "purple", "orange"};
const std::array<std::string, kSizes> kSizeWords{"small", "large"};
const std::array<std::string, 4> kRelationWords{"left of", "right of", "above", "below"};

/// Uniform over the multiples of 1/16 in [low, high): values that JSON and the integer rasteriser keep
/// exactly.
double sixteenths(Rng& rng, double low, double high) {
    const auto steps = static_cast<std::uint64_t>((high - low) * 16);
    return low + static_cast<double>(rng.below(std::max<std::uint64_t>(steps, 1))) / 16.0;
}

template <class Enum, std::size_t N>
Enum fromWord(const std::array<std::string, N>& words, const std::string& text, const char* what) {
    const auto at = std::find(words.begin(), words.end(), text);
    if (at == words.end()) throw Error("the scene names an unknown " + std::string(what), "\"" + text + "\"");
    return static_cast<Enum>(at - words.begin());
}

double bounded(const Json& object, const char* key, double low, double high) {
    const double value = required<double>(object, key);
    if (!std::isfinite(value) || value < low || value > high)
        throw Error("the scene cannot be drawn", std::string("\"") + key + "\" is " + std::to_string(value));
    return value;
}

bool touches(const SceneObject& a, const SceneObject& b) {
    // Stars reach 1.15 radii, but never towards each other by both tips at once: a gap of 1.5 pixels is
    // enough.
    const double gap = a.radius + b.radius + 1.5;
    const double dx = a.x - b.x;
    const double dy = a.y - b.y;
    return dx * dx + dy * dy < gap * gap;
}

SceneObject randomObject(Rng& rng) {
    SceneObject object;
    object.shape = static_cast<Shape>(rng.below(kShapes));
    object.colour = static_cast<Colour>(rng.below(kColours));
    object.size = static_cast<Size>(rng.below(kSizes));
    object.radius = object.size == Size::Small ? sixteenths(rng, 6.5, 7.5) : sixteenths(rng, 11, 12.5);
    object.rotation = (static_cast<double>(rng.below(301)) - 150.0) / 1000.0;
    return object;
}

}  // namespace

const std::string& word(Shape shape) {
    return kShapeWords.at(static_cast<std::size_t>(shape));
}
const std::string& word(Colour colour) {
    return kColourWords.at(static_cast<std::size_t>(colour));
}
const std::string& word(Size size) {
    return kSizeWords.at(static_cast<std::size_t>(size));
}
const std::string& word(Relation relation) {
    return kRelationWords.at(static_cast<std::size_t>(relation));
}

Scene randomScene(Rng& rng, int minObjects, int maxObjects) {
    if (minObjects < 1 || maxObjects < minObjects || maxObjects > kMaxSceneObjects)
        throw Error("a scene cannot hold that many objects");
    Scene scene;
    const int level = 25 + static_cast<int>(rng.below(201));
    for (int& channel : scene.background) channel = level - 10 + static_cast<int>(rng.below(21));
    scene.noiseSeed = rng.next() >> 11;  // 53 bits, so that any JSON reader keeps it

    const auto wanted =
        minObjects + static_cast<int>(rng.below(static_cast<std::uint64_t>(maxObjects - minObjects + 1)));
    for (int n = 0; n < wanted; ++n) {
        SceneObject object = randomObject(rng);
        // No two of the same shape and colour: "a red circle" must not be ambiguous, or relations could not
        // be judged.
        const auto namesake = [&](const SceneObject& o) {
            return o.shape == object.shape && o.colour == object.colour;
        };
        while (std::any_of(scene.objects.begin(), scene.objects.end(), namesake)) object = randomObject(rng);
        for (int attempt = 0; attempt < 60; ++attempt) {
            object.x = sixteenths(rng, object.radius + 1, kSceneSide - 1 - object.radius);
            object.y = sixteenths(rng, object.radius + 1, kSceneSide - 1 - object.radius);
            const auto hits = [&](const SceneObject& other) { return touches(object, other); };
            if (std::none_of(scene.objects.begin(), scene.objects.end(), hits)) {
                scene.objects.push_back(object);
                break;
            }
        }
    }
    return scene;
}

bool holds(Relation relation, const SceneObject& a, const SceneObject& b) {
    constexpr double kMargin = 4;
    switch (relation) {
        case Relation::LeftOf:
            return b.x - a.x >= kMargin;
        case Relation::RightOf:
            return a.x - b.x >= kMargin;
        case Relation::Above:
            return b.y - a.y >= kMargin;
        case Relation::Below:
            return a.y - b.y >= kMargin;
    }
    return false;
}

Relation mainRelation(const SceneObject& a, const SceneObject& b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    if (std::abs(dx) >= std::abs(dy)) return dx >= 0 ? Relation::LeftOf : Relation::RightOf;
    return dy >= 0 ? Relation::Above : Relation::Below;
}

Json toJson(const Scene& scene) {
    Json objects = Json::array();
    for (const auto& o : scene.objects)
        objects.push_back({{"shape", word(o.shape)},
                           {"colour", word(o.colour)},
                           {"size", word(o.size)},
                           {"x", o.x},
                           {"y", o.y},
                           {"radius", o.radius},
                           {"rotation", o.rotation}});
    return {{"objects", objects}, {"background", scene.background}, {"noise_seed", scene.noiseSeed}};
}

Scene sceneFromJson(const Json& json) {
    const auto objects = required<std::vector<Json>>(json, "objects");
    if (objects.empty() || objects.size() > kMaxSceneObjects)
        throw Error("the scene cannot be drawn", "it holds " + std::to_string(objects.size()) + " objects");
    Scene scene;
    for (const auto& item : objects) {
        SceneObject o;
        o.shape = fromWord<Shape>(kShapeWords, required<std::string>(item, "shape"), "shape");
        o.colour = fromWord<Colour>(kColourWords, required<std::string>(item, "colour"), "colour");
        o.size = fromWord<Size>(kSizeWords, required<std::string>(item, "size"), "size");
        o.x = bounded(item, "x", 0, kSceneSide);
        o.y = bounded(item, "y", 0, kSceneSide);
        o.radius = bounded(item, "radius", 1, kSceneSide / 2.0);
        o.rotation = bounded(item, "rotation", -0.5, 0.5);
        scene.objects.push_back(o);
    }
    const auto background = required<std::vector<int>>(json, "background");
    if (background.size() != 3 ||
        std::any_of(background.begin(), background.end(), [](int v) { return v < 0 || v > 255; }))
        throw Error("the scene cannot be drawn", "its background is not three 8-bit values");
    std::copy(background.begin(), background.end(), scene.background.begin());
    scene.noiseSeed = required<std::uint64_t>(json, "noise_seed");
    return scene;
}

}  // namespace attune
