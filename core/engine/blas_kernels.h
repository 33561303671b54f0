// Which of its kernels OpenBLAS computes with.
#pragma once

namespace attune {

/// OpenBLAS chooses its kernels by the processor's model, and for a model that is younger than the library those that
/// every processor has, a fifth as fast or less. This has it take those of the youngest model it knows that has the same
/// vector instructions. Kernels that the environment names (OPENBLAS_CORETYPE), and any other library, stay as they are.
/// To be called before anything is computed.
void chooseBlasKernels();

}  // namespace attune
