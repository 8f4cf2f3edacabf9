#pragma once
// Where a scalar that yaml-cpp has read ends in the text: its events give only where it starts.

#include <cstdint>
#include <optional>
#include <string_view>

namespace ampsite {

/// The end of a plain or block scalar's content: `value`, with all white space aside, matched against the text
/// from `begin`. None where the two differ.
std::optional<std::uint32_t> match_ignoring_white(std::string_view text, std::uint32_t begin, std::string_view value);

/// One past the closing quote of the quoted scalar whose opening quote stands at `begin`; none where it is
/// not closed.
std::optional<std::uint32_t> end_of_quoted(std::string_view text, std::uint32_t begin);

inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
inline bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
inline bool is_flow_mark(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

/// Whether the text has ended at `at`, or white space stands there.
inline bool white_at(std::string_view text, std::size_t at) { return at >= text.size() || is_white(text[at]); }

/// The offset of the colon of a text such as `fuse_a:63`: a word of letters, digits and _ . - before it, and
/// something right behind it that is no part of a web address. None where the text is not of that form.
std::optional<std::uint32_t> colon_without_space(std::string_view text);

}  // namespace ampsite
