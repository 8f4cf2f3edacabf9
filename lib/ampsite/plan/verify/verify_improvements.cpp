#include <algorithm>
#include <limits>
#include <optional>
#include <string>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"

namespace ampsite {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr double most_in_front_of_a_charger_a = 63;

/// What a node carries with a fuse of this rating.
double carries_a(const Node& node, double fuse_a) { return std::min({fuse_a, setting_a(node), conductor_a(node)}); }

std::optional<double> limit_on(const Node& node, Line line) {
  if (!node.limit_a.has_value() || !node.limit_a->line[line].has_value()) return std::nullopt;
  return node.limit_a->line[line].value;
}

/// The common current at which each line of each node is full, when all cars rise together.
std::vector<PerLine<double>> filling_currents_a(const CaseFacts& facts, const std::vector<PerLine<double>>& limit_a) {
  SiteFlows one_ampere_each(facts);
  for (ChargerIndex i = 0; i < facts.cars.size(); ++i) one_ampere_each.add(i, 1);
  std::vector<PerLine<double>> currents(limit_a.size(), PerLine<double>(never));
  for (NodeIndex v = 0; v < limit_a.size(); ++v) {
    for (const Line line : all_lines) {
      const double per_ampere = one_ampere_each.line_current_a(v, line);
      if (per_ampere > 0) currents[v][line] = limit_a[v][line] / per_ampere;
    }
  }
  return currents;
}

double least_of(const PerLine<double>& values) {
  return std::min({values[Line::L1], values[Line::L2], values[Line::L3]});
}

/// What a node that holds the smallest current down could be given.
struct Proposal {
  Change change = Change::fuse;
  std::optional<double> from_a;
  std::optional<double> to_a;
};

class ImprovementCheck {
 public:
  ImprovementCheck(const Site& site, const Plan& plan, Discrepancies& found)
      : site_(site),
        claims_(plan.load.improvements),
        found_(found),
        facts_(case_facts(site, plan.load.wiring, LoadCase::three_phase, used_current_model(site))),
        base_loads_a_(base_loads_a(site)),
        full_at_a_(filling_currents_a(facts_, facts_.limit_a)) {
    for (const CarFacts& car : facts_.cars) own_maximum_a_ = std::min(own_maximum_a_, car.own_maximum_a);
    for (const PerLine<double>& at_a : full_at_a_) smallest_a_ = std::min(smallest_a_, least_of(at_a));
  }

  void run() const {
    std::vector<std::size_t> listed(site_.nodes.size());
    for (std::size_t k = 0; k < claims_.size(); ++k) {
      for (const NodeIndex v : claims_[k].nodes) ++listed[v];
      check(k);
    }
    const bool own_limit = own_maximum_a_ <= smallest_a_ + tolerance_a;
    for (NodeIndex v = 0; v < listed.size(); ++v) {
      const std::size_t is = !facts_.cars.empty() && !own_limit && binds(v) ? 1 : 0;
      if (listed[v] == is) continue;
      found_.push_back(
          {"load.improvements", fmt::format("{} {} the smallest current down, and is listed {} times",
                                            site_.nodes[v].id.value, is == 1 ? "holds" : "does not hold", listed[v])});
    }
  }

 private:
  bool binds(NodeIndex v) const { return least_of(full_at_a_[v]) <= smallest_a_ + tolerance_a; }

  bool binds_on(NodeIndex v, Line line) const { return full_at_a_[v][line] <= smallest_a_ + tolerance_a; }

  double left_a(NodeIndex v, Line line) const {
    const Node& node = site_.nodes[v];
    return carries_a(node, node.fuse_a.has_value() ? node.fuse_a.value : 0) - base_loads_a_[v][line];
  }

  bool held_by_limit(NodeIndex v, Line line) const {
    const auto limit_a = limit_on(site_.nodes[v], line);
    return limit_a && *limit_a < left_a(v, line) - tolerance_a;
  }

  /// The lines that are held by their limit.
  LineSet held_lines(NodeIndex v) const {
    LineSet held;
    for (const Line line : all_lines) {
      if (binds_on(v, line) && held_by_limit(v, line)) held.insert(line);
    }
    return held;
  }

  bool feeds_all_that_bind(NodeIndex v) const {
    return std::all_of(all_lines.begin(), all_lines.end(),
                       [&](Line line) { return !binds_on(v, line) || site_.nodes[v].lines.contains(line); });
  }

  double least_left_a(NodeIndex v, LineSet lines) const {
    double least_a = never;
    for (const Line line : all_lines) {
      if (lines.contains(line)) least_a = std::min(least_a, left_a(v, line));
    }
    return least_a;
  }

  std::optional<double> next_fuse_a(NodeIndex v) const {
    const Node& node = site_.nodes[v];
    if (!node.fuse_a.has_value()) return std::nullopt;
    const std::vector<double>& ratings = standard_ratings_a();
    const auto next = std::upper_bound(ratings.begin(), ratings.end(), node.fuse_a.value);
    if (next == ratings.end() || *next > carries_a(node, *next)) return std::nullopt;
    if (node.parent != no_index) {
      const Node& parent = site_.nodes[node.parent];
      if (!parent.fuse_a.has_value() || *next > parent.fuse_a.value) return std::nullopt;
    }
    for (ChargerIndex i = node.charger_begin; i < node.charger_end; ++i) {
      if (!site_.chargers[i].fuse_a.has_value() && *next > most_in_front_of_a_charger_a) return std::nullopt;
    }
    return *next;
  }

