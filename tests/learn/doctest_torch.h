// doctest in a file that uses Torch: Debian's LibTorch brings glog's CHECK macros, which abort the program where
// doctest's record a failure. Include this before any other header.
#pragma once

#include <torch/torch.h>

#undef CHECK
#undef CHECK_EQ
#undef CHECK_NE
#undef CHECK_GT
#undef CHECK_GE
#undef CHECK_LT
#undef CHECK_LE
#undef WARN
#undef INFO

#include <doctest/doctest.h>
