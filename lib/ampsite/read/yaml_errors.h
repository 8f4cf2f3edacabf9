#pragma once
// The words of AMP001: what is wrong at a place of the text, and what to do about it.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ampsite/read/yaml_cursor.h"
#include "ampsite/source/finding.h"

namespace ampsite {

Finding empty_file(std::uint32_t offset);
Finding merge_mark(Span line);
Finding unclosed_quote(std::uint32_t offset);
Finding tab_in_indentation(std::uint32_t offset);
Finding missing_colon(Span key);
/// Right after a key and its colon; `key` as written.
Finding missing_space(Span key, std::string_view text);
Finding missing_comma(std::uint32_t offset);
/// A key or a dash at another column than its siblings (columns from 0, in bytes).
Finding wrong_indentation(const YamlCursor& cursor, std::uint32_t column, bool mapping);
/// A value on the line below its key or dash.
Finding value_not_indented(std::uint32_t offset);
/// A character that does not belong where the cursor stands.
Finding unexpected_text(const YamlCursor& cursor);
/// The cursor stands behind the one value that a file is.
Finding text_after_root(const YamlCursor& cursor);

/// yaml-cpp holds what stands in brackets in memory; `offset` is where they begin.
Finding brackets_too_large(std::uint32_t offset, std::size_t marks);

}  // namespace ampsite
