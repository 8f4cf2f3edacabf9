# The Debian package of the program: `cpack -G DEB` in the build folder.
#
# The component `debian` is what only such a package has, in the places that Debian's policy names.
string(TIMESTAMP AMPSITE_PACKAGE_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC) # of SOURCE_DATE_EPOCH where that is set
# Who publishes a package says so where Debian's tools look for it.
set(AMPSITE_MAINTAINER "ampsite maintainers <maintainers@ampsite.example>")
if(DEFINED ENV{DEBFULLNAME} AND DEFINED ENV{DEBEMAIL})
  set(AMPSITE_MAINTAINER "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
endif()

configure_file(cmake/debian/changelog.in debian/changelog.Debian @ONLY)
configure_file(CHANGELOG.md debian/changelog COPYONLY)
find_program(AMPSITE_GZIP gzip)
if(AMPSITE_GZIP)
  foreach(changelog IN ITEMS changelog.Debian changelog)
    set(changelog "${PROJECT_BINARY_DIR}/debian/${changelog}")
    execute_process(COMMAND "${AMPSITE_GZIP}" -9nkf "${changelog}" COMMAND_ERROR_IS_FATAL ANY)
    install(FILES "${changelog}.gz" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT debian EXCLUDE_FROM_ALL)
  endforeach()
endif()
install(FILES cmake/debian/copyright DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT debian EXCLUDE_FROM_ALL)
# The README links to the license by the name that it has in the source tree.
file(CREATE_LINK copyright "${PROJECT_BINARY_DIR}/debian/LICENSE" SYMBOLIC)
install(FILES "${PROJECT_BINARY_DIR}/debian/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT debian
        EXCLUDE_FROM_ALL)
install(FILES "${PROJECT_BINARY_DIR}/written/_ampsite" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions"
        COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_PACKAGE_NAME ampsite)
set(CPACK_PACKAGE_VENDOR ampsite)
set(CPACK_PACKAGE_CONTACT "${AMPSITE_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
    "ampsite reads an installation of chargers for electric vehicles from one YAML
file. It shows what is wrong at the line where it stands, and plans which link
each charger uses, which grid line goes to which terminal, and which current
every car is guaranteed.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program debian)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
                                                WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(CPack)
