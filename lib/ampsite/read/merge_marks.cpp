#include "ampsite/read/merge_marks.h"

#include <algorithm>
#include <cstdint>

namespace ampsite {

namespace {

/// Where the next line from `from` on begins that starts with `mark`.
std::size_t line_with(std::string_view mark, std::string_view text, std::size_t from) {
  std::size_t at = text.find(mark, from);
  while (at != std::string_view::npos && at > 0 && text[at - 1] != '\n') at = text.find(mark, at + 1);
  return at;
}

}  // namespace

std::optional<Span> unfinished_merge(std::string_view text) {
  const std::size_t begin = line_with(merge_begins, text, 0);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t middle = line_with("=======", text, begin);
  if (middle == std::string_view::npos) return std::nullopt;
  if (line_with(">>>>>>> ", text, middle) == std::string_view::npos) return std::nullopt;
  const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
  return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace ampsite
