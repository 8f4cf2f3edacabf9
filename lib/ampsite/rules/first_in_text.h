#pragma once
// The first charger of those that a finding on the whole file is about.

#include <vector>

#include "ampsite/site/site.h"

namespace ampsite {

/// The first in the file that passes; null where none does. In the tree a node's own chargers come first, also where
/// the file has its circuits before them.
template <class Passes>
const Charger* first_in_text(const std::vector<Charger>& chargers, Passes&& passes) {
  const Charger* first = nullptr;
  for (const Charger& charger : chargers) {
    if ((first == nullptr || charger.span.begin < first->span.begin) && passes(charger)) first = &charger;
  }
  return first;
}

}  // namespace ampsite
