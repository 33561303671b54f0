// The C library's memory allocator, set up for tensors.
#pragma once

namespace attune {

/// Keeps freed tensors' memory in the process. By default the C library gives blocks of a few megabytes back
/// to the system at once, and touching fresh pages costs a third of a training step. Programs call it first
/// thing in main.
void tuneAllocator();

}  // namespace attune
