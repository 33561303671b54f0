# One INTERFACE target of flags; every target of ours links it privately.
add_library(attune_flags INTERFACE)
target_compile_options(attune_flags INTERFACE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor)
target_compile_definitions(attune_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_KEYWORDS
    ATTUNE_VERSION="${PROJECT_VERSION}")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(attune_flags INTERFACE -fpch-preprocess)
endif()
if(ATTUNE_WERROR)
    target_compile_options(attune_flags INTERFACE -Werror)
endif()

# attune_library(NAME SOURCES... [LINK libs]) declares core library attune::NAME with the include root core/.
function(attune_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(attune_${name} STATIC ${ARG_SOURCES})
    add_library(attune::${name} ALIAS attune_${name})
    target_include_directories(attune_${name} PUBLIC ${CMAKE_SOURCE_DIR}/core)
    target_link_libraries(attune_${name} PUBLIC ${ARG_LINK} PRIVATE attune_flags)
endfunction()
