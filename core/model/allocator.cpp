#include "model/allocator.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace attune {

void tuneAllocator() {
#ifdef __GLIBC__
    // Setting either also switches off the library's own adjustment of both.
    mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that it takes
    mallopt(M_TRIM_THRESHOLD, 2047 << 20);
    mallopt(M_TOP_PAD, 64 << 20);
#endif
}

}  // namespace attune
