#pragma once
// How the lists for the installer name what they are about: by id where it is few, else counted.

#include <string>
#include <string_view>
#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

/// "A1, A2 and A10", in natural order; of many the first and how many more.
std::string named(std::vector<std::string> ids);

/// "charger A1", "chargers A1 and A2"; of many "30 chargers on circuit K1", "90 chargers on K1, K2 and K3",
/// "500 chargers".
std::string named_chargers(const Site& site, const std::vector<ChargerIndex>& chargers);

/// "31.25 A": rounded down to 3 decimals, for what is entered must never be more than what is there.
std::string amps_rounded_down(double current_a);

/// What the maker's portal calls a network type: "TN_3_Phase".
constexpr std::string_view portal_word(NetworkType type) {
  switch (type) {
    case NetworkType::it_1_phase:
      return "IT_1_Phase";
    case NetworkType::it_3_phase:
      return "IT_3_Phase";
    case NetworkType::tn_1_phase:
      return "TN_1_Phase";
    case NetworkType::tn_3_phase:
      return "TN_3_Phase";
  }
  return {};
}

}  // namespace ampsite
