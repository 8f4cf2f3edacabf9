#pragma once
// JSON text (RFC 8259) as a located tree: each value with its place, so that what is wrong with it can be shown there.
//
// Strings are views into the text where it has no escapes, else into the tree: a tree is valid as long as its text.
// Takes linear time. Nothing is mended: what is not JSON gives no tree.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/source/source_text.h"

namespace ampsite {

using JsonIndex = std::uint32_t;

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

struct JsonNode {
  JsonKind kind = JsonKind::null;
  bool boolean = false;
  double number = 0;      ///< NaN for a number that is too large or too small for a double
  std::string_view text;  ///< of a string, unescaped
  std::string_view key;   ///< of a member of an object, unescaped
  Span span;
  JsonIndex end = 0;  ///< one past its subtree: nodes stand in preorder, the first is the whole
};

struct JsonLimits {
  int nesting = 64;
};

struct JsonTree {
  std::vector<JsonNode> nodes;
  std::deque<std::string> unescaped;

  const JsonNode& operator[](JsonIndex index) const { return nodes[index]; }
  /// The first member of that key; none where `object` has none or is no object.
  std::optional<JsonIndex> member(JsonIndex object, std::string_view key) const;
  /// The elements of an array or the members of an object.
  std::vector<JsonIndex> children(JsonIndex parent) const;
  /// "load.cases[0].chargers[3].fair_a"; empty for the whole.
  std::string path_of(JsonIndex index) const;
  /// The place of a path, or of as much of it as there is.
  JsonIndex find(std::string_view path) const;
};

struct JsonResult {
  std::optional<JsonTree> tree;
  std::string problem;  ///< where there is no tree: what is expected
  Span place;           ///< and where
};

JsonResult parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace ampsite
