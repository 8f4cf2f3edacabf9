// Broken files, by the thousand: whatever stands in them, a tree's places fit its text, and an error has a place.

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>

#include "ampsite/read/yaml_tree.h"

namespace ampsite {
namespace {

constexpr std::string_view sound_text =
    "# ampsite: a comment\n"
    "ampsite: 1\n"
    "site: {name: \"Sol \\u00e5\", note: 'it''s', none: ~, list: [1, x: 2, [3]]}\n"
    "supply: &main\n"
    "  id: K1   # a comment\n"
    "  text: one\n"
    "    two\n"
    "  block: |\n"
    "    first\n"
    "\n"
    "    second\n"
    "  quoted: \"over\n"
    "    two lines\"\n"
    "  circuits:\n"
    "  - id: 5\n"
    "    empty:\n"
    "  - - a\n"
    "    - b\n"
    "other: &x {k: v}\n"
    "again: *x\n";

constexpr std::string_view parts[] = {
    "\n",  " ",  "  ",     "- ",  ": ", ":",  ",",    "[",       "]",   "{",    "}",  "\t",       "\"", "'", "#", " #",
    "&a ", "*a", "!!str ", "|\n", ">",  "? ", "<<: ", "\n---\n", "...", "null", "\\", "\xC3\xA5", "%",  "@", "x", "0"};

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string next() {
    std::string text(sound_text);
    for (std::size_t times = 1 + pick(4); times > 0; --times) {
      const std::size_t at = pick(text.size() + 1);
      switch (pick(4)) {
        case 0:
          text.erase(at, 1 + pick(3));
          break;
        case 1:
          text = text.substr(0, at) + text.substr(pick(text.size() + 1));
          break;
        default:
          text.insert(at, parts[pick(std::size(parts))]);
      }
    }
    return text;
  }

 private:
  // Not std::uniform_int_distribution: its results differ between standard libraries.
  std::size_t pick(std::size_t below) { return random_() % below; }
  std::mt19937 random_;
};

void check_places(const SourceText& source, const YamlTree& tree) {
  for (YamlIndex index = 0; index < tree.size(); ++index) {
    const YamlNode& node = tree[index];
    CHECK(node.span.begin <= node.span.end);
    CHECK(node.span.end <= source.text().size());
    CHECK(node.end > index);
    CHECK(node.end <= tree.size());
    if (node.target != index) continue;
    if (node.plain && source.slice(node.span).find('\n') == std::string_view::npos) {
      CHECK(source.slice(node.span) == node.text);
    }
    std::uint32_t after = node.span.begin;
    for (const YamlIndex child : tree.children(index)) {
      CHECK(tree[child].span.begin >= after);
      CHECK(tree[child].span.end <= node.span.end);
      after = tree[child].span.end;
    }
  }
}

/// All that a text says, without its places.
std::string content_of(const YamlResult& result) {
  if (!result.tree) return "no tree";
  std::string content;
  for (YamlIndex index = 0; index < result.tree->size(); ++index) {
    const YamlNode& node = (*result.tree)[index];
    content +=
        std::to_string(static_cast<int>(node.kind)) + std::to_string(node.end) + "=" + std::string(node.text) + "\n";
  }
  return content;
}

std::string with_crlf(std::string_view text) {
  std::string crlf;
  for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return crlf;
}

TEST_CASE("mutated files give a tree whose places fit, or one error with a place") {
  const unsigned seed = 20240917;
  Mutator mutator(seed);
  int read = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string text = mutator.next();
    INFO("seed " << seed << ", round " << round << ", text:\n" << text);
    const SourceText source("site.yaml", text);
    const YamlResult result = parse_yaml(source);
    if (result.tree) {
      ++read;
      check_places(source, *result.tree);
    } else {
      REQUIRE(result.findings.size() == 1);
      CHECK(result.findings[0].span.begin <= text.size());
    }
    const SourceText crlf("site.yaml", with_crlf(text));
    CHECK(content_of(parse_yaml(crlf)) == content_of(result));
  }
  CHECK(read > 200);
}

}  // namespace
}  // namespace ampsite
