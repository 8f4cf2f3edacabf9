// Mutations for AMP6xx.

#include <array>

#include "mutation/linked.h"
#include "mutation/mutations.h"

namespace ampsite::test {
namespace {

bool value(Trial& trial, std::string_view rule, std::string_view key, const std::vector<std::string>& values) {
  const std::string charger = lte_charger(trial);
  if (charger.empty()) return false;
  const std::string path = charger + "." + std::string(key);
  trial.draft.set(path, trial.one_of(values));
  trial.expect(rule, path);
  return true;
}

bool no_coverage(Trial& trial) { return value(trial, "AMP601", "lte.coverage", {"none"}); }
bool low_coverage(Trial& trial) { return value(trial, "AMP602", "lte.coverage", {"low"}); }
bool sim_inactive(Trial& trial) { return value(trial, "AMP603", "lte.sim", {"inactive"}); }
bool shared(Trial& trial) { return value(trial, "AMP604", "shares", {"plc", "wifi"}); }

bool survey(Trial& trial) {
  if (lte_charger(trial).empty()) return false;
  if (trial.toss()) {
    trial.draft.set("network.lte.survey", "doors-open");
    trial.expect("AMP605", "network.lte.survey");
    return true;
  }
  trial.draft.remove("network.lte.survey");
  trial.expect_at_key("AMP605", "network.lte");
  return true;
}

bool unmeasured(Trial& trial) {
  const std::string charger = lte_charger(trial);
  if (charger.empty()) return false;
  trial.draft.remove(charger + ".lte");
  trial.expect_at_entity("AMP606", charger);
  return true;
}

constexpr std::array mutations{
    Mutation{"AMP601", no_coverage}, Mutation{"AMP602", low_coverage}, Mutation{"AMP603", sim_inactive},
    Mutation{"AMP604", shared},      Mutation{"AMP605", survey},       Mutation{"AMP606", unmeasured},
};

}  // namespace

std::span<const Mutation> mutations_of_the_lte() { return mutations; }

}  // namespace ampsite::test
