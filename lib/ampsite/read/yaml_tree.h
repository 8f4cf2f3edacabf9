#pragma once
// YAML (or JSON) text as a located tree: what yaml-cpp's events say, with the place of every key and
// value, and an AMP001 for all that is not one well-formed document.
//
// Strings are views into the SourceText where the text stands there as it is, else into the tree; a tree
// is valid as long as its SourceText.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/source/finding.h"
#include "ampsite/source/source_text.h"

namespace ampsite {

using YamlIndex = std::uint32_t;

enum class YamlKind : std::uint8_t {
  null,  ///< nothing at all behind a key or a dash; a written `null` or `~` is a scalar
  scalar,
  sequence,
  mapping,  ///< its children are key, value, key, value, ...
};

struct YamlNode {
  YamlKind kind = YamlKind::null;
  bool plain = false;     ///< a scalar without quotes or block style: it may be a number or a boolean
  Span span;              ///< a scalar with its quotes; a collection from its first to its last child or bracket;
                          ///< a null: empty, where the value would stand
  std::string_view text;  ///< of a scalar, unescaped; of an alias, as all above: that of its target
  YamlIndex end = 0;      ///< one past the subtree: nodes stand in preorder
  YamlIndex target = 0;   ///< of an alias: the node it stands for; else its own index
};

/// The children of a collection, in the order of the file; of a mapping: key, value, key, value, ...
class YamlChildren {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = YamlIndex;
    using difference_type = std::ptrdiff_t;
    using pointer = const YamlIndex*;
    using reference = YamlIndex;

    Iterator() = default;
    Iterator(const YamlNode* nodes, YamlIndex at) : nodes_(nodes), at_(at) {}
    YamlIndex operator*() const { return at_; }
    Iterator& operator++() {
      at_ = nodes_[at_].end;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const YamlNode* nodes_ = nullptr;
    YamlIndex at_ = 0;
  };

  YamlChildren(const YamlNode* nodes, YamlIndex first, YamlIndex end) : nodes_(nodes), first_(first), end_(end) {}
  Iterator begin() const { return {nodes_, first_}; }
  Iterator end() const { return {nodes_, end_}; }
  bool empty() const { return first_ == end_; }

 private:
  const YamlNode* nodes_;
  YamlIndex first_;
  YamlIndex end_;
};

class YamlTree {
 public:
  /// The root, aliases followed.
  YamlIndex root() const { return resolve(0); }
  const YamlNode& operator[](YamlIndex index) const { return nodes_[index]; }
  /// The node behind an alias; any other node itself. Children handed out by `children` are not resolved
  /// yet, so that a finding can stand at the alias.
  YamlIndex resolve(YamlIndex index) const { return nodes_[index].target; }
  /// The children of a collection (of an alias: those of the node it stands for); of a mapping: key, value,
  /// key, value, ... None of anything else.
  YamlChildren children(YamlIndex collection) const;
  std::size_t size() const { return nodes_.size(); }

 private:
  friend class YamlTreeBuilder;
  std::vector<YamlNode> nodes_;
  std::deque<std::string> texts_;
};

struct YamlLimits {
  std::size_t bytes = 32UL * 1024 * 1024;
  int nesting = 64;
  /// Commas, colons and brackets within one bracket that yaml-cpp has to hold in memory (300 bytes for each).
  std::size_t bracket_marks = 3'000'000;
};

/// A real comment of the file ('#' included in the span, not in the text).
struct Comment {
  Span span;
  std::string_view text;  ///< into the SourceText
};

struct YamlResult {
  std::optional<YamlTree> tree;   ///< none where there is an AMP001
  Findings findings;              ///< AMP001 only
  std::vector<Comment> comments;  ///< those whose text begins with "ampsite:", in the order of the file
};

YamlResult parse_yaml(const SourceText& source, const YamlLimits& limits = {});

/// The AMP001 of a plain scalar such as `id:K1`, for a reader that expects a mapping or has no other use for
/// it: YAML takes it for a text. None for a scalar that does not begin with a word and a colon.
std::optional<Finding> missing_space_after_colon(const YamlNode& node);

}  // namespace ampsite
