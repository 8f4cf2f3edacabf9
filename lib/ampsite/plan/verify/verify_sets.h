#pragma once
// What a set of chargers that charge at once, and their settings, have to keep.

#include <string>
#include <vector>

#include "ampsite/plan/verify/case_facts.h"

namespace ampsite {

/// By ChargerIndex: whether it is in the set.
inline std::vector<bool> members_of(const std::vector<ChargerIndex>& set, std::size_t chargers) {
  std::vector<bool> member(chargers);
  for (const ChargerIndex i : set) member[i] = true;
  return member;
}

/// It can charge at its least whole current with nobody else charging.
bool able_alone(const CaseFacts& facts, ChargerIndex charger);

/// What is wrong with a set; empty for one that can charge at once, each at its least current.
std::vector<std::string> set_faults(const CaseFacts& facts, const std::vector<ChargerIndex>& set);

/// What is proved of the number of chargers in a largest set: at least `least`, at most `most`. The same on small
/// sites, and with neutral and equal least currents.
struct SetSizes {
  std::size_t least = 0;
  std::size_t most = 0;
};
SetSizes largest_sets(const CaseFacts& facts, const std::vector<ChargerIndex>& set);

struct SettingFault {
  ChargerIndex charger = no_index;  ///< `no_index` for all together
  std::string message;
};

/// Whole amps that the contract's words give the chargers of a set: filled equally from the least to the most, rounded
/// down, and what is left handed out in rounds by remainder.
std::vector<int> settings_by_the_rule(const CaseFacts& facts, const std::vector<ChargerIndex>& set);

/// What is wrong with the settings of a set: a limit that they do not keep, one out of its range, an ampere that
/// somebody could still have, or another share than the rule's.
std::vector<SettingFault> setting_faults(const CaseFacts& facts, const std::vector<ChargerIndex>& set,
                                         const std::vector<int>& settings);

}  // namespace ampsite
