// The scene graph of the demo world: what is in a picture, and therefore what is true of it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"
#include "data/rng.h"

namespace attune {

enum class Shape { Circle, Square, Triangle, Star, Cross };
enum class Colour { Red, Green, Blue, Yellow, Purple, Orange };
enum class Size { Small, Large };
/// How the first of two objects lies to the second.
enum class Relation { LeftOf, RightOf, Above, Below };

inline constexpr int kShapes = 5;
inline constexpr int kColours = 6;
inline constexpr int kSizes = 2;
/// Side length of a picture in pixels.
inline constexpr int kSceneSide = 64;
/// The most objects a scene can hold.
inline constexpr int kMaxSceneObjects = 8;

/// The words of the captions: "circle", "red", "small", "left of".
const std::string& word(Shape shape);
const std::string& word(Colour colour);
const std::string& word(Size size);
const std::string& word(Relation relation);

struct SceneObject {
    Shape shape = Shape::Circle;
    Colour colour = Colour::Red;
    Size size = Size::Small;
    double x = 0;         ///< centre, pixels from the left edge
    double y = 0;         ///< centre, pixels from the upper edge
    double radius = 7;    ///< pixels; 6.5 to 7.5 when small, 11 to 12.5 when large
    double rotation = 0;  ///< radians
};

struct Scene {
    std::vector<SceneObject> objects;
    std::array<int, 3> background{128, 128, 128};  ///< 8-bit RGB
    std::uint64_t noiseSeed = 0;                   ///< of the grain of the picture
};

/// A scene of `minObjects` to `maxObjects` objects that do not touch; fewer where the last ones found no
/// room.
/// @throws Error unless 1 <= minObjects <= maxObjects <= kMaxSceneObjects
Scene randomScene(Rng& rng, int minObjects = 1, int maxObjects = 3);

/// Whether `a` lies to `b` as `relation` says, by at least four pixels between centres.
bool holds(Relation relation, const SceneObject& a, const SceneObject& b);
/// The relation that describes the pair best: along the axis in which the centres differ more.
Relation mainRelation(const SceneObject& a, const SceneObject& b);

Json toJson(const Scene& scene);
/// @throws Error on a missing or wrong field, an unknown word, or a value outside what `drawScene` can draw
Scene sceneFromJson(const Json& json);

}  // namespace attune
