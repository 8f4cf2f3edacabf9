#pragma once
// Whether any choice of links is worth less than a plan's: by bounds, and where they leave it open by trying sources.

#include <cstddef>
#include <optional>
#include <vector>

#include "ampsite/plan/verify/link_choices.h"

namespace ampsite {

/// What is known of the least value that any choice of links within some limits has.
struct LeastLinks {
  std::optional<LinkValue> bound;    ///< no choice is worth less; nothing where there is no choice at all
  std::optional<LinkValue> reached;  ///< some choice is worth just this; nothing where none was found
  std::vector<Prices> prices;        ///< that the bound was raised with

  bool known() const { return !bound || (reached && *bound == *reached); }
};

/// As far as it matters: ends once `bound` is at least `enough`, or once a choice worth at most `found` is reached.
/// `start`: the plan's own sources, whose links give the first prices. `steps` counts down to 0, where it ends.
struct LinkQuestion {
  std::optional<LinkValue> enough;
  std::optional<LinkValue> found;
  std::optional<Picks> start;
  std::vector<Prices> prices;  ///< that told much under other limits
};

LeastLinks least_links(const LinkChoices& choices, const LinkQuestion& question, std::size_t& steps);

/// A search that nobody would have to cut short: so few links, over all choices of sources, are there to weigh.
bool few_links_to_weigh(const LinkChoices& choices);

}  // namespace ampsite
