#pragma once
// Natural order of ids, in which plans settle ties: it does not depend on the order of the file.

#include <algorithm>
#include <vector>

#include "ampsite/site/site.h"

namespace ampsite {

/// Sorts indices of `entities` by natural order of ids: "A2" before "A10". Those with the same id, such as none,
/// stay in the order of the file.
template <class Index, class Entity>
void sort_naturally(std::vector<Index>& indices, const std::vector<Entity>& entities) {
  const auto before = [&](Index a, Index b) {
    const std::string& id_a = entities[a].id.value;
    const std::string& id_b = entities[b].id.value;
    return natural_less(id_a, id_b) || (id_a == id_b && a < b);
  };
  if (!std::is_sorted(indices.begin(), indices.end(), before)) std::sort(indices.begin(), indices.end(), before);
}

}  // namespace ampsite
