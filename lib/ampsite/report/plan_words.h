#pragma once
// The words that the reports of a plan use for its values.

#include <string>
#include <string_view>

#include "ampsite/plan/link_words.h"
#include "ampsite/plan/plan.h"
#include "ampsite/read/vocabulary.h"

namespace ampsite {

constexpr std::string_view word_for(PlannedLink link) {
  switch (link) {
    case PlannedLink::wifi:
      return "wifi";
    case PlannedLink::plc:
      return "plc";
    case PlannedLink::lte:
      return "lte";
    case PlannedLink::none:
      return "none";
  }
  return {};
}

constexpr std::string_view word_for(PlcSourceKind source) {
  return source == PlcSourceKind::module ? "module" : "gateway";
}

constexpr std::string_view word_for(Change change) { return change == Change::fuse ? "fuse" : "limit"; }

inline const std::string& id_of(const Site& site, NodeIndex node) { return site.nodes[node].id.value; }

}  // namespace ampsite
