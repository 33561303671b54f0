// Names of the files in which an embedding leaves to later jobs what it found.
#pragma once

namespace attune {

/// The heads of a space that images and captions share: beside a captioner that was trained with them, in the outputs of an
/// embed job that learnt them, in the inputs of a job that is given those.
inline constexpr const char* kSpaceHeadsFile = "attune_heads.safetensors";

/// The layout of an embed job, in its outputs.
inline constexpr const char* kLayoutFile = "projection.safetensors";
/// That of an earlier one, in the inputs of a job that is to stay in its frame.
inline constexpr const char* kLastLayoutFile = "last_projection.safetensors";

}  // namespace attune
