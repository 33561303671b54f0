// The captions of the demo world: one small grammar, written by careful, terse and careless writers.
//
//     caption := mention (joint mention)*
//     joint   := "and" | "left of" | "right of" | "above" | "below"    (relates the two mentions beside it)
//     mention := ("a" | "an") [size] [colour] shape
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenes/scene.h"

namespace attune {

/// An object as a caption names it; what is not said is empty.
struct Mention {
    Shape shape = Shape::Circle;
    std::optional<Colour> colour;
    std::optional<Size> size;
};

/// A caption before it becomes words: `joints[i]` stands between mentions i and i + 1, "and" where it is
/// empty.
struct CaptionPlan {
    std::vector<Mention> mentions;
    std::vector<std::optional<Relation>> joints;
};

std::string toText(const CaptionPlan& plan);

/// How a writer departs from the full and true caption. All are probabilities.
struct Writer {
    double dropObject = 0;    ///< for each object beyond the first: not mentioned
    double dropSize = 0;      ///< for each mention: no size word
    double dropColour = 0;    ///< for each mention: no colour word
    double dropRelation = 0;  ///< for each joint: "and" instead of the relation
    double wrongShape = 0;    ///< for each mention: another shape
    double wrongColour = 0;   ///< for each mention: another colour
    double wrongSize = 0;     ///< for each mention: the other size
    double repeat = 0;        ///< for the caption: one object is mentioned again at the end
};

/// Says everything, and nothing that is not so.
Writer carefulWriter();
/// True, but leaves out objects, sizes and most relations, and sometimes repeats itself.
Writer terseWriter();
/// Terser still, and sees things that are not there.
Writer carelessWriter();

/// A caption of the scene, its objects in random order. @throws Error if the scene is empty
std::string writeCaption(const Scene& scene, const Writer& writer, Rng& rng);

/// Every word that a caption can hold, in the order of the grammar: the alphabet of a tokenizer's training
/// text.
std::vector<std::string> captionWords();

}  // namespace attune
