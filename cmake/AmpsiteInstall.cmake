# What `cmake --install` puts where, by component:
#
#   program      the program, its manual page, completions, schemas, problem matcher, examples and documentation
#   development  the library with its headers, for find_package(ampsite)
#   elsewhere    what a Debian package has in a form or a place of its own (AmpsitePackage.cmake): LICENSE, and the
#                completion of zsh
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS ampsite_program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT program)

# The manual page and the completions, which the program writes itself.
set(written "${PROJECT_BINARY_DIR}/written")
find_program(AMPSITE_GZIP gzip REQUIRED)
add_custom_command(
  OUTPUT "${written}/ampsite.1.gz" "${written}/ampsite" "${written}/_ampsite" "${written}/ampsite.fish"
  COMMAND "${CMAKE_COMMAND}" -E make_directory "${written}"
  COMMAND ampsite_program man > "${written}/ampsite.1"
  COMMAND "${AMPSITE_GZIP}" -9nf "${written}/ampsite.1"
  COMMAND ampsite_program completion bash > "${written}/ampsite"
  COMMAND ampsite_program completion zsh > "${written}/_ampsite"
  COMMAND ampsite_program completion fish > "${written}/ampsite.fish"
  DEPENDS ampsite_program
  COMMENT "Writing the manual page and the completions"
  VERBATIM)
add_custom_target(ampsite_written ALL DEPENDS "${written}/ampsite.1.gz")
install(FILES "${written}/ampsite.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT program)
install(FILES "${written}/ampsite" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" COMPONENT program)
install(FILES "${written}/_ampsite" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" COMPONENT elsewhere)
install(FILES "${written}/ampsite.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d"
        COMPONENT program)

install(DIRECTORY schemas DESTINATION "${CMAKE_INSTALL_DATADIR}/ampsite" COMPONENT program)
install(FILES docs/problem-matcher.json DESTINATION "${CMAKE_INSTALL_DATADIR}/ampsite" COMPONENT program)
# In the folders of the source tree, so that links and the examples' modelines lead where they do there.
install(DIRECTORY docs examples DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES README.md HACKING.md CHANGELOG.md action.yml DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
# Only the installation knows its prefix; either folder may be absolute.
install(CODE "set(documents \"${CMAKE_INSTALL_DOCDIR}\")
set(schemas \"${CMAKE_INSTALL_DATADIR}/ampsite/schemas\")" COMPONENT program)
install(SCRIPT cmake/install_link_to_schemas.cmake COMPONENT program)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT elsewhere)

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
