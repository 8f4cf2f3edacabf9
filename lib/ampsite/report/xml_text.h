#pragma once
// Text within markup.

#include <string>
#include <string_view>

namespace ampsite {

/// Text for an element or an attribute in double quotes of XML, HTML or SVG: shows as it is, on one line, printable,
/// and without the characters that XML 1.0 does not have.
std::string xml_text(std::string_view text);

}  // namespace ampsite
