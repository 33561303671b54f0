// WebP files that hold an animation, of which only the first frame is read, as of GIF.
#pragma once

#include <string>
#include <string_view>

namespace attune::codecs {

bool isWebPAnimation(std::string_view bytes);

/// The first frame as a WebP file of its own, without its transparency.
/// @return empty if there is none, or it does not fill the canvas of the header
std::string firstWebPFrame(std::string_view bytes);

}  // namespace attune::codecs
