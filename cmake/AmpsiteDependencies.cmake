# The libraries the project stands on: taken from the system where they are new enough, else fetched at the commit of a
# release. Without a network, hand over sources with FETCHCONTENT_SOURCE_DIR_<NAME>; to try the fetched ones although
# the system has them, set FETCHCONTENT_TRY_FIND_PACKAGE_MODE=NEVER.
include(FetchContent)

FetchContent_Declare(
  CLI11
  GIT_REPOSITORY https://github.com/CLIUtils/CLI11.git
  GIT_TAG 70f8072f9dd2292fd0b9f9e5f58e279f60483ed3 # v2.1.2
  SYSTEM
  FIND_PACKAGE_ARGS 2.1)
FetchContent_Declare(
  nlohmann_json
  GIT_REPOSITORY https://github.com/nlohmann/json.git
  GIT_TAG bc889afb4c5bf1c0d8ee29ef35eaaf4c8bef8a5d # v3.11.2
  SYSTEM
  FIND_PACKAGE_ARGS 3.11)
FetchContent_Declare(
  fmt
  GIT_REPOSITORY https://github.com/fmtlib/fmt.git
  GIT_TAG a33701196adfad74917046096bf5a2aa0ab0bb50 # 9.1.0
  SYSTEM
  FIND_PACKAGE_ARGS 9.1)
FetchContent_Declare(
  yaml-cpp
  GIT_REPOSITORY https://github.com/jbeder/yaml-cpp.git
  GIT_TAG 0579ae3d976091d7d664aa9d2527e0d0cff25763 # yaml-cpp-0.7.0
  SYSTEM
  FIND_PACKAGE_ARGS 0.7)
FetchContent_Declare(
  doctest
  GIT_REPOSITORY https://github.com/doctest/doctest.git
  GIT_TAG b7c21ec5ceeadb4951b00396fc1e4642dd347e5f # v2.4.9
  SYSTEM
  FIND_PACKAGE_ARGS 2.4)

# A function, so that what the fetched projects are told stays here.
function(ampsite_make_dependencies_available)
  # They ask for CMake releases that CMake 4 no longer speaks.
  set(CMAKE_POLICY_VERSION_MINIMUM 3.5)
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
  set(CMAKE_WARN_DEPRECATED OFF)
  # That yaml-cpp forgets an include that newer standard libraries no longer bring along.
  string(APPEND CMAKE_CXX_FLAGS " -include cstdint")
  set(BUILD_SHARED_LIBS OFF)
  set(BUILD_TESTING OFF)
  set(YAML_CPP_BUILD_CONTRIB OFF)
  set(YAML_CPP_BUILD_TESTS OFF)
  set(YAML_CPP_BUILD_TOOLS OFF)
  set(YAML_CPP_INSTALL OFF)
  set(DOCTEST_WITH_TESTS OFF)
  set(DOCTEST_WITH_MAIN_IN_STATIC_LIB OFF)
  set(DOCTEST_NO_INSTALL ON)

  FetchContent_MakeAvailable(CLI11 nlohmann_json fmt yaml-cpp)
  if(AMPSITE_TESTS)
    FetchContent_MakeAvailable(doctest)
  endif()

  # What the library needs where a program is linked with it: only if both are the system's, it can be installed.
  if(fmt_FOUND AND yaml-cpp_FOUND)
    set(AMPSITE_LIBRARY_CAN_BE_INSTALLED TRUE PARENT_SCOPE)
  endif()

  # Of the libraries only yaml-cpp does not tell its version in a header.
  set(version "${yaml-cpp_VERSION}")
  if(NOT version)
    get_target_property(version yaml-cpp VERSION)
  endif()
  set(AMPSITE_YAML_CPP_VERSION "${version}" PARENT_SCOPE)
endfunction()
ampsite_make_dependencies_available()

include(AmpsiteYamlCpp)
