#pragma once
// A text of the source tree that the program carries with it.

#include <string_view>

namespace ampsite {

struct EmbeddedText {
  std::string_view name;  ///< of its file, without the ending
  std::string_view text;
};

}  // namespace ampsite
