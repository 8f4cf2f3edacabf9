#include "ampsite/plan/load/improvements.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/load/car_counts.h"
#include "ampsite/plan/natural_order.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

constexpr double none_a = std::numeric_limits<double>::infinity();

/// What the capacity of a node is made of.
struct Supplying {
  double fuse_a = 0;
  double setting_a = none_a;    ///< what its device is set to
  double conductor_a = none_a;  ///< the ampacity of its cable, or what its busbar is rated for
  PerLine<double> base_a;
  PerLine<double> limit_a{none_a};

  double carries_a() const { return std::min({fuse_a, setting_a, conductor_a}); }
  double left_a(Line line) const { return carries_a() - base_a[line]; }
  double capacity_a(Line line) const { return std::max(0.0, std::min(limit_a[line], left_a(line))); }
};

Supplying supplying(const Node& node, const PerLine<double>& base_a) {
  Supplying made;
  made.base_a = base_a;
  if (node.fuse_a.has_value()) made.fuse_a = node.fuse_a.value;
  made.setting_a = setting_a(node);
  made.conductor_a = conductor_a(node);
  if (!node.limit_a.has_value()) return made;
  for (const Line line : all_lines) {
    if (node.limit_a->line[line].has_value()) made.limit_a[line] = node.limit_a->line[line].value;
  }
  return made;
}

/// " on L1 and L2"; nothing for no line.
std::string on_lines(LineSet lines) {
  std::vector<std::string> names;
  for (const Line line : all_lines) {
    if (lines.contains(line)) names.emplace_back(to_text(line));
  }
  return names.empty() ? std::string() : " on " + listed(names);
}

/// Of `lines` those on which the limit is less than fuse and conductor leave.
LineSet held_by_limit(const Supplying& from, LineSet lines) {
  LineSet held;
  for (const Line line : all_lines) {
    if (lines.contains(line) && from.limit_a[line] < from.left_a(line) - tolerance_a) held.insert(line);
  }
  return held;
}

template <class Value>
double least_over(LineSet lines, Value value) {
  double least = none_a;
  for (const Line line : all_lines) {
    if (lines.contains(line)) least = std::min(least, value(line));
  }
  return least;
}

/// Raises the limit of every line as far as suits those that are `held`, and with a single number all; returns to what.
/// Nothing where one of these leaves no more.
std::optional<double> raise_limit(const Node& node, LineSet held, Supplying& changed) {
  const LineSet suited = node.limit_a->map ? held : node.lines;
  const double to_a = least_over(suited, [&](Line line) { return changed.left_a(line); });
  const double from_a = least_over(held, [&](Line line) { return changed.limit_a[line]; });
  if (to_a <= from_a + tolerance_a) return std::nullopt;
  for (const Line line : all_lines) {
    changed.limit_a[line] = std::max(changed.limit_a[line], to_a);
  }
  return to_a;
}

/// What a fuse may not be raised for; empty where nothing stands against `to_a`. `parent_fuse_a` as it is, or as it
/// would be if it were raised as well.
std::string against_fuse(const Site& site, const Node& node, const Supplying& from, double to_a, double parent_fuse_a) {
  if (to_a > from.conductor_a) {
    const bool busbar = node.kind.has_value() && node.kind.value == RunKind::busbar;
    return fmt::format("its {} carries no more than {}", busbar ? "busbar" : "cable", amps(from.conductor_a));
  }
  if (to_a > from.setting_a) return fmt::format("its device is set to {}", amps(from.setting_a));
  if (node.parent != no_index) {
    const Node& parent = site.nodes[node.parent];
    if (!parent.fuse_a.has_value()) return fmt::format("the fuse of {} is not stated", name_of(site, parent));
    if (to_a > parent_fuse_a) {
      return fmt::format("the fuse of {} is {}", name_of(site, parent), amps(parent_fuse_a));
    }
  }
  const auto own = site.chargers.begin();
  const bool in_front_of_charger = std::any_of(own + node.charger_begin, own + node.charger_end,
                                               [](const Charger& charger) { return !charger.fuse_a.has_value(); });
  if (in_front_of_charger && to_a > largest_charger_fuse_a) {
    return fmt::format("at most {} may stand in front of a charger", amps(largest_charger_fuse_a));
  }
  return {};
}

struct NextFuse {
  std::optional<double> to_a;
  std::string why_not;
};

