#pragma once
// Entities in the natural order of their ids: which of several is "the first" must not change with the file's order.

#include <algorithm>
#include <vector>

#include "ampsite/site/site.h"

namespace ampsite {

/// By natural order of ids; of equal ids, or where none is stated, the earlier in its list comes first.
/// Both have to stand in one list.
template <class Entity>
bool comes_before(const Entity& a, const Entity& b) {
  if (a.id.value != b.id.value) return natural_less(a.id.value, b.id.value);
  return &a < &b;
}

template <class Entity>
void sort_by_id(std::vector<const Entity*>& entities) {
  std::sort(entities.begin(), entities.end(), [](const Entity* a, const Entity* b) { return comes_before(*a, *b); });
}

}  // namespace ampsite
