#pragma once
// What has to hold for the bytes of a file before any YAML is looked for in them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ampsite/source/finding.h"
#include "ampsite/source/source_text.h"

namespace ampsite {

inline constexpr std::string_view utf8_byte_order_mark = "\xEF\xBB\xBF";

/// The AMP001 of this place. Spans past the end of the text are cut down to it.
Finding yaml_finding(Span span, std::string message, std::string help);

/// The AMP001 of a file that is not UTF-8 text, that holds characters no YAML text may hold, or invisible
/// line ends other than LF and CRLF. Fails: never; one linear pass.
std::optional<Finding> check_yaml_bytes(std::string_view text, std::size_t byte_limit);

}  // namespace ampsite