NextFuse next_fuse(const Site& site, const Node& node, const Supplying& from, double parent_fuse_a) {
  if (!node.fuse_a.has_value()) return {std::nullopt, "its fuse is not stated, so nothing can be guaranteed behind it"};
  const std::vector<double>& ratings = standard_ratings_a();
  const auto next = std::upper_bound(ratings.begin(), ratings.end(), from.fuse_a);
  if (next == ratings.end()) {
    return {std::nullopt, fmt::format("there is no standard fuse above {}", amps(ratings.back()))};
  }
  std::string why_not = against_fuse(site, node, from, *next, parent_fuse_a);
  if (!why_not.empty()) return {std::nullopt, std::move(why_not)};
  return {*next, {}};
}

/// "a fuse of 160 A and a limit of 135 A": what is other than now; empty where nothing is.
struct Changes {
  std::optional<double> fuse_a;
  std::optional<double> limit_a;

  bool both() const { return fuse_a && limit_a; }

  std::string text() const {
    std::vector<std::string> parts;
    if (fuse_a) parts.push_back(fmt::format("a fuse of {}", amps(*fuse_a)));
    if (limit_a) parts.push_back(fmt::format("a limit of {}", amps(*limit_a)));
    return listed(parts);
  }
};

/// Why the limit of a node with one limit for all lines cannot be raised.
std::string no_more_left(const Node& node, const Supplying& from) {
  const double least_a = least_over(node.lines, [&](Line line) { return from.left_a(line); });
  LineSet least_on;
  bool base_load = false;
  for (const Line line : all_lines) {
    if (!node.lines.contains(line) || from.left_a(line) > least_a + tolerance_a) continue;
    least_on.insert(line);
    base_load = base_load || from.base_a[line] > 0;
  }
  const bool busbar = node.kind.has_value() && node.kind.value == RunKind::busbar;
  const std::string_view conductor = busbar ? "busbar" : "cable";
  const std::string_view device = from.setting_a < from.fuse_a ? "setting" : "fuse";
  const bool by_conductor = from.conductor_a < std::min(from.fuse_a, from.setting_a);
  return fmt::format("its {} of {} leaves no more than {}{}{}", by_conductor ? conductor : device,
                     amps(from.carries_a()), amps(std::max(0.0, least_a)), on_lines(least_on),
                     base_load ? " beside the base load" : "");
}

/// A node that holds the smallest current down, and what could be done about it.
struct Binding {
  NodeIndex node = 0;
  double at_a = 0;  ///< the current of its cars at which it is full
  Improvement change;
  double changed_a = 0;     ///< that current after the change
  double everything_a = 0;  ///< and after all that may be changed at this node
  Changes everything;
};

class Improving {
 public:
  Improving(const Site& site, const LoadTree& tree) : site_(&site), tree_(&tree), cars_(cars_below(tree)) {
    const std::vector<PerLine<double>> base_loads = base_loads_a(site);
    std::vector<double> at_a;
    for (NodeIndex v = 0; v < tree.nodes.size(); ++v) {
      at_a.push_back(filling_current_a(tree.model, tree.nodes[v].limit_a, cars_[v]));
      smallest_a_ = std::min(smallest_a_, at_a.back());
    }
    for (const Node& node : site.nodes) fuses_changed_a_.push_back(node.fuse_a.value);
    others_a_ = smallest_own_maximum_a(tree);
    if (others_a_ <= smallest_a_ + tolerance_a) return;
    for (NodeIndex v = 0; v < tree.nodes.size(); ++v) {
      if (at_a[v] > smallest_a_ + tolerance_a) {
        others_a_ = std::min(others_a_, at_a[v]);
      } else {
        binding_.push_back(binding_node(v, at_a[v], base_loads[v]));
      }
    }
  }

