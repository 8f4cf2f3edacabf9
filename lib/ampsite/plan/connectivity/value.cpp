#include "ampsite/plan/connectivity/value.h"

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

}  // namespace ampsite::connectivity
