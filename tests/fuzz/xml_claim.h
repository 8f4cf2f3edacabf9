#pragma once
// What makes a text well-formed XML, as far as reports use it.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "claim.h"

namespace ampsite::fuzz {

inline void claim_xml_text(std::string_view text) {
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
    claim(!control && c != '>', "XML holds no control characters, and no marks outside of tags", text);
  }
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    constexpr std::array<std::string_view, 6> references{"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"};
    const auto stands_here = [&](std::string_view reference) { return text.substr(at).starts_with(reference); };
    claim(std::any_of(references.begin(), references.end(), stands_here), "an ampersand begins a reference", text);
  }
}

/// Tags are closed in the order in which they were opened, and nothing in between could be taken for one.
inline void claim_xml(std::string_view xml) {
  const std::string_view whole = xml;
  std::vector<std::string> open;
  while (!xml.empty()) {
    const std::size_t begin = std::min(xml.find('<'), xml.size());
    claim_xml_text(xml.substr(0, begin));
    if (begin == xml.size()) break;
    const std::size_t end = xml.find('>', begin);
    claim(end != std::string_view::npos, "a tag is closed", whole);
    const std::string_view tag = xml.substr(begin + 1, end - begin - 1);
    claim(tag.find('<') == std::string_view::npos, "no tag stands within a tag", whole);
    claim_xml_text(tag);
    const std::string name(tag.substr(0, tag.find_first_of(" /\n")));
    if (tag.starts_with('/')) {
      claim(!open.empty() && tag.substr(1) == open.back(), "tags are closed in order", whole);
      open.pop_back();
    } else if (!tag.ends_with('/') && !tag.starts_with('?')) {
      open.push_back(name);
    }
    xml.remove_prefix(end + 1);
  }
  claim(open.empty(), "every tag is closed", whole);
}

}  // namespace ampsite::fuzz
