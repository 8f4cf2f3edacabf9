#include <algorithm>
#include <string>

#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"

namespace ampsite {
namespace {

/// Who gets most on each line of each node.
std::vector<PerLine<double>> most_on_lines_a(const CaseFacts& facts, const std::vector<double>& fair_a) {
  std::vector<PerLine<double>> most(facts.site->nodes.size());
  for (std::size_t i = 0; i < facts.cars.size(); ++i) {
    for (NodeIndex v = facts.cars[i].node; v != no_index; v = facts.site->nodes[v].parent) {
      for (const Line line : all_lines) {
        if (facts.cars[i].lines.contains(line)) most[v][line] = std::max(most[v][line], fair_a[i]);
      }
    }
  }
  return most;
}

class FairCheck {
 public:
  FairCheck(const CaseFacts& facts, const CasePlan& plan, std::size_t number, Discrepancies& found)
      : facts_(facts), site_(*facts.site), plan_(plan), number_(number), found_(found), flows_(facts) {
    std::vector<Bounds> bounds;
    for (const CarFacts& car : facts.cars) bounds.push_back({0, car.own_maximum_a});
    fair_a_ = filled_a(facts, bounds);
    for (ChargerIndex i = 0; i < fair_a_.size(); ++i) flows_.add(i, fair_a_[i]);
    most_a_ = most_on_lines_a(facts, fair_a_);
  }

  void run() const {
    check_smallest();
    double total_kw = 0;
    for (ChargerIndex i = 0; i < fair_a_.size(); ++i) total_kw += check_charger(i);
    expect_measure(
        found_, plan_.total_kw, total_kw, "kW", [&] { return path("total_kw"); },
        [] { return "the power of all chargers"; });
    for (NodeIndex v = 0; v < site_.nodes.size(); ++v) check_node(v);
  }

 private:
  std::string path(std::string_view rest) const { return fmt::format("load.cases[{}].{}", number_, rest); }

  void check_smallest() const {
    if (fair_a_.empty() != !plan_.guaranteed_min_a.has_value()) {
      found_.push_back({path("guaranteed_min_a"), fair_a_.empty() ? "there is no charger to guarantee it to"
                                                                  : "the smallest fair current is missing"});
    }
    if (fair_a_.empty() || !plan_.guaranteed_min_a) return;
    expect_measure(
        found_, *plan_.guaranteed_min_a, *std::min_element(fair_a_.begin(), fair_a_.end()), "A",
        [&] { return path("guaranteed_min_a"); }, [] { return "the smallest fair current"; });
  }

  /// Its power.
  double check_charger(ChargerIndex i) const {
    const ChargerLoad& load = plan_.chargers[i];
    const std::string& id = site_.chargers[i].id.value;
    const auto at = [&](std::string_view key) { return path(fmt::format("chargers[{}].{}", i, key)); };
    expect_measure(
        found_, load.fair_a, fair_a_[i], "A", [&] { return at("fair_a"); },
        [&] { return "the fair current of charger " + id; });
    const double kw = power_kw(site_.grid.value, facts_.cars[i].lines.size(), fair_a_[i]);
    expect_measure(
        found_, load.power_kw, kw, "kW", [&] { return at("power_kw"); },
        [&] { return "the power of charger " + id + " at its fair current"; });
    check_bottleneck(i, load.bottleneck);
    return kw;
  }

  bool holds_down(NodeIndex v, Line line, ChargerIndex i) const {
    return facts_.cars[i].lines.contains(line) &&
           flows_.line_current_a(v, line) >= facts_.limit_a[v][line] - tolerance_a &&
           most_a_[v][line] <= fair_a_[i] + tolerance_a;
  }

  /// The nearest full line on which nobody has more; none for a car at its own maximum.
  Bottleneck bottleneck_of(ChargerIndex i) const {
    const CarFacts& car = facts_.cars[i];
    if (car.lines.empty() || fair_a_[i] >= car.own_maximum_a - tolerance_a) return {};
    for (NodeIndex v = car.node; v != no_index; v = site_.nodes[v].parent) {
      for (const Line line : all_lines) {
        if (holds_down(v, line, i)) return {v, line};
      }
    }
    return {};
  }

  std::string describe(const Bottleneck& bottleneck) const {
    if (bottleneck.own_limit()) return "its own maximum";
    return line_name(site_, bottleneck.node, bottleneck.line);
  }

  void check_bottleneck(ChargerIndex i, const Bottleneck& claim) const {
    const Bottleneck is = bottleneck_of(i);
    if (claim.node == is.node && (is.own_limit() || claim.line == is.line)) return;
    found_.push_back({path(fmt::format("chargers[{}].bottleneck", i)),
                      fmt::format("what holds charger {} down is {}, not {}", site_.chargers[i].id.value, describe(is),
                                  describe(claim))});
  }

  void check_node(NodeIndex v) const {
    const NodeLoad& load = plan_.nodes[v];
    const auto at = [&](std::string_view key) { return path(fmt::format("nodes[{}].{}", v, key)); };
    double utilisation = 0;
    for (const Line line : all_lines) {
      const double limit_a = facts_.limit_a[v][line];
      const double current_a = flows_.line_current_a(v, line);
      if (limit_a > 0) utilisation = std::max(utilisation, current_a / limit_a);
      expect_measure(
          found_, load.limit_a[line], limit_a, "A", [&] { return at(fmt::format("limit_a.{}", to_text(line))); },
          [&] { return "what the chargers may draw on " + line_name(site_, v, line); });
      expect_measure(
          found_, load.current_a[line], current_a, "A", [&] { return at(fmt::format("current_a.{}", to_text(line))); },
          [&] { return "the fair current on " + line_name(site_, v, line); });
    }
    expect_measure(
        found_, load.utilisation, utilisation, "of the limit", [&] { return at("utilisation"); },
        [&] { return "the fullest line of " + site_.nodes[v].id.value; });
  }

  const CaseFacts& facts_;
  const Site& site_;
  const CasePlan& plan_;
  std::size_t number_;
  Discrepancies& found_;
  std::vector<double> fair_a_;
  SiteFlows flows_;  ///< at the fair currents
  std::vector<PerLine<double>> most_a_;
};

}  // namespace

void verify_fair_currents(const CaseFacts& facts, const CasePlan& plan, std::size_t number, Discrepancies& found) {
  FairCheck(facts, plan, number, found).run();
}

}  // namespace ampsite
