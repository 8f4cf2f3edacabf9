#pragma once
// Changes to the text of a site as someone who edits it would make them.

#include <string>
#include <string_view>

namespace ampsite::fuzz {

/// The text with one to four of its blocks (a line with those indented below it) taken out, doubled under other ids, or
/// moved, or values changed. The same seed makes the same changes.
std::string changed_site(std::string_view text, unsigned seed);

}  // namespace ampsite::fuzz
