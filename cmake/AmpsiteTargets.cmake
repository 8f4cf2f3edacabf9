# What every target of the project is compiled with. Linked privately: a project that uses the library keeps its own
# warnings.
add_library(ampsite_compile_options INTERFACE)
# Contracted multiply-adds would make results differ between machines.
target_compile_options(
  ampsite_compile_options
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -ffp-contract=off)
# GCC 12 warns falsely of "text" + std::string (its bug 105651) and of an empty optional of a string (its bug 80635).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(ampsite_compile_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(AMPSITE_WARNINGS_AS_ERRORS)
  target_compile_options(ampsite_compile_options INTERFACE -Werror)
endif()
if(AMPSITE_SANITIZE)
  target_compile_options(
    ampsite_compile_options INTERFACE -fsanitize=${AMPSITE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(ampsite_compile_options INTERFACE -fsanitize=${AMPSITE_SANITIZE})
endif()

if(AMPSITE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(AMPSITE_CCACHE_PROGRAM ccache REQUIRED)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${AMPSITE_CCACHE_PROGRAM}")
endif()
