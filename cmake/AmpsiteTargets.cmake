# What every target of the project is compiled with.
add_library(ampsite_compile_options INTERFACE)
target_compile_features(ampsite_compile_options INTERFACE cxx_std_20)
# Contracted multiply-adds would make results differ between machines.
target_compile_options(ampsite_compile_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -ffp-contract=off)
if(AMPSITE_WARNINGS_AS_ERRORS)
  target_compile_options(ampsite_compile_options INTERFACE -Werror)
endif()
if(AMPSITE_SANITIZE)
  target_compile_options(ampsite_compile_options INTERFACE -fsanitize=${AMPSITE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(ampsite_compile_options INTERFACE -fsanitize=${AMPSITE_SANITIZE})
endif()
