// What embeddings left for later jobs: the frame of their layout, and the heads of a space that was learnt.
#pragma once

#include "session/job_builder.h"

namespace attune {

/// The layout of the newest embedding that shows images of the draft and whose model has the same root as this one: what is drawn
/// next lies in its frame. Nothing where there is none. @param reader  a captioner or an encoder
void addLastLayout(Project& project, JobDraft& draft, const ModelRecord& reader);

/// Heads that an embedding learnt for this captioner or, the nearest first, for one that it descends from with the same eyes. Nothing
/// where there are none, or it came with heads of its own.
void addSpaceHeads(Project& project, JobDraft& draft, const ModelRecord& captioner);

}  // namespace attune
