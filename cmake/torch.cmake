# attune_torch: LibTorch as an INTERFACE target. ATTUNE_TORCH_ROOT names the folder of a Python package (.../site-packages/torch),
# whose own CMake files would ask for a whole CUDA toolkit; without it the installed LibTorch is taken.
set(ATTUNE_TORCH_ROOT "" CACHE PATH "The folder of the Python package torch; empty: the installed LibTorch")
add_library(attune_torch INTERFACE)

if(NOT ATTUNE_TORCH_ROOT)
    find_package(Torch REQUIRED)
    # Torch headers warn by themselves, so they come as system headers.
    target_include_directories(attune_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
    target_link_libraries(attune_torch INTERFACE ${TORCH_LIBRARIES})
    separate_arguments(ATTUNE_TORCH_FLAGS UNIX_COMMAND "${TORCH_CXX_FLAGS}")
    target_compile_options(attune_torch INTERFACE ${ATTUNE_TORCH_FLAGS})
    return()
endif()

target_include_directories(attune_torch SYSTEM INTERFACE
    ${ATTUNE_TORCH_ROOT}/include ${ATTUNE_TORCH_ROOT}/include/torch/csrc/api/include)
# The package is built with the old or the new string of the C++ library, and so must we.
option(ATTUNE_TORCH_CXX11_ABI "What torch.compiled_with_cxx11_abi() says" ON)
target_compile_definitions(attune_torch INTERFACE _GLIBCXX_USE_CXX11_ABI=$<BOOL:${ATTUNE_TORCH_CXX11_ABI}>)
target_link_directories(attune_torch INTERFACE ${ATTUNE_TORCH_ROOT}/lib)
target_link_options(attune_torch INTERFACE -Wl,-rpath,${ATTUNE_TORCH_ROOT}/lib)
# Nothing of ours names a symbol of the CUDA half; it registers itself when it is loaded.
target_link_libraries(attune_torch INTERFACE -Wl,--no-as-needed torch torch_cpu)
if(EXISTS ${ATTUNE_TORCH_ROOT}/lib/libtorch_cuda.so)
    target_link_libraries(attune_torch INTERFACE torch_cuda c10_cuda)
endif()
target_link_libraries(attune_torch INTERFACE -Wl,--as-needed c10)
