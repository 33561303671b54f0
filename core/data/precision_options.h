// What kind of numbers a captioner computes with where it only writes. Beside how captions are decoded: that is kept with each.
#pragma once

#include <string>

#include "data/options.h"

namespace attune {

struct PrecisionOptions {
    std::string dtype = "float32";

    template <class Self, class Visitor>
    static void visit(Self& o, Visitor&& v) {
        v("dtype", o.dtype,
          {.help = "Kind of numbers that the captioner computes with. bfloat16 takes half the memory and is faster where the device "
                   "multiplies in it; float16 needs a GPU; auto is what the checkpoint is stored in. With fewer bits some captions come "
                   "out slightly differently.",
           .choices = {"float32", "bfloat16", "float16", "auto"}});
    }
};

}  // namespace attune
