#include "ampsite/source/ascii.h"

#include <doctest/doctest.h>

#include <string_view>

using ampsite::lower_ascii;

TEST_CASE("the capital letters of ASCII have small ones, and every other byte stays") {
  constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::string_view small = "abcdefghijklmnopqrstuvwxyz";
  for (int byte = 0; byte < 256; ++byte) {
    CAPTURE(byte);
    const char c = static_cast<char>(byte);
    const std::size_t at = capitals.find(c);
    CHECK(lower_ascii(c) == (at == std::string_view::npos ? c : small[at]));
  }
}
