# What `cmake --install` puts where, by component:
#
#   program      the program, its manual page, completions, schemas, examples and documentation
#   development  the library with its headers, for find_package(ampsite)
#   notices      LICENSE and CHANGELOG.md, which a Debian package has in its own form
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS ampsite_program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT program)
install(DIRECTORY schemas DESTINATION "${CMAKE_INSTALL_DATADIR}/ampsite" COMPONENT program)
install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(DIRECTORY examples DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES LICENSE CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT notices)

if(AMPSITE_LIBRARY_CAN_BE_INSTALLED)
  set(config_folder "${CMAKE_INSTALL_LIBDIR}/cmake/ampsite")
  install(
    TARGETS ampsite
    EXPORT ampsiteTargets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development)
  install(
    EXPORT ampsiteTargets
    NAMESPACE ampsite::
    DESTINATION "${config_folder}"
    COMPONENT development)
  # Before 1.0 a new minor version may change what programs see.
  write_basic_package_version_file("${PROJECT_BINARY_DIR}/ampsiteConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
  install(
    FILES cmake/ampsiteConfig.cmake cmake/AmpsiteYamlCpp.cmake "${PROJECT_BINARY_DIR}/ampsiteConfigVersion.cmake"
    DESTINATION "${config_folder}"
    COMPONENT development)
else()
  message(STATUS "fmt or yaml-cpp is fetched: the program is installed without the library")
endif()
