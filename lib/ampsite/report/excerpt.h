#pragma once
// The line of a file that a finding speaks of, with marks below the place.

#include <string>

#include "ampsite/source/source_text.h"

namespace ampsite {

struct Excerpt {
  int line_number = 1;
  std::string text;   ///< printable; shortened with "..." around the place where the line is long
  std::string marks;  ///< spaces and marks below `text`: at least one mark, none behind the end of the line
};

/// `columns` is what the shown line may take, `mark` the character to underline with. Tabs are shown as four
/// spaces. Of a place that spans several lines the first is shown.
Excerpt make_excerpt(const SourceText& source, Span span, char mark, int columns = 100);

}  // namespace ampsite
