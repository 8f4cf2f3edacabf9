#pragma once
// Markup as a browser takes it: whether it holds together, and the text in it.

#include <string>
#include <string_view>
#include <vector>

namespace ampsite::test {

/// What is wrong with a page or an SVG that is to be well-formed XML too; empty where nothing is. Style sheets are
/// passed over.
inline std::string malformed(std::string_view markup) {
  std::vector<std::string_view> open;
  for (std::size_t at = 0; at < markup.size();) {
    const std::size_t begin = markup.find('<', at);
    const std::string_view text = markup.substr(at, begin - at);
    if (open.empty() || open.back() != "style") {
      if (text.find('>') != std::string_view::npos) return "a stray > in: " + std::string(text);
      for (std::size_t a = text.find('&'); a != std::string_view::npos; a = text.find('&', a + 1)) {
        const std::string_view name = text.substr(a, text.find(';', a) - a + 1);
        if (name != "&amp;" && name != "&lt;" && name != "&gt;" && name != "&quot;")
          return "a stray & in: " + std::string(text);
      }
    }
    if (begin == std::string_view::npos) break;
    const std::size_t end = markup.find('>', begin);
    if (end == std::string_view::npos) return "a tag without end";
    const std::string_view tag = markup.substr(begin + 1, end - begin - 1);
    at = end + 1;
    if (tag.find('<') != std::string_view::npos) return "a < within <" + std::string(tag);
    if (tag.starts_with("!DOCTYPE") || tag.ends_with('/')) continue;
    if (tag.starts_with('/')) {
      if (open.empty() || open.back() != tag.substr(1)) return "closed but not open: " + std::string(tag);
      open.pop_back();
    } else {
      open.push_back(tag.substr(0, tag.find(' ')));
    }
  }
  return open.empty() ? "" : "not closed: " + std::string(open.back());
}

inline std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace ampsite::test
