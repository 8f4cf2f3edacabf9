# Writes SOURCE: a function that returns the texts of FILES (see AmpsiteEmbed.cmake).
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME_WE)
  file(READ "${file}" text)
  if(text MATCHES "\\)ampsite\"")
    message(FATAL_ERROR "${file} holds what ends an embedded text")
  endif()
  string(APPEND entries "    {\"${name}\", R\"ampsite(${text})ampsite\"},\n")
endforeach()
file(
  WRITE "${SOURCE}"
  "#include \"${HEADER}\"\n\nnamespace ampsite {\n\nstd::span<const EmbeddedText> ${FUNCTION}() {\n"
  "  static constexpr EmbeddedText texts[] = {\n${entries}  };\n  return texts;\n}\n\n}  // namespace ampsite\n")
