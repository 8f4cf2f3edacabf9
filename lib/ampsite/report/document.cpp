#include "ampsite/report/document.h"

#include <string_view>
#include <utility>

namespace ampsite {

Section section_of(std::string title, std::string note, Bullets bullets) {
  Section section{std::move(title), std::move(note), {}};
  if (!bullets.items.empty()) section.blocks.emplace_back(std::move(bullets));
  return section;
}

std::string sentence(std::string text) {
  if (text.empty()) return text;
  if (text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
  constexpr std::string_view ends = ".!?:";
  if (ends.find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

}  // namespace ampsite
