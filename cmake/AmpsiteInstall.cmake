# What `cmake --install` puts where, by component:
#
#   program      the program, its manual page, completions, schemas, examples and documentation
#   development  the library with its headers, for find_package(ampsite)
#   own          LICENSE, CHANGELOG.md and zsh's completion, which a Debian package has in a form or place of its own
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS ampsite_program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT program)

# The manual page and the completions, which the program writes itself.
set(AMPSITE_WRITTEN "${PROJECT_BINARY_DIR}/written")
find_program(AMPSITE_GZIP gzip REQUIRED)
add_custom_command(
  OUTPUT "${AMPSITE_WRITTEN}/ampsite.1.gz" "${AMPSITE_WRITTEN}/ampsite" "${AMPSITE_WRITTEN}/_ampsite" "${AMPSITE_WRITTEN}/ampsite.fish"
  COMMAND "${CMAKE_COMMAND}" -E make_directory "${AMPSITE_WRITTEN}"
  COMMAND ampsite_program man > "${AMPSITE_WRITTEN}/ampsite.1"
  COMMAND "${AMPSITE_GZIP}" -9nf "${AMPSITE_WRITTEN}/ampsite.1"
  COMMAND ampsite_program completion bash > "${AMPSITE_WRITTEN}/ampsite"
  COMMAND ampsite_program completion zsh > "${AMPSITE_WRITTEN}/_ampsite"
  COMMAND ampsite_program completion fish > "${AMPSITE_WRITTEN}/ampsite.fish"
  DEPENDS ampsite_program
  COMMENT "Writing the manual page and the completions"
  VERBATIM)
add_custom_target(ampsite_written ALL DEPENDS "${AMPSITE_WRITTEN}/ampsite.1.gz")
install(FILES "${AMPSITE_WRITTEN}/ampsite.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT program)
install(FILES "${AMPSITE_WRITTEN}/ampsite" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" COMPONENT program)
install(FILES "${AMPSITE_WRITTEN}/_ampsite" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" COMPONENT own)
install(FILES "${AMPSITE_WRITTEN}/ampsite.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d"
        COMPONENT program)

install(DIRECTORY schemas DESTINATION "${CMAKE_INSTALL_DATADIR}/ampsite" COMPONENT program)
install(FILES docs/problem-matcher.json DESTINATION "${CMAKE_INSTALL_DATADIR}/ampsite" COMPONENT program)
# In the folders of the source tree, so that links and the examples' modelines lead where they do there.
install(DIRECTORY docs examples DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES README.md HACKING.md action.yml DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
file(RELATIVE_PATH schemas_from_documents "${CMAKE_INSTALL_FULL_DOCDIR}" "${CMAKE_INSTALL_FULL_DATADIR}/ampsite/schemas")
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/documents")
file(CREATE_LINK "${schemas_from_documents}" "${PROJECT_BINARY_DIR}/documents/schemas" SYMBOLIC)
install(FILES "${PROJECT_BINARY_DIR}/documents/schemas" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES LICENSE CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT own)

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
