#pragma once
// A drawing as SVG, to stand in a page of HTML.

#include <string>

#include "ampsite/report/drawing.h"

namespace ampsite {

/// An `svg` element with `title` and `desc`. Inks are classes ("fill-wifi", "line-wifi"), which the page's style
/// colours. All text of the drawing is escaped.
std::string svg(const Drawing& drawing);

}  // namespace ampsite