  std::vector<Improvement> grouped() {
    by_name_.resize(binding_.size());
    for (std::size_t i = 0; i < binding_.size(); ++i) by_name_[i] = binding_[i].node;
    sort_naturally(by_name_, site_->nodes);
    everything_a_ = others_a_;
    for (const Binding& binding : binding_) everything_a_ = std::min(everything_a_, binding.everything_a);
    if (!binding_.empty()) together_ = together();

    const std::vector<std::vector<std::size_t>> groups = alike();
    // The currents that the two lowest groups hold, to know for each what all others hold.
    double least_a = none_a;
    double second_a = none_a;
    std::size_t lowest = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const double held_a = least_of(groups[g], &Binding::at_a);
      if (held_a < least_a) {
        second_a = std::exchange(least_a, held_a);
        lowest = g;
      } else {
        second_a = std::min(second_a, held_a);
      }
    }
    std::vector<Improvement> list;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      list.push_back(improvement(groups[g], std::min(others_a_, g == lowest ? second_a : least_a)));
    }
    return list;
  }

 private:
  double full_at_a(NodeIndex v, const Supplying& changed) const {
    PerLine<double> capacity_a;
    for (const Line line : all_lines) {
      if (site_->nodes[v].lines.contains(line)) capacity_a[line] = changed.capacity_a(line);
    }
    return filling_current_a(tree_->model, capacity_a, cars_[v]);
  }

  LineSet full_lines(NodeIndex v) const {
    LineSet full;
    for (const Line line : all_lines) {
      const double limit_a = tree_->nodes[v].limit_a[line];
      const double at_a = filling_current_a(tree_->model, limit_a, cars_on(cars_[v], line));
      if (at_a <= smallest_a_ + tolerance_a) full.insert(line);
    }
    return full;
  }

  Binding binding_node(NodeIndex v, double at_a, const PerLine<double>& base_a) {
    const Node& node = site_->nodes[v];
    const Supplying now = supplying(node, base_a);
    const LineSet full = full_lines(v);
    const LineSet by_limit = held_by_limit(now, full);
    const bool root = node.parent == no_index;
    const NextFuse fuse = next_fuse(*site_, node, now, root ? 0 : site_->nodes[node.parent].fuse_a.value);
    Binding binding{v, at_a, {}, at_a, at_a, {}};
    Improvement& change = binding.change;
    Supplying changed = now;
    if (node.fuse_a.has_value()) change.from_a = now.fuse_a;
    if (!node.lines.contains(full)) {
      change.why_not = fmt::format("{} does not feed all lines that its chargers are wired to", name_of(*site_, node));
      return binding;
    }
    if (!by_limit.empty()) {
      change.change = Change::limit;
      change.from_a = least_over(by_limit, [&](Line line) { return now.limit_a[line]; });
      change.to_a = raise_limit(node, by_limit, changed);
      if (!change.to_a) change.why_not = no_more_left(node, now);
    } else {
      change.to_a = fuse.to_a;
      change.why_not = fuse.why_not;
      if (fuse.to_a) changed.fuse_a = *fuse.to_a;
    }
    binding.changed_a = full_at_a(v, changed);
    Supplying everything = now;
    const NextFuse with_parent = next_fuse(*site_, node, now, root ? 0 : fuses_changed_a_[node.parent]);
    if (with_parent.to_a && by_limit != full) {
      binding.everything.fuse_a = everything.fuse_a = fuses_changed_a_[v] = *with_parent.to_a;
    }
    const LineSet to_raise = held_by_limit(everything, full);
    if (!to_raise.empty()) binding.everything.limit_a = raise_limit(node, to_raise, everything);
    binding.everything_a = full_at_a(v, everything);
    return binding;
  }

  /// Indices into `binding_`: those for which the same change is meant, in the order of the first of each.
  std::vector<std::vector<std::size_t>> alike() const {
    std::vector<std::vector<std::size_t>> groups;
    std::map<std::tuple<Change, std::optional<double>, std::optional<double>, std::string_view>, std::size_t> known;
    for (std::size_t i = 0; i < binding_.size(); ++i) {
      const Improvement& change = binding_[i].change;
      const std::tuple key(change.change, change.from_a, change.to_a, std::string_view(change.why_not));
      const auto [at, is_new] = known.try_emplace(key, groups.size());
      if (is_new) groups.emplace_back();
      groups[at->second].push_back(i);
    }
    return groups;
  }

  double least_of(const std::vector<std::size_t>& group, double Binding::* current_a) const {
    double least_a = none_a;
    for (const std::size_t i : group) least_a = std::min(least_a, binding_[i].*current_a);
    return least_a;
  }

  /// `beside_a`: what all that is not in the group leaves.
  Improvement improvement(const std::vector<std::size_t>& group, double beside_a) const {
    Improvement made = binding_[group.front()].change;
    for (const std::size_t i : group) made.nodes.push_back(binding_[i].node);
    if (!made.to_a) {
      if (made.change == Change::limit) made.why_not += together_;
      return made;
    }
    const double changed_a = least_of(group, &Binding::changed_a);
    made.guaranteed_min_a = std::min(beside_a, changed_a);
    if (*made.guaranteed_min_a > smallest_a_ + tolerance_a) {
      made.why_not = condition(made);
      return made;
    }
    made.why_not = changed_a <= smallest_a_ + tolerance_a ? held_by_itself(made) : std::string();
    if (group.size() < binding_.size()) {
      made.why_not += fmt::format("{}{} it at {} as well", made.why_not.empty() ? "" : ", and ",
                                  others_hold(made.nodes), shown(smallest_a_));
    }
    made.why_not += together_;
    return made;
  }

  /// What changing all that binds would give. Where all need the same, or one needs two changes, these are named: the
  /// entries tell of one change each.
  std::string together() const {
    if (everything_a_ <= smallest_a_ + tolerance_a) return {};
    const std::string same = binding_.front().everything.text();
    const bool all_same = std::all_of(binding_.begin(), binding_.end(),
                                      [&](const Binding& binding) { return binding.everything.text() == same; });
    const std::string gives = fmt::format("every car {}", shown(everything_a_));
    if (all_same && binding_.front().everything.both()) {
      return fmt::format("; {}{} together give {}", same, binding_.size() > 1 ? " for each" : "", gives);
    }
    return fmt::format("; changing all that binds{} gives {}", with_two_changes(), gives);
  }

  /// " (circuit K1: a fuse of 50 A and a limit of 50 A)", or nothing.
  std::string with_two_changes() const {
    constexpr std::size_t most_named = 2;
    std::vector<std::string> named;
    std::ptrdiff_t more = 0;
    for (const NodeIndex v : by_name_) {
      const auto at = std::lower_bound(binding_.begin(), binding_.end(), v,
                                       [](const Binding& binding, NodeIndex node) { return binding.node < node; });
      if (!at->everything.both()) continue;
      if (named.size() == most_named) {
        ++more;
        continue;
      }
      named.push_back(fmt::format("{}: {}", name_of(*site_, site_->nodes[v]), at->everything.text()));
    }
    return named.empty() ? std::string() : fmt::format(" ({}{})", fmt::join(named, "; "), and_more(more));
  }

  /// What nobody stated cannot be shown to be kept.
  std::string condition(const Improvement& made) const {
    if (made.change != Change::fuse) return {};
    const bool all_known = std::all_of(made.nodes.begin(), made.nodes.end(),
                                       [&](NodeIndex v) { return conductor_a(site_->nodes[v]) != none_a; });
    if (all_known) return {};
    return fmt::format("only where what it protects carries {}: the file states no ampacity", amps(*made.to_a));
  }

  std::string held_by_itself(const Improvement& made) const {
    const bool several = made.nodes.size() > 1;
    if (made.change == Change::limit) {
      return fmt::format("{} {} it at {} as well", several ? "their fuses" : "its fuse", several ? "hold" : "holds",
                         shown(smallest_a_));
    }
    if (smallest_a_ <= tolerance_a && everything_a_ <= tolerance_a) {
      return fmt::format("{} leave no more", several ? "limits or base loads" : "its limit or base loads");
    }
    return fmt::format("{} {} to be raised with {}", several ? "limits" : "its limit", several ? "have" : "has",
                       several ? "them" : "it");
  }

  /// "circuit K2 holds", "circuit K2, circuit K3 and 2 more hold": all that bind but these.
  std::string others_hold(const std::vector<NodeIndex>& except) const {
    constexpr std::size_t most_named = 2;
    std::vector<std::string> named;
    for (const NodeIndex v : by_name_) {
      if (named.size() == most_named) break;
      if (!std::binary_search(except.begin(), except.end(), v)) named.push_back(name_of(*site_, site_->nodes[v]));
    }
    const std::size_t others = binding_.size() - except.size();
    const std::string names = others > named.size() ? fmt::format("{}", fmt::join(named, ", ")) : listed(named);
    const auto more = static_cast<std::ptrdiff_t>(others) - static_cast<std::ptrdiff_t>(named.size());
    return fmt::format("{}{} {}", names, and_more(more), others > 1 ? "hold" : "holds");
  }

  /// Rounded down like all currents of a plan.
  static std::string shown(double current_a) { return amps(std::floor(current_a * 1000 + tolerance_a) / 1000); }

  const Site* site_;
  const LoadTree* tree_;
  std::vector<ByLines<int>> cars_;
  double smallest_a_ = none_a;
  double others_a_ = none_a;  ///< what does not bind: other nodes, and the smallest own maximum
  double everything_a_ = none_a;
  std::string together_;
  std::vector<double> fuses_changed_a_;  ///< by NodeIndex: where all that binds is changed together
  std::vector<Binding> binding_;         ///< in the order of the nodes
  std::vector<NodeIndex> by_name_;       ///< these, in natural order
};

}  // namespace

std::vector<Improvement> improvements(const Site& site, const Load& load) {
  if (site.chargers.empty()) return {};
  const LoadTree tree = make_load_tree(site, load.wiring, LoadCase::three_phase, used_current_model(site), {});
  return Improving(site, tree).grouped();
}

}  // namespace ampsite