  Proposal proposal(NodeIndex v) const {
    const Node& node = site_.nodes[v];
    const LineSet held = held_lines(v);
    if (held.empty() || !feeds_all_that_bind(v)) {
      const std::optional<double> fuse_a = node.fuse_a.has_value() ? std::optional(node.fuse_a.value) : std::nullopt;
      return {Change::fuse, fuse_a, feeds_all_that_bind(v) ? next_fuse_a(v) : std::nullopt};
    }
    double from_a = never;
    for (const Line line : all_lines) {
      if (held.contains(line)) from_a = std::min(from_a, *limit_on(node, line));
    }
    return {Change::limit, from_a, raised_limit_a(v, held, from_a)};
  }

  /// A limit in one number goes as far as suits every line, one for each line as far as suits those that are held;
  /// nowhere where one of these leaves no more.
  std::optional<double> raised_limit_a(NodeIndex v, LineSet held, double from_a) const {
    const Node& node = site_.nodes[v];
    const double for_all_a = least_left_a(v, node.limit_a->map ? held : node.lines);
    return for_all_a > from_a + tolerance_a ? std::optional(for_all_a) : std::nullopt;
  }

  /// C of the node after the change.
  PerLine<double> limits_after(NodeIndex v, const Proposal& change) const {
    const Node& node = site_.nodes[v];
    PerLine<double> limits;
    for (const Line line : all_lines) {
      if (!node.lines.contains(line)) continue;
      double left = left_a(v, line);
      double limit = limit_on(node, line).value_or(never);
      if (change.change == Change::fuse) {
        left = carries_a(node, *change.to_a) - base_loads_a_[v][line];
      } else {
        limit = std::max(limit, *change.to_a);
      }
      limits[line] = std::max(0.0, std::min(limit, left));
    }
    return limits;
  }

  void check(std::size_t k) const {
    const Improvement& claim = claims_[k];
    const auto at = [&](std::string_view key) {
      return [k, key] { return fmt::format("load.improvements[{}].{}", k, key); };
    };
    if (claim.nodes.empty()) found_.push_back({at("nodes")(), "names no circuit"});
    std::vector<PerLine<double>> limit_a = facts_.limit_a;
    for (const NodeIndex v : claim.nodes) {
      const Proposal is = proposal(v);
      const std::string& id = site_.nodes[v].id.value;
      if (claim.change != is.change) {
        found_.push_back(
            {at("change")(), fmt::format("{} is held by its {}", id, is.change == Change::fuse ? "fuse" : "limit")});
      }
      if (claim.from_a.has_value() != is.from_a.has_value()) {
        found_.push_back({at("from_a")(), fmt::format("{} {}", id, is.from_a ? "states a fuse" : "states no fuse")});
      } else if (is.from_a) {
        expect_measure(found_, *claim.from_a, *is.from_a, "A", at("from_a"),
                       [&] { return fmt::format("what holds {}", id); });
      }
      if (claim.to_a.has_value() != is.to_a.has_value()) {
        found_.push_back({at("to_a")(), fmt::format("{} {} be given more", id, is.to_a ? "may" : "may not")});
      } else if (is.to_a) {
        expect_measure(found_, *claim.to_a, *is.to_a, "A", at("to_a"),
                       [&] { return fmt::format("what {} may be given", id); });
      }
      if (is.to_a) limit_a[v] = limits_after(v, is);
    }
    check_gain(k, limit_a);
  }

  void check_gain(std::size_t k, const std::vector<PerLine<double>>& limit_a) const {
    const Improvement& claim = claims_[k];
    const auto path = [&](std::string_view key) { return fmt::format("load.improvements[{}].{}", k, key); };
    if (claim.to_a.has_value() != claim.guaranteed_min_a.has_value()) {
      found_.push_back({path("guaranteed_min_a"), "has to be there where to_a is, and only there"});
      return;
    }
    double after_a = own_maximum_a_;
    for (const PerLine<double>& at_a : filling_currents_a(facts_, limit_a)) after_a = std::min(after_a, least_of(at_a));
    if (claim.guaranteed_min_a) {
      expect_measure(
          found_, *claim.guaranteed_min_a, after_a, "A", [&] { return path("guaranteed_min_a"); },
          [] { return "the smallest current after the change of just these circuits"; });
    }
    const bool gains = claim.to_a && after_a > smallest_a_ + tolerance_a;
    const bool conditional =
        claim.change == Change::fuse && std::any_of(claim.nodes.begin(), claim.nodes.end(),
                                                    [&](NodeIndex v) { return conductor_a(site_.nodes[v]) == never; });
    if (gains && conditional == claim.why_not.empty()) {
      found_.push_back({path("why_not"), conditional ? "has to say that no ampacity is stated"
                                                     : "says why not, where the smallest current rises"});
    }
    if (!gains && claim.why_not.empty()) {
      found_.push_back({path("why_not"), "has to say why the smallest current does not rise"});
    }
  }

  const Site& site_;
  const std::vector<Improvement>& claims_;
  Discrepancies& found_;
  CaseFacts facts_;
  std::vector<PerLine<double>> base_loads_a_;
  std::vector<PerLine<double>> full_at_a_;
  double smallest_a_ = never;
  double own_maximum_a_ = never;
};

}  // namespace

void verify_improvements(const Site& site, const Plan& plan, Discrepancies& found) {
  ImprovementCheck(site, plan, found).run();
}

}  // namespace ampsite
