#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"
#include "ampsite/plan/verify/open_choices.h"

namespace ampsite {
namespace {

/// How many cars use each line of each node.
std::vector<PerLine<int>> uses_of_lines(const CaseFacts& facts) {
  std::vector<PerLine<int>> uses(facts.site->nodes.size());
  for (const CarFacts& car : facts.cars) {
    for (NodeIndex v = car.node; v != no_index; v = facts.site->nodes[v].parent) {
      for (const Line line : all_lines) {
        if (car.lines.contains(line)) ++uses[v][line];
      }
    }
  }
  return uses;
}

/// Where all cars rise together the first one stops at its own maximum, or at an equal share of a line.
double smallest_current_a(const CaseFacts& facts) {
  double smallest_a = std::numeric_limits<double>::infinity();
  for (const CarFacts& car : facts.cars) smallest_a = std::min(smallest_a, car.own_maximum_a);
  const std::vector<PerLine<int>> uses = uses_of_lines(facts);
  for (std::size_t v = 0; v < uses.size(); ++v) {
    for (const Line line : all_lines) {
      if (uses[v][line] > 0) smallest_a = std::min(smallest_a, facts.limit_a[v][line] / uses[v][line]);
    }
  }
  return smallest_a;
}

/// The most cars on a line that would have more than `current_a` each.
long long cars_with_more(double limit_a, double current_a) {
  if (limit_a <= 0) return 0;
  constexpr double beyond_any_site = 1e9;
  if (limit_a / beyond_any_site > current_a) return static_cast<long long>(beyond_any_site);
  auto cars = static_cast<long long>(limit_a / current_a) + 1;
  while (cars > 0 && limit_a / static_cast<double>(cars) <= current_a) --cars;
  return cars;
}

class ProofCheck {
 public:
  ProofCheck(const Site& site, const Plan& plan, Discrepancies& found)
      : site_(site),
        proof_(*plan.load.wiring_proof),
        found_(found),
        facts_(case_facts(site, plan.load.wiring, LoadCase::single_phase, CurrentModel::arithmetic)),
        guaranteed_a_(smallest_current_a(facts_)),
        plc_(pairs_of_plc(site, plan.connectivity)),
        cut_lines_(site.nodes.size()) {
    for (const CutEntry& entry : proof_.cut) cut_lines_[entry.node].insert(entry.line);
  }

  void run() const {
    expect_measure(
        found_, proof_.guaranteed_a, guaranteed_a_, "A", [] { return path("guaranteed_a"); },
        [] { return "the smallest one-phase current with this wiring, with currents that add up,"; });
    check_upper_bound();
    if (proof_.own_limit != no_index) {
      check_own_limit();
    } else {
      check_cut();
    }
  }

 private:
  static std::string path(std::string_view rest) { return fmt::format("load.wiring_proof.{}", rest); }

  /// Phasors of two pairs stand 60° apart: together they are at least √3/2 of their sum.
  double upper_bound_a() const {
    if (used_current_model(site_) == CurrentModel::arithmetic || proof_.own_limit != no_index) return guaranteed_a_;
    double bound_a = guaranteed_a_ * 2 / std::sqrt(3.0);
    for (const CarFacts& car : facts_.cars) bound_a = std::min(bound_a, car.own_maximum_a);
    return bound_a;
  }

  void check_upper_bound() const {
    expect_measure(
        found_, proof_.upper_bound_a, upper_bound_a(), "A", [] { return path("upper_bound_a"); },
        [] { return "the most that the proof leaves to any choice of lines"; });
  }

  void check_own_limit() const {
    const std::string& id = site_.chargers[proof_.own_limit].id.value;
    const double own_a = facts_.cars[proof_.own_limit].own_maximum_a;
    if (std::abs(own_a - guaranteed_a_) > tolerance_a) {
      found_.push_back({path("own_limit"), fmt::format("charger {} has an own maximum of {} A, the smallest current is "
                                                       "{} A",
                                                       id, measure_text(own_a), measure_text(guaranteed_a_))});
    }
    if (!proof_.cut.empty()) found_.push_back({path("cut"), "own_limit is the proof, and no cut"});
  }

  void check_cut() const {
    long long holds = 0;
    for (std::size_t k = 0; k < proof_.cut.size(); ++k) holds += check_entry(k);
    long long forced = 0;
    for (ChargerIndex i = 0; i < site_.chargers.size(); ++i) forced += least_uses_of_cut(i);
    expect_count(
        found_, proof_.forced, forced, [] { return path("forced"); },
        [] { return "the number of uses that no choice keeps off the cut"; });
    if (forced > holds) return;
    found_.push_back({path("cut"), fmt::format("its lines can hold {} uses with more than {} A each, and only {} are "
                                               "forced on them: this proves nothing",
                                               holds, measure_text(guaranteed_a_), forced)});
  }

  /// What it holds.
  long long check_entry(std::size_t k) const {
    const CutEntry& entry = proof_.cut[k];
    const double limit_a = facts_.limit_a[entry.node][entry.line];
    const auto at = [&](std::string_view key) { return path(fmt::format("cut[{}].{}", k, key)); };
    const std::string name = line_name(site_, entry.node, entry.line);
    expect_measure(
        found_, entry.limit_a, limit_a, "A", [&] { return at("limit_a"); },
        [&] { return "what the chargers may draw on " + name; });
    const long long holds = cars_with_more(limit_a, guaranteed_a_);
    expect_count(
        found_, entry.holds, holds, [&] { return at("holds"); },
        [&] { return fmt::format("the most cars with more than {} A each on {}", measure_text(guaranteed_a_), name); });
    const auto same = [&](const CutEntry& other) { return other.node == entry.node && other.line == entry.line; };
    if (std::find_if(proof_.cut.begin(), proof_.cut.begin() + static_cast<std::ptrdiff_t>(k), same) !=
        proof_.cut.begin() + static_cast<std::ptrdiff_t>(k)) {
      found_.push_back({path(fmt::format("cut[{}]", k)), name + " stands in the cut twice"});
    }
    return holds;
  }

  /// Listed entries that a use of these lines loads on its way up to the supply.
  int entries_loaded(NodeIndex node, LineSet use) const {
    int entries = 0;
    for (NodeIndex v = node; v != no_index; v = site_.nodes[v].parent) {
      for (const Line line : all_lines) {
        if (use.contains(line) && cut_lines_[v].contains(line)) ++entries;
      }
    }
    return entries;
  }

  /// Whatever the charger chooses.
  int least_uses_of_cut(ChargerIndex i) const {
    const Charger& charger = site_.chargers[i];
    int least = std::numeric_limits<int>::max();
    for (const LineSet use : open_uses(site_, charger, plc_[i])) {
      least = std::min(least, entries_loaded(charger.node, use));
    }
    return least;
  }

  const Site& site_;
  const WiringProof& proof_;
  Discrepancies& found_;
  CaseFacts facts_;
  double guaranteed_a_;
  std::vector<LineSet> plc_;
  std::vector<LineSet> cut_lines_;  ///< listed in the cut; by NodeIndex
};

}  // namespace

void verify_wiring_proof(const Site& site, const Plan& plan, Discrepancies& found) {
  if (plan.load.wiring_proof.has_value() == site.chargers.empty()) {
    found.push_back({"load.wiring_proof", site.chargers.empty() ? "there is no charger to prove anything of"
                                                                : "the proof of the smallest current is missing"});
  }
  if (plan.load.wiring_proof && !site.chargers.empty()) ProofCheck(site, plan, found).run();
}

}  // namespace ampsite
