#pragma once
// Reads what stands between the scalars of a YAML text: white space, comments and the marks of structure.
//
// yaml-cpp skips more than it should there. The cursor follows its events through the text and stops with an
// AMP001 at the first character that does not belong.

#include <cstdint>
#include <string_view>
#include <vector>

#include "ampsite/read/yaml_tree.h"

namespace ampsite {

/// Thrown to leave yaml-cpp's parse; never leaves parse_yaml.
struct YamlStop {
  Finding finding;
};

class YamlCursor {
 public:
  explicit YamlCursor(std::string_view text, std::uint32_t at) : text_(text), at_(at), line_start_(at) {}

  std::uint32_t at() const { return at_; }
  std::string_view text() const { return text_; }
  std::string_view rest() const { return text_.substr(at_); }
  /// The character here; NUL, which stands in no file, at the end.
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool at_end() const { return at_ >= text_.size(); }
  /// Bytes from the start of the line.
  std::uint32_t column() const { return at_ - line_start_; }
  std::uint32_t line_start() const { return line_start_; }

  /// Over white space and comments. Fails: tabs that would indent, a # that touches what stands before it.
  void skip_white() { skip_white_until(static_cast<std::uint32_t>(text_.size())); }
  void skip_white_until(std::uint32_t limit);
  /// Over one mark such as a dash, and then white space.
  void skip_mark() {
    skip_mark_only();
    skip_white();
  }
  void skip_mark_only() { ++at_; }
  /// To the end of a scalar that may span lines.
  void jump(std::uint32_t to);
  /// Tabs after this point indent, up to the next scalar or mark that says otherwise.
  void set_indenting(bool indenting) { indenting_ = indenting; }

  void enter_flow() { ++flow_depth_; }
  void leave_flow() { --flow_depth_; }
  bool in_flow() const { return flow_depth_ > 0; }

  /// Over an anchor (&name) and the white space behind it; stops at a tag (!name). Returns the end of the anchor.
  std::uint32_t skip_property();
  /// Over the *name of an alias.
  void skip_alias();

  std::vector<Comment> take_comments() { return std::move(comments_); }

 private:
  void read_comment();
  std::uint32_t end_of_word() const;

  std::string_view text_;
  std::uint32_t at_;
  std::uint32_t line_start_;
  int flow_depth_ = 0;
  bool indenting_ = true;
  std::vector<Comment> comments_;
};

}  // namespace ampsite
