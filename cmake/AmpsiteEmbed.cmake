# Texts of the source tree that the program carries with it.
#
#   ampsite_embed(<target> FUNCTION <function> HEADER <header> FILES <file>...)
#
# Compiles into the target a function ampsite::<function>, declared by <header> as
# `std::span<const EmbeddedText> <function>()`: the files by their names without the ending, in the order given.
set(AMPSITE_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/write_embedded_texts.cmake")

function(ampsite_embed target)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "FUNCTION;HEADER" "FILES")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/embedded/${ARG_FUNCTION}.cpp")
  add_custom_command(
    OUTPUT "${source}"
    COMMAND "${CMAKE_COMMAND}" "-DSOURCE=${source}" "-DFUNCTION=${ARG_FUNCTION}" "-DHEADER=${ARG_HEADER}"
            "-DFILES=${ARG_FILES}" -P "${AMPSITE_EMBED_SCRIPT}"
    DEPENDS ${ARG_FILES} "${AMPSITE_EMBED_SCRIPT}"
    COMMENT "Embedding ${ARG_FUNCTION}"
    VERBATIM)
  target_sources(${target} PRIVATE "${source}")
endfunction()
