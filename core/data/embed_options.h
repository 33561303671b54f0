// What an embedding and its layout are made with.
#pragma once

#include "data/options.h"

namespace attune {

struct EmbedOptions {
    bool umap = true;
    int neighbours = 15;
    double minDist = 0.1;
    bool learnSpace = true;

    template <class Self, class Visitor>
    static void visit(Self& o, Visitor&& v) {
        v("umap", o.umap, {.help = "Beside the principal components, a layout that keeps neighbours together (UMAP)."});
        v("neighbours", o.neighbours,
          {.help = "Neighbours of a point that UMAP keeps near it; more shows the whole, fewer the detail.", .min = 2,
           .max = 200, .needs = {"umap", {"true"}}});
        v("min_dist", o.minDist,
          {.help = "How close UMAP may put points; smaller makes tighter clumps.", .min = 0, .max = 1, .needs = {"umap", {"true"}}});
        v("learn_space", o.learnSpace,
          {.help = "Where the captioner brings no space that images and captions share, one is learnt from the captions of these images; "
                   "a fifth of the images is held out to measure how well captions find their image."});
    }
};

}  // namespace attune
