#pragma once
// A file's text and the places in it.
//
// A Span is a half-open range of byte offsets into the text. Lines and columns, both from 1, are worked
// out only where a person has to read them; columns count Unicode code points, and a byte order mark
// counts as nothing. Immutable after construction, so it may be read from several threads.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ampsite {

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

struct Position {
  int line = 1;
  int column = 1;

  friend bool operator==(const Position&, const Position&) = default;
};

class SourceText {
 public:
  /// `name` is what messages call the file; `text` is its content, at most 4 GiB, in UTF-8.
  SourceText(std::string name, std::string text);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  std::string_view slice(Span span) const { return text().substr(span.begin, span.end - span.begin); }

  /// The line and column of a byte offset. An offset behind the end counts as the end. Takes logarithmic time in the
  /// number of lines, however long they are.
  Position position(std::uint32_t offset) const;

  /// The text of a line (from 1) without its line break; empty for a line that does not exist.
  std::string_view line(int number) const;
  int line_count() const { return static_cast<int>(line_starts_.size()); }

 private:
  std::uint32_t code_points_before(std::uint32_t offset) const;

  std::string name_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
  std::vector<std::uint32_t> steps_;  ///< the code points before every so many bytes
};

/// The number of Unicode code points in UTF-8 text.
int count_code_points(std::string_view utf8);

}  // namespace ampsite
