// Compiled with AVX2 switched on, and only called where the processor has it.
#include "media/resample_kernels.h"

namespace attune {

RowKernels avx2Kernels() {
    return {columnsOfRow, rowOfRows};
}

}  // namespace attune
