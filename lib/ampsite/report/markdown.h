#pragma once
// A report as Markdown: GitHub's flavour, for its tables (https://github.github.com/gfm/).

#include <string>
#include <string_view>

#include "ampsite/report/document.h"

namespace ampsite {

/// Titles as headings, tables with pipes in columns of equal width, facts as a list. All text of the document is
/// escaped, so that it shows as it is.
std::string markdown(const Document& document);

/// Text such that it shows as it is within a line: on one line, without markup, links or HTML.
std::string markdown_text(std::string_view text);

}  // namespace ampsite
