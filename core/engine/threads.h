// How many threads LibTorch computes with.
#pragma once

namespace attune {

/// One for each core that the kernel lets this process run on. LibTorch by itself asks the processor, which in a virtual
/// machine may tell of one core with two threads where there are two cores, and does not ask what the process may use.
///
/// Nothing is changed where OMP_NUM_THREADS says how many, or where the BLAS has threads beside those of OpenMP: threads of
/// two kinds that wait for work by spinning take each other's processors, and all of it becomes half as fast.
void useEveryCore();

}  // namespace attune
