# OpenCV's own config file comes only with Debian's libopencv-dev, which drags in several hundred packages (VTK, GDAL,
# the contributed modules). Three libraries are all that is needed; their own -dev packages are enough for this.
find_path(OpenCV_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4)
set(OpenCV_LIBS)
foreach(component IN LISTS OpenCV_FIND_COMPONENTS)
    find_library(OpenCV_${component}_LIBRARY opencv_${component})
    if(OpenCV_${component}_LIBRARY)
        set(OpenCV_${component}_FOUND TRUE)
        if(NOT TARGET OpenCV::${component})
            add_library(OpenCV::${component} UNKNOWN IMPORTED)
            set_target_properties(OpenCV::${component} PROPERTIES
                IMPORTED_LOCATION ${OpenCV_${component}_LIBRARY}
                INTERFACE_INCLUDE_DIRECTORIES ${OpenCV_INCLUDE_DIR})
        endif()
        list(APPEND OpenCV_LIBS OpenCV::${component})
    endif()
endforeach()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCV REQUIRED_VARS OpenCV_INCLUDE_DIR HANDLE_COMPONENTS)
