#pragma once
// Links as people call them, in reasons and reports.

#include <string_view>

#include "ampsite/plan/plan.h"

namespace ampsite {

constexpr std::string_view display_word(PlannedLink link) {
  switch (link) {
    case PlannedLink::wifi:
      return "WiFi";
    case PlannedLink::plc:
      return "PLC";
    case PlannedLink::lte:
      return "4G";
    case PlannedLink::none:
      return "none";
  }
  return {};
}

}  // namespace ampsite
