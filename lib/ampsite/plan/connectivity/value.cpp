#include "ampsite/plan/connectivity/value.h"

#include <algorithm>
#include <cmath>

namespace ampsite::connectivity {

namespace {

constexpr double parts_of_currency = 10'000;

std::int64_t in_parts(double price) { return std::llround(price * parts_of_currency); }

}  // namespace

Ranking::Ranking(const Planning& planning) {
  entry_.fill(-1);
  int links = 0;
  const auto add = [&](Link link) {
    int& entry = entry_[static_cast<std::size_t>(link)];
    if (entry >= 0) return false;
    entry = entries_;
    order_[static_cast<std::size_t>(link)] = links++;
    return true;
  };
  for (const LinkGroup& group : planning.link_preference.value) {
    bool names_a_new_one = false;
    for (const Link link : group) names_a_new_one = add(link) || names_a_new_one;
    if (names_a_new_one) ++entries_;
  }
  bool left_out = false;
  for (const Link link : {Link::wifi, Link::plc, Link::lte}) left_out = add(link) || left_out;
  if (left_out) ++entries_;
  const Cost& cost = planning.cost.value;
  module_cost_ = in_parts(cost.plc_module.value);
  lte_cost_ = in_parts(cost.lte_month.value * cost.months.value);
}

Value Ranking::of(PlannedLink link) const {
  Value value;
  if (link == PlannedLink::none) {
    value.without_link = 1;
    return value;
  }
  const auto entry = static_cast<std::size_t>(entry_[static_cast<std::size_t>(link)]);
  if (entry < value.not_on.size()) value.not_on[entry] = -1;
  if (link == PlannedLink::lte) value.cost = lte_cost_;
  return value;
}

Value Ranking::of_new_module() const {
  Value value;
  value.cost = module_cost_;
  value.new_modules = one_module;
  return value;
}

Value Ranking::whole(Value bound, int chargers) const {
  const auto entry = static_cast<std::size_t>(entry_of(Link::lte));
  if (module_cost_ > 0 && entries_ == 3) {
    const int last = chargers - bound.without_link + bound.not_on[0] + bound.not_on[1];
    const std::int64_t lte = entry < bound.not_on.size() ? -bound.not_on[entry] : last;
    const std::int64_t rest = bound.cost - lte * lte_cost_;
    const std::int64_t needed = rest > 0 ? (rest - 1) / module_cost_ + 1 : 0;
    const auto modules = std::min(needed, static_cast<std::int64_t>(chargers));
    const std::int64_t cost = lte * lte_cost_ + modules * module_cost_;
    if (cost > bound.cost) {
      bound.cost = cost;
      bound.new_modules = static_cast<int>(modules) * one_module;
      bound.changes = 0;
      return bound;
    }
  }
  const int part = ((bound.new_modules % one_module) + one_module) % one_module;
  if (part == 0) return bound;
  bound.new_modules += one_module - part;
  bound.changes = 0;
  return bound;
}

}  // namespace ampsite::connectivity
