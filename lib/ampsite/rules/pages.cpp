#include "ampsite/rules/pages.h"

#include <algorithm>

namespace ampsite {

std::string_view rule_page(std::string_view id) {
  const std::span<const EmbeddedText> pages = rule_pages();
  const auto page =
      std::find_if(pages.begin(), pages.end(), [&](const EmbeddedText& candidate) { return candidate.name == id; });
  return page == pages.end() ? std::string_view{} : page->text;
}

}  // namespace ampsite
