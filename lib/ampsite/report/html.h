#pragma once
// A report as one page of HTML that needs nothing else: no script, no network, no other file.

#include <string>

#include "ampsite/report/document.h"

namespace ampsite {

/// The whole page: for a screen, a phone and A4 paper, on light and on dark. All text of the document is escaped, so
/// that it shows as it is.
std::string html(const Document& document);

}  // namespace ampsite
