# The headers of the library that a program sees: ampsite.h, and what it includes.
#
#   ampsite_public_headers(<variable> <folder>)
#
# Sets the variable to their paths within the folder. Headers that the build writes are left out.
function(ampsite_public_headers variable folder)
  set(headers)
  set(waiting ampsite/ampsite.h)
  while(waiting)
    list(POP_FRONT waiting header)
    if(header IN_LIST headers OR NOT EXISTS "${folder}/${header}")
      continue()
    endif()
    list(APPEND headers "${header}")
    file(STRINGS "${folder}/${header}" includes REGEX "^#include \"ampsite/")
    list(TRANSFORM includes REPLACE "^#include \"([^\"]+)\".*" "\\1")
    list(APPEND waiting ${includes})
  endwhile()
  set(${variable} ${headers} PARENT_SCOPE)
endfunction()
