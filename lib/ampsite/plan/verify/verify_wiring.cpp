#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/open_choices.h"

namespace ampsite {
namespace {

template <class T>
bool contains(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string id_text(const std::optional<int>& id) { return id ? std::to_string(*id) : "none"; }

std::string_view yes_or_no(bool value) { return value ? "true" : "false"; }

class WiringCheck {
 public:
  WiringCheck(const Site& site, ChargerIndex i, const ChargerWiring& wiring, LineSet plc_pair, Discrepancies& found)
      : site_(site), charger_(site.chargers[i]), i_(i), wiring_(wiring), plc_pair_(plc_pair), found_(found) {}

  void run() const {
    check_phases();
    check_one_phase_on();
    const auto id = ampsite::wiring_id(wiring_.phases, site_.neutral());
    if (wiring_.wiring_id != id) {
      wrong("wiring_id", fmt::format("the portal knows {} under {}, not {}", describe(wiring_.phases), id_text(id),
                                     id_text(wiring_.wiring_id)));
    }
    check_flag("fixed", wiring_.fixed, stays_as_wired(charger_), "the file fixes its wiring");
    const bool changed = charger_.phases.has_value() && charger_.phases.value != wiring_.phases;
    check_flag("changed", wiring_.changed, changed, "its wiring differs from the one that the file states");
  }

 private:
  void wrong(std::string_view key, const std::string& message) const {
    found_.push_back(
        {fmt::format("load.wiring[{}].{}", i_, key), fmt::format("charger {}: {}", charger_.id.value, message)});
  }

  void check_flag(std::string_view key, bool claim, bool is, std::string_view question) const {
    if (claim != is) wrong(key, fmt::format("whether {} is {}, not {}", question, yes_or_no(is), yes_or_no(claim)));
  }

  void check_phases() const {
    const std::vector<Wiring> allowed = allowed_wirings(site_, charger_, plc_pair_);
    if (contains(allowed, wiring_.phases)) return;
    std::vector<std::string> words;
    for (const Wiring& wiring : allowed) words.push_back(describe(wiring));
    std::sort(words.begin(), words.end());
    std::string why = " by its circuit";
    if (!plc_pair_.empty()) why = " with its PLC on " + describe(plc_pair_);
    if (stays_as_wired(charger_)) why = " by the file, which fixes it";
    wrong("phases", fmt::format("it may be wired {}{}, not {}", listed(words), why, describe(wiring_.phases)));
  }

  void check_one_phase_on() const {
    const std::vector<LineSet> uses = uses_of(site_, charger_, wiring_.phases);
    if (contains(uses, wiring_.one_phase_on)) return;
    std::vector<std::string> words;
    for (const LineSet use : uses) words.push_back(describe(use));
    wrong("one_phase_on", fmt::format("wired {} a one-phase car uses {}, not {}", describe(wiring_.phases),
                                      fmt::join(words, " or "), describe(wiring_.one_phase_on)));
  }

  const Site& site_;
  const Charger& charger_;
  ChargerIndex i_;
  const ChargerWiring& wiring_;
  LineSet plc_pair_;
  Discrepancies& found_;
};

}  // namespace

void verify_wiring(const Site& site, const Plan& plan, Discrepancies& found) {
  const std::vector<LineSet> pairs = pairs_of_plc(site, plan.connectivity);
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    WiringCheck(site, i, plan.load.wiring[i], pairs[i], found).run();
  }
}

}  // namespace ampsite
