# yaml-cpp called its target yaml-cpp up to 0.7 and yaml-cpp::yaml-cpp after; the project says the latter. An imported
# target, so that the installed package can say it too.
if(NOT TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp::yaml-cpp INTERFACE IMPORTED GLOBAL)
  target_link_libraries(yaml-cpp::yaml-cpp INTERFACE yaml-cpp)
endif()
